"""Views of vacant posts, and of assignments and ends of positions that were a mistake."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.packs import store
from yuanba.people import services
from yuanba.people.forms.vacancies import FillForm, WhereForm
from yuanba.people.queries import vacancies as posts
from yuanba.people.views.staff import account_or_404, render_person
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import KEEPERS, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page

_MOST = 100


@require_safe
@open_to(*KEEPERS)
def all_vacancies(request: DistrictRequest) -> HttpResponse:
    """Send to the vacant posts of the whole district."""
    top = places.top()
    return redirect("people:vacancies", area=top.code) if top else redirect("places:tree")


@require_http_methods(["GET", "POST"])
@open_to(*KEEPERS)
def vacancies(request: DistrictRequest, area: str) -> HttpResponse:
    """Render the vacant posts of an area and all below it, which the security administrator fills."""
    found = places.area(area)
    if found is None or found.valid_to is not None:
        raise Http404(area)
    where = WhereForm(request.GET or None)
    if request.GET and where.is_valid() and where.cleaned_data["area"]:
        return redirect("people:vacancies", area=where.cleaned_data["area"])
    moment = now()
    today = day(moment)
    pack = store.in_force(on=today)
    vacant = posts.vacancies(found.path, pack, on=today)
    form = FillForm(request.POST or None, vacant=vacant[:_MOST], pack=pack, initial={"from_on": today})
    may_fill = access.may(request.actor, PeopleVerb.POSITION_APPOINT, Facts(), moment)
    if request.method == "POST":
        access.require(request.actor, PeopleVerb.POSITION_APPOINT, Facts(), moment)
        if form.is_valid() and _fill(request, form):
            return redirect("people:vacancies", area=area)
    return page(
        request,
        "people/vacancies.html",
        area=found,
        form=form,
        where=where,
        may_fill=may_fill,
        left=max(len(vacant) - _MOST, 0),
        number=len(vacant),
        lacking=len(posts.missing_units(found.path, pack)),
    )


def _fill(request: DistrictRequest, form: FillForm) -> bool:
    """Assign what the form says; whether all of it was taken."""
    seats = form.seats()
    faults = services.appoint_all(
        actor=request.actor,
        seats=list(seats.values()),
        from_on=form.cleaned_data["from_on"],
        now=now(),
    )
    form.refuse(dict(zip(seats, faults, strict=True)))
    if any(faults):
        return False
    said = ngettext("%(count)s position was assigned.", "%(count)s positions were assigned.", len(seats))
    messages.success(request, said % {"count": len(seats)})
    return True


@require_POST
@open_to(PositionKind.SECURITY_ADMIN)
def take_back(request: DistrictRequest, key: str, position_id: int) -> HttpResponse:
    """Take an assignment back that was a mistake."""
    return _undo(
        request, key, lambda: services.take_back(actor=request.actor, position_id=position_id, now=now())
    )


@require_POST
@open_to(PositionKind.SECURITY_ADMIN)
def restore(request: DistrictRequest, key: str, position_id: int) -> HttpResponse:
    """Restore a position whose end was a mistake."""
    return _undo(
        request, key, lambda: services.restore(actor=request.actor, position_id=position_id, now=now())
    )


def _undo(request: DistrictRequest, key: str, carry_out: Callable[[], None]) -> HttpResponse:
    account_or_404(key)
    try:
        carry_out()
    except NotAllowed:
        raise
    except Refused as fault:
        return render_person(request, key, refusal=fault)
    messages.success(request, _("Done and recorded."))
    return redirect("people:person", key=key)
