"""Reads the regular reviews of units: what somebody has to review now, and what was said of each unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from yuanba.evaluation.models import UnitRating
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import Amount, By, Tally
from yuanba.rules.evaluation import GivenRating, Rate, Satisfaction, reviews
from yuanba.rules.evaluation.reviews import ReviewPeriod, ReviewSeat
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.watching import UnitReview
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import MetricCut


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedUnit:
    """One unit in a review, and what the reader said of it."""

    unit: UnitRow
    own: Satisfaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """How satisfied all were who reviewed a unit, or those that are counted under its name; "" has none.

    `cut` is what the registry counts for it too.
    """

    name: str
    satisfied: Rate
    cut: MetricCut


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """One review of the rules with what was said in the period that is due."""

    code: str
    review: UnitReview
    period: ReviewPeriod
    lines: Sequence[ReviewLine]


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
            found.append(_opened(code, review, units, actor, now))
    return found


def reviewed(actor: Actor, pack: Pack, now: datetime) -> list[ReviewResult]:
    """Return what was said in the reviews that are due, by unit, as far as this person may see it.

    No line is about a single person: a unit in which one works is counted with others.
    """
    cut = MetricCut(actor=actor, verb=EvaluationVerb.SEE_RESULTS, now=now, by=(By.UNIT,))
    return [_result(code, review, _said(code, review, cut), cut) for code, review in pack.reviews.items()]


def _result(
    code: str, review: UnitReview, said: Mapping[str, Sequence[Satisfaction]], cut: MetricCut
) -> ReviewResult:
    groups = people.unit_groups(said, day(cut.now))
    names = {one.code: one.name for one in people.units(groups)}
    pack = store.in_force(day(cut.now))
    return ReviewResult(
        code=code,
        review=review,
        period=reviews.due_period(review.every, day(cut.now)),
        lines=[
            ReviewLine(
                name=names.get(shown, ""),
                satisfied=_satisfied([level for unit in members for level in said[unit]], pack),
                cut=replace(cut, units=members),
            )
            for shown, members in groups.items()
        ],
    )


def satisfied(cut: MetricCut) -> list[Tally]:
    """Return the share satisfied in each review that is due, as its part, for the registry of metrics."""
    pack = store.in_force(day(cut.now))
    found = []
    for code, review in pack.reviews.items():
        said = _said(code, review, cut)
        for units in [[unit] for unit in said] if By.UNIT in cut.by else [list(said)]:
            rate = _satisfied([level for unit in units for level in said[unit]], pack)
            unit = units[0] if By.UNIT in cut.by else ""
            found.append(Tally(unit=unit, part=code, amount=Amount(counted=rate.counted, of=rate.of)))
    return found


def _said(code: str, review: UnitReview, cut: MetricCut) -> dict[str, list[Satisfaction]]:
    """What was said of each unit of a review in the period that is due; all units have their place."""
    shown = {
        one.code
        for one in people.units(cut.units or None)
        if one.body in review.bodies and one.area_path and _is_seen(one, cut)
    }
    period = reviews.due_period(review.every, day(cut.now))
    rows = UnitRating.objects.filter(review_code=code, from_on=period.from_on, unit__in=shown)
    found: dict[str, list[Satisfaction]] = {unit: [] for unit in sorted(shown)}
    for unit, level in rows.values_list("unit", "satisfaction"):
        found[unit].append(Satisfaction(level))
    return found


def _is_seen(unit: UnitRow, cut: MetricCut) -> bool:
    """Whether the reader of a cut may see what was said of a unit, and it lies in the area of the cut."""
    facts = access.Facts(area_path=unit.area_path)
    may = not (cut.actor and cut.verb) or access.may(cut.actor, cut.verb, facts, cut.now)
    return may and unit.area_path.startswith(cut.area_path)


def _opened(
    code: str, review: UnitReview, units: Sequence[UnitRow], actor: Actor, now: datetime
) -> OpenReview:
    period = reviews.due_period(review.every, day(now))
    shown = {unit.code: unit for unit in units if unit.body in review.bodies and unit.area_path}
    said = UnitRating.objects.filter(review_code=code, from_on=period.from_on, unit__in=shown, key=actor.key)
    own = {unit: Satisfaction(level) for unit, level in said.values_list("unit", "satisfaction")}
    return OpenReview(
        code=code,
        review=review,
        period=period,
        units=[ReviewedUnit(unit=shown[unit], own=own.get(unit)) for unit in sorted(shown)],
    )


def _satisfied(levels: Iterable[Satisfaction], pack: Pack) -> Rate:
    given = [GivenRating(is_party=False, satisfaction=level) for level in levels]
    return evaluation.results(given, pack=pack).satisfied
