"""Views of centres for everyone: what is there, what is free, and booking it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.packs import store
from yuanba.people import services as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import ActorKind, bearer
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.venues.bookings import TimeSpan
from yuanba.venues import forms, queries, services
from yuanba.venues.queries import BookableRow, BookingRow, CentreRow, FreeInstead, weeks
from yuanba.web import devices
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.proxies import client_address

#: How many bookings one address may make in an hour: a household and its neighbours.
MOST_BOOKINGS, AN_HOUR = 10, 3600


@require_safe
@open_to(*ANYONE)
def centres(request: DistrictRequest) -> HttpResponse:
    """Render the centres of the district, those of the reader's place first."""
    own = devices.place(request)
    home = places.area(own) if own else None
    rows = queries.centres()
    near = [row for row in rows if home and _concerns(row.area_path, home.path)]
    functions = store.in_force(day(now())).functions
    return page(
        request,
        "venues/centres.html",
        near=near,
        others=[row for row in rows if row not in near],
        basic=sum(one.is_basic for one in functions.values()),
        home=home,
    )


def _concerns(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@require_safe
@open_to(*ANYONE)
def centre(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Render one centre: its functions, how much of it serves residents, its rooms; or go where it went."""
    row = found_centre(centre_id)
    if row.merged_into is not None:
        return redirect("venues:centre", row.merged_into)
    pack = store.in_force(day(now()))
    said = dict(row.functions)
    named = [(one, said[code]) for code, one in pack.functions.items() if code in said]
    rooms = [one for one in queries.bookables(centre_id=row.id) if one.kind in pack.bookables]
    return page(
        request,
        "venues/centre.html",
        centre=row,
        basic=[one for one in named if one[0].is_basic],
        extended=[one for one in named if not one[0].is_basic],
        rooms=[(one, pack.bookables[one.kind]) for one in rooms],
    )


@require_safe
@open_to(*ANYONE)
def room(request: DistrictRequest, bookable_id: int) -> HttpResponse:
    """Render one room or thing: when it is free this week, and the form that books it."""
    row, at = found_bookable(bookable_id), now()
    on = first_day(request.GET.get("on", ""), at)
    begins, ends = (forms.clock_of(request.GET.get(name, "")) for name in ("begins", "ends"))
    first = forms.at_once(on, at) | ({"begins": begins, "ends": ends} if begins and ends else {})
    form = forms.BookForm(initial=first, is_known=request.actor.kind is ActorKind.RESIDENT)
    return _room_page(request, row, form, on=on)


def _room_page(
    request: DistrictRequest,
    row: BookableRow,
    form: forms.BookForm,
    *,
    on: date,
    free: FreeInstead | None = None,
    status: int = 200,
) -> HttpResponse:
    at = now()
    pack = store.in_force(day(at))
    kind = pack.bookables.get(row.kind)
    (week,) = weeks.week([row], on, pack=pack, now=at)
    earlier = on - timedelta(days=7)
    return page(
        request,
        "venues/room.html",
        room=row,
        kind=kind,
        centre=queries.centre(row.centre_id) if row.centre_id else None,
        week=week,
        before=max(earlier, day(at)) if on > day(at) else None,
        after=on + timedelta(days=7),
        form=form,
        free=free,
        wanted=TimeSpan(*form.span) if free else None,
        may_book=kind is not None and kind.for_residents and row.gone_at is None,
        is_staff=request.actor.kind is ActorKind.STAFF,
        status=status,
    )


@require_POST
@open_to(*ANYONE)
def book(request: DistrictRequest, bookable_id: int) -> HttpResponse:
    """Handle the form by which somebody books a room or a thing (预约)."""
    row, at = found_bookable(bookable_id), now()
    if request.actor.kind is ActorKind.STAFF:  # staff book at the desk, for their place or for somebody
        return redirect("venues:desk_book", row.centre_id) if row.centre_id else redirect("venues:desk")
    form = forms.BookForm(request.POST, is_known=request.actor.kind is ActorKind.RESIDENT)
    if not form.is_valid():
        return _room_page(request, row, form, on=day(at), status=422)
    begins, ends = form.span
    try:
        people.throttle(
            key=f"booking:{client_address(request)}", limit=MOST_BOOKINGS, window_seconds=AN_HOUR, now=at
        )
        made = services.book(
            actor=request.actor,
            bookable_ids=[bookable_id],
            starts_at=begins,
            ends_at=ends,
            purpose=form.cleaned_data["purpose"],
            given=form.given,
            now=at,
        )
    except Refused as refusal:
        forms.show(form, refusal, forms.FIELDS)
        free = refusal.free if isinstance(refusal, services.Taken) else None
        return _room_page(request, row, form, on=max(day(begins), day(at)), free=free, status=409)
    messages.success(
        request, _("It is written down. Keep this address: here you see how it stands, or cancel.")
    )
    return redirect("venues:booking", made.token)


@require_safe
@open_to(*ANYONE)
def booking(request: DistrictRequest, booking_token: str) -> HttpResponse:
    """Render one booking, for whoever holds its address: how it stands, and cancelling it."""
    row = _booking(booking_token)
    return page(request, "venues/booking.html", booking=row, is_over=row.ends_at <= now())


@require_POST
@open_to(*ANYONE)
def cancel(request: DistrictRequest, booking_token: str) -> HttpResponse:
    """Handle the button that cancels one's booking (取消预约)."""
    row = _booking(booking_token)
    if request.actor.kind is ActorKind.STAFF:
        return redirect("venues:desk_booking", row.id)
    actor = request.actor if request.actor.key == row.holder else bearer(row.holder)
    services.cancel(actor=actor, booking_id=row.id, now=now())
    messages.success(request, _("Cancelled. The time is free for somebody else."))
    return redirect("venues:booking", booking_token)


def _booking(token: str) -> BookingRow:
    try:
        row = queries.booking_by_token(token)
    except queries.BookingNotFound as fault:
        raise Http404(token) from fault
    if not row.holder:  # the staff's own, which nobody holds by an address
        raise Http404(token)
    return row


def first_day(typed: str, at: datetime) -> date:
    """Return the day that an address names, from today to a year ahead; today where it names none."""
    today = day(at.astimezone(HERE))
    try:
        on = span.taken(date.fromisoformat(typed)) if typed else today
    except (ValueError, span.OutOfRange):
        return today
    return min(max(on, today), today + timedelta(days=400))


def found_centre(centre_id: int) -> CentreRow:
    """Return the centre with this id; raise Http404 where there is none."""
    try:
        return queries.centre(centre_id)
    except queries.CentreNotFound as fault:
        raise Http404(str(centre_id)) from fault


def found_bookable(bookable_id: int) -> BookableRow:
    """Return the room or thing with this id; raise Http404 where there is none."""
    try:
        return queries.bookable(bookable_id)
    except queries.BookableNotFound as fault:
        raise Http404(str(bookable_id)) from fault
