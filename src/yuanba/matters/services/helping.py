"""Services of co-handlers: the unit in charge asks them, each accepts its part and hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter, Order, Role
from yuanba.matters.queries import handling
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.matters.services.life import record, turn
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.services import UnknownUnit
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.matters import orders
from yuanba.rules.matters.verbs import MatterVerb


@transaction.atomic
def split(*, actor: Actor, matter_id: int, units: Sequence[str], words: str, now: datetime) -> None:
    """Ask other units to be co-handlers and say what for; the unit in charge stays responsible."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, MatterVerb.SPLIT, queries.facts_of(matter), now)
    outcome = orders.split(
        State(matter.state),
        units,
        lead_unit=matter.unit,
        helping=handling.units_helping(matter.pk),
        words=words,
        pack=pack,
    )
    known = {unit.code for unit in people.units(units) if unit.is_active}
    for unit in units:
        if unit not in known:
            raise UnknownUnit(unit=unit)

    turn(matter, outcome, now=now)
    Order.objects.bulk_create(
        Order(matter=matter, role=Role.CO, unit=unit, sent_at=now, due_at=matter.due_at or now)
        for unit in units
    )

    record(
        Act(actor, MatterVerb.SPLIT, now),
        matter,
        because=outcome.because,
        words=words,
        said={"helping": list(units), "due_on": queries.due_on(matter)},
    )


@transaction.atomic
def join(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Accept a part as co-handler."""
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
    """Decline a part as co-handler before accepting it, with a reason."""
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
    """Hand a finished part to the unit in charge, as co-handler."""
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
