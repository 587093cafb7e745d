"""Computes the durations and volumes that the rules in force name, for a period and the one a year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from yuanba.evaluation.queries.reach import area_codes
from yuanba.evaluation.queries.results import cut_of
from yuanba.matters.queries import figures as matters
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import Amount, By, Tally, number
from yuanba.rules.evaluation import durations as rules
from yuanba.rules.evaluation.durations import Spent, Volume
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import CountedEvent, NamedDuration, NamedVolume, Split
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period, a_year_before
from yuanba.web.metrics import MetricCut, metric

Value = TypeVar("Value", Spent, Volume)
#: The metric that counts the events of a volume.
COUNTED = {
    CountedEvent.FILED: "matters.came_in",
    CountedEvent.ANSWERED: "matters.answers",
    CountedEvent.CLOSED: "matters.closed",
}
#: What a part is called whose matters have no class, unit or subdistrict yet.
NONE: Mapping[Split, Text] = {
    Split.CLASS: Text(zh="还没分类", en="Not classified yet"),
    Split.UNIT: Text(zh="还没派单", en="Not dispatched yet"),
    Split.AREA: Text(zh="未定到镇街", en="No subdistrict known"),
}
#: What is counted in the whole alone: a single unit in which one person works.
LEFT_OUT = "-"
TOGETHER = Text(zh="一人单位合计", en="Units in which one person works, together")


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationFigure:
    """A named duration: of all, by class, unit or area with its title, and of all a year before."""

    code: str
    named: NamedDuration
    now: Spent
    parts: Sequence[tuple[str, Text, Spent]]
    before: Spent

    @property
    def key(self) -> str:
        """Return the code of the metric."""
        return f"durations.{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFigure:
    """A named volume: of all, by class, unit or area with its title, and of all a year before."""

    code: str
    named: NamedVolume
    now: Volume
    parts: Sequence[tuple[str, Text, Volume]]
    before: Volume

    @property
    def key(self) -> str:
        """Return the code of the metric."""
        return f"volumes.{self.code}"


def durations(actor: Actor, period: Period, now: datetime) -> list[DurationFigure]:
    """Return the durations that the rules name, of matters filed in the period in areas the actor may see."""
    pack = store.in_force(day(now))
    if not pack.durations:
        return []
    these, those = (matters.past(cut_of(actor, one, now)) for one in (period, a_year_before(period)))
    names = _names({order.unit for one in these for order in one.orders} | {one.unit for one in these}, now)
    grouped = [
        replace(
            one,
            unit=names[one.unit],
            orders=[replace(order, unit=names[order.unit]) for order in one.orders],
        )
        for one in these
    ]
    found = []
    for code, named in pack.durations.items():
        whole, parts = rules.spent(named, grouped, pack=pack)
        before, _ = rules.spent(named, those, pack=pack)
        found.append(
            DurationFigure(
                code=code, named=named, now=whole, parts=_titled(parts, named.by, pack), before=before
            )
        )
    return found


def volumes(actor: Actor, period: Period, now: datetime) -> list[VolumeFigure]:
    """Return the volumes that the rules name, counted in the period over the areas that the actor may see."""
    pack = store.in_force(day(now))
    if not pack.volumes:
        return []
    areas = area_codes(actor, EvaluationVerb.SEE_RESULTS, now, district=pack.area_code)
    wanted = [named.event for named in pack.volumes.values()]
    these, those = (_events(cut_of(actor, one, now), wanted) for one in (period, a_year_before(period)))
    found = []
    for code, named in pack.volumes.items():
        names = _names({one.unit for one in these[named.event]}, now)
        grouped = [replace(one, unit=names[one.unit]) for one in these[named.event]]
        whole, parts = rules.volume(named, grouped, pack.residents, reach=areas)
        before, _ = rules.volume(named, those[named.event], pack.residents, reach=areas)
        found.append(
            VolumeFigure(
                code=code, named=named, now=whole, parts=_titled(parts, named.by, pack), before=before
            )
        )
    return found


def spent_in(code: str, cut: MetricCut) -> list[Tally]:
    """Return the named duration with this code for each period of a cut, for the registry of metrics."""
    pack = store.in_force(day(cut.now))
    found = []
    for place, period in enumerate(cut.periods):
        whole, _parts = rules.spent(
            pack.durations[code], matters.past(replace(cut, periods=(period,))), pack=pack
        )
        amount = Amount(counted=(whole.value or Fraction()) * whole.of, of=whole.of)
        found.append(Tally(period=place, amount=amount))
    return found


def counted_in(code: str, cut: MetricCut) -> list[Tally]:
    """Return the named volume with this code for each period of a cut, for the registry of metrics."""
    pack = store.in_force(day(cut.now))
    named, found = pack.volumes[code], []
    for place, period in enumerate(cut.periods):
        parts = _events(replace(cut, periods=(period,)), [named.event])[named.event]
        whole, _parts = rules.volume(named, parts, None, reach=())
        found.append(Tally(period=place, amount=number(whole.number)))
    return found


def _events(cut: MetricCut, wanted: Iterable[CountedEvent]) -> Mapping[CountedEvent, Sequence[Tally]]:
    by = (By.CLASS, By.CHANNEL, By.UNIT, By.AREA)
    return {event: list(metric(COUNTED[event]).tallies(replace(cut, by=by))) for event in set(wanted)}


def _names(codes: set[str], now: datetime) -> Mapping[str, str]:
    """Under which unit's name each unit is counted; no part is about a single person."""
    groups = people.unit_groups(codes - {""}, day(now))
    names = {member: code for code, members in groups.items() for member in members}
    return {code: names.get(code, LEFT_OUT) if code else "" for code in codes}


def _titled(parts: Mapping[str, Value], by: Split | None, pack: Pack) -> list[tuple[str, Text, Value]]:
    titles = _titles(by, list(parts), pack)
    return [
        (code, titles.get(code, NONE[by] if by and not code else _same(code)), parts[code])
        for code in parts
        if code != LEFT_OUT
    ]


def _titles(by: Split | None, codes: Sequence[str], pack: Pack) -> Mapping[str, Text]:
    if by is Split.CLASS:
        return {code: row.title for code, row in pack.classes.items()}
    if by is Split.UNIT:
        return {people.ALONE: TOGETHER} | {one.code: _same(one.name) for one in people.units(codes)}
    return {one.code: _same(one.label) for one in places.areas(codes)}


def _same(name: str) -> Text:
    return Text(zh=name, en=name)
