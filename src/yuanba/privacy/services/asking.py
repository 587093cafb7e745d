"""Files data requests that self-service does not cover, and answers them with reasons (PIPL 44-50)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.messages import services as messages
from yuanba.packs import store
from yuanba.privacy.models import DataRequest
from yuanba.privacy.queries import requests
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.privacy import RequestOutcome, masking, require_known
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import due
from yuanba.sealing import keyring

LONGEST_WORDS = 2000
#: Of how many matters the ways to tell somebody are looked through.
_MATTERS = 10


class RequestWithoutWords(Refused):
    """Raised when the text of a data request or of its answer is empty."""

    code: ClassVar[str] = "privacy.no_words"


class RequestTooLong(Refused):
    """Raised when the text of a data request or of its answer is longer than allowed."""

    code: ClassVar[str] = "privacy.too_long"


class AlreadyAsked(Refused):
    """Raised when the person already has an open data request of the same kind."""

    code: ClassVar[str] = "privacy.already_asked"


class RequestAlreadyAnswered(Refused):
    """Raised when somebody answers a data request that was already answered."""

    code: ClassVar[str] = "privacy.already_answered"


@transaction.atomic
def ask(*, actor: Actor, kind: str, words: str, beside: Beside | None = None, now: datetime) -> int:
    """File a data request of a kind that the rules name, with the deadline that they set; return its id.

    By an account, by who proved a receipt, or by staff for who stands beside them with one.
    """
    words = _checked(words)
    pack = store.in_force(day(now))

    key = require(actor, PrivacyVerb.ASK, beside, now)
    assert pack.requests, "a sound pack says what may be asked"
    declared = require_known(pack.requests, kind)
    over = due(now, pack.requests.term, pack.calendar)

    request = _written(
        by_key=key,
        taken_by=actor.key if beside else "",
        receipt=key.removeprefix("receipt:") if key.startswith("receipt:") else "",
        kind=kind,
        pack_digest=pack.digest,
        sealed=keyring.seal(words, purpose=requests.PURPOSE),
        text=masking.mask(words).text,
        at=now,
        due_at=over.at,
    )
    _answer_to(key, request.pk, now)

    journal.record(
        Act(actor, PrivacyVerb.ASK, now),
        requests.subject(request.pk),
        outcome={"kind": kind, "due_on": over.on.isoformat(), **told(beside)},
        because=(pack.name, f"requests.kinds.{kind}", declared.ground, *over.because),
    )
    return request.pk


@transaction.atomic
def answer(*, actor: Actor, request_id: int, outcome: RequestOutcome, words: str, now: datetime) -> None:
    """Record the outcome of a data request and its answer in plain words, with the reasons."""
    words = _checked(words)
    request = requests.lock(request_id)

    access.require(actor, PrivacyVerb.ANSWER, access.Facts(owner_key=request.by_key), now)
    if request.answered_at or outcome is RequestOutcome.DROPPED:
        raise RequestAlreadyAnswered

    request.answered_at, request.answered_by, request.outcome = now, actor.key, outcome
    request.sealed_answer = keyring.seal(words, purpose=requests.PURPOSE)
    request.save(update_fields=["answered_at", "answered_by", "outcome", "sealed_answer"])

    journal.record(
        Act(actor, PrivacyVerb.ANSWER, now),
        requests.subject(request_id),
        outcome={"kind": request.kind, "outcome": outcome.value, "in_time": now <= request.due_at},
        because=(f"requests.kinds.{request.kind}",),
        words=words,
    )


def _written(**columns: object) -> DataRequest:
    try:
        with transaction.atomic():
            return DataRequest.objects.create(**columns)
    except IntegrityError as fault:
        raise AlreadyAsked from fault


def _answer_to(owner: str, request_id: int, now: datetime) -> None:
    """Tell of the answer wherever this person is told of their matters."""
    for row in matters.owned([owner], limit=_MATTERS):
        messages.follow_too(
            kind=matters.STORY_KIND,
            key=str(row.id),
            owner=owner,
            to_kind=requests.KIND,
            to_key=str(request_id),
            at=now,
        )


def _checked(words: str) -> str:
    words = words.strip()
    if not words:
        raise RequestWithoutWords
    if len(words) > LONGEST_WORDS:
        raise RequestTooLong(most=LONGEST_WORDS)
    return words
