"""Views of estates and buildings, and the forms by which the system administrator keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.places import queries, services
from yuanba.places.forms import choosing
from yuanba.places.forms import housing as forms
from yuanba.places.queries import BuildingRow, EstateRow
from yuanba.places.views import undoing
from yuanba.places.views.areas import area_or_404, may
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.web.changing import change
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.sought import found_page
from yuanba.web.undo import undone


@require_safe
@open_to(ActorKind.STAFF)
def ask_areas(request: DistrictRequest) -> HttpResponse:
    """Render the areas that match what is typed into a box, to choose from."""
    return found_page(request, choosing.areas_like)


@require_safe
@open_to(ActorKind.STAFF)
def ask_estates(request: DistrictRequest) -> HttpResponse:
    """Render the estates that match what is typed into a box, to choose from."""
    return found_page(request, choosing.estates_like)


@require_safe
@open_to(ActorKind.STAFF)
def estate(request: DistrictRequest, code: str) -> HttpResponse:
    """Render one estate: where it lies, and its buildings."""
    found = _estate(code)
    return page(
        request,
        "places/estate.html",
        estate=found,
        ancestors=queries.ancestors(found.area_path),
        buildings=queries.buildings_of(code),
        may_change=may(request, PlaceVerb.ESTATE_CHANGE),
        undos=undoing.of_estate(found, now()) if may(request, PlaceVerb.ESTATE_REOPEN) else [],
    )


@require_safe
@open_to(ActorKind.STAFF)
def building(request: DistrictRequest, code: str) -> HttpResponse:
    """Render one building: where it stands, and its estate."""
    found = _building(code)
    return page(
        request,
        "places/building.html",
        building=found,
        ancestors=queries.ancestors(found.area_path),
        may_change=may(request, PlaceVerb.BUILDING_CHANGE) and found.valid_to is None,
        undos=undoing.of_building(found, now()) if may(request, PlaceVerb.BUILDING_REOPEN) else [],
    )


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def add_estates(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that adds estates to an area."""
    found = area_or_404(code)
    form = forms.AddEstatesForm(request.POST or None)

    def carry_out() -> str:
        names = form.cleaned_data["names"]
        added = services.add_estates(actor=request.actor, area=code, names=names, now=now())
        words = ngettext("%(count)s estate was added.", "%(count)s estates were added.", len(added))
        return words % {"count": len(added)}

    back = (found.label, reverse("places:area", args=[code]))
    return _change(request, form, carry_out, PlaceVerb.ESTATE_ADD, back)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def add_buildings(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that adds buildings to a grid in this area, to an estate or to none."""
    found = area_or_404(code)
    asked = request.GET.get("estate", "")[:40]
    grids = [one for one in queries.subtree(found.path) if one.level in services.BUILDING_LEVELS]
    form = forms.AddBuildingsForm(
        request.POST or None,
        grids=grids,
        estates=queries.estates_in(queries.community_path(found.path)),
        initial={"estate": asked, "area": code},
    )

    def carry_out() -> str:
        added = services.add_buildings(actor=request.actor, now=now(), **form.cleaned_data)
        words = ngettext("%(count)s building was added.", "%(count)s buildings were added.", len(added))
        return words % {"count": len(added)}

    estate = queries.estate(asked) if asked else None
    back = (found.label, reverse("places:area", args=[code]))
    if estate:
        back = (estate.name, reverse("places:estate", args=[estate.code]))
    return _change(request, form, carry_out, PlaceVerb.BUILDING_ADD, back)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def change_estate(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that changes an estate."""
    found = _estate(code)
    initial = {"name": found.name, "area": found.area_code, "is_rural": found.is_rural}
    form = forms.EstateForm(request.POST or None, initial=initial)

    def carry_out() -> None:
        services.change_estate(
            actor=request.actor, code=code, undoes=undone(request), now=now(), **form.cleaned_data
        )

    return _change(request, form, carry_out, PlaceVerb.ESTATE_CHANGE, _to_estate(found))


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def end_estate(request: DistrictRequest, code: str) -> HttpResponse:
    """Show what ending an estate means, ask what becomes of its buildings, and end it."""
    found = _estate(code)
    form = forms.EndEstateForm(request.POST or None) if found.buildings else django_forms.Form()

    def carry_out() -> None:
        heir = form.heir_code() if isinstance(form, forms.EndEstateForm) else None
        services.end_estates(actor=request.actor, codes=[code], heir=heir, now=now())

    return _change(request, form, carry_out, PlaceVerb.ESTATE_END, _to_estate(found))


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reopen_estate(request: DistrictRequest, code: str) -> HttpResponse:
    """Reopen an estate that ended today or yesterday."""
    found = _estate(code)

    def carry_out() -> None:
        services.reopen_estate(actor=request.actor, code=code, now=now())

    return _change(request, django_forms.Form(), carry_out, PlaceVerb.ESTATE_REOPEN, _to_estate(found))


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def change_building(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that changes a building."""
    found = _building(code)
    initial = {"name": found.name, "area": found.area_code, "estate": found.estate}
    form = forms.BuildingForm(request.POST or None, initial=initial)

    def carry_out() -> None:
        services.change_building(
            actor=request.actor, code=code, undoes=undone(request), now=now(), **form.cleaned_data
        )

    return _change(request, form, carry_out, PlaceVerb.BUILDING_CHANGE, _to_building(found))


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def end_building(request: DistrictRequest, code: str) -> HttpResponse:
    """Show what ending a building means, and end it."""
    found = _building(code)

    def carry_out() -> None:
        services.end_buildings(actor=request.actor, codes=[code], now=now())

    return _change(request, django_forms.Form(), carry_out, PlaceVerb.BUILDING_END, _to_building(found))


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reopen_building(request: DistrictRequest, code: str) -> HttpResponse:
    """Reopen a building that ended today or yesterday."""
    found = _building(code)

    def carry_out() -> None:
        services.reopen_building(actor=request.actor, code=code, now=now())

    return _change(request, django_forms.Form(), carry_out, PlaceVerb.BUILDING_REOPEN, _to_building(found))


def _estate(code: str) -> EstateRow:
    found = queries.estate(code)
    if found is None:
        raise Http404(code)
    return found


def _building(code: str) -> BuildingRow:
    found = queries.building(code)
    if found is None:
        raise Http404(code)
    return found


def _to_estate(found: EstateRow) -> tuple[str, str]:
    return found.name, reverse("places:estate", args=[found.code])


def _to_building(found: BuildingRow) -> tuple[str, str]:
    return found.name, reverse("places:building", args=[found.code])


def _change(
    request: DistrictRequest,
    form: django_forms.Form,
    carry_out: Callable[[], str | None],
    verb: PlaceVerb,
    back: tuple[str, str],
) -> HttpResponse:
    """Show the form, or carry out what it says and go back to the page that it was opened from."""
    label, url = back
    draft = f"{verb}.{url}"
    done = change(request, form, carry_out, to=url, draft=draft)
    if isinstance(done, HttpResponse):
        return done
    shown: dict[str, Any] = {"verb": str(verb), "label": label, "back": url, "about": label, "draft": draft}
    return page(request, "places/change.html", form=form, refused=done, **shown)
