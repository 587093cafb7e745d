"""Counts ratings, raters, calls and reviews over a district, for the registry of metrics."""

from __future__ import annotations

from yuanba.evaluation.models import FollowUp, Invitation, UnitRating
from yuanba.matters.queries.counting import within
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core.metrics import Tally, number
from yuanba.rules.evaluation.reviews import due_period
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import MetricCut


def given(cut: MetricCut) -> list[Tally]:
    """Return how many of those who were asked in the periods of a cut have rated. One statement."""
    asked = Invitation.objects.filter(within("asked_at", cut.periods))
    return [Tally(amount=number(asked.filter(used_at__isnull=False, exclusion="").count()))]


def raters(cut: MetricCut) -> list[Tally]:
    """Return how many people rate results by office today, under the titles that the rules name."""
    pack = store.in_force(day(cut.now))
    titles = [
        said.zh
        for group in pack.evaluators.values()
        for code in group.positions
        for said in pack.positions[code].titles
    ]
    return [Tally(amount=number(people.count_held(day(cut.now), titles=titles)))]


def groups(cut: MetricCut) -> list[Tally]:
    """Return how many groups of raters the rules name."""
    return [Tally(amount=number(len(store.in_force(day(cut.now)).evaluators)))]


def to_call(cut: MetricCut) -> list[Tally]:
    """Return how many people are still to be called back. One statement."""
    return [Tally(amount=number(FollowUp.objects.filter(done_at=None).count()))]


def units_reviewed(cut: MetricCut) -> list[Tally]:
    """Return how many units have a word in the reviews that are due now; a statement for each review."""
    found = set()
    for code, review in store.in_force(day(cut.now)).reviews.items():
        period = due_period(review.every, day(cut.now))
        said = UnitRating.objects.filter(review_code=code, from_on=period.from_on)
        found |= set(said.values_list("unit", flat=True).distinct())
    return [Tally(amount=number(len(found)))]
