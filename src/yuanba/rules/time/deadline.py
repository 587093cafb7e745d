"""Deadlines in the five units that public services count in, and the reasons for each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from pydantic import Field

from yuanba.rules.core.declared import Declared, Text
from yuanba.rules.time.calendar import HERE, Calendar, day, moment

ONE_DAY = timedelta(days=1)


class TermUnit(StrEnum):
    """The units in which allowed time is counted: minutes, urgent or working hours, working or calendar days.

    分钟, 紧急工作时, 工作时, 工作日, 自然日. Minutes and urgent hours run through nights and holidays.
    """

    MINUTES = "minutes"
    URGENT_HOURS = "urgent_hours"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


#: Units that run through nights and holidays, and how long one of them is.
ROUND_THE_CLOCK: dict[TermUnit, timedelta] = {
    TermUnit.MINUTES: timedelta(minutes=1),
    TermUnit.URGENT_HOURS: timedelta(hours=1),
}
#: Units that count from the moment itself; the others count from the day after.
HOURS: frozenset[TermUnit] = frozenset({*ROUND_THE_CLOCK, TermUnit.WORKING_HOURS})
#: What one of a unit is in days of the calendar, for comparing terms of different units.
DAYS: dict[TermUnit, Fraction] = {
    TermUnit.MINUTES: Fraction(1, 24 * 60),
    TermUnit.URGENT_HOURS: Fraction(1, 24),
    TermUnit.WORKING_HOURS: Fraction(7, 5 * 8),
    TermUnit.WORKING_DAYS: Fraction(7, 5),
    TermUnit.CALENDAR_DAYS: Fraction(1),
}


class Term(Declared):
    """A length of time allowed for something: an amount of one unit."""

    amount: int = Field(gt=0, le=366)
    unit: TermUnit

    @property
    def in_days(self) -> Fraction:
        """Return the approximate number of calendar days in this term, only for comparing it with others."""
        return self.amount * DAYS[self.unit]


class Why(StrEnum):
    """The reasons why a clock is paused: the resident was asked, it was granted, or a council deliberates."""

    ASKED = "asked"
    HELD = "held"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPause:
    """One period in which the answer clock is paused (SLA pause).

    From its first moment, up to but not with its last; `until_at` is None while it lasts.
    """

    from_at: datetime
    until_at: datetime | None = None
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One extension of a deadline: the additional time, and the moment when it was granted.

    It begins where the time before it ends.
    """

    term: Term
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline: its moment, its day, whether a later holiday notice may move it, and its legal grounds.

    `at` is the end: what is done at that moment or before is in time.
    """

    at: datetime
    on: date
    provisional: bool
    because: tuple[str, ...]


class StretchKind(StrEnum):
    """The ways in which a clock treats a period of time: running, paused, or not counted for some reason.

    The first day of a term of days is not counted. `closed` is worked days outside office hours, which only
    matters where working hours are counted.
    """

    FIRST_DAY = "first_day"
    RUNNING = "running"
    MAKE_UP = "make_up"
    PAUSED = "paused"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One period between a clock's start and its deadline, for the page that explains the deadline's date."""

    from_at: datetime
    until_at: datetime
    kind: StretchKind
    why: Why | None = None
    title: Text | None = None


class StillPausedError(ValueError):
    """Raised when somebody asks for the deadline of a clock that is still paused.

    It has none then; `ended` gives its pauses with an end, to say when it would be due if it ran again.
    """


def ended(pauses: Iterable[ClockPause], at: datetime) -> tuple[ClockPause, ...]:
    """Return the same pauses, except that a pause still open ends at the moment `at`."""
    return tuple(replace(pause, until_at=pause.until_at or max(at, pause.from_at)) for pause in pauses)


def due(
    start: datetime,
    term: Term,
    calendar: Calendar,
    *,
    pauses: Sequence[ClockPause] = (),
    extensions: Sequence[Extension] = (),
) -> Due:
    """Return the deadline of a term that begins at `start`, with pauses and extensions counted.

    Minutes and hours count from the moment itself, days from the day after (民法典 201). Minutes and urgent
    hours run through nights and holidays; working hours only while offices are open. A day term ends when
    offices close; one of calendar days that would end on a day off ends on the next working day (民法典 203).

    While the clock is paused no hour runs, and no day counts at whose end it is paused: the end of
    a working day is when offices close, the end of a calendar day is midnight. Pauses must have
    ended. Extensions granted before the start belong to an earlier round and do not count.
    """
    end = _due(start, term, calendar, pauses)
    for extension in _later(extensions, start):
        more = _due(end.at, extension.term, calendar, pauses)
        because = (
            *end.because,
            f"extension.{extension.term.amount}.{extension.term.unit}",
            *more.because[2:],
        )
        end = replace(more, provisional=end.provisional or more.provisional, because=because)
    whys = sorted({pause.why for pause in pauses if _closed(pause) > start and pause.from_at < end.at})
    because = tuple(dict.fromkeys((*end.because, *(f"paused.{why}" for why in whys))))
    return replace(end, because=because)


def explain(
    start: datetime,
    term: Term,
    calendar: Calendar,
    *,
    pauses: Sequence[ClockPause] = (),
    extensions: Sequence[Extension] = (),
) -> tuple[Interval, ...]:
    """Return the intervals from the start of a term to its deadline, in order, without gaps or overlaps."""
    found: list[Interval] = []
    at = start.astimezone(HERE)
    if term.unit not in HOURS:
        found.append(Interval(from_at=at, until_at=_midnight_after(day(at)), kind=StretchKind.FIRST_DAY))
    for leg in (term, *(extension.term for extension in _later(extensions, start))):
        found += _leg(at, leg, calendar, pauses)
        at = _due(at, leg, calendar, pauses).at
    return tuple(_joined(found))


def _later(extensions: Iterable[Extension], start: datetime) -> list[Extension]:
    return sorted((one for one in extensions if one.granted_at >= start), key=lambda one: one.granted_at)


def _due(start: datetime, term: Term, calendar: Calendar, pauses: Sequence[ClockPause]) -> Due:
    if term.unit in ROUND_THE_CLOCK:
        # Through UTC: adding to a local moment adds to the clock on the wall, not to time.
        endless = [(start.astimezone(UTC), datetime.max.replace(tzinfo=UTC))]
        at = _after(endless, term.amount * ROUND_THE_CLOCK[term.unit], pauses)
    elif term.unit is TermUnit.WORKING_HOURS:
        at = _after(calendar.worked_from(start.astimezone(HERE)), timedelta(hours=term.amount), pauses)
    else:
        *_, (last, _kind, _why) = _days(start, term, calendar, pauses)
        at = calendar.closing(last)
    return _told(at.astimezone(HERE), day(start), term, calendar)


def _after(
    stretches: Iterable[tuple[datetime, datetime]], amount: timedelta, pauses: Sequence[ClockPause]
) -> datetime:
    for opens, closes in stretches:
        for begins, stops in _without(opens, closes, pauses):
            if amount <= stops - begins:
                return begins + amount
            amount -= stops - begins
    raise AssertionError("worked time has no end")  # pragma: no cover


def _without(
    opens: datetime, closes: datetime, pauses: Sequence[ClockPause]
) -> Iterator[tuple[datetime, datetime]]:
    """What is left of a stretch where the pauses are cut out."""
    for pause in sorted(pauses, key=lambda one: one.from_at):
        if opens < pause.from_at < closes:
            yield opens, pause.from_at
        if pause.from_at < closes:
            opens = max(opens, _closed(pause).astimezone(opens.tzinfo))
    if opens < closes:
        yield opens, closes


def _days(
    start: datetime, term: Term, calendar: Calendar, pauses: Sequence[ClockPause]
) -> Iterator[tuple[date, StretchKind, Why | None]]:
    """Every day after the first up to the one on which the term ends, and what it was."""
    on, left = day(start), term.amount
    working = term.unit is TermUnit.WORKING_DAYS
    while left or not (calendar.is_workday(on) and not _paused(calendar.closing(on), pauses)):
        on += ONE_DAY
        rolling = not left
        ends = calendar.closing(on) if working or rolling else _midnight_after(on)
        why = _paused(ends, pauses)
        if why:
            yield on, StretchKind.PAUSED, why
        elif (working or rolling) and not calendar.is_workday(on):
            yield on, _off(on, calendar), None
        else:
            left = max(0, left - 1)
            yield on, StretchKind.MAKE_UP if working and on in calendar.make_up else StretchKind.RUNNING, None


def _leg(start: datetime, term: Term, calendar: Calendar, pauses: Sequence[ClockPause]) -> Iterator[Interval]:
    end = _due(start, term, calendar, pauses).at
    if term.unit in HOURS:
        yield from _hours(start, end, term, calendar, pauses)
        return
    for on, kind, why in _days(start, term, calendar, pauses):
        title = calendar.titles.get(on) if kind is StretchKind.HOLIDAY else None
        until = min(_midnight_after(on), end)
        yield Interval(from_at=moment(on, time(0)), until_at=until, kind=kind, why=why, title=title)


def _hours(
    start: datetime, end: datetime, term: Term, calendar: Calendar, pauses: Sequence[ClockPause]
) -> Iterator[Interval]:
    cuts = {start, end, *(pause.from_at for pause in pauses), *(_closed(pause) for pause in pauses)}
    if term.unit is TermUnit.WORKING_HOURS:
        for step in range((day(end) - day(start)).days + 1):
            on = day(start) + step * ONE_DAY
            cuts.add(moment(on, time(0)))
            cuts.update(
                moment(on, clock) for shift in calendar.shifts for clock in (shift.opens, shift.closes)
            )
    inside = sorted(cut.astimezone(HERE) for cut in cuts if start <= cut <= end)
    for begins, stops in pairwise(inside):
        why = _paused(begins, pauses)
        kind = StretchKind.PAUSED if why else StretchKind.RUNNING
        if not why and term.unit is TermUnit.WORKING_HOURS:
            kind = _kind_at(begins, calendar)
        title = calendar.titles.get(day(begins)) if kind is StretchKind.HOLIDAY else None
        yield Interval(from_at=begins, until_at=stops, kind=kind, why=why, title=title)


def _kind_at(at: datetime, calendar: Calendar) -> StretchKind:
    on = day(at)
    if not calendar.is_workday(on):
        return _off(on, calendar)
    if not any(moment(on, shift.opens) <= at < moment(on, shift.closes) for shift in calendar.shifts):
        return StretchKind.CLOSED
    return StretchKind.MAKE_UP if on in calendar.make_up else StretchKind.RUNNING


def _joined(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Neighbours of one kind are one; what a day term ends before midnight, the next leg goes on from."""
    last, *rest = intervals
    for interval in rest:
        if (last.kind, last.why, last.title) == (interval.kind, interval.why, interval.title):
            last = replace(last, until_at=interval.until_at)
        else:
            yield replace(last, until_at=interval.from_at)
            last = interval
    yield last


def _off(on: date, calendar: Calendar) -> StretchKind:
    return StretchKind.HOLIDAY if on in calendar.off else StretchKind.WEEKEND


def _paused(at: datetime, pauses: Iterable[ClockPause]) -> Why | None:
    for pause in pauses:
        if pause.from_at <= at < _closed(pause):
            return pause.why
    return None


def _closed(pause: ClockPause) -> datetime:
    if pause.until_at is None:
        raise StillPausedError(pause.from_at)
    return pause.until_at


def _midnight_after(on: date) -> datetime:
    return moment(on + ONE_DAY, time(0))


def _told(at: datetime, from_on: date, term: Term, calendar: Calendar) -> Due:
    on = day(at)
    because = [f"term.{term.amount}.{term.unit}", "grounds.civil_code_201"]
    provisional = False
    if term.unit not in ROUND_THE_CLOCK:
        for year in range(from_on.year, on.year + 1):
            settled = calendar.is_settled(date(year, 1, 1))
            because.append(f"calendar.{year}" if settled else f"calendar.{year}.provisional")
            provisional = provisional or not settled
        if term.unit is not TermUnit.WORKING_HOURS:
            because.append("grounds.civil_code_203")
    return Due(at=at, on=on, provisional=provisional, because=tuple(because))
