"""Computes the rates that the rules in force define, for a period and for the same period a year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.evaluation.queries import as_rated, within
from yuanba.evaluation.queries.results import Period, decided
from yuanba.matters.queries import figures as matters
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import GivenRating, Rate, rates
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import NamedRate
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFigure:
    """A named rate with its definition, its value in the period, and its value a year before."""

    code: str
    named: NamedRate
    now: Rate
    before: Rate


def figures(actor: Actor, period: Period, now: datetime) -> list[RateFigure]:
    """Return the rates that the rules define, if any, counted over the areas that the actor may see."""
    pack = store.in_force(day(now))
    if not pack.rates:
        return []
    these, those = (_rates(actor, one, now, pack) for one in (period, a_year_before(period)))
    return [
        RateFigure(code=code, named=named, now=these[code], before=those[code])
        for code, named in pack.rates.items()
    ]


def a_year_before(period: Period) -> Period:
    """Return the same period one year earlier; 29 February becomes 28 February."""
    return Period(from_on=_earlier(period.from_on), until_on=_earlier(period.until_on))


def _earlier(on: date) -> date:
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)


def _rates(actor: Actor, period: Period, now: datetime, pack: Pack) -> Mapping[str, Rate]:
    start, end = period.moments
    tallies = matters.tallies(
        within(actor, EvaluationVerb.SEE_RESULTS, now, "area_path"), start=start, end=end
    )
    said: dict[str, list[GivenRating]] = {}
    for one in decided(actor, period, now).select_related("rating"):
        said.setdefault(one.class_code, []).append(as_rated(one))
    return {code: rates.rate_of(named, tallies, said, pack=pack) for code, named in pack.rates.items()}
