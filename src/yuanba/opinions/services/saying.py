"""Takes what people say: statements, which somebody reads first, and whether they agree with those shown."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.opinions import queries
from yuanba.opinions.models import OpinionStatement, Participant, StatementState
from yuanba.opinions.queries import statements
from yuanba.opinions.queries.statements import PURPOSE, REASON
from yuanba.rules.core import access
from yuanba.rules.core.actor import ANONYMOUS, Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.opinions import consulting
from yuanba.rules.opinions.consulting import NotForToday, StatementTwice
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.sealing import keyring

LONGEST_REASON = 300

#: Refuses what comes too late by itself: ending a consultation waits for this, and this for the end.
_TAKE = """
    insert into opinions_takenstance (participant_id, statement_id, value, at)
    select %(participant)s, statement.id, %(value)s, %(now)s
    from opinions_opinionstatement statement
    join opinions_consultation consultation on consultation.id = statement.consultation_id
    where statement.id = %(statement)s and statement.state = 'accepted'
      and consultation.closed_at is null and consultation.until_at > %(now)s
    for share of consultation
    on conflict (participant_id, statement_id) do update set value = excluded.value, at = excluded.at
"""


class NoOpinion(Refused):
    """Raised when what somebody says of a statement is neither agreeing nor disagreeing nor passing."""

    code: ClassVar[str] = "statement.no_opinion"


class NotTold(Refused):
    """Raised when nothing is known of who takes part, not even the browser, or staff say not for whom."""

    code: ClassVar[str] = "consultation.nobody"


class NoReasonTold(Refused):
    """Raised when a statement is not shown and its author would not read why."""

    code: ClassVar[str] = "statement.no_reason"


class AlreadyJudged(Refused):
    """Raised when a statement has been accepted or rejected already."""

    code: ClassVar[str] = "statement.already_judged"


@transaction.atomic
def take_stance(*, actor: Actor, statement_id: int, value: int, key: str = "", now: datetime) -> None:
    """Keep that somebody agrees with a statement (1), disagrees (-1) or passes (0); the last one counts.

    Staff press for somebody else alone: `key` is by what that person is known.
    """
    row = statements.statement(statement_id)
    consultation = queries.consultation(row.consultation_id)

    access.require(actor, OpinionVerb.TAKE_STANCE, queries.facts_beside(actor, consultation), now)
    if value not in (-1, 0, 1):
        raise NoOpinion

    participant = _participant(consultation.id, actor, key, now)
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE, {"participant": participant, "statement": statement_id, "value": value, "now": now}
        )
        if cursor.rowcount == 0:
            raise NotForToday


@transaction.atomic
def add(*, actor: Actor, consultation_id: int, words: str, key: str = "", now: datetime) -> int:
    """Keep a statement that somebody adds, to be read before anybody else sees it; return its number."""
    consultation = queries.lock(consultation_id)

    access.require(actor, OpinionVerb.ADD, queries.facts_beside(actor, consultation), now)
    if consultation.closed_at or consultation.until_at <= now:
        raise NotForToday
    there = OpinionStatement.objects.filter(consultation=consultation)
    author = _participant(consultation_id, actor, key, now)
    own = [one.words for one in statements.of_author(author)]
    number = there.count() + 1  # none is ever taken away
    said = consulting.added(words, all_there=number - 1, own=len(own))
    if said in own or there.filter(text=said).exists():
        raise StatementTwice

    made = OpinionStatement.objects.create(
        consultation=consultation,
        number=number,
        author_id=author,
        sealed=keyring.seal(said, purpose=PURPOSE),
        at=now,
    )

    # without a key: the author's row says what they think of every other statement
    by = actor if actor.kind is ActorKind.STAFF else ANONYMOUS
    journal.record(
        Act(by, OpinionVerb.ADD, now),
        queries.subject(consultation_id),
        outcome={"area_path": consultation.area_path, "statement": number},
    )
    return made.pk


@transaction.atomic
def accept(*, actor: Actor, statement_id: int, now: datetime) -> None:
    """Show a statement to everyone, word for word as it was written."""
    statement = statements.lock_statement(statement_id)

    _require_open(actor, OpinionVerb.ACCEPT, statement, now)
    words = keyring.unseal(statement.sealed, purpose=PURPOSE)

    statement.text, statement.state, statement.judged_at = words, StatementState.ACCEPTED, now
    try:
        with transaction.atomic():
            statement.save(update_fields=["text", "state", "judged_at"])
    except IntegrityError as fault:
        raise StatementTwice from fault

    journal.record(
        Act(actor, OpinionVerb.ACCEPT, now),
        queries.subject(statement.consultation_id),
        outcome={"statement": statement.number},
    )


@transaction.atomic
def reject(*, actor: Actor, statement_id: int, reason: str, now: datetime) -> None:
    """Keep a statement from being shown; its author reads the reason."""
    statement = statements.lock_statement(statement_id)

    _require_open(actor, OpinionVerb.REJECT, statement, now)
    if not (reason := reason.strip()[:LONGEST_REASON]):
        raise NoReasonTold

    statement.state, statement.judged_at = StatementState.REJECTED, now
    statement.sealed_reason = keyring.seal(reason, purpose=REASON)
    statement.save(update_fields=["state", "judged_at", "sealed_reason"])

    journal.record(
        Act(actor, OpinionVerb.REJECT, now),
        queries.subject(statement.consultation_id),
        outcome={"statement": statement.number},
        words=reason,
    )


def _require_open(actor: Actor, verb: OpinionVerb, statement: OpinionStatement, now: datetime) -> None:
    access.require(actor, verb, queries.facts_of(statement.consultation), now)
    if statement.consultation.closed_at:
        raise NotForToday
    if statement.state != StatementState.WAITING:
        raise AlreadyJudged


def _participant(consultation_id: int, actor: Actor, key: str, now: datetime) -> int:
    """The one row of whoever speaks; it is made when they speak first, once however often they press."""
    is_beside = actor.kind is ActorKind.STAFF
    who = key if is_beside else actor.key
    if not who:
        raise NotTold
    known = statements.participant(consultation_id, who)
    if known is not None:
        return known
    Participant.objects.bulk_create(
        [
            Participant(
                consultation_id=consultation_id,
                who=statements.digest_of(who),
                is_beside=is_beside,
                came_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    made = statements.participant(consultation_id, who)
    assert made is not None
    return made
