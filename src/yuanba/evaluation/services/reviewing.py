"""Records what somebody says, by office, of a unit's work in a period."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.evaluation.models import UnitRating
from yuanba.evaluation.queries import reviews as queries
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.evaluation import Satisfaction, reviews
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack.outcome import ground
from yuanba.rules.time.calendar import day


class AlreadyReviewed(Refused):
    """Raised when this person has reviewed the unit for this period already."""

    code: ClassVar[str] = "evaluation.already_reviewed"


@transaction.atomic
def review_unit(
    *, actor: Actor, review_code: str, unit_code: str, satisfaction: Satisfaction, now: datetime
) -> None:
    """Record how satisfied this person is, by office, with a unit's work in the period that is due."""
    pack, unit = store.in_force(day(now)), people.unit(unit_code)
    review = pack.reviews.get(review_code)

    path = unit.area_path if unit and unit.is_active else ""
    access.require(actor, EvaluationVerb.REVIEW_UNIT, access.Facts(area_path=path), now)
    if review is None or unit is None:
        raise reviews.NotReviewed
    seats = queries.seats_of(actor, day(now))
    reviews.require(review, seats, unit=unit.code, body=unit.body, area_path=path, pack=pack)
    period = reviews.due_period(review.every, day(now))

    _rating, is_new = UnitRating.objects.get_or_create(
        review_code=review_code,
        unit=unit.code,
        from_on=period.from_on,
        key=actor.key,
        defaults={
            "until_on": period.until_on,
            "area_path": path,
            "satisfaction": satisfaction.value,
            "at": now,
        },
    )
    if not is_new:
        raise AlreadyReviewed

    journal.record(
        Act(actor, EvaluationVerb.REVIEW_UNIT, now),
        journal.Subject(kind="unit", key=unit.code),
        outcome={
            "review": review_code,
            "from_on": period.from_on.isoformat(),
            "until_on": period.until_on.isoformat(),
            "satisfaction": satisfaction.value,
        },
        because=(pack.name, *ground(review)),
    )
