"""Reads the regular reviews of units: what somebody has to review now, and what was said of each unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.evaluation.models import UnitRating
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import GivenRating, Rate, Satisfaction, reviews
from yuanba.rules.evaluation.reviews import ReviewPeriod, ReviewSeat
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.watching import UnitReview
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedUnit:
    """One unit in a review: what the reader said of it, and how satisfied all were who have spoken."""

    unit: UnitRow
    own: Satisfaction | None
    satisfied: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """One review of the rules with the period that is due, and its units in the order of their codes."""

    code: str
    review: UnitReview
    period: ReviewPeriod
    units: Sequence[ReviewedUnit]


def has_reviews(on: date) -> bool:
    """Return whether the rules of a day have units reviewed by office."""
    return bool(store.in_force(on).reviews)


def seats_of(actor: Actor, on: date) -> list[ReviewSeat]:
    """Return the positions that a person holds on a day, as the rules of reviews read them."""
    account = people.account(actor.key) if actor.key else None
    return [
        ReviewSeat(title=one.title, area_path=one.area_path, unit=one.unit)
        for one in (account.positions if account else ())
        if one.holds_on(on) and one.area_path
    ]


def to_review(actor: Actor, pack: Pack, now: datetime) -> list[OpenReview]:
    """Return the reviews in which this person has a word, each with the units of their areas."""
    seats = seats_of(actor, day(now)) if pack.reviews else []
    own = {seat.unit for seat in seats if seat.unit}
    found = []
    for code, review in pack.reviews.items():
        paths = reviews.areas_of(review, seats, pack)
        units = [unit for path in paths for unit in people.units_in(path) if unit.code not in own]
        if paths:
            found.append(_opened(code, review, units, actor, pack, now))
    return found


def reviewed(actor: Actor, pack: Pack, now: datetime) -> list[OpenReview]:
    """Return the reviews with the units of the areas whose results this person may see."""
    units = [
        unit
        for unit in (people.units() if pack.reviews else ())
        if access.may(actor, EvaluationVerb.SEE_RESULTS, access.Facts(area_path=unit.area_path), now)
    ]
    return [_opened(code, review, units, actor, pack, now) for code, review in pack.reviews.items()]


def _opened(
    code: str, review: UnitReview, units: Sequence[UnitRow], actor: Actor, pack: Pack, now: datetime
) -> OpenReview:
    period = reviews.due_period(review.every, day(now))
    shown = {unit.code: unit for unit in units if unit.body in review.bodies and unit.area_path}
    said = UnitRating.objects.filter(review_code=code, from_on=period.from_on, unit__in=shown)
    words: dict[str, dict[str, Satisfaction]] = {}
    for unit, key, level in said.values_list("unit", "key", "satisfaction"):
        words.setdefault(unit, {})[key] = Satisfaction(level)
    return OpenReview(
        code=code,
        review=review,
        period=period,
        units=[
            ReviewedUnit(
                unit=shown[unit],
                own=words.get(unit, {}).get(actor.key),
                satisfied=_satisfied(words.get(unit, {}).values(), pack),
            )
            for unit in sorted(shown)
        ],
    )


def _satisfied(levels: Iterable[Satisfaction], pack: Pack) -> Rate:
    given = [GivenRating(is_party=False, satisfaction=level) for level in levels]
    return evaluation.results(given, pack=pack).satisfied
