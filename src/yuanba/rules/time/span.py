"""The range of days that Yuanba takes: each date that somebody gives, and each that is stored, lies in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar, TypeVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day

Given = TypeVar("Given", date, datetime)

#: The first and the last day that people, files and programs may give. Before 1901 China's clocks kept local
#: mean time; and a day beyond these has been mistyped, whatever it was to say.
FIRST, LAST = date(1901, 1, 1), date(2199, 12, 31)
#: What the database holds: a year more on either side, for what is computed from a day that was given, such
#: as the day before it or the end of a term that begins on it.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
EARLIEST_AT = datetime(1900, 1, 1, tzinfo=UTC)
LATEST_AT = datetime(2200, 12, 31, tzinfo=UTC)


class OutOfRange(Refused):
    """Raised when a date that somebody gives lies outside the range of days that Yuanba takes."""

    code: ClassVar[str] = "date.out_of_range"


def taken(given: Given) -> Given:
    """Return a day or moment that somebody gave; raise OutOfRange unless its day in China is in the range.

    >>> taken(date(2026, 3, 2))
    datetime.date(2026, 3, 2)
    """
    try:
        on = day(given) if isinstance(given, datetime) else given
    except OverflowError as fault:  # at the edge of what Python counts, another time zone is beyond it
        raise refusal() from fault
    if not FIRST <= on <= LAST:
        raise refusal()
    return given


def taken_or_none(given: Given | None) -> Given | None:
    """Return an optional day or moment that somebody gave; raise OutOfRange as ``taken`` does."""
    return None if given is None else taken(given)


def refusal() -> OutOfRange:
    """Return the refusal of a date that lies outside the range, with the range's first and last day."""
    return OutOfRange(first=FIRST.isoformat(), last=LAST.isoformat())


def stored_day(on: date) -> date:
    """Return a day read from the database, or the edge of the stored range for one that lies beyond it."""
    return min(max(on, EARLIEST), LATEST)


def stored_at(at: datetime) -> datetime:
    """Return a moment read from the database, or the edge of the stored range for one beyond it."""
    return min(max(at, EARLIEST_AT), LATEST_AT)


def is_readable(stored: date | datetime) -> bool:
    """Return False for a date at the edge of the stored range: it takes the place of an unreadable one."""
    if isinstance(stored, datetime):
        return EARLIEST_AT < stored < LATEST_AT
    return EARLIEST < stored < LATEST
