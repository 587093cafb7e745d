"""Counts of ratings over a district, for the doors of the picture of its mechanism."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from yuanba.evaluation.models import FollowUp, Invitation, UnitRating
from yuanba.evaluation.queries.rates import rates_of
from yuanba.evaluation.queries.results import cut_of
from yuanba.matters.queries import totals
from yuanba.people import queries as people
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import Rate
from yuanba.rules.evaluation.reviews import due_period
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period

#: The same days as the page of the results shows where nobody chose others.
USUAL = timedelta(days=90)


def rated_lately(now: datetime) -> int:
    """Return how many of those who were asked in the last 30 days have rated."""
    asked = Invitation.objects.filter(asked_at__gt=now - totals.LATELY)
    return asked.filter(used_at__isnull=False, exclusion="").count()


def raters_by_office(pack: Pack, now: datetime) -> int:
    """Return how many people rate results by office on a day, under the titles that the rules name."""
    titles = [
        said.zh
        for group in pack.evaluators.values()
        for code in group.positions
        for said in pack.positions[code].titles
    ]
    return people.count_held(day(now), titles=titles)


def rates_lately(actor: Actor, pack: Pack, now: datetime, codes: Collection[str]) -> Mapping[str, Rate]:
    """Return named rates of the last 90 days, over the areas that the actor may see. Two statements."""
    period = Period(from_on=day(now) - USUAL, until_on=day(now))
    found = rates_of(cut_of(actor, period, now), pack)
    return {code: found[code] for code in codes if code}


def followed_now(pack: Pack) -> int:
    """Return the number of matters that are not over and that some group follows by office."""
    found = totals.living_by_class()
    return sum(found.get(code, 0) for code, row in pack.classes.items() if row.followers)


def calls_open() -> int:
    """Return the number of people who are still to be called back."""
    return FollowUp.objects.filter(done_at=None).count()


def units_reviewed(pack: Pack, now: datetime) -> int:
    """Return how many units have a word in the reviews that are due now."""
    found = set()
    for code, review in pack.reviews.items():
        period = due_period(review.every, day(now))
        said = UnitRating.objects.filter(review_code=code, from_on=period.from_on)
        found |= set(said.values_list("unit", flat=True).distinct())
    return len(found)
