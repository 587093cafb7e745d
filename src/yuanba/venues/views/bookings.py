"""Views of bookings for those who keep the rooms: answer, move, cancel, book, and book again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import forms, queries, services
from yuanba.venues.queries import BookingRow, FreeInstead
from yuanba.venues.queries import bookings as stored
from yuanba.venues.queries.bookings import RepetitionRow
from yuanba.venues.services.repeating import DaysTaken, preview
from yuanba.venues.views.desk import kept, things_of
from yuanba.venues.views.public import first_day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.sentences import refusal_sentence


@require_GET
@open_to(*whoever_may(BookingVerb.MOVE))
def booking(request: DistrictRequest, booking_id: int) -> HttpResponse:
    """Render one booking for whoever keeps the rooms, with what can be done to it."""
    return _booking_page(request, _kept(request, booking_id, BookingVerb.MOVE))


@require_POST
@open_to(*whoever_may(BookingVerb.CONFIRM))
def confirm(request: DistrictRequest, booking_id: int) -> HttpResponse:
    """Confirm a booking that waits (同意预约)."""
    row = _kept(request, booking_id, BookingVerb.CONFIRM)
    done = _("Confirmed. Whoever asked is told.")
    return _press(request, row, BookingVerb.CONFIRM, django_forms.Form(request.POST), services.confirm, done)


@require_POST
@open_to(*whoever_may(BookingVerb.DECLINE))
def decline(request: DistrictRequest, booking_id: int) -> HttpResponse:
    """Decline a booking that waits, with a reason (不同意预约)."""
    row = _kept(request, booking_id, BookingVerb.DECLINE)
    form = forms.BookingReasonForm(request.POST, auto_id="decline_%s")
    done = _("Declined. Whoever asked reads why.")
    return _press(request, row, BookingVerb.DECLINE, form, services.decline, done)


@require_POST
@open_to(*whoever_may(BookingVerb.CANCEL))
def cancel(request: DistrictRequest, booking_id: int) -> HttpResponse:
    """Cancel a booking for its holder or for the place, with a reason (取消预约)."""
    row = _kept(request, booking_id, BookingVerb.CANCEL)
    form = forms.BookingReasonForm(request.POST, auto_id="cancel_%s")
    done = _("Cancelled. The time is free for somebody else.")
    return _press(request, row, BookingVerb.CANCEL, form, services.cancel, done)


@require_POST
@open_to(*whoever_may(BookingVerb.MOVE))
def move(request: DistrictRequest, booking_id: int) -> HttpResponse:
    """Give a booking another time or place (预约改期)."""
    row = _kept(request, booking_id, BookingVerb.MOVE)
    form = forms.MoveBookingForm(request.POST, things=_around(row), auto_id="move_%s")
    if not form.is_valid():
        return _booking_page(request, row, {BookingVerb.MOVE: form}, status=422)
    begins, ends = form.span
    try:
        services.move(
            actor=request.actor,
            booking_id=booking_id,
            bookable_ids=form.cleaned_data["bookable_ids"],
            starts_at=begins,
            ends_at=ends,
            now=now(),
        )
    except NotAllowed:
        raise
    except Refused as fault:
        forms.show(form, fault, forms.FIELDS)
        free = fault.free if isinstance(fault, services.Taken) else None
        return _booking_page(request, row, {BookingVerb.MOVE: form}, free=free, status=409)
    messages.success(request, _("Moved. Whoever holds it is told."))
    return redirect("venues:desk_booking", booking_id)


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(BookingVerb.REPEAT))
def book(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Show and handle the form by which staff book, for their place or for somebody without a phone."""
    row, at = kept(request, centre_id, BookingVerb.ASK), now()
    on = first_day(request.GET.get("on", ""), at)
    first = forms.at_once(on, at) | {"bookable_ids": request.GET.getlist("room")}
    form = forms.DeskBookForm(request.POST or None, things=things_of(row), initial=first)
    free: FreeInstead | None = None
    if request.method == "POST" and form.is_valid():
        begins, ends = form.span
        try:
            made = services.book(
                actor=request.actor,
                bookable_ids=form.cleaned_data["bookable_ids"],
                starts_at=begins,
                ends_at=ends,
                purpose=form.cleaned_data["purpose"],
                given=form.given,
                now=at,
            )
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
            free = fault.free if isinstance(fault, services.Taken) else None
        else:
            messages.success(request, _("Booked."))
            return redirect("venues:desk_booking", made.id)
    return page(
        request,
        "venues/desk_book.html",
        centre=row,
        form=form,
        free=free,
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(BookingVerb.REPEAT))
def repeat(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Show the days of what would repeat, and book them on the second press (周期预约)."""
    row, at = kept(request, centre_id, BookingVerb.REPEAT), now()
    today = day(at)
    first = {"rhythm": "weekly", "from_on": today + timedelta(days=7), "skips_holidays": True}
    form = forms.RepeatForm(request.POST or None, things=things_of(row), initial=first)
    days = None
    if request.method == "POST" and form.is_valid():
        said = {"bookable_ids": form.cleaned_data["bookable_ids"], "repeat": form.repeat, "now": at}
        try:
            days = preview(**said)
            if "book" in request.POST:
                made = services.repeat(
                    actor=request.actor,
                    purpose=form.cleaned_data["purpose"],
                    leaves_out="leaves_out" in request.POST,
                    **said,
                )
                messages.success(request, _("Booked, day by day."))
                return redirect("venues:desk_repetition", made)
        except NotAllowed:
            raise
        except DaysTaken as fault:
            form.add_error(None, refusal_sentence(fault))
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
    return page(
        request,
        "venues/repeat.html",
        centre=row,
        form=form,
        days=days,
        free=sum(one.is_free for one in days or ()),
        taken=sum(one.is_taken for one in days or ()),
        status=422 if form.errors else 200,
    )


@require_GET
@open_to(*whoever_may(BookingVerb.REPEAT))
def repetition(request: DistrictRequest, repetition_id: int) -> HttpResponse:
    """Render one repeated booking with its days to come."""
    return _repetition_page(request, _repeated(request, repetition_id, BookingVerb.REPEAT))


@require_POST
@open_to(*whoever_may(BookingVerb.STOP_REPEATING))
def stop(request: DistrictRequest, repetition_id: int) -> HttpResponse:
    """End a repeated booking from a day on (结束周期预约)."""
    row = _repeated(request, repetition_id, BookingVerb.STOP_REPEATING)
    form = forms.EndRepeatForm(request.POST)
    if not form.is_valid():
        return _repetition_page(request, row, form, status=422)
    try:
        number = services.stop_repeating(
            actor=request.actor, repetition_id=repetition_id, now=now(), **form.cleaned_data
        )
    except NotAllowed:
        raise
    except Refused as fault:
        forms.show(form, fault, forms.FIELDS)
        return _repetition_page(request, row, form, status=409)
    messages.success(request, _("%(n)s days are free again.") % {"n": number})
    return redirect("venues:desk_repetition", repetition_id)


def _repetition_page(
    request: DistrictRequest,
    row: RepetitionRow,
    form: forms.EndRepeatForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    held = [one for one in row.bookings if rules.can_be(BookingVerb.CANCEL, one.state)]
    return page(
        request,
        "venues/repetition.html",
        repetition=row,
        rhythm=dict(forms.RHYTHMS)[row.repeat.rhythm],
        form=form or forms.EndRepeatForm(initial={"from_on": day(now())}) if held else None,
        status=status,
    )


def _press(
    request: DistrictRequest,
    row: BookingRow,
    verb: BookingVerb,
    form: django_forms.Form,
    service: Callable[..., object],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            service(actor=request.actor, booking_id=row.id, now=now(), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
            return _booking_page(request, _found(row.id), {verb: form}, status=409)
        messages.success(request, done)
        return redirect("venues:desk_booking", row.id)
    return _booking_page(request, row, {verb: form}, status=422)


def _booking_page(
    request: DistrictRequest,
    row: BookingRow,
    given: dict[BookingVerb, django_forms.Form] | None = None,
    *,
    free: FreeInstead | None = None,
    status: int = 200,
) -> HttpResponse:
    given, at = given or {}, now()
    begins, ends = (one.astimezone(HERE) for one in (row.starts_at, row.ends_at))
    first = {
        "bookable_ids": row.bookable_ids,
        "on": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
    }
    empty: dict[BookingVerb, django_forms.Form] = {
        BookingVerb.CONFIRM: django_forms.Form(),
        BookingVerb.DECLINE: forms.BookingReasonForm(auto_id="decline_%s"),
        BookingVerb.MOVE: forms.MoveBookingForm(things=_around(row), initial=first, auto_id="move_%s"),
        BookingVerb.CANCEL: forms.BookingReasonForm(auto_id="cancel_%s"),
    }
    is_coming = row.ends_at > at
    offered = [
        (verb, verb.value.partition(".")[2], given.get(verb, form), verb in given)
        for verb, form in empty.items()
        if is_coming
        and rules.can_be(verb, row.state)
        and access.may(request.actor, verb, queries.facts_of(row, owner_key=row.holder), at)
    ]
    return page(
        request,
        "venues/desk_booking.html",
        booking=row,
        name=stored.holder_name(row.id),
        offered=offered,
        free=free,
        is_displaced=row.state is BookingState.DISPLACED,
        status=status,
    )


def _around(row: BookingRow) -> list[queries.BookableRow]:
    """What a booking can be moved to: everything in its area, and what it has."""
    return queries.bookables(path=row.area_path)


def _found(booking_id: int) -> BookingRow:
    try:
        return queries.booking(booking_id)
    except queries.BookingNotFound as fault:
        raise Http404(str(booking_id)) from fault


def _kept(request: DistrictRequest, booking_id: int, verb: BookingVerb) -> BookingRow:
    """The booking, for those who may do this to it; others are refused."""
    row = _found(booking_id)
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row


def _repeated(request: DistrictRequest, repetition_id: int, verb: BookingVerb) -> RepetitionRow:
    try:
        row = stored.repetition(repetition_id, now())
    except queries.BookingNotFound as fault:
        raise Http404(str(repetition_id)) from fault
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row
