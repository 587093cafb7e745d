"""Reads the work queues of staff: matters to triage, to check, to decide, to work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yuanba.matters.models import IN_DANGER, Matter, Order, Request, Role
from yuanba.matters.queries import tables
from yuanba.matters.queries.facts import reach, units_worked_in
from yuanba.matters.queries.lists import paged
from yuanba.matters.queries.rows import PAGE, MatterRow, MatterRows, row_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb

#: Whoever triages reads at most so many matters that speak of danger before the others.
MOST_FIRST = 20
#: Whoever may do one of these to a matter is called when it speaks of a danger.
ANSWERABLE = (
    MatterVerb.ASSIGN,
    MatterVerb.ACCEPT,
    MatterVerb.ESCALATE,
    MatterVerb.PRIORITISE,
    MatterVerb.PATROL_NOTE,
)
#: Counts stop here; the page then shows that there are more.
COUNTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingDecision:
    """A unit's open request for a pause or more time, with its matter."""

    matter: MatterRow
    wish: str
    amount: int
    unit: str
    asked_at: datetime


def triage_first(actor: Actor, now: datetime) -> list[MatterRow]:
    """Return the matters in the actor's triage queue that mention a danger, oldest first."""
    rows = Matter.objects.filter(reach(actor, MatterVerb.ASSIGN, now), state=State.FILED).exclude(dangers="")
    return [row_of(matter) for matter in rows.order_by("filed_at", "id")[:MOST_FIRST]]


def triage_then(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> MatterRows:
    """Return a page of the matters in the actor's triage queue that mention no danger, oldest first."""
    rows = Matter.objects.filter(reach(actor, MatterVerb.ASSIGN, now), state=State.FILED, dangers="")
    return paged(rows, "filed_at", after, limit)


def triage_count(actor: Actor, now: datetime) -> int:
    """Return the number of matters in the actor's triage queue, counted only up to a limit."""
    rows = Matter.objects.filter(reach(actor, MatterVerb.ASSIGN, now), state=State.FILED)
    return len(rows.order_by("filed_at", "id").values_list("pk")[:COUNTED])


def alarms(actor: Actor, now: datetime) -> list[MatterRow]:
    """Return the matters in danger that wait for somebody to act and that the actor answers for.

    Nobody sorted or accepted them yet, or the answer is late. Those whose time is over stand first.
    """
    mine = Q(pk__in=[])
    for verb in ANSWERABLE:
        mine |= reach(actor, verb, now)
    waits = Q(state__in=[State.FILED, State.ASSIGNED]) | Q(state=State.ACCEPTED, due_at__lt=now)
    rows = Matter.objects.filter(IN_DANGER, mine, waits).order_by("until_at", "due_at", "id")
    return [row_of(matter) for matter in rows[:MOST_FIRST]]


def to_check(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> MatterRows:
    """Return a page of the matters whose answers the actor may check, most overdue first.

    Those that the actor or one of their units answered are left out; other ties are found at the
    check.
    """
    found = tables.to_check(actor, now)
    return tables.listed(found, order=tables.ORDERS["until"], after=after, limit=limit)


def to_decide(actor: Actor, now: datetime, *, limit: int = PAGE) -> Sequence[PendingDecision]:
    """Return other people's open requests that the actor may decide, oldest first."""
    may = Matter.objects.filter(reach(actor, MatterVerb.GRANT, now), state=State.ACCEPTED).values("pk")
    asked = Request.objects.filter(decided_at=None, matter__in=may).exclude(asked_by=actor.key)
    return [
        PendingDecision(
            matter=row_of(one.matter),
            wish=one.wish,
            amount=one.amount,
            unit=one.unit,
            asked_at=one.asked_at,
        )
        for one in asked.select_related("matter").defer("matter__words").order_by("id")[:limit]
    ]


def parts_asked(actor: Actor, now: datetime, *, limit: int = PAGE) -> dict[int, datetime]:
    """Return when the open parts of the actor's units as co-handlers are due, as a dict by matter id."""
    units = units_worked_in(actor, now)
    parts = Order.objects.filter(unit__in=units, role=Role.CO, ended_at=None)
    found = parts.order_by("due_at", "id").values_list("matter_id", "due_at")[: limit + 1]
    return dict(reversed(list(found)))  # of two parts in one matter the one that is due first


def in_grids(paths: Sequence[str], *, limit: int = PAGE) -> list[MatterRow]:
    """Return the open matters in these areas, earliest deadline first, those without a deadline last."""
    here = Q(pk__in=[])
    for path in paths:
        here |= Q(area_path__startswith=path)
    states = (State.FILED, State.ASSIGNED, State.ACCEPTED, State.WAITING, State.HELD)
    rows = Matter.objects.filter(here, state__in=[str(state) for state in states])
    return [row_of(matter) for matter in rows.order_by("due_at", "id")[:limit]]
