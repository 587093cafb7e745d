"""Takes matters from the pool for a unit, one or many, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.queries import handling as pools
from yuanba.matters.services.life import end_orders, highest, record, turn
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import picking
from yuanba.rules.matters.picking import NothingTicked
from yuanba.rules.matters.verbs import MatterVerb


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A matter of a batch that was not taken, and the refusal."""

    matter_id: int
    refusal: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedMatters:
    """The result of taking a batch: the matters taken, and those left."""

    taken: tuple[int, ...]
    left: tuple[Left, ...]


@transaction.atomic
def take(*, actor: Actor, matter_id: int, batch: int = 1, now: datetime) -> None:
    """Take a matter from the pool for the actor's unit; refused if another unit was quicker.

    ``batch`` is the number of matters that are taken together.
    """
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)
    takers = pools.takers_of(matter, pack)

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

    said: dict[str, Json] = {"unit_before": before, "due_on": queries.due_on(matter), "batch": batch}
    record(Act(actor, MatterVerb.TAKE, now), matter, because=outcome.because, said=said)


def take_all(*, actor: Actor, matter_ids: Sequence[int], now: datetime) -> PickedMatters:
    """Take each of these matters that can be taken; return which, and the refusal of each other."""
    ticked = tuple(dict.fromkeys(matter_ids))
    if not queries.units_worked_in(actor, now):
        raise NotAllowed(verb=MatterVerb.TAKE.value)
    if not 0 < len(ticked) <= pools.MOST:
        raise NothingTicked(most=pools.MOST)
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
