"""The rules of bookings: how long ahead and how long, what stays free around them, and what may follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack import BookableKind
from yuanba.rules.time.calendar import day
from yuanba.rules.venues.verbs import BookingVerb

LONGEST_PURPOSE, LONGEST_REASON = 120, 200
#: What staff book at a time at the longest, and how far ahead: a summer camp, next year's calendar.
LONGEST_BY_STAFF, AHEAD_BY_STAFF = timedelta(days=31), timedelta(days=400)
#: In which steps free times are offered.
STEP = timedelta(minutes=30)


class BookingState(StrEnum):
    """The state of a booking: asked for, confirmed, declined, cancelled, or displaced by a closure."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DISPLACED = "displaced"


S = BookingState
#: In these states a booking holds its time: nobody else gets it.
HOLDING = frozenset({S.ASKED, S.CONFIRMED})
_MOVES: Mapping[Verb, tuple[frozenset[BookingState], BookingState]] = MappingProxyType(
    {
        BookingVerb.CONFIRM: (frozenset({S.ASKED}), S.CONFIRMED),
        BookingVerb.DECLINE: (frozenset({S.ASKED}), S.DECLINED),
        BookingVerb.MOVE: (frozenset({S.ASKED, S.CONFIRMED, S.DISPLACED}), S.CONFIRMED),
        BookingVerb.CANCEL: (frozenset({S.ASKED, S.CONFIRMED, S.DISPLACED}), S.CANCELLED),
        BookingVerb.DISPLACE: (HOLDING, S.DISPLACED),
    }
)


class BookingNotNow(Refused):
    """Raised when what is asked does not go with the state of the booking."""

    code: ClassVar[str] = "booking.not_now"


class BadBookingTimes(Refused):
    """Raised when a booking would end before it begins, or lies in the past."""

    code: ClassVar[str] = "booking.bad_times"


class TooLongBooking(Refused):
    """Raised when a booking would last longer than the rules allow."""

    code: ClassVar[str] = "booking.too_long"


class TooFarAhead(Refused):
    """Raised when a booking lies further ahead than the rules allow."""

    code: ClassVar[str] = "booking.too_far"


class TooManyBookings(Refused):
    """Raised when somebody holds as many bookings to come as the rules allow."""

    code: ClassVar[str] = "booking.too_many"


class StaffAlone(Refused):
    """Raised when residents would book what staff alone book."""

    code: ClassVar[str] = "booking.staff_only"


class NoPurpose(Refused):
    """Raised when nobody says what a booking is for."""

    code: ClassVar[str] = "booking.no_purpose"


class NoBookingReason(Refused):
    """Raised when a booking is declined, cancelled by staff or closed out without a reason."""

    code: ClassVar[str] = "booking.no_reason"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time from one moment to another, the second not within."""

    from_at: datetime
    until_at: datetime

    def meets(self, other: TimeSpan) -> bool:
        """Return whether the two share a moment.

        >>> from datetime import UTC
        >>> nine, ten, eleven = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 10, 11))
        >>> late = TimeSpan(ten, eleven)
        >>> TimeSpan(nine, ten).meets(late), TimeSpan(nine, eleven).meets(late)
        (False, True)
        """
        return self.from_at < other.until_at and other.from_at < self.until_at


def moved(state: BookingState, verb: Verb) -> BookingState:
    """Return the state to which an action leads a booking; raise BookingNotNow where it cannot be done.

    >>> moved(BookingState.ASKED, BookingVerb.CONFIRM)
    <BookingState.CONFIRMED: 'confirmed'>
    """
    states, to = _MOVES[verb]
    if state not in states:
        raise BookingNotNow(verb=verb.value, state=state.value)
    return to


def can_be(verb: Verb, state: BookingState) -> bool:
    """Return whether an action on a booking goes with its state."""
    return state in _MOVES[verb][0]


def held(span: TimeSpan, buffers: Iterable[int]) -> TimeSpan:
    """Return the time that a booking keeps others out: with its longest buffer (minutes) after it.

    The one before it has its own buffer, so that what is between two bookings is one buffer, not two.
    """
    return TimeSpan(span.from_at, span.until_at + timedelta(minutes=max(buffers, default=0)))


def check(
    span: TimeSpan, kinds: Iterable[BookableKind], *, is_staff: bool, open_now: int, at: datetime
) -> None:
    """Raise what speaks against booking things of these kinds for this time, by staff or by a resident.

    ``open_now`` is how many bookings to come whoever asks holds already. Raises BadBookingTimes,
    StaffAlone, TooLongBooking, TooFarAhead, TooManyBookings.
    """
    if span.until_at <= span.from_at or span.from_at < at:
        raise BadBookingTimes
    for kind in kinds:
        longest = LONGEST_BY_STAFF if is_staff else timedelta(minutes=kind.longest_minutes)
        ahead = AHEAD_BY_STAFF if is_staff else timedelta(days=kind.ahead_days)
        if not is_staff and not kind.for_residents:
            raise StaffAlone
        if span.until_at - span.from_at > longest:
            raise TooLongBooking(minutes=int(longest.total_seconds()) // 60)
        if day(span.from_at) > day(at) + ahead:
            raise TooFarAhead(days=ahead.days)
        if not is_staff and open_now >= kind.most_open:
            raise TooManyBookings(most=kind.most_open)


def first_state(kinds: Iterable[BookableKind], *, is_staff: bool) -> BookingState:
    """Return the state of a new booking: it waits where a resident asks and somebody answers."""
    waits = not is_staff and any(kind.approved_by for kind in kinds)
    return S.ASKED if waits else S.CONFIRMED


def purpose(typed: str) -> str:
    """Return what a booking is for, as it is stored; raise NoPurpose for nothing."""
    said = " ".join(typed.split())[:LONGEST_PURPOSE]
    if not said:
        raise NoPurpose
    return said


def reason(typed: str) -> str:
    """Return a reason as it is stored; raise NoBookingReason for nothing."""
    said = typed.strip()[:LONGEST_REASON]
    if not said:
        raise NoBookingReason
    return said


def gaps(
    within: TimeSpan, length: timedelta, taken: Iterable[TimeSpan], buffer: timedelta
) -> Iterator[TimeSpan]:
    """Yield the free times of this length, in steps of half an hour: none meets what is taken.

    >>> from datetime import UTC
    >>> eight, nine, ten = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (8, 9, 10))
    >>> [str(one.from_at.time()) for one in gaps(TimeSpan(eight, ten), timedelta(hours=1), [], timedelta())]
    ['08:00:00', '08:30:00', '09:00:00']
    """
    busy, begins = list(taken), within.from_at
    while begins + length <= within.until_at:
        span = TimeSpan(begins, begins + length)
        if not any(TimeSpan(span.from_at, span.until_at + buffer).meets(one) for one in busy):
            yield span
        begins += STEP
