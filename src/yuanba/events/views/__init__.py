"""Views of events for everyone: the calendar, one event, its poster, registering and withdrawing."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.events import forms, papers, queries, services
from yuanba.events.queries import EventRow
from yuanba.events.views import ical
from yuanba.people import services as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import ActorKind, bearer
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day, moment
from yuanba.web import devices
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.printing import district_name, printed
from yuanba.web.proxies import client_address

#: How many registrations one address may make in an hour: a household and its neighbours.
MOST_REGISTRATIONS, AN_HOUR = 10, 3600
#: How far the feed looks back and ahead.
PAST, AHEAD = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """One day of a month as the calendar draws it, with its events."""

    on: date
    is_in_month: bool
    is_today: bool
    events: tuple[EventRow, ...]


@require_safe
@open_to(*ANYONE)
def events(request: DistrictRequest) -> HttpResponse:
    """Render the events of a month as a calendar and a list; those of the chosen place stand first."""
    at = now()
    first = _month(request.GET.get("month", ""), day(at))
    code = request.GET.get("area", "")
    area = places.area(code) if code else None
    if code and area is None:
        raise Http404(code)
    own = devices.place(request)
    home = places.area(own) if own and not area else None
    after = (first + timedelta(days=32)).replace(day=1)
    rows = queries.events_between(
        moment(first, time(0)), moment(after, time(0)), path=area.path if area else ""
    )
    address = request.build_absolute_uri(reverse("events:feed") + (f"?area={code}" if area else ""))
    near = [row for row in rows if home and _concerns(row, home.path)]
    return page(
        request,
        "events/list.html",
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=after,
        weeks=_weeks(first, rows, day(at)),
        near=_by_day(near),
        others=_by_day([row for row in rows if row not in near]),
        home=home,
        area=area,
        communities=places.areas_at(Level.COMMUNITY),
        feed=address,
        follow=f"webcal://{address.partition('://')[2]}",
        now=at,
    )


def _month(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today.replace(day=1)


def _concerns(row: EventRow, path: str) -> bool:
    """Whether an event is in an area or around it."""
    return row.area_path.startswith(path) or path.startswith(row.area_path)


def _by_day(rows: list[EventRow]) -> list[tuple[date, list[EventRow]]]:
    found: dict[date, list[EventRow]] = {}
    for row in rows:
        found.setdefault(day(row.starts_at), []).append(row)
    return list(found.items())


def _weeks(first: date, rows: list[EventRow], today: date) -> list[list[MonthDay]]:
    found = dict(_by_day(rows))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [
        [
            MonthDay(
                on=on,
                is_in_month=on.month == first.month,
                is_today=on == today,
                events=tuple(found.get(on, ())),
            )
            for on in week
        ]
        for week in weeks
    ]


@require_safe
@open_to(*ANYONE)
def feed(request: DistrictRequest) -> HttpResponse:
    """Return the events of the district, or of an area, as an iCalendar feed for calendars on phones."""
    at, code = now(), request.GET.get("area", "")
    area = places.area(code) if code else None
    if code and area is None:
        raise Http404(code)
    rows = queries.events_between(at - PAST, at + AHEAD, path=area.path if area else "")
    return _calendar(request, rows, name=area.full_label if area else "")


@require_safe
@open_to(*ANYONE)
def entry(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Return one event as an iCalendar file, to put it into one's own calendar."""
    return _calendar(request, [found(event_id)], name="")


def _calendar(request: DistrictRequest, rows: list[EventRow], *, name: str) -> HttpResponse:
    title = " ".join(filter(None, (district_name(request), name)))
    made = ical.calendar(rows, title=title, host=request.get_host(), address=request.build_absolute_uri)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


@require_safe
@open_to(*ANYONE)
def event(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Render one event: when, where, for whom, how many seats are left, and how to register."""
    return _event_page(request, found(event_id), forms.RegisterForm())


def _event_page(
    request: DistrictRequest,
    row: EventRow,
    form: forms.RegisterForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    at = now()
    is_resident = request.actor.kind is ActorKind.RESIDENT
    return page(
        request,
        "events/event.html",
        event=row,
        form=form,
        refusal=refusal,
        status=status,
        now=at,
        is_open=row.takes_registrations(at),
        is_staff=request.actor.kind is ActorKind.STAFF,
        is_known=is_resident,
        own=queries.own_registration(row.id, request.actor.key) if is_resident else None,
    )


@require_safe
@open_to(*ANYONE)
def poster(request: DistrictRequest, event_id: int, form: str) -> HttpResponse:
    """Return the poster of an event, large letters and a QR code: a PDF for the wall, a PNG to send along."""
    row = found(event_id)
    made = papers.event_poster(
        papers.EventPoster(
            title=row.title,
            where=f"{row.area_label} {row.place}".strip(),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            paragraphs=tuple(row.about.splitlines()),
            registers_until=row.registers_until,
            seats=row.capacity,
            issued_by=row.area_label,
            issued_on=day(row.planned_at),
            address=request.build_absolute_uri(reverse("events:event", args=[event_id])),
        ),
        district=district_name(request),
        is_picture=form == "png",
    )
    return printed(made, f"event-{event_id}", form)


@require_POST
@open_to(*ANYONE)
def register(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Handle the form by which somebody registers for an event (报名)."""
    row, at = found(event_id), now()
    if request.actor.kind is ActorKind.STAFF:  # who is written down by staff is so at the desk
        return redirect("events:desk_event", event_id=event_id)
    is_known = request.actor.kind is ActorKind.RESIDENT
    form = forms.RegisterForm(request.POST)
    if not is_known and not form.is_valid():
        return _event_page(request, row, form, status=422)
    try:
        people.throttle(
            key=f"event:{client_address(request)}", limit=MOST_REGISTRATIONS, window_seconds=AN_HOUR, now=at
        )
        made = services.register(
            actor=request.actor, event_id=event_id, given=None if is_known else form.given(), now=at
        )
    except Refused as refusal:
        return _event_page(request, row, form, refusal=refusal, status=409)
    messages.success(request, _("Registered. Keep this address: here you see how it stands, or withdraw."))
    return redirect("events:registration", registration_token=made.token)


@require_safe
@open_to(*ANYONE)
def registration(request: DistrictRequest, registration_token: str) -> HttpResponse:
    """Render one registration, for whoever holds its address: seat or place in the queue, and withdrawing."""
    row = _registration(registration_token)
    return page(request, "events/registration.html", row=row, event=found(row.event_id), now=now())


@require_POST
@open_to(*ANYONE)
def withdraw(request: DistrictRequest, registration_token: str) -> HttpResponse:
    """Handle the button that withdraws a registration (取消报名); whoever waits longest gets the seat."""
    row = _registration(registration_token)
    is_staff = request.actor.kind is ActorKind.STAFF  # else whoever holds the address is who registered
    actor = request.actor if is_staff or request.actor.key == row.key else bearer(row.key)
    services.withdraw(actor=actor, registration_id=row.id, now=now())
    messages.success(request, _("Withdrawn. The seat is free for somebody else."))
    return redirect("events:event", event_id=row.event_id)


def _registration(token: str) -> queries.RegistrationRow:
    try:
        return queries.registration(token)
    except queries.RegistrationNotFound as fault:
        raise Http404(token) from fault


def found(event_id: int) -> EventRow:
    """Return the event with this id; raise Http404 where there is none."""
    try:
        return queries.event(event_id)
    except queries.EventNotFound as fault:
        raise Http404(str(event_id)) from fault
