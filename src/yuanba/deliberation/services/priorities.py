"""Publishes the priorities of a town: each version whole, and none is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from yuanba.deliberation.models import Priority, PriorityList, Topic
from yuanba.deliberation.queries import priorities as read
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation import priorities
from yuanba.rules.deliberation.priorities import NewPriority, NotOfTown, PrioritiesMoved
from yuanba.rules.deliberation.verbs import PriorityVerb
from yuanba.rules.pack import Level


@transaction.atomic
def publish_priorities(
    *, actor: Actor, area_code: str, entries: Sequence[NewPriority], after: int, now: datetime
) -> int:
    """Publish a town's priorities in this order as its next version, and return the version's number.

    ``after`` is the version that was shown when the list was written, 0 for none. Raises NoPriorities,
    PriorityTwice, NotOfTown, and PrioritiesMoved where somebody published another one meanwhile.
    """
    area = places.area(area_code)
    if area is None or area.level is not Level.SUBDISTRICT:
        raise NotOfTown

    access.require(actor, PriorityVerb.PUBLISH, Facts(area_path=area.path), now)
    priorities.check(entries)
    _check_topics(area.path, {one.topic_id for one in entries if one.topic_id})
    if read.latest(area.path) != after:
        raise PrioritiesMoved
    number = after + 1
    try:
        with transaction.atomic():
            made = PriorityList.objects.create(area_path=area.path, number=number, at=now, by=actor.key)
    except IntegrityError as fault:
        raise PrioritiesMoved from fault
    Priority.objects.bulk_create(
        Priority(version=made, number=place, title=one.title, why=one.why, topic_id=one.topic_id)
        for place, one in enumerate(entries, start=1)
    )

    journal.record(
        Act(actor, PriorityVerb.PUBLISH, now),
        read.subject(area.path),
        outcome={
            "version": number,
            "area_path": area.path,
            "topics": [one.topic_id for one in entries if one.topic_id],
        },
        because=("meetings",),
    )
    return number


def _check_topics(area_path: str, ids: set[int]) -> None:
    """Raise NotOfTown unless these are topics of councils in the town that were made public."""
    of_town = Topic.objects.filter(council__area_path__startswith=area_path).exclude(title="")
    if ids - set(of_town.filter(pk__in=ids).values_list("pk", flat=True)):
        raise NotOfTown
