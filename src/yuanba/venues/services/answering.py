"""Answers bookings that wait, and moves or cancels them; whoever holds one is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.registry import put
from yuanba.rules.time.calendar import day
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState, TimeSpan
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries
from yuanba.venues.models import Bookable, Booking
from yuanba.venues.queries.entries import lock_bookables
from yuanba.venues.services.booking import claim, kinds_of, told_of


class NotTheirAnswer(Refused):
    """Raised when somebody answers a booking whose kind the rules leave to others."""

    code: ClassVar[str] = "booking.not_theirs"


class BookingNotMoved(Refused):
    """Raised when a booking would move to the time and place that it has."""

    code: ClassVar[str] = "booking.not_moved"


class BookedForSomething(Refused):
    """Raised when a booking is cancelled that a room above made for something that still takes place."""

    code: ClassVar[str] = "booking.for_something"


class BookingPast(Refused):
    """Raised when something would be done to a booking whose time is over."""

    code: ClassVar[str] = "booking.past"


#: What of rooms above moves with a booking, in its transaction.
_moving: dict[str, Callable[[int, datetime], None]] = {}


def follow_with(name: str, *, moves: Callable[[int, datetime], None]) -> None:
    """Register what a room above does with its own when a booking (by its id) has another time or place."""
    put(_moving, name, moves)


@transaction.atomic
def confirm(*, actor: Actor, booking_id: int, now: datetime) -> None:
    """Confirm a booking that waits. Raises BookingNotNow, NotTheirAnswer, BookingPast."""
    found = _waiting(actor, BookingVerb.CONFIRM, booking_id, now)

    found.answered_at = now
    found.save(update_fields=["state", "answered_at"])

    _record(actor, BookingVerb.CONFIRM, found, now)


@transaction.atomic
def decline(*, actor: Actor, booking_id: int, reason: str, now: datetime) -> None:
    """Decline a booking that waits, with a reason for whoever asked; its time is free again."""
    found = _waiting(actor, BookingVerb.DECLINE, booking_id, now)
    said = rules.reason(reason)

    found.reason, found.answered_at = said, now
    found.save(update_fields=["state", "reason", "answered_at"])
    found.claims.update(is_open=False)

    _record(actor, BookingVerb.DECLINE, found, now, words=said)


@transaction.atomic
def move(
    *,
    actor: Actor,
    booking_id: int,
    bookable_ids: Sequence[int],
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> None:
    """Give a booking another time or other things, which confirms it; its holder is told.

    Raises Taken and Closed with what is free instead, BookingNotNow, BookingPast, and what
    ``rules.venues.bookings.check`` raises for staff.
    """
    things, pack = lock_bookables(bookable_ids), store.in_force(day(now))
    found = queries.lock_booking(booking_id)
    span = TimeSpan(starts_at, ends_at)

    access.require(actor, BookingVerb.MOVE, queries.facts_of(found), now)
    for one in things:
        access.require(actor, BookingVerb.MOVE, queries.facts_of(one), now)
    kinds = kinds_of(things, pack)
    before = BookingState(found.state)
    found.state = rules.moved(before, BookingVerb.MOVE)
    if before is BookingState.CONFIRMED and _is_there(found, things, span):
        raise BookingNotMoved
    rules.check(span, kinds, is_staff=True, open_now=0, at=now)

    found.claims.all().delete()
    found.starts_at, found.ends_at, found.area_path = starts_at, ends_at, things[0].area_path
    found.reason, found.answered_at = "", now
    found.save(update_fields=["starts_at", "ends_at", "area_path", "state", "reason", "answered_at"])
    claim(found, things, kinds, now)
    for moves in _moving.values():
        moves(booking_id, now)

    _record(actor, BookingVerb.MOVE, found, now, bookables=[one.pk for one in things])


@transaction.atomic
def cancel(*, actor: Actor, booking_id: int, reason: str = "", now: datetime) -> None:
    """Cancel a booking to come: whoever holds it simply does, staff say why; its time is free again.

    What a room above booked it cancels itself; BookedForSomething else.
    """
    found = queries.lock_booking(booking_id)

    access.require(actor, BookingVerb.CANCEL, queries.facts_of(found, owner_key=found.holder), now)
    found.state = rules.moved(BookingState(found.state), BookingVerb.CANCEL)
    if found.ends_at <= now:
        raise BookingPast
    if found.subject_kind and BookingVerb.CANCEL not in actor.steps:
        raise BookedForSomething
    is_staff = actor.kind is ActorKind.STAFF
    said = rules.reason(reason) if is_staff else reason.strip()[: rules.LONGEST_REASON]

    found.reason = said
    found.save(update_fields=["state", "reason"])
    found.claims.update(is_open=False)

    _record(actor, BookingVerb.CANCEL, found, now, words=said)


def _is_there(found: Booking, things: Sequence[Bookable], span: TimeSpan) -> bool:
    """Whether a booking has these things at this time already."""
    has = set(found.claims.values_list("bookable", flat=True))
    return has == {one.pk for one in things} and TimeSpan(found.starts_at, found.ends_at) == span


def _waiting(actor: Actor, verb: BookingVerb, booking_id: int, now: datetime) -> Booking:
    """Lock a booking that waits for an answer, which this actor may give."""
    found = queries.lock_booking(booking_id)
    access.require(actor, verb, queries.facts_of(found), now)
    found.state = rules.moved(BookingState(found.state), verb)
    if found.ends_at <= now:
        raise BookingPast
    pack = store.in_force(day(now))
    codes = set(found.claims.values_list("bookable__kind", flat=True))
    answering = [set(pack.bookables[code].approved_by) for code in codes if code in pack.bookables]
    held = {one.kind for one in actor.holdings if one.holds_on(day(now))}
    if any(one and not one & held for one in answering):
        raise NotTheirAnswer
    return found


def _record(
    actor: Actor, verb: BookingVerb, found: Booking, now: datetime, *, words: str = "", **said: list[int]
) -> None:
    journal.record(
        Act(actor, verb, now),
        queries.booking_subject(found.pk),
        outcome={**told_of(found), **said},
        words=words,
    )
