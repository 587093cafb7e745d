"""The rules of weekly menus: whose week it is, which days fixed offerings take, until when one signs up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import Calendar, moment

LONGEST_TITLE, LONGEST_WORDS = 60, 500
#: How far ahead a week can be composed.
AHEAD = timedelta(weeks=8)
#: How long a session lasts at the longest.
LONGEST = timedelta(hours=12)


class BadWeek(Refused):
    """Raised when a week that is over, or far away, would be composed or changed."""

    code: ClassVar[str] = "menu.bad_week"


class BadSession(Refused):
    """Raised when a session would lie outside its week, in the past, or end before it begins."""

    code: ClassVar[str] = "menu.bad_session"


class OfferingUntitled(Refused):
    """Raised when an offering has no name."""

    code: ClassVar[str] = "offering.no_title"


class NoProvider(Refused):
    """Raised when an offering of a kind that must say who provides it does not."""

    code: ClassVar[str] = "offering.no_provider"


class UnknownActivity(Refused):
    """Raised when the rules name no such kind of activity, or not for this crowd."""

    code: ClassVar[str] = "offering.unknown_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When something takes place in a day; over midnight where it ends earlier than it begins."""

    begins: time
    ends: time

    def span(self, on: date) -> tuple[datetime, datetime]:
        """Return from when to when it is on a day.

        >>> begins, ends = Hours(begins=time(22), ends=time(1)).span(date(2026, 3, 2))
        >>> ends - begins
        datetime.timedelta(seconds=10800)
        """
        later = on if self.ends > self.begins else on + timedelta(days=1)
        return moment(on, self.begins), moment(later, self.ends)


def monday_of(on: date) -> date:
    """Return the Monday of the week in which a day lies.

    >>> monday_of(date(2026, 3, 8))
    datetime.date(2026, 3, 2)
    """
    return on - timedelta(days=on.weekday())


def check_week(monday: date, *, today: date) -> None:
    """Raise BadWeek unless the week is this one or one of the next weeks."""
    if not monday_of(today) <= monday <= today + AHEAD:
        raise BadWeek


def fixed_day(weekday: int, monday: date, calendar: Calendar, *, today: date) -> date | None:
    """Return the day that a fixed offering takes in a week; None on a holiday or a day that is over."""
    on = monday + timedelta(days=weekday)
    return None if on in calendar.off or on < today else on


def check_session(on: date, hours: Hours, monday: date, *, at: datetime) -> tuple[datetime, datetime]:
    """Return from when to when a session is; raise BadSession where it cannot take place in this week."""
    begins, ends = hours.span(on)
    if not monday <= on <= monday + timedelta(days=6) or begins <= at or ends - begins > LONGEST:
        raise BadSession
    return begins, ends


def check_hours(hours: Hours) -> None:
    """Raise BadSession for hours that no session has: none at all, or more than twelve."""
    begins, ends = hours.span(date(2026, 3, 2))
    if hours.begins == hours.ends or ends - begins > LONGEST:
        raise BadSession


def registers_until(begins: datetime, cutoff_hours: int) -> datetime:
    """Return until when people sign up, and who waits moves up: so many hours before it begins."""
    return begins - timedelta(hours=cutoff_hours)
