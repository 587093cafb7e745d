"""Reminds those who registered of an event that is near, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.events import queries
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import system
from yuanba.rules.events import stages
from yuanba.rules.events.stages import EventState
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import day

CLOCK = system("events.reminders")


def remind_all(*, now: datetime) -> int:
    """Remind of all events near that stand for themselves; return of how many.

    What another room planned that room reminds of.
    """
    return sum(remind(event_id=one, days=stages.REMINDED_BEFORE, now=now) for one in queries.near(now))


@transaction.atomic
def remind(*, event_id: int, days: int, now: datetime) -> bool:
    """Remind those who registered of an event that begins in so many days or sooner; whether it was done.

    Once, until it moves. Whoever withdrew is told nothing.
    """
    event = queries.lock(event_id)

    access.require(CLOCK, EventVerb.REMIND, queries.facts_of(event), now)
    told_today = day(event.planned_at) == day(now)
    if (
        event.reminded_at
        or told_today
        or not stages.is_near(EventState(event.state), event.starts_at, days=days, at=now)
    ):
        return False

    event.reminded_at = now
    event.save(update_fields=["reminded_at"])

    journal.record(
        Act(CLOCK, EventVerb.REMIND, now),
        queries.subject(event_id),
        outcome={"area_path": event.area_path, "starts_at": event.starts_at.isoformat()},
    )
    return True
