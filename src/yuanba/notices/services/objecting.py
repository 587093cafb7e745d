"""Records objections to notices, and the answers to them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.notices import queries
from yuanba.notices.models import NoticeState, Objection, Ruling
from yuanba.notices.services.posting import NotUp
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices import terms
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack import Pack
from yuanba.rules.privacy import masking
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import due
from yuanba.sealing import keyring

LONGEST_WORDS = 2000


class ObjectionWithoutWords(Refused):
    """Raised when an objection or its answer has no text."""

    code: ClassVar[str] = "objection.no_words"


class ObjectionTooLong(Refused):
    """Raised when an objection or its answer is longer than allowed."""

    code: ClassVar[str] = "objection.too_long"


class NoProof(Refused):
    """Raised when somebody objects without an account, a receipt or a contact for the answer."""

    code: ClassVar[str] = "objection.no_proof"


class ObjectionPending(Refused):
    """Raised when the person already has an open objection to this notice."""

    code: ClassVar[str] = "objection.already_there"


class ObjectionAlreadyAnswered(Refused):
    """Raised when the objection already has an answer."""

    code: ClassVar[str] = "objection.already_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectorContact:
    """One contact, by channel and address, of somebody who objects without account or receipt."""

    channel: MessageChannel
    address: str


@transaction.atomic
def object_to(
    *, actor: Actor, notice_id: int, words: str, contact: ObjectorContact | None = None, now: datetime
) -> str:
    """Record an objection to a posted notice; return the token of the page that will show the answer.

    By an account, by who proved a receipt, by who leaves a contact, or by staff for somebody who
    stands before them. One person has one open objection to a notice.
    """
    words = _checked(words)
    notice = queries.lock(notice_id)
    pack = store.pack_of(notice.pack_digest)

    access.require(actor, NoticeVerb.OBJECT, queries.facts_of(notice), now)
    if notice.state != NoticeState.POSTED or notice.until_at < now:
        raise NotUp
    by = _who(actor, contact)
    if notice.objections.filter(by_key=by, answered_at=None).exists():
        raise ObjectionPending

    is_staff = actor.kind is ActorKind.STAFF
    objection = Objection.objects.create(
        notice=notice,
        token=secrets.token_urlsafe(18),
        by_key=by,
        taken_by=actor.key if is_staff else "",
        sealed=keyring.seal(words, purpose=queries.PURPOSE),
        text=masking.mask(words).text,
        at=now,
        due_at=_answer_by(pack, notice.class_code, now),
    )
    if contact:
        _answer_to(contact, objection, now)

    journal.record(
        Act(actor, NoticeVerb.OBJECT, now),
        queries.objection_subject(objection.pk),
        outcome={
            "notice": notice.pk,
            "area_path": notice.area_path,
            "due_on": day(objection.due_at).isoformat(),
            **({"for_owner": True} if is_staff else {}),
        },
        because=(pack.name, *terms.grounds(notice.class_code, pack)),
    )
    return objection.token


@transaction.atomic
def answer(*, actor: Actor, objection_id: int, ruling: Ruling, words: str, now: datetime) -> None:
    """Rule on an objection and give the reason; if it is upheld, the matter of the notice is reopened."""
    words = _checked(words)
    objection = queries.lock_objection(objection_id)
    notice = objection.notice

    access.require(actor, NoticeVerb.ANSWER, queries.facts_of(notice), now)
    if objection.answered_at:
        raise ObjectionAlreadyAnswered

    objection.answered_at, objection.answered_by = now, actor.key
    objection.ruling = ruling
    objection.sealed_answer = keyring.seal(words, purpose=queries.PURPOSE)
    objection.save(update_fields=["answered_at", "answered_by", "ruling", "sealed_answer"])

    journal.record(
        Act(actor, NoticeVerb.ANSWER, now),
        queries.objection_subject(objection_id),
        outcome={
            "notice": notice.pk,
            "ruling": ruling.value,
            "subject_kind": notice.subject_kind,
            "subject_key": notice.subject_key,
        },
        because=terms.grounds(notice.class_code, store.pack_of(notice.pack_digest)),
        words=words,
    )


def _checked(words: str) -> str:
    words = words.strip()
    if not words:
        raise ObjectionWithoutWords
    if len(words) > LONGEST_WORDS:
        raise ObjectionTooLong(most=LONGEST_WORDS)
    return words


def _who(actor: Actor, contact: ObjectorContact | None) -> str:
    """By whom this is: the account or receipt; else the address; else, for staff, one more at the counter."""
    if actor.kind is not ActorKind.STAFF and actor.key:
        return actor.key  # of an account, a receipt, or a browser: never of a number that nobody proved
    if contact:
        return f"contact:{keyring.digest(contact.address, purpose='notices.contact').hex()[:32]}"
    if actor.kind is ActorKind.STAFF:
        return f"counter:{secrets.token_hex(8)}"
    raise NoProof


def _answer_to(contact: ObjectorContact, objection: Objection, now: datetime) -> None:
    messages.add_contact(
        kind="objection",
        key=str(objection.pk),
        channel=contact.channel,
        address=contact.address,
        owner=objection.by_key,
        at=now,
    )


def _answer_by(pack: Pack, class_code: str, now: datetime) -> datetime:
    found = terms.terms(class_code, pack)
    assert found, "what is up was posted under these terms"
    return due(now, found.answer, pack.calendar).at
