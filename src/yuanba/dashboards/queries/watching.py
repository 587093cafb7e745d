"""What the supervision page shows: how much lies in each queue, and what was kept in the last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from yuanba.matters.queries import tables
from yuanba.matters.queries.figures import ends_of
from yuanba.matters.queries.heaps import Heap
from yuanba.matters.queries.tables import Wanted
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.milestones import KeptShare
from yuanba.rules.matters.settling import SettledShare
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.web.metrics import MetricCut, metric

#: How far back the shares go.
YEAR = timedelta(days=365)


def a_year(now: datetime) -> Period:
    """Return the last year, today included."""
    return Period(from_on=day(now) - YEAR, until_on=day(now))


def cut_of(actor: Actor, now: datetime, *, area_path: str = "", unit: str = "") -> MetricCut:
    """Return the cut of the last year that an actor may read, in an area and for a unit."""
    period = a_year(now)
    units = (unit,) if unit else ()
    return MetricCut(
        actor=actor, verb=MatterVerb.READ, now=now, periods=(period,), area_path=area_path, units=units
    )


def sizes(actor: Actor, now: datetime, most: int, *, area_path: str, unit: str) -> Mapping[Heap, int]:
    """Return how many matters lie in each queue of supervision, counted no further than ``most`` and one.

    A queue is counted as its list is, in an area and for a unit. One statement for each.
    """
    pack, found = store.in_force(day(now)), tables.readable(actor, now)
    queues = {heap: Wanted(unit=unit, area_path=area_path, heap=heap) for heap in Heap}
    return {
        heap: tables.counted(tables.narrowed(found, wanted, pack, now), most)
        for heap, wanted in queues.items()
    }


def settled(cut: MetricCut) -> Sequence[SettledShare]:
    """Return, per class with a target level, the numbers of matters closed and kept within it."""
    ends = ends_of(store.in_force(day(cut.now)))
    return [
        SettledShare(
            class_code=one.part,
            ends_at=ends[one.part],
            closed=one.amount.of,
            stayed=int(one.amount.counted),
        )
        for one in metric("matters.settled").tallies(cut)
    ]


def kept(cut: MetricCut) -> Sequence[KeptShare]:
    """Return, per milestone of the pack and for the parts of co-handlers, how many were in time.

    What is neither told nor answered yet counts once it is late. Without milestones and parts, nothing.
    """
    found = []
    for one in metric("matters.told_in_time").tallies(cut):
        class_code, _dot, code = one.part.partition(".")
        found.append(
            KeptShare(class_code=class_code, code=code, ended=one.amount.of, in_time=int(one.amount.counted))
        )
    return found
