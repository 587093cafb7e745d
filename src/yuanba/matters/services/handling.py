"""Services of the units that handle a matter together: co-handlers, and taking from the pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter, Order, Role
from yuanba.matters.queries import clock, handling, routing
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.matters.services.life import end_orders, highest, record, told, turn
from yuanba.people import queries as people
from yuanba.people.services import UnknownUnit
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import orders, passing, picking
from yuanba.rules.matters.clock import part_due_of
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.picking import NothingTicked
from yuanba.rules.matters.verbs import MatterVerb


@transaction.atomic
def split(*, actor: Actor, matter_id: int, units: Sequence[str], words: str, now: datetime) -> None:
    """Ask other units to do a stated part of a matter's work; the unit in charge stays responsible."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.SPLIT, queries.facts_of(matter), now)
    outcome = orders.split(
        State(matter.state),
        units,
        lead_unit=matter.unit,
        helping=handling.units_helping(matter.pk),
        words=words,
        pack=pack,
    )
    require_units(units)

    turn(matter, outcome, now=now)
    due_at = open_parts(matter, units, now=now)

    record(
        Act(actor, MatterVerb.SPLIT, now),
        matter,
        because=outcome.because,
        words=words,
        said={"helping": list(units), **queries.due_told(matter), **queries.part_due_told(due_at)},
    )


def require_units(codes: Sequence[str]) -> None:
    """Raise UnknownUnit for the first of these codes that is of no active unit."""
    known = {unit.code for unit in people.units(codes) if unit.is_active}
    for code in codes:
        if code not in known:
            raise UnknownUnit(unit=code)


def open_parts(matter: Matter, units: Sequence[str], *, now: datetime) -> datetime:
    """Create the orders of units that are asked to help with a matter; return when their parts are due."""
    due_at = part_due_of(
        clock.clock_of(matter),
        queries.rules_for(matter),
        now,
        sent_at=now,
        answer_at=matter.due_at or now,
    )
    Order.objects.bulk_create(
        Order(matter=matter, role=Role.CO, unit=unit, sent_at=now, due_at=due_at) for unit in units
    )
    return due_at


@transaction.atomic
def join(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Accept, for a co-handling unit, its part of the work on a matter."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.JOIN, queries.facts_of(matter), now)
    part = _part(matter, actor, now)
    outcome = orders.join(State(matter.state), is_joined=part.accepted_at is not None)

    turn(matter, outcome, now=now)
    part.accepted_at, part.accepted_by, part.in_hand = now, actor.key, actor.key
    part.save(update_fields=["accepted_at", "accepted_by", "in_hand"])

    record(Act(actor, MatterVerb.JOIN, now), matter, because=outcome.because, said={"helping": [part.unit]})


@transaction.atomic
def decline(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Decline, for a co-handling unit, a part of the work that it has not accepted yet, with a reason."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.DECLINE, queries.facts_of(matter), now)
    part = _part(matter, actor, now)
    outcome = orders.decline(State(matter.state), is_joined=part.accepted_at is not None, reason=reason)

    turn(matter, outcome, now=now)
    _end(part, "declined", actor, now)

    record(
        Act(actor, MatterVerb.DECLINE, now),
        matter,
        because=outcome.because,
        words=reason,
        said={"helping": [part.unit]},
    )


@transaction.atomic
def contribute(
    *, actor: Actor, matter_id: int, words: str, enclosures: Sequence[Enclosure] = (), now: datetime
) -> None:
    """Report a co-handling unit's finished part of the work to the unit in charge."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.CONTRIBUTE, queries.facts_of(matter), now)
    part = _part(matter, actor, now)
    joined = part.accepted_at is not None and part.ended_at is None
    outcome = orders.contribute(State(matter.state), is_joined=joined, words=words)

    turn(matter, outcome, now=now)
    _end(part, "contributed", actor, now)
    files = enclose(
        matter=matter,
        enclosures=enclosures,
        verb=MatterVerb.CONTRIBUTE,
        actor=actor,
        now=now,
        is_internal=True,
    )

    said: dict[str, Json] = {"helping": [part.unit], **files}
    record(Act(actor, MatterVerb.CONTRIBUTE, now), matter, because=outcome.because, words=words, said=said)


def _part(matter: Matter, actor: Actor, now: datetime) -> Order:
    """The part of the actor's unit: the open one, else the one that it handed in last."""
    part = handling.part_of(matter.pk, actor, now)
    if part is None:
        raise access.NotAllowed(verb=MatterVerb.JOIN)
    return part


def _end(part: Order, ending: str, actor: Actor, now: datetime) -> None:
    part.ending, part.ended_at, part.ended_by = ending, now, actor.key
    part.save(update_fields=["ending", "ended_at", "ended_by"])


@transaction.atomic
def pass_up(*, actor: Actor, matter_id: int, ground: str, words: str, now: datetime) -> None:
    """Pass a matter that the unit cannot settle to the next level up, on a ground of the district's rules."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.PASS_UP, queries.facts_of(matter), now)
    if matter.since_at is None:
        raise WrongState(state=matter.state, verb=MatterVerb.PASS_UP.value)
    taker = routing.taker_above(matter, pack)
    outcome = passing.pass_up(
        State(matter.state),
        ground,
        words=words,
        level=routing.level_of(matter, pack),
        body=taker.body if taker else "",
        clock=clock.clock_of(matter),
        pack=pack,
        at=now,
    )

    before = matter.unit
    end_orders(matter, ending="reassigned", actor=actor, now=now)
    matter.unit, matter.level = taker.code if taker else "", highest(matter.level, outcome.level)
    matter.since_at = outcome.since_at
    turn(matter, outcome, now=now, also=["unit", "level", "since_at", "until_at"])
    Order.objects.create(matter=matter, unit=matter.unit, sent_at=now, due_at=matter.due_at or now)

    said = {**told(outcome), "unit_before": before, "ground": ground, "body": outcome.body}
    record(Act(actor, MatterVerb.PASS_UP, now), matter, because=outcome.because, words=words, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A matter of a batch that could not be taken from the pool, and the reason for it."""

    matter_id: int
    refusal: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedMatters:
    """The result of taking a batch from the pool: the matters taken, and those that could not be taken."""

    taken: tuple[int, ...]
    left: tuple[Left, ...]


@transaction.atomic
def take(*, actor: Actor, matter_id: int, batch: int = 1, now: datetime) -> None:
    """Take a matter from the pool for the actor's unit; refuse if another unit has already taken it.

    ``batch`` is the number of matters that are taken together.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)
    takers = handling.takers_of(matter, pack)

    access.require(actor, MatterVerb.TAKE, replace(queries.facts_of(matter), takers=takers), now)
    outcome = picking.take(
        State(matter.state), matter.class_code, matter.item_code, unit=matter.unit, takers=takers, pack=pack
    )

    before = matter.unit
    end_orders(matter, ending="reassigned", actor=actor, now=now)
    matter.unit = next(unit for unit in queries.units_worked_in(actor, now) if unit in takers)
    body = picking.body_of(matter.class_code, matter.item_code, pack=pack)
    matter.level = highest(matter.level, pack.bodies[body].level)
    turn(matter, outcome, now=now, also=["unit", "level"])
    Order.objects.create(
        matter=matter,
        unit=matter.unit,
        sent_at=now,
        due_at=matter.due_at or now,
        accepted_at=now,
        accepted_by=actor.key,
        in_hand=actor.key,
    )

    said: dict[str, Json] = {"unit_before": before, **queries.due_told(matter), "batch": batch}
    record(Act(actor, MatterVerb.TAKE, now), matter, because=outcome.because, said=said)


def take_all(*, actor: Actor, matter_ids: Sequence[int], now: datetime) -> PickedMatters:
    """Take matters from the pool; return the matters taken, and the others with the reason for each."""
    ticked = tuple(dict.fromkeys(matter_ids))
    if not queries.units_worked_in(actor, now):
        raise NotAllowed(verb=MatterVerb.TAKE.value)
    if not 0 < len(ticked) <= handling.MOST:
        raise NothingTicked(most=handling.MOST)
    taken: list[int] = []
    left: list[Left] = []
    for matter_id in ticked:
        try:
            take(actor=actor, matter_id=matter_id, batch=len(ticked), now=now)
        except Refused as refusal:
            left.append(Left(matter_id=matter_id, refusal=refusal))
        else:
            taken.append(matter_id)
    return PickedMatters(taken=tuple(taken), left=tuple(left))
