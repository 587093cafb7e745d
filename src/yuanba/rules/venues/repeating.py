"""The rules of a booking that repeats: on which days it falls, and which of them it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import Calendar, moment
from yuanba.rules.venues.bookings import TimeSpan

#: A repeated booking runs for a year at most; then somebody asks whether it is still wanted.
LONGEST_RUN = timedelta(days=366)


class Rhythm(StrEnum):
    """How often a booking repeats: each week, every other week, or once a month on the same weekday."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class BadRun(Refused):
    """Raised when a repeated booking would run backwards, for more than a year, or on no day at all."""

    code: ClassVar[str] = "booking.bad_run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What repeats: from a day to a last day, at one time of day; over midnight where it ends earlier."""

    rhythm: Rhythm
    from_on: date
    until_on: date
    begins: time
    ends: time
    skips_holidays: bool = True

    def span(self, on: date) -> TimeSpan:
        """Return the time that it takes on a day."""
        later = on if self.ends > self.begins else on + timedelta(days=1)
        return TimeSpan(moment(on, self.begins), moment(later, self.ends))


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatDay:
    """One day of a repeated booking; ``holiday`` names the one for which it is left out."""

    on: date
    holiday: Text | None = None


def days(repeat: Repeat, calendar: Calendar) -> list[RepeatDay]:
    """Return the days on which it falls, those left out for a public holiday marked; raise BadRun.

    >>> from yuanba.rules.time.calendar import calendar_of
    >>> talk = Repeat(rhythm=Rhythm.MONTHLY, from_on=date(2026, 3, 10), until_on=date(2026, 5, 31),
    ...     begins=time(19), ends=time(21))
    >>> [str(one.on) for one in days(talk, calendar_of({}, ()))]
    ['2026-03-10', '2026-04-14', '2026-05-12']
    """
    if not repeat.from_on <= repeat.until_on <= repeat.from_on + LONGEST_RUN:
        raise BadRun
    found = [
        RepeatDay(on=on, holiday=calendar.titles.get(on) if on in calendar.off else None)
        if repeat.skips_holidays
        else RepeatDay(on=on)
        for on in _falls(repeat)
    ]
    if all(one.holiday for one in found):
        raise BadRun
    return found


def _falls(repeat: Repeat) -> Iterator[date]:
    """The days of the rhythm; a monthly one keeps weekday and turn, and misses a month without such a day."""
    if repeat.rhythm is not Rhythm.MONTHLY:
        step = timedelta(weeks=1 if repeat.rhythm is Rhythm.WEEKLY else 2)
        on = repeat.from_on
        while on <= repeat.until_on:
            yield on
            on += step
        return
    turn, on = (repeat.from_on.day - 1) // 7, repeat.from_on
    while on <= repeat.until_on:
        if (on.day - 1) // 7 == turn:
            yield on
        on += timedelta(weeks=1)
