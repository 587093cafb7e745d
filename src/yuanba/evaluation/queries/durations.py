"""Computes the durations and volumes that the rules in force name, for a period and the one a year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q

from yuanba.evaluation.queries.rates import a_year_before
from yuanba.evaluation.queries.reach import area_codes, within
from yuanba.evaluation.queries.results import Period
from yuanba.matters.queries import figures as matters
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.evaluation import durations as rules
from yuanba.rules.evaluation.durations import Spent, Volume
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import CountedEvent, NamedDuration, NamedVolume, Split
from yuanba.rules.time.calendar import day

Value = TypeVar("Value", Spent, Volume)
#: What a part is called whose matters have no class, unit or subdistrict yet.
NONE: Mapping[Split, Text] = {
    Split.CLASS: Text(zh="还没分类", en="Not classified yet"),
    Split.UNIT: Text(zh="还没派单", en="Not dispatched yet"),
    Split.AREA: Text(zh="未定到镇街", en="No subdistrict known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationFigure:
    """A named duration: of all, by class, unit or area with its title, and of all a year before."""

    code: str
    named: NamedDuration
    now: Spent
    parts: Sequence[tuple[str, Text, Spent]]
    before: Spent


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeFigure:
    """A named volume: of all, by class, unit or area with its title, and of all a year before."""

    code: str
    named: NamedVolume
    now: Volume
    parts: Sequence[tuple[str, Text, Volume]]
    before: Volume


def durations(actor: Actor, period: Period, now: datetime) -> list[DurationFigure]:
    """Return the durations that the rules name, of matters filed in the period in areas the actor may see."""
    pack = store.in_force(day(now))
    if not pack.durations:
        return []
    these, those = (
        matters.past(_where(actor, now), **_bounds(one)) for one in (period, a_year_before(period))
    )
    found = []
    for code, named in pack.durations.items():
        whole, parts = rules.spent(named, these, pack=pack)
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
    these, those = (_tallies(actor, one, now, pack) for one in (period, a_year_before(period)))
    found = []
    for code, named in pack.volumes.items():
        whole, parts = rules.volume(named, these[named.event], pack.residents, reach=areas)
        before, _ = rules.volume(named, those[named.event], pack.residents, reach=areas)
        found.append(
            VolumeFigure(
                code=code, named=named, now=whole, parts=_titled(parts, named.by, pack), before=before
            )
        )
    return found


def _where(actor: Actor, now: datetime) -> Q:
    return within(actor, EvaluationVerb.SEE_RESULTS, now, "area_path")


def _bounds(period: Period) -> dict[str, datetime]:
    start, end = period.moments
    return {"start": start, "end": end}


def _tallies(
    actor: Actor, period: Period, now: datetime, pack: Pack
) -> Mapping[CountedEvent, Sequence[rules.Tally]]:
    wanted = {named.event for named in pack.volumes.values()}
    return {event: matters.events(event, _where(actor, now), **_bounds(period)) for event in wanted}


def _titled(parts: Mapping[str, Value], by: Split | None, pack: Pack) -> list[tuple[str, Text, Value]]:
    titles = _titles(by, list(parts), pack)
    return [
        (code, titles.get(code, NONE[by] if by and not code else _same(code)), parts[code]) for code in parts
    ]


def _titles(by: Split | None, codes: Sequence[str], pack: Pack) -> Mapping[str, Text]:
    if by is Split.CLASS:
        return {code: row.title for code, row in pack.classes.items()}
    if by is Split.UNIT:
        return {one.code: _same(one.name) for one in people.units(codes)}
    return {one.code: _same(one.label) for one in places.areas(codes)}


def _same(name: str) -> Text:
    return Text(zh=name, en=name)
