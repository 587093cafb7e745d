"""Services of the first day: tick a step, put the rest away, take it up again."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.learn import queries
from yuanba.learn.models import FirstDayTick
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.learn.verbs import FirstDayVerb
from yuanba.web.guidance import knows_step


class UnknownStep(Refused):
    """Raised when a step is to be ticked that no app has."""

    code: ClassVar[str] = "first_day.unknown_step"


@transaction.atomic
def tick(*, actor: Actor, step: str, now: datetime) -> None:
    """Tick a step of one's first day; ticked twice is ticked once."""
    access.require(actor, FirstDayVerb.TICK, queries.facts_of(actor.key), now)
    if not knows_step(step):
        raise UnknownStep

    FirstDayTick.objects.get_or_create(account_key=actor.key, step=step, defaults={"at": now})

    journal.record(Act(actor, FirstDayVerb.TICK, now), queries.subject(actor.key))


@transaction.atomic
def leave(*, actor: Actor, now: datetime) -> None:
    """Put one's first day away: it is not shown any more without being asked for."""
    access.require(actor, FirstDayVerb.LEAVE, queries.facts_of(actor.key), now)

    FirstDayTick.objects.get_or_create(account_key=actor.key, step="", defaults={"at": now})

    journal.record(Act(actor, FirstDayVerb.LEAVE, now), queries.subject(actor.key))


@transaction.atomic
def take_up(*, actor: Actor, now: datetime) -> None:
    """Take one's first day up again where it was left."""
    access.require(actor, FirstDayVerb.TAKE_UP, queries.facts_of(actor.key), now)

    FirstDayTick.objects.filter(account_key=actor.key, step="").delete()

    journal.record(Act(actor, FirstDayVerb.TAKE_UP, now), queries.subject(actor.key))
