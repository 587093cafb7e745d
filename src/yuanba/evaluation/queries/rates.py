"""Computes the rates that the rules in force define, for a period and for the same period a year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from yuanba.evaluation.queries.results import cut_of, judged
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import Amount, By, Tally
from yuanba.rules.evaluation import GivenRating, Rate, rates
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import NamedRate
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period, a_year_before
from yuanba.web.metrics import MetricCut, metric


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFigure:
    """A named rate with its definition, its value in the period, and its value a year before."""

    code: str
    named: NamedRate
    now: Rate
    before: Rate

    @property
    def key(self) -> str:
        """Return the code of the metric."""
        return f"rates.{self.code}"


def figures(actor: Actor, period: Period, now: datetime) -> list[RateFigure]:
    """Return the rates that the rules define, if any, counted over the areas that the actor may see."""
    pack = store.in_force(day(now))
    if not pack.rates:
        return []
    these, those = (rates_of(cut_of(actor, one, now), pack) for one in (period, a_year_before(period)))
    return [
        RateFigure(code=code, named=named, now=these[code], before=those[code])
        for code, named in pack.rates.items()
    ]


def tallies(code: str, cut: MetricCut) -> list[Tally]:
    """Return the named rate with this code for each period of a cut, for the registry of metrics."""
    pack = store.in_force(day(cut.now))
    found = []
    for place, period in enumerate(cut.periods):
        rate = rates_of(replace(cut, periods=(period,)), pack)[code]
        found.append(Tally(period=place, amount=Amount(counted=rate.counted, of=rate.of)))
    return found


def rates_of(cut: MetricCut, pack: Pack) -> Mapping[str, Rate]:
    """Return every rate that the rules name, in the period of a cut, by code. Two statements."""
    referred = list(metric("matters.referred").tallies(replace(cut, by=(By.CLASS, By.CHANNEL))))
    said: dict[str, list[GivenRating]] = {}
    for one in judged(cut, ("class_code",)):
        said.setdefault(one.codes[0], []).extend([one.rating] * one.number)
    return {code: rates.rate_of(named, referred, said, pack=pack) for code, named in pack.rates.items()}
