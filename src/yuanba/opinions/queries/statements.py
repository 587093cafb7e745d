"""Reads statements: those that are shown, those that wait, and what somebody has said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yuanba.opinions.models import (
    OpinionStatement,
    Participant,
    StatementState,
    TakenStance,
)
from yuanba.opinions.queries import NoConsultation
from yuanba.rules.privacy import masking
from yuanba.sealing import keyring

PURPOSE, REASON = "opinions.statement", "opinions.reason"
#: Of the accounts and browsers that take part; a participant is known by nothing else.
WHO = "opinions.participant"
#: So many waiting statements are read at once; a consultation never has many more.
MOST_WAITING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement with its words: open ones are everyone's, others are for their author and moderators.

    `names_somebody` says that a name, number or address seems to stand in it, `is_unread` that the
    consultation ended before anybody read it.
    """

    id: int
    consultation_id: int
    number: int
    words: str
    state: StatementState
    at: datetime
    reason: str = ""
    is_unread: bool = False
    is_of_staff: bool = False
    names_somebody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A running consultation in which somebody takes part, with statements on which they have not spoken."""

    id: int
    question: str
    at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStance:
    """One statement that is shown, and what somebody has said of it: 1, -1, 0, or None for nothing yet."""

    statement: StatementRow
    value: int | None


def digest_of(key: str) -> str:
    """Return by what a participant with this key (of an account, a receipt or a browser) is known."""
    return keyring.digest(key, purpose=WHO).hex()


def participants(keys: Iterable[str]) -> QuerySet[Participant]:
    """Return whatever somebody with these keys takes part in, also under the key of before a rotation."""
    known = [one.hex() for key in keys for one in keyring.digests(key, purpose=WHO)]
    return Participant.objects.filter(who__in=known)


def participant(consultation_id: int, key: str) -> int | None:
    """Return the number of the participant with this key in a consultation, or None."""
    found = participants([key]).filter(consultation=consultation_id) if key else Participant.objects.none()
    return found.values_list("pk", flat=True).first()


def statement(statement_id: int) -> StatementRow:
    """Return the statement with this number, or raise NoConsultation."""
    found = OpinionStatement.objects.filter(pk=statement_id).first()
    if found is None:
        raise NoConsultation
    return _row(found)


def lock_statement(statement_id: int) -> OpinionStatement:
    """Lock a statement until the transaction ends and return it, or raise NoConsultation."""
    found = OpinionStatement.objects.select_for_update(no_key=True).filter(pk=statement_id).first()
    if found is None:
        raise NoConsultation
    return found


def shown(consultation_id: int) -> list[StatementRow]:
    """Return the statements that everyone reads, by number."""
    found = OpinionStatement.objects.filter(consultation=consultation_id, state=StatementState.ACCEPTED)
    return [_row(one) for one in found.order_by("number")]


def said_by(consultation_id: int, participant_id: int | None) -> list[OwnStance]:
    """Return every statement that is shown with what a participant says of it; two SQL statements.

    They stand in an order that begins elsewhere for each participant, so that the last ones of a long list
    are read as often as the first.
    """
    rows = shown(consultation_id)
    mine = TakenStance.objects.filter(participant=participant_id, statement__consultation=consultation_id)
    values = dict(mine.values_list("statement", "value")) if participant_id else {}
    start = (participant_id or 0) * 7 % len(rows) if rows else 0
    return [OwnStance(statement=one, value=values.get(one.id)) for one in (*rows[start:], *rows[:start])]


def waiting(consultation_id: int) -> list[StatementRow]:
    """Return the statements that wait for somebody to read them, the oldest first."""
    found = OpinionStatement.objects.filter(consultation=consultation_id, state=StatementState.WAITING)
    return [_row(one) for one in found.order_by("at", "pk")[:MOST_WAITING]]


def judged(consultation_id: int) -> list[StatementRow]:
    """Return the statements that are not shown, with the reasons, the last one first."""
    found = OpinionStatement.objects.filter(consultation=consultation_id, state=StatementState.REJECTED)
    return [_row(one) for one in found.order_by("-judged_at", "-pk")[:MOST_WAITING]]


def waiting_in(
    areas: Collection[str], estates: Collection[str], *, limit: int
) -> list[tuple[StatementRow, str]]:
    """Return the statements that wait in these areas and estates with their paths, the oldest first."""
    if not areas and not estates:
        return []
    here = Q(consultation__estate__in=list(estates))
    for path in areas:
        here |= Q(consultation__area_path__startswith=path)
    found = OpinionStatement.objects.filter(
        here, state=StatementState.WAITING, consultation__closed_at=None
    ).annotate(path=F("consultation__area_path"))
    return [(_row(one), one.path) for one in found.order_by("at", "pk")[:limit]]


def own(keys: Iterable[str], *, consultation_id: int | None = None) -> list[tuple[StatementRow, str]]:
    """Return the statements that somebody with these keys has added, with the questions, the newest first."""
    found = OpinionStatement.objects.filter(author__in=participants(keys)).select_related("consultation")
    if consultation_id is not None:
        found = found.filter(consultation=consultation_id)
    return [
        (_row(one, is_over=one.consultation.closed_at is not None), one.consultation.question)
        for one in found.order_by("-at", "-pk")
    ]


def of_author(participant_id: int) -> list[StatementRow]:
    """Return the statements that a participant has added."""
    return [_row(one) for one in OpinionStatement.objects.filter(author=participant_id).order_by("pk")]


def unanswered(keys: Iterable[str], now: datetime) -> list[Unanswered]:
    """Return the running consultations in which somebody takes part and has not spoken on every statement."""
    mine = participants(list(keys)).filter(consultation__closed_at=None, consultation__until_at__gt=now)
    here = OpinionStatement.objects.filter(
        consultation=OuterRef("consultation"), state=StatementState.ACCEPTED
    ).exclude(stances__participant=OuterRef("pk"))
    found = mine.annotate(left=Exists(here)).filter(left=True).select_related("consultation")
    return [
        Unanswered(
            id=one.consultation_id,
            question=one.consultation.question,
            at=one.came_at,
            until_at=one.consultation.until_at,
        )
        for one in found.order_by("consultation__until_at", "pk")
    ]


def stances_of(keys: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return question, statement and value of all that somebody with these keys has said, by question."""
    found = TakenStance.objects.filter(participant__in=participants(list(keys))).order_by(
        "statement__consultation", "statement__number"
    )
    return list(found.values_list("statement__consultation__question", "statement__text", "value"))


def _row(one: OpinionStatement, *, is_over: bool = False) -> StatementRow:
    words = one.text or (keyring.unseal(one.sealed, purpose=PURPOSE) if one.sealed else "")
    return StatementRow(
        id=one.pk,
        consultation_id=one.consultation_id,
        number=one.number,
        words=words,
        state=StatementState(one.state),
        at=one.at,
        reason=keyring.unseal(one.sealed_reason, purpose=REASON) if one.sealed_reason else "",
        is_unread=is_over and one.state == StatementState.WAITING,
        is_of_staff=one.author_id is None,
        names_somebody=not one.text and masking.mask(words).text != words,
    )
