"""Lists for those who look after others' work: what is late or about to be, what waits for a decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from yuanba.matters import queries
from yuanba.matters.models import Matter, Request
from yuanba.matters.queries import PAGE, Paged
from yuanba.matters.queries.facts import reach
from yuanba.rules.actor import Actor
from yuanba.rules.matter import RUNNING, State
from yuanba.rules.verb import Verb

#: States that should be over by ``until_at``; in the others the answer's due moment counts.
TIMED = (State.FILED, State.ASSIGNED, State.ANSWERED)
SOON = timedelta(days=2)


def _running() -> Q:
    return Q(state__in=[str(state) for state in RUNNING])


def late(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> Paged:
    """Answers that are overdue, the longest first."""
    rows = Matter.objects.filter(reach(actor, Verb.READ, now), _running(), due_at__lt=now)
    return queries.paged(rows, "due_at", after, limit)


def due_soon(
    actor: Actor, now: datetime, *, within: timedelta = SOON, after: str = "", limit: int = PAGE
) -> Paged:
    """Answers that fall due before long, first due first."""
    rows = Matter.objects.filter(reach(actor, Verb.READ, now), _running(), due_at__range=(now, now + within))
    return queries.paged(rows, "due_at", after, limit)


def stuck(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> Paged:
    """What should have been triaged, accepted or checked by now, the longest first."""
    states = [str(state) for state in TIMED]
    rows = Matter.objects.filter(reach(actor, Verb.READ, now), state__in=states, until_at__lt=now)
    return queries.paged(rows, "until_at", after, limit)


def prioritised(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> Paged:
    """The supervision list, newest first."""
    rows = Matter.objects.filter(reach(actor, Verb.READ, now), is_prioritised=True)
    return queries.paged(rows, "-filed_at", after, limit)


def to_check(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> Paged:
    """Answers that wait for the check, first due first; whether this person may is asked at the matter."""
    rows = Matter.objects.filter(reach(actor, Verb.CHECK, now), state=State.ANSWERED)
    return queries.paged(rows.exclude(until_at=None), "until_at", after, limit)


def to_decide(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> Paged:
    """Matters whose unit asked for a hold or for more time, by when the answer is due."""
    waiting = Request.objects.filter(decided_at=None).values("matter_id")
    rows = Matter.objects.filter(reach(actor, Verb.GRANT, now), pk__in=waiting)
    return queries.paged(rows.exclude(due_at=None), "due_at", after, limit)


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How long each of these lists is; every number leads to its list."""
    within = Matter.objects.filter(reach(actor, Verb.READ, now))
    running = within.filter(_running())
    return {
        "late": running.filter(due_at__lt=now).count(),
        "due_soon": running.filter(due_at__range=(now, now + SOON)).count(),
        "stuck": within.filter(state__in=[str(s) for s in TIMED], until_at__lt=now).count(),
        "prioritised": within.filter(is_prioritised=True).count(),
    }

