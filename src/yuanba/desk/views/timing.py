"""Explains a matter's deadline by its clock's intervals, and finds the dangers in its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, clock, milestones
from yuanba.matters.queries.milestones import MilestoneRow
from yuanba.packs import store
from yuanba.rules.core.state import PAUSED
from yuanba.rules.matters import clock as rules
from yuanba.rules.matters.clock import Clock
from yuanba.rules.pack import Danger, Pack
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.time.deadline import ClockPause, Extension, Interval, StretchKind, Term

#: The drawing is so wide; a stretch is never narrower than can be seen.
WIDTH, NARROWEST = 1000.0, 6.0
#: Clock states in which the clock runs, and in which it is paused or the day does not count.
RUNS = frozenset({StretchKind.RUNNING, StretchKind.MAKE_UP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One interval of the deadline clock as a table row, with its position in the drawing."""

    interval: Interval
    x: float
    width: float
    days: int
    is_now: bool

    @property
    def runs(self) -> bool:
        """Return whether the deadline clock runs in this interval."""
        return self.interval.kind in RUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePoint:
    """One milestone beside the answer's clock, with its position in the drawing if it lies there."""

    row: MilestoneRow
    x: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWay:
    """The explanation of one deadline: the intervals of its clock from start to end, each with its reason."""

    stretches: Sequence[Stretch]
    term: Term
    since_at: datetime
    due_at: datetime
    is_provisional: bool
    is_standing: bool
    because: tuple[str, ...]
    pauses: Sequence[ClockPause]
    extensions: Sequence[Extension]
    milestones: Sequence[MilestonePoint]
    now_x: float | None

    @property
    def kinds(self) -> list[StretchKind]:
        """Return the kinds of intervals that the drawing shows, for its legend."""
        shown = {one.interval.kind for one in self.stretches}
        return [kind for kind in StretchKind if kind in shown]


def dangers(row: MatterRow) -> list[Danger]:
    """Return the dangers that the matter's words mention, each with the number to call."""
    pack = store.pack_of(row.pack_digest)
    return [pack.dangers[code] for code in row.dangers.split() if code in pack.dangers]


def way(row: MatterRow, now: datetime) -> ClockWay | None:
    """Return how the matter's deadline was computed, or None if no unit has the matter yet."""
    if row.since_at is None or row.due_at is None:
        return None
    pack, found = queries.rules_for(row), clock.clock_of(row)
    intervals = queries.way_of(row, now)
    due = rules.due_of(found, pack, now)
    places = _places(intervals)
    later = [one for one in found.pauses if one.until_at is None or one.until_at > found.since_at]
    return ClockWay(
        stretches=[
            Stretch(
                interval=one,
                x=x,
                width=width,
                days=(day(one.until_at - timedelta(microseconds=1)) - day(one.from_at)).days + 1,
                is_now=one.from_at <= now < one.until_at,
            )
            for one, (x, width) in zip(intervals, places, strict=True)
        ],
        term=rules.term_of(found, pack),
        since_at=found.since_at,
        due_at=due.at,
        is_provisional=due.provisional,
        is_standing=any(one.until_at is None for one in later),
        because=due.because,
        pauses=later,
        extensions=[one for one in found.extensions if one.granted_at >= found.since_at],
        milestones=[
            MilestonePoint(row=one, x=_x_of(intervals, places, one.due_at))
            for one in _milestones(row, pack, found, now, answer_at=due.at)
        ],
        now_x=_x_of(intervals, places, now),
    )


def _places(intervals: Sequence[Interval]) -> list[tuple[float, float]]:
    """Where each stretch is drawn, as long as it lasts; short ones as wide as can be seen."""
    lasts = [(one.until_at - one.from_at).total_seconds() for one in intervals]
    whole = sum(lasts) or 1.0
    widths = [max(NARROWEST, WIDTH * one / whole) for one in lasts]
    scale = WIDTH / sum(widths)
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width * scale)
    return [(round(begins, 2), round(ends_at - begins, 2)) for begins, ends_at in pairwise(ends)]


def _milestones(
    row: MatterRow, pack: Pack, found: Clock, now: datetime, *, answer_at: datetime
) -> list[MilestoneRow]:
    """The milestones of this round; while the clock stands still, when they would be due if it ran on now."""
    rows = milestones.milestones_of(row, pack)
    if row.state not in PAUSED or not rows:
        return rows
    accepted_at = milestones.accepted_at(row, now)
    due = rules.milestones_of(found, pack, now, accepted_at=accepted_at, answer_at=answer_at)
    return [
        replace(one, due_at=due[one.code].at) if one.code in due and not one.told_at else one for one in rows
    ]


def _x_of(intervals: Sequence[Interval], places: Sequence[tuple[float, float]], at: datetime) -> float | None:
    """Where a moment lies in the drawing, if it lies there."""
    here = at.astimezone(HERE)
    for one, (x, width) in zip(intervals, places, strict=True):
        if one.from_at <= here < one.until_at:
            part = (here - one.from_at) / (one.until_at - one.from_at)
            return round(x + width * part, 2)
    return None
