"""The resident's last word: solved, or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.services.triage import assigned, unit_of
from yuanba.packs import store
from yuanba.rules import access, triage
from yuanba.rules.actor import Actor
from yuanba.rules.matter import State
from yuanba.rules.verb import Verb


@transaction.atomic
def confirm(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Say that it is solved; the matter closes."""
    matter = queries.lock(matter_id)

    access.require(actor, Verb.CONFIRM, queries.facts_of(matter, with_handlers=True), now)
    outcome = triage.confirm(State(matter.state))

    matter.state, matter.ended_at = outcome.state, now
    matter.save(update_fields=["state", "ended_at"])

    journal.record(
        actor=actor,
        verb=Verb.CONFIRM,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={"state": outcome.state, "receipt": matter.receipt, "unit": matter.unit},
        because=outcome.because,
    )


@transaction.atomic
def reopen(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Say that it is not solved; the body gets the order again, with a new term."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, Verb.REOPEN, queries.facts_of(matter, with_handlers=True), now)
    outcome = triage.reopen(
        State(matter.state), matter.class_code, matter.item_code, pack=pack, at=now, reason=reason
    )
    before, matter.unit = matter.unit, unit_of(outcome, matter.area_path, pack)

    matter.state, matter.since_at, matter.due_at = outcome.state, outcome.since_at, outcome.due_at
    matter.is_provisional = outcome.provisional
    matter.save(update_fields=["state", "unit", "since_at", "due_at", "is_provisional"])
    Order.objects.create(matter=matter, unit=matter.unit, sent_at=now, due_at=outcome.due_at)

    journal.record(
        actor=actor,
        verb=Verb.REOPEN,
        subject=queries.subject(matter.pk),
        at=now,
        outcome=assigned(matter, outcome, before=before),
        because=outcome.because,
        words=reason,
    )
