"""Prints one-time codes for people without a telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yuanba.evaluation import queries
from yuanba.evaluation.queries import InvitationRow
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters import check


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """A one-time code with the invitation that it belongs to."""

    invitation: InvitationRow
    code: str


@transaction.atomic
def hand_out(*, actor: Actor, matter_id: int, now: datetime) -> list[HandedOut]:
    """Return the parties' unused one-time codes for printing; the journal records who printed them.

    Only those of the parties: who judges by office has an account. By nobody who handled the matter,
    nor by their unit.
    """
    row = matters.held(matter_id)

    access.require(actor, EvaluationVerb.HAND_OUT, matters.facts_of(row, with_handlers=True), now)
    check.require_untied(matters.person_of(actor, now), matters.past_of(matter_id))
    found = [HandedOut(invitation=one, code=code) for one, code in queries.codes(matter_id) if one.is_party]

    journal.record(
        Act(actor, EvaluationVerb.HAND_OUT, now),
        matters.subject(matter_id),
        outcome={"receipt": row.receipt, "codes": len(found)},
    )
    return found
