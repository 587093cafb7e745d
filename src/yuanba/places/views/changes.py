"""Views by which the system administrator adds, renames, merges, splits, ends and reopens areas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.places import forms, queries, services
from yuanba.places.forms import housing
from yuanba.places.queries import AreaRow, moving
from yuanba.places.views import undoing
from yuanba.places.views.areas import area_or_404
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.undo import UndoOutdated, require_safe
from yuanba.rules.pack import Level
from yuanba.rules.places.codes import LEVEL, AreaKind, NoCodeLeft, free_codes, kinds_below
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day
from yuanba.web.changing import change
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.undo import undone

_END: Mapping[PlaceVerb, Callable[..., None]] = MappingProxyType(
    {
        PlaceVerb.ADD: services.end,
        PlaceVerb.ESTATE_ADD: services.end_estates,
        PlaceVerb.BUILDING_ADD: services.end_buildings,
    }
)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def add(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that adds areas directly below this one."""
    found = area_or_404(code)
    kinds = kinds_below(found.level)
    if not kinds:
        return redirect("places:area", code=code)
    form = forms.AddForm(request.POST or None, kinds=kinds)

    def carry_out() -> str:
        given = form.cleaned_data
        added = services.add(
            actor=request.actor,
            above=code,
            kind=given["kind"],
            areas=given["names"],
            grids=given.get("grids") or 0,
            now=now(),
        )
        words = ngettext("%(count)s area was added.", "%(count)s areas were added.", len(added))
        return words % {"count": len(added)}

    return _change(request, found, form, carry_out, PlaceVerb.ADD, "web/change.html")


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def undo_add(request: DistrictRequest, code: str) -> HttpResponse:
    """End the areas, estates or buildings that were added to this area by the entry that is undone."""
    found = area_or_404(code)

    def carry_out() -> None:
        last = journal.last("area", code, verbs=list(undoing.ADDED))
        if last is None or last.number != undone(request):
            raise UndoOutdated
        require_safe(day(last.at), on=day(now()))
        added = last.told.texts(undoing.ADDED[PlaceVerb(last.verb)])
        _END[PlaceVerb(last.verb)](actor=request.actor, codes=added, now=now())

    return _end(request, found, carry_out)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def rename(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that renames an area from today on."""
    found = area_or_404(code)
    form = forms.RenameForm(request.POST or None, initial={"name": found.name})

    def carry_out() -> None:
        name = form.cleaned_data["name"]
        services.rename(actor=request.actor, code=code, name=name, undoes=undone(request), now=now())

    return _change(request, found, form, carry_out, PlaceVerb.RENAME, "places/rename.html")


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def correct(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that corrects an area's shown name, whether it is rural, and its type."""
    found = area_or_404(code)
    types = store.in_force(day(now())).area_types if found.level is Level.COMMUNITY else {}
    initial = {"label": found.label, "is_rural": found.is_rural, "type_code": found.type_code}
    form = housing.CorrectAreaForm(request.POST or None, types=types, initial=initial)

    def carry_out() -> None:
        services.correct(
            actor=request.actor, code=code, undoes=undone(request), now=now(), **form.cleaned_data
        )

    return _change(request, found, form, carry_out, PlaceVerb.CORRECT, "places/correct.html")


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def merge(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that merges neighbouring areas into this one, with a preview of what moves."""
    found = area_or_404(code)
    parent = queries.area_by_path(found.parent_path)
    neighbours = [one for one in queries.children(parent.code) if one.code != code] if parent else []
    form = forms.MergeForm(request.POST or None, neighbours=neighbours, initial={"name": found.name})

    def carry_out() -> None:
        services.merge(
            actor=request.actor,
            codes=[code, *form.cleaned_data["others"]],
            into=code,
            name=form.cleaned_data["name"],
            now=now(),
        )

    if _wants_preview(request, form):
        moving_out = moving.contents(form.cleaned_data["others"])
        shown = _shown(found, PlaceVerb.MERGE)
        return page(request, "places/merge.html", form=form, moves=moving_out, **shown)
    return _change(request, found, form, carry_out, PlaceVerb.MERGE, "places/merge.html")


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def split(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that splits an area in two, with a preview of what goes where."""
    found = area_or_404(code)
    lying = next(iter(moving.contents([code])), None)
    shared = [*lying.areas, *lying.estates, *lying.buildings] if lying else []
    form = forms.SplitForm(request.POST or None, shared=shared, initial=_next_codes(found))

    def carry_out() -> None:
        services.split(actor=request.actor, code=code, parts=form.parts(), now=now())

    if _wants_preview(request, form):
        labels = dict(shared)
        parts = [(part, [labels[one] for one in sorted(part.gets)]) for part in form.parts()]
        return page(request, "places/split.html", form=form, parts=parts, **_shown(found, PlaceVerb.SPLIT))
    return _change(request, found, form, carry_out, PlaceVerb.SPLIT, "places/split.html")


def _next_codes(area: AreaRow) -> dict[str, str]:
    """The codes that the two parts of an area get where nobody names others."""
    above = area.code[:-3]
    kind = next((one for one in AreaKind if LEVEL[one] is area.level), None)
    try:
        free = free_codes(above, kind, taken=moving.codes_below(above), count=2) if kind else []
    except NoCodeLeft:
        free = []
    return dict(zip(("first_code", "second_code"), free, strict=False))


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def end(request: DistrictRequest, code: str) -> HttpResponse:
    """Show what ends with an area, and end it."""

    def carry_out() -> None:
        services.end(actor=request.actor, codes=[code], now=now())

    return _end(request, area_or_404(code), carry_out)


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reopen(request: DistrictRequest, code: str) -> HttpResponse:
    """Reopen an area that ended today or yesterday."""

    def carry_out() -> None:
        services.reopen(actor=request.actor, code=code, now=now())

    return _end(request, area_or_404(code), carry_out)


def _wants_preview(request: DistrictRequest, form: django_forms.Form) -> bool:
    return request.method == "POST" and request.POST.get("step") == "look" and form.is_valid()


def _end(request: DistrictRequest, found: AreaRow, carry_out: Callable[[], None]) -> HttpResponse:
    """Show what would end with an area, or do what the button says and go back to the area."""
    form = django_forms.Form(request.POST or None)
    return _change(request, found, form, carry_out, PlaceVerb.END, "places/end.html")


def _change(
    request: DistrictRequest,
    found: AreaRow,
    form: django_forms.Form,
    carry_out: Callable[[], str | None],
    verb: PlaceVerb,
    template: str,
) -> HttpResponse:
    """Show the form, or carry out what it says and go back to the area."""
    shown = _shown(found, verb)
    done = change(request, form, carry_out, to=shown["back"], draft=shown["draft"])
    if isinstance(done, HttpResponse):
        return done
    lying = next(iter(moving.contents([found.code])), None)
    return page(request, template, form=form, refused=done, lying=lying, **shown)


def _shown(found: AreaRow, verb: PlaceVerb) -> dict[str, Any]:
    """What a form about an area says of it, and where it leads back to."""
    return {
        "area": found,
        "verb": str(verb),
        "label": found.label,
        "back": reverse("places:area", args=[found.code]),
        "about": found.name if verb is PlaceVerb.CORRECT else found.full_label,
        "number": found.code,
        "draft": f"{verb}.{found.code}" if verb is PlaceVerb.ADD else "",
    }
