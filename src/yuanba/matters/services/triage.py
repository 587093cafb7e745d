"""Giving a matter to the body that answers for it, giving it to another, or not taking it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter, Order
from yuanba.matters.services.filing import UnknownArea
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules import access, triage
from yuanba.rules.actor import Actor
from yuanba.rules.matter import State
from yuanba.rules.pack import Level, Pack
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb


class NoUnit(Refused):
    """Nobody embodies the body that the class names, nor the class's lead, where the matter lies."""

    code: ClassVar[str] = "matter.no_unit"


def unit_of(assignment: triage.Assignment, area_path: str, pack: Pack) -> str:
    """The unit that answers: of the assignment's body for this area, else of its class's lead, else of
    the next lead above (a matter that names no grid goes to its community). Raises NoUnit.
    """
    levels = list(Level)
    leads = {one.lead for one in pack.classes.values()}
    above = sorted(
        (
            lead
            for lead in leads
            if levels.index(pack.bodies[lead].level) < levels.index(assignment.lead_level)
        ),
        key=lambda lead: -levels.index(pack.bodies[lead].level),
    )
    for body in (assignment.body, assignment.lead, *above):
        unit = people.unit_for(body, area_path)
        if unit:
            return unit.code
    raise NoUnit(body=assignment.body)


@transaction.atomic
def assign(
    *,
    actor: Actor,
    matter_id: int,
    class_code: str,
    item_code: str = "",
    area_code: str = "",
    now: datetime,
) -> None:
    """Give the matter to the body that its class or item names, and start the clock.

    An area code says where it lies, where the resident's words left that open or were mistaken.
    """
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, Verb.ASSIGN, queries.facts_of(matter), now)
    _place(matter, area_code)
    outcome = triage.assign(
        State(matter.state), class_code, item_code, pack=pack, at=now, since_at=matter.since_at
    )
    unit = unit_of(outcome, matter.area_path, pack)

    before = matter.unit
    _give(matter, outcome, unit, pack=pack, now=now)

    _record(actor, Verb.ASSIGN, matter, outcome, before=before, reason="", now=now)


@transaction.atomic
def reassign(
    *,
    actor: Actor,
    matter_id: int,
    class_code: str,
    item_code: str = "",
    area_code: str = "",
    reason: str,
    now: datetime,
) -> None:
    """Take the order back and give it to the body of another class or item; the clock runs on."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, Verb.REASSIGN, queries.facts_of(matter), now)
    _place(matter, area_code)
    outcome = triage.reassign(
        State(matter.state),
        class_code,
        item_code,
        pack=pack,
        since_at=matter.since_at or now,
        reason=reason,
    )
    unit = unit_of(outcome, matter.area_path, pack)

    before = matter.unit
    end_order(matter, ending="reassigned", actor=actor, now=now)
    _give(matter, outcome, unit, pack=pack, now=now)

    _record(actor, Verb.REASSIGN, matter, outcome, before=before, reason=reason, now=now)


@transaction.atomic
def refuse(*, actor: Actor, matter_id: int, refusal_code: str, reason: str, now: datetime) -> None:
    """Do not take the matter, on a ground that the pack names, and say where to go instead."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, Verb.REFUSE, queries.facts_of(matter), now)
    outcome = triage.refuse(State(matter.state), refusal_code, pack=pack, reason=reason)

    matter.state, matter.ended_at = outcome.state, now
    matter.save(update_fields=["state", "ended_at"])

    journal.record(
        actor=actor,
        verb=Verb.REFUSE,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={"state": outcome.state, "receipt": matter.receipt, "refusal": refusal_code},
        because=outcome.because,
        words=reason,
    )


def end_order(matter: Matter, *, ending: str, actor: Actor, now: datetime) -> None:
    """Close the matter's open order."""
    Order.objects.filter(matter=matter, ended_at=None).update(ending=ending, ended_at=now, ended_by=actor.key)


def _place(matter: Matter, area_code: str) -> None:
    """Set where the matter lies; it may be moved to where the actor has no say, for that is triage."""
    if not area_code or area_code == matter.area_code:
        return
    area = places.area(area_code)
    if area is None:
        raise UnknownArea(area=area_code)
    matter.area_code, matter.area_path = area.code, area.path
    matter.subdistrict_code = queries.subdistrict_of(area.path)


def _give(matter: Matter, outcome: triage.Assignment, unit: str, *, pack: Pack, now: datetime) -> None:
    """Write who has it now; what was public and comes into a private class is withdrawn."""
    if not pack.classes[outcome.class_code].is_public:
        matter.published_at = None
    matter.state = outcome.state
    matter.class_code, matter.item_code, matter.unit = outcome.class_code, outcome.item_code, unit
    matter.since_at, matter.due_at = outcome.since_at, outcome.due_at
    matter.is_provisional = outcome.provisional
    matter.save(
        update_fields=[
            "state",
            "class_code",
            "item_code",
            "unit",
            "area_code",
            "area_path",
            "subdistrict_code",
            "since_at",
            "due_at",
            "is_provisional",
            "published_at",
        ]
    )
    Order.objects.create(matter=matter, unit=unit, sent_at=now, due_at=outcome.due_at)


def _record(
    actor: Actor,
    verb: Verb,
    matter: Matter,
    outcome: triage.Assignment,
    *,
    before: str,
    reason: str,
    now: datetime,
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=queries.subject(matter.pk),
        at=now,
        outcome=assigned(matter, outcome, before=before),
        because=outcome.because,
        words=reason,
    )


def assigned(matter: Matter, outcome: triage.Assignment, *, before: str) -> dict[str, str | bool]:
    """What the journal keeps of an assignment: the outcome and the facts that it was based on."""
    return {
        "state": outcome.state,
        "receipt": matter.receipt,
        "class": outcome.class_code,
        "item": outcome.item_code,
        "body": outcome.body,
        "unit": matter.unit,
        "unit_before": before,
        "due_on": outcome.due_on.isoformat(),
        "provisional": outcome.provisional,
        "area": matter.area_code,
        "pack": matter.pack_digest,
    }
