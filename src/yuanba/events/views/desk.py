"""Views of events for those who run them: plan, move, cancel, register others, and keep the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.events import forms, papers, queries, services
from yuanba.events.queries import EventRow
from yuanba.events.services import GivenPerson
from yuanba.events.views import found
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events import stages
from yuanba.rules.events.stages import AttendanceRole, CheckInWay, EventState
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import HERE
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may
from yuanba.web.printing import district_name, printed

WHO = whoever_may(EventVerb.PLAN)
#: What is mostly right for a new event.
USUAL_LENGTH = timedelta(hours=2)


@require_GET
@open_to(*WHO)
def events(request: DistrictRequest) -> HttpResponse:
    """Render the events of the reader's areas: those to come, and those that were lately."""
    at = now()
    rows = queries.events_for(request.actor, at)
    return page(
        request,
        "events/desk.html",
        coming=[row for row in rows if not row.is_over],
        past=[row for row in reversed(rows) if row.is_over],
        now=at,
    )


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def plan(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that plans an event (安排活动)."""
    at, refusal = now(), None
    areas = queries.areas_for(request.actor, at)
    begins = at.astimezone(HERE).replace(hour=19, minute=30, second=0, microsecond=0) + timedelta(days=3)
    usual = {"starts_at": begins, "ends_at": begins + USUAL_LENGTH}
    venues = queries.places_used([area.path for area in areas])
    form = forms.PlanForm(request.POST or None, areas=areas, venues=venues, initial=usual)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = services.plan(
                actor=request.actor, area_path=places.path_of(said.pop("area_code")), now=at, **said
            )
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("Planned. It stands in the calendar for everyone."), draft="event.plan")
            return redirect("events:desk_event", event_id=made)
    return page(
        request,
        "events/plan.html",
        form=form,
        refusal=refusal,
        status=409 if refusal else 422 if form.errors else 200,
    )


@require_GET
@open_to(*WHO)
def event(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Render an event for those who run it: who registered, who is there, and what can be done now."""
    return _event_page(request, found(event_id))


def _event_page(
    request: DistrictRequest,
    row: EventRow,
    *,
    refusal: Refused | None = None,
    guest: forms.GuestForm | None = None,
    moving: forms.MoveForm | None = None,
    cancelling: forms.CancelForm | None = None,
) -> HttpResponse:
    at = now()
    _reach(request.actor, row, at)
    there = queries.attending(row.id)
    is_own = not row.subject_kind
    faulty = [form for form in (guest, moving, cancelling) if form and form.errors]
    return page(
        request,
        "events/desk_event.html",
        event=row,
        registrations=queries.registrations(row.id),
        there=there,
        there_ids={one.person_id for one in there},
        is_own=is_own,
        may={verb.name.lower(): is_own and stages.can_be(verb, row.state) for verb in STAGES},
        is_open=row.state in {EventState.OPEN, EventState.BEGUN},
        takes=row.takes_registrations(at),
        guest=guest or forms.GuestForm(auto_id="guest_%s"),
        moving=moving
        or forms.MoveForm(
            initial={"place": row.place, "starts_at": row.starts_at, "ends_at": row.ends_at},
            auto_id="move_%s",
            venues=queries.places_used([row.area_path]) if is_own else (),
        ),
        cancelling=cancelling or forms.CancelForm(auto_id="cancel_%s"),
        refusal=refusal,
        status=409 if refusal else 422 if faulty else 200,
        now=at,
    )


def _reach(actor: Actor, row: EventRow, at: datetime) -> None:
    """Raise NotAllowed where the event is in an area in which the reader runs none."""
    access.require(actor, EventVerb.CHECK_IN, queries.facts_of(row), at)


STAGES = (EventVerb.MOVE, EventVerb.CANCEL, EventVerb.OPEN_DOOR, EventVerb.BEGIN, EventVerb.END)


@require_POST
@open_to(*WHO)
def move(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Handle the form that moves an event to another time or place (活动改期)."""
    row, form = _own(event_id), forms.MoveForm(request.POST, auto_id="move_%s")
    if not form.is_valid():
        return _event_page(request, row, moving=form)
    told = _("Moved. Those who registered will be told.")
    return _done(
        request,
        row,
        lambda at: services.move(actor=request.actor, event_id=event_id, now=at, **form.cleaned_data),
        told,
    )


@require_POST
@open_to(*WHO)
def cancel(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Handle the form that cancels an event (取消活动)."""
    row, form = _own(event_id), forms.CancelForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return _event_page(request, row, cancelling=form)
    reason = form.cleaned_data["reason"]
    return _done(
        request,
        row,
        lambda at: services.cancel(actor=request.actor, event_id=event_id, reason=reason, now=at),
        _("Cancelled. Those who registered will be told."),
    )


@require_POST
@open_to(*WHO)
def open_door(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Open the door of an event, and show the page for the wall (开始签到)."""
    row = _own(event_id)
    services.open_door(actor=request.actor, event_id=row.id, now=now())
    return redirect("events:door", event_id=event_id)


@require_POST
@open_to(*WHO)
def begin(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Begin an event (活动开始)."""
    row = _own(event_id)
    return _done(
        request,
        row,
        lambda at: services.begin(actor=request.actor, event_id=event_id, now=at),
        _("It has begun."),
    )


@require_POST
@open_to(*WHO)
def end(request: DistrictRequest, event_id: int) -> HttpResponse:
    """End an event (活动结束)."""
    row = _own(event_id)
    return _done(
        request,
        row,
        lambda at: services.end(actor=request.actor, event_id=event_id, now=at),
        _("It has ended."),
    )


@require_POST
@open_to(*WHO)
def register_other(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Handle the form by which staff register somebody who asks them (报名)."""
    return _write_down(
        request,
        event_id,
        lambda given, at: services.register(actor=request.actor, event_id=event_id, given=given, now=at),
        gettext_lazy("Registered. Tell them, or print the page for them."),
    )


@require_POST
@open_to(*WHO)
def check_in_other(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Handle the form by which staff let in somebody who is not on the list (签到)."""
    return _write_down(
        request,
        event_id,
        lambda given, at: services.check_in(
            actor=request.actor,
            event_id=event_id,
            how=CheckInWay.LIST,
            role=_role(found(event_id)),
            given=given,
            now=at,
        ),
        gettext_lazy("Checked in."),
    )


def _write_down(
    request: DistrictRequest,
    event_id: int,
    write: Callable[[GivenPerson, datetime], object],
    told: Promise,
) -> HttpResponse:
    row, form = found(event_id), forms.GuestForm(request.POST, auto_id="guest_%s")
    if not form.is_valid():
        return _event_page(request, row, guest=form)
    return _done(request, row, lambda at: write(form.given(), at), str(told))


@require_POST
@open_to(*WHO)
def tick(request: DistrictRequest, registration_id: int) -> HttpResponse:
    """Check in somebody who registered, by the list (签到)."""
    row = _registered(registration_id)
    event = found(row.event_id)
    return _done(
        request,
        event,
        lambda at: services.check_in(
            actor=request.actor,
            event_id=row.event_id,
            how=CheckInWay.LIST,
            role=_role(event),
            given=GivenPerson(name="", key=row.key),
            now=at,
        ),
        _("Checked in."),
    )


@require_POST
@open_to(*WHO)
def withdraw_other(request: DistrictRequest, registration_id: int) -> HttpResponse:
    """Withdraw the registration of somebody who asks for it (取消报名)."""
    row = _registered(registration_id)
    return _done(
        request,
        found(row.event_id),
        lambda at: services.withdraw(actor=request.actor, registration_id=registration_id, now=at),
        _("Withdrawn. Whoever waits longest gets the seat."),
    )


@require_POST
@open_to(*WHO)
def take_back(request: DistrictRequest, attendance_id: int) -> HttpResponse:
    """Take a wrong check-in back (更正签到)."""
    event_id = queries.event_of_attendance(attendance_id)
    if event_id is None:
        raise Http404(str(attendance_id))
    return _done(
        request,
        found(event_id),
        lambda at: services.take_back(actor=request.actor, attendance_id=attendance_id, now=at),
        _("Taken back."),
    )


@require_POST
@open_to(*WHO)
def see_names(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Return the sign-in sheet with the names, to be signed by hand; that it was opened is recorded."""
    row = found(event_id)
    names = services.see_names(actor=request.actor, event_id=event_id, now=now())
    made = papers.sign_in_sheet(
        papers.SignInSheet(
            title=row.title,
            where=f"{row.area_label} {row.place}".strip(),
            starts_at=row.starts_at,
            names=tuple(names),
        ),
        district=district_name(request),
    )
    return printed(made, f"event-{event_id}-names")


def _role(row: EventRow) -> AttendanceRole:
    """Whoever is written down here at what another room planned listens: its members check in there."""
    return AttendanceRole.OBSERVES if row.subject_kind else AttendanceRole.ATTENDS


def _own(event_id: int) -> EventRow:
    """An event that stands for itself; what another room planned is run there."""
    row = found(event_id)
    if row.subject_kind:
        raise Http404(str(event_id))
    return row


def _registered(registration_id: int) -> queries.RegistrationRow:
    row = queries.registration_by_id(registration_id)
    if row is None:
        raise Http404(str(registration_id))
    return row


def _done(
    request: DistrictRequest, row: EventRow, do: Callable[[datetime], object], told: str
) -> HttpResponse:
    """Do it and go back to the event's page; a refusal is shown there."""
    try:
        do(now())
    except access.NotAllowed:
        raise
    except Refused as refusal:
        return _event_page(request, found(row.id), refusal=refusal)
    messages.success(request, told)
    return redirect("events:desk_event", event_id=row.id)
