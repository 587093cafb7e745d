"""What decides on councils: which kinds fit a place, who may sit in one, and when the next meeting is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.meetings import Cadence, Meeting
from yuanba.rules.time.calendar import Calendar
from yuanba.rules.time.period import Period, week_of


class SeatRole(StrEnum):
    """What a seat is for: to convene, to decide, to watch, or to write the minutes."""

    CONVENER = "convener"
    MEMBER = "member"
    OBSERVER = "observer"
    SECRETARY = "secretary"


#: Whoever has one of these seats runs the council.
RUNNING = (SeatRole.CONVENER, SeatRole.SECRETARY)


class UnknownKind(Refused):
    """Raised when the rules in force name no such kind of meeting."""

    code: ClassVar[str] = "council.no_kind"


class WrongPlace(Refused):
    """Raised when a council would be set up at another level than its kind has, or without its estate."""

    code: ClassVar[str] = "council.wrong_place"


class NoSuchTitle(Refused):
    """Raised when a seat would be filled under a title that the composition does not name."""

    code: ClassVar[str] = "council.no_title"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePeriod:
    """One period in which a council meets: its key, such as ``2026-03``, and the day on which it is due."""

    key: str
    due_on: date


def set_up(kind: str, *, level: Level, has_estate: bool, pack: Pack) -> tuple[str, ...]:
    """Return the grounds on which a council of this kind may be set up at this place.

    Raises UnknownKind and WrongPlace.
    """
    meeting = meeting_of(kind, pack)
    if meeting.of_estate != has_estate or (not has_estate and meeting.level is not level):
        raise WrongPlace(level=meeting.level, of_estate=int(meeting.of_estate))
    return pack.name, f"meetings.{kind}"


def meeting_of(kind: str, pack: Pack) -> Meeting:
    """Return the kind of meeting with this code; raise UnknownKind where the rules name none."""
    if kind not in pack.meetings:
        raise UnknownKind(name=kind)
    return pack.meetings[kind]


def check_title(title: str, meeting: Meeting, role: SeatRole) -> None:
    """Raise NoSuchTitle where a member's title is none of the composition; others need none."""
    if title not in {one.zh for one in meeting.members} and (title or role is SeatRole.MEMBER):
        raise NoSuchTitle


def coming(meeting: Meeting, on: date, calendar: Calendar) -> DuePeriod | None:
    """Return the next period in which a meeting of this kind is due; None where it meets as needed.

    On a day that the pack names it is due on that very day, working day or not; otherwise by the last working
    day of the period.
    """
    if meeting.cadence is Cadence.AS_NEEDED:
        return None
    return due_in(meeting.cadence, meeting.on_day, on, calendar)


def due_in(cadence: Cadence, on_day: int, on: date, calendar: Calendar) -> DuePeriod:
    """Return the period that is running on this day, or the next one where its day is over."""
    period = _period(cadence, on)
    if _due_on(period, on_day, calendar) < on:
        period = _period(cadence, period.until_on + timedelta(days=1))
    return DuePeriod(key=_key(cadence, period), due_on=_due_on(period, on_day, calendar))


def _period(cadence: Cadence, on: date) -> Period:
    if cadence is Cadence.WEEKLY:
        return week_of(on)
    first = on.replace(day=1)
    months = 1
    if cadence is Cadence.QUARTERLY:
        first, months = first.replace(month=3 * ((on.month - 1) // 3) + 1), 3
    following = first
    for _month in range(months):
        following = (following + timedelta(days=31)).replace(day=1)
    return Period(from_on=first, until_on=following - timedelta(days=1))


def _due_on(period: Period, on_day: int, calendar: Calendar) -> date:
    if on_day:
        return period.from_on + timedelta(days=on_day - 1)
    last = period.until_on
    while not calendar.is_workday(last) and last > period.from_on:
        last -= timedelta(days=1)
    return last


def _key(cadence: Cadence, period: Period) -> str:
    first = period.from_on
    if cadence is Cadence.WEEKLY:
        year, week, _weekday = first.isocalendar()
        return f"{year}-W{week:02}"
    if cadence is Cadence.MONTHLY:
        return f"{first:%Y-%m}"
    return f"{first.year}-Q{(first.month + 2) // 3}"
