"""Records follow-up calls (回访) after bad ratings, made by somebody who did not handle the matter."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.evaluation import queries
from yuanba.evaluation.models import CallOutcome
from yuanba.evaluation.services.inviting import end_round
from yuanba.evaluation.services.judging import JUDGE, LONGEST_WORDS, JudgmentTooLong, settle
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import JUDGED
from yuanba.rules.matters import check, closing
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import masking
from yuanba.sealing import keyring


class AlreadyCalled(Refused):
    """Raised when the follow-up call has been made already."""

    code: ClassVar[str] = "evaluation.already_called"


@transaction.atomic
def follow_up(*, actor: Actor, call_id: int, outcome: CallOutcome, words: str, now: datetime) -> None:
    """Record the outcome of a follow-up call; send the matter back to its unit if the outcome is rework."""
    words = words.strip()
    if len(words) > LONGEST_WORDS:
        raise JudgmentTooLong(most=LONGEST_WORDS)
    row = matters.held(queries.call(call_id).matter_id)
    call = queries.lock_call(call_id)

    access.require(actor, MatterVerb.FOLLOW_UP, matters.facts_of(row, with_handlers=True), now)
    check.require_untied(matters.person_of(actor, now), matters.past_of(row.id))
    moved = closing.follow_up(row.state, words=words)
    if call.done_at:
        raise AlreadyCalled

    call.done_at, call.done_by, call.outcome = now, actor.key, outcome
    call.sealed, call.text = keyring.seal(words, purpose=queries.PURPOSE), masking.mask(words).text
    call.save(update_fields=["done_at", "done_by", "outcome", "sealed", "text"])

    journal.record(
        Act(actor, MatterVerb.FOLLOW_UP, now),
        matters.subject(row.id),
        outcome={
            "state": moved.state,
            "receipt": row.receipt,
            "unit": row.unit,
            "area_path": row.area_path,
            "call": call_id,
            "found": outcome.value,
        },
        words=words,
    )
    if outcome is CallOutcome.REWORK and row.state in JUDGED:
        matters_services.reopen(actor=JUDGE, matter_id=row.id, reason=call.text, now=now)
        end_round(matter_id=row.id, at=now)
    else:
        settle(matter_id=row.id, now=now)
