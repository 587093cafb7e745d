"""When something falls due, in the four units that the trade counts in, and why then."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from pydantic import Field

from yuanba.rules.calendar import HERE, Calendar, day
from yuanba.rules.declared import Declared


class Unit(StrEnum):
    """紧急工作时, 工作时, 工作日, 自然日."""

    URGENT_HOURS = "urgent_hours"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Term(Declared):
    """How long somebody has."""

    amount: int = Field(gt=0, le=366)
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last moment, its day, whether a later notice may move it, and the grounds.

    `at` is the end: what is done at that moment or before is in time.
    """

    at: datetime
    on: date
    provisional: bool
    because: tuple[str, ...]


def due(start: datetime, term: Term, calendar: Calendar) -> Due:
    """When a term that begins now ends.

    Hours count from the moment itself, days from the day after (民法典 201). Urgent hours run
    through nights and holidays; working hours only while offices are open. A day term ends when
    offices close; one of calendar days that would end on a day off ends on the next working day
    (民法典 203).
    """
    on = day(start)
    if term.unit is Unit.URGENT_HOURS:
        # Through UTC: adding to a local moment adds to the clock on the wall, not to time.
        end = start.astimezone(UTC) + timedelta(hours=term.amount)
        return _due(end.astimezone(HERE), on, term, calendar)
    if term.unit is Unit.WORKING_HOURS:
        return _due(_after_work(start, timedelta(hours=term.amount), calendar), on, term, calendar)
    if term.unit is Unit.WORKING_DAYS:
        last = on
        for _ in range(term.amount):
            last = calendar.workday_from(last + timedelta(days=1))
    else:
        last = calendar.workday_from(on + timedelta(days=term.amount))
    return _due(calendar.closing(last), on, term, calendar)


def _after_work(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    for opens, closes in calendar.worked_from(start.astimezone(HERE)):
        if amount <= closes - opens:
            return opens + amount
        amount -= closes - opens
    raise AssertionError("worked time has no end")  # pragma: no cover


def _due(at: datetime, from_on: date, term: Term, calendar: Calendar) -> Due:
    on = day(at)
    because = [f"term.{term.amount}.{term.unit}", "grounds.civil_code_201"]
    provisional = False
    if term.unit is not Unit.URGENT_HOURS:
        for year in range(from_on.year, on.year + 1):
            settled = calendar.is_settled(date(year, 1, 1))
            because.append(f"calendar.{year}" if settled else f"calendar.{year}.provisional")
            provisional = provisional or not settled
        if term.unit is not Unit.WORKING_HOURS:
            because.append("grounds.civil_code_203")
    return Due(at=at, on=on, provisional=provisional, because=tuple(because))
