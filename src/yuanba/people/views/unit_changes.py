"""Views by which the system administrator adds units, changes and closes them, and reopens them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.packs import store
from yuanba.people import queries, services
from yuanba.people.forms import choosing
from yuanba.people.forms import units as forms
from yuanba.people.queries import UnitRow, vacancies
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places import queries as places
from yuanba.rules.core.actor import KEEPERS, PositionKind
from yuanba.rules.core.undo import UndoOutdated
from yuanba.rules.pack import Level, Pack
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.changing import change
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.sought import found_page
from yuanba.web.undo import undone

#: Who fills the seats of bodies beside the administrators, and has to name colleagues for it.
SEATING = (PositionKind.COMMUNITY_LEAD, PositionKind.SUBDISTRICT_LEAD, PositionKind.AUDITOR)
#: More than so many units at once are founded area by area.
_MOST = 200
_KINDS = {
    Level.DISTRICT: UnitKind.DEPARTMENT,
    Level.SUBDISTRICT: UnitKind.OFFICE,
    Level.COMMUNITY: UnitKind.COMMUNITY,
    Level.GRID: UnitKind.GRID_PARTY,
    Level.MICRO_GRID: UnitKind.GRID_PARTY,
}


@require_safe
@open_to(*KEEPERS)
def ask_units(request: DistrictRequest) -> HttpResponse:
    """Render the units that match what is typed into a box, to choose from."""
    return found_page(request, choosing.units_like)


@never_cache
@require_safe
@open_to(*KEEPERS, *SEATING, chairs=True)
def ask_staff(request: DistrictRequest) -> HttpResponse:
    """Render the staff that match what is typed into a box; without words those who hold no position."""
    return found_page(request, choosing.staff_like)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def add_unit(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that adds one unit."""
    pack = store.in_force(on=day(now()))
    form = forms.UnitForm(request.POST or None, pack=pack, initial={"area": request.GET.get("area", "")[:24]})
    added: list[str] = []

    def carry_out() -> None:
        added.extend(services.add_units(actor=request.actor, units=[form.unit()], now=now()))

    answer = _change(request, form, carry_out, PeopleVerb.UNIT_ADD)
    return redirect("people:unit", code=added[0]) if added else answer


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def found_units(request: DistrictRequest, area: str) -> HttpResponse:
    """Show and handle the form that founds the units which the rules want in an area and all below it."""
    found = places.area(area)
    if found is None or found.valid_to is not None:
        raise Http404(area)
    pack = store.in_force(on=day(now()))
    lacking = vacancies.missing_units(found.path, pack)
    form = forms.FoundForm(request.POST or None, lacking=lacking[:_MOST])

    def carry_out() -> str:
        units = form.units(_kinds(pack))
        added = services.add_units(actor=request.actor, units=units, now=now()) if units else []
        words = ngettext("%(count)s unit was added.", "%(count)s units were added.", len(added))
        return words % {"count": len(added)}

    to = reverse("places:area", args=[area])
    done = change(request, form, carry_out, to=to, draft=f"{PeopleVerb.UNIT_ADD}.{area}")
    if isinstance(done, HttpResponse):
        return done
    return page(
        request,
        "people/found_units.html",
        area=found,
        form=form,
        refused=done,
        bodies=pack.bodies,
        left=max(len(lacking) - _MOST, 0),
    )


def _kinds(pack: Pack) -> dict[str, UnitKind]:
    """What kind of unit a body of the rules is: the lead of a subdistrict is the subdistrict itself."""
    kinds = {code: _KINDS[body.level] for code, body in pack.bodies.items()}
    lead = pack.leads.get(Level.SUBDISTRICT)
    return {**kinds, lead: UnitKind.SUBDISTRICT} if lead else kinds


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def change_unit(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the form that changes a unit."""
    unit = _unit(code)
    form = forms.UnitForm(request.POST or None, pack=store.in_force(on=day(now())), initial=initial_of(unit))

    def carry_out() -> None:
        services.change_unit(actor=request.actor, code=code, unit=form.unit(), now=now())

    return _change(request, form, carry_out, PeopleVerb.UNIT_CHANGE, unit)


def initial_of(unit: UnitRow) -> dict[str, str]:
    """Return what a unit's form shows at first, by field."""
    return {
        "name": unit.name,
        "kind": unit.kind,
        "body": unit.body,
        "area": unit.area_path.rstrip("/").rpartition("/")[2],
        "parent": unit.parent,
        "estate": unit.estate,
    }


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def undo_change(request: DistrictRequest, code: str) -> HttpResponse:
    """Give a unit back what its last change took."""
    unit = _unit(code)
    before, number = queries.unit_before(code), undone(request)

    def carry_out() -> None:
        values = {**initial_of(unit), **before}
        kind = UnitKind(values.pop("kind"))
        changed = NewUnit(kind=kind, **values)
        if not number:
            raise UndoOutdated
        services.change_unit(actor=request.actor, code=code, unit=changed, undoes=number, now=now())

    return _change(request, django_forms.Form(), carry_out, PeopleVerb.UNIT_CHANGE, unit)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def close_unit(request: DistrictRequest, code: str) -> HttpResponse:
    """Show what closing a unit means, and close it."""

    def carry_out() -> None:
        services.close_unit(actor=request.actor, code=code, now=now())

    return _change(request, django_forms.Form(), carry_out, PeopleVerb.UNIT_CLOSE, _unit(code))


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reopen_unit(request: DistrictRequest, code: str) -> HttpResponse:
    """Reopen a unit that was closed today or yesterday."""

    def carry_out() -> None:
        services.reopen_unit(actor=request.actor, code=code, now=now())

    return _change(request, django_forms.Form(), carry_out, PeopleVerb.UNIT_REOPEN, _unit(code))


def _unit(code: str) -> UnitRow:
    found = queries.unit(code)
    if found is None:
        raise Http404(code)
    return found


def _change(
    request: DistrictRequest,
    form: django_forms.Form,
    carry_out: Callable[[], None],
    verb: PeopleVerb,
    unit: UnitRow | None = None,
) -> HttpResponse:
    """Show the form, or carry out what it says and go back to the unit."""
    back = reverse("people:unit", args=[unit.code]) if unit else reverse("people:units")
    shown: dict[str, Any] = {
        "verb": str(verb),
        "label": unit.name if unit else _("Units"),
        "back": back,
        "about": unit.name if unit else "",
        "number": unit.code if unit else "",
        "draft": f"{verb}.{unit.code if unit else ''}",
    }
    done = change(request, form, carry_out, to=back, draft=shown["draft"])
    if isinstance(done, HttpResponse):
        return done
    return page(request, "people/change_unit.html", form=form, refused=done, **shown)
