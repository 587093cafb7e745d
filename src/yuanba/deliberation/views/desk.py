"""Views in which staff set councils up, fill their seats and end them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.councils import CouncilForm, CouncilSeatForm, DissolveCouncilForm, show
from yuanba.deliberation.queries import CouncilRow, resolutions
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services.councils import StillAtWork
from yuanba.deliberation.views.councils import MEETINGS, council_or_404
from yuanba.deliberation.views.told import composition
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.verbs import CouncilVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may


@require_GET
@open_to(ActorKind.STAFF)
def desk_councils(request: DistrictRequest) -> HttpResponse:
    """Render the councils that the reader runs or oversees, with what each of them lacks."""
    moment = now()
    pack = store.in_force(day(moment))
    return page(
        request,
        "deliberation/desk_councils.html",
        pack=pack,
        rows=queries.run_by(request.actor, CouncilVerb.SEAT, moment, pack=pack),
        may_set_up=any(one.kind in whoever_may(CouncilVerb.SET_UP) for one in request.actor.holdings),
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(CouncilVerb.SET_UP))
def set_up(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that sets a council up from a kind of the rules (设立议事机构)."""
    moment = now()
    pack = store.in_force(day(moment))
    if not pack.meetings:
        raise Http404
    form = CouncilForm(request.POST or None, pack=pack)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.set_up(
                actor=request.actor,
                kind=given["kind"],
                area_code=given["area"],
                estate=given["estate"],
                now=moment,
            )
        except NotAllowed:
            raise
        except Refused as fault:
            show(form, fault, CouncilForm.FIELDS)
            status = 409
        else:
            arrived(request, _("Set up. Now fill its seats."), draft="council.set_up")
            return redirect("deliberation:desk_council", council_id=made)
    return page(
        request,
        "deliberation/set_up.html",
        form=form,
        status=422 if form.errors and status == 200 else status,
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def desk_council(request: DistrictRequest, council_id: int) -> HttpResponse:
    """Show one council to whoever runs it, and handle the form that fills a seat (安排席位)."""
    moment = now()
    pack = store.in_force(day(moment))
    row = council_or_404(council_id, pack)
    access.require(request.actor, CouncilVerb.SEAT, queries.council_facts(row), moment)
    usual = {"role": "member" if row.has_convener else "convener"}
    form = CouncilSeatForm(request.POST or None, meeting=row.meeting, initial=usual) if row.meeting else None
    status = 200
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.seat(actor=request.actor, council_id=council_id, now=moment, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as fault:
            show(form, fault, CouncilSeatForm.FIELDS)
            status = 409
        else:
            arrived(request, _("The seat is filled."), draft=f"council.seat.{council_id}")
            return redirect("deliberation:desk_council", council_id=council_id)
    if form is not None and form.errors and status == 200:
        status = 422
    return _desk(request, row, form, DissolveCouncilForm(), status=status)


@require_POST
@open_to(ActorKind.STAFF)
def unseat(request: DistrictRequest, council_id: int, seat_id: int) -> HttpResponse:
    """End a seat of a council today (结束席位)."""
    services.unseat(actor=request.actor, seat_id=seat_id, now=now())
    messages.success(request, _("The seat has ended."))
    return redirect("deliberation:desk_council", council_id=council_id)


@require_POST
@open_to(*whoever_may(CouncilVerb.DISSOLVE))
def dissolve(request: DistrictRequest, council_id: int) -> HttpResponse:
    """Dissolve a council with a reason (撤销议事机构)."""
    form, status = DissolveCouncilForm(request.POST), 422
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.dissolve(actor=request.actor, council_id=council_id, reason=reason, now=now())
        except StillAtWork as fault:
            show(form, fault, {fault.code: "reason"})
            status = 409
        else:
            messages.success(request, _("Dissolved. Its record stays readable."))
            return redirect("deliberation:desk_councils")
    row = council_or_404(council_id, store.in_force(day(now())))
    access.require(request.actor, CouncilVerb.DISSOLVE, queries.council_facts(row), now())
    empty = CouncilSeatForm(None, meeting=row.meeting) if row.meeting else None
    return _desk(request, row, empty, form, status=status)


def _desk(
    request: DistrictRequest,
    row: CouncilRow,
    form: CouncilSeatForm | None,
    dissolving: DissolveCouncilForm,
    *,
    status: int,
) -> HttpResponse:
    moment = now()
    today = day(moment)
    facts = queries.council_facts(row)
    return page(
        request,
        "deliberation/desk_council.html",
        row=row,
        meeting=row.meeting,
        pack=store.in_force(today),
        offices=composition(row, queries.seats(row.id, today, with_names=True)) if not row.until_on else [],
        ended=queries.ended_seats(row.id, today),
        due=queries.due_meeting(row.id, today),
        meetings=held.meetings_of(row.id)[:MEETINGS],
        records=resolutions.of_council(row.id, pack=store.in_force(today)),
        form=form,
        dissolving=dissolving,
        may_dissolve=access.may(request.actor, CouncilVerb.DISSOLVE, facts, moment),
        status=status,
    )
