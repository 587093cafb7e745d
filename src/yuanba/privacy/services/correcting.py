"""Corrects a person's data, and withdraws their consent to be messaged."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import keeping
from yuanba.matters.services.filing import LONGEST_NAME, WordsTooLong
from yuanba.messages import services as messages
from yuanba.people.services import erasing as people
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.privacy.verbs import PrivacyVerb

KIND = "person"


class NotYours(Refused):
    """Raised when a person asks for a correction but no data of theirs is kept, or it was erased."""

    code: ClassVar[str] = "privacy.not_yours"


def subject(key: str) -> Subject:
    """Return the journal subject (kind and key) under which actions on a person's data are recorded.

    The key is that of an account or a receipt.
    """
    return Subject(kind=KIND, key=key)


@transaction.atomic
def correct(*, actor: Actor, name: str, phone: str = "", beside: Beside | None = None, now: datetime) -> None:
    """Correct the name in a person's account and matters, and replace their phone numbers if one is given.

    What was said stays as it was said: it is added to, not altered. ``beside``: staff do it for a
    person at the counter.
    """
    name = name.strip()
    if len(name) > LONGEST_NAME:
        raise WordsTooLong(most=LONGEST_NAME)

    key = require(actor, PrivacyVerb.CORRECT, beside, now)
    found = [one for one in keeping.originals([key]) if one.emptied_at is None]
    is_account = actor.kind is ActorKind.RESIDENT
    if not found and not is_account:
        raise NotYours

    for one in found:
        matters_services.correct_name(matter_id=one.row.id, name=name)
    if is_account:
        people.correct_name(account_key=key, name=name)
    if phone:
        _replace_numbers(key, [one.row.id for one in found if one.row.ended_at is None], phone, now)

    journal.record(
        Act(actor, PrivacyVerb.CORRECT, now),
        subject(key),
        outcome={"matters": len(found), "name": bool(name), "phone": bool(phone), **told(beside)},
    )


def _replace_numbers(owner: str, matter_ids: list[int], phone: str, now: datetime) -> None:
    for matter_id in matter_ids:
        kind, key = matters.STORY_KIND, str(matter_id)
        messages.part_from(owner=owner, kind=kind, key=key)
        messages.add_contact(
            kind=kind,
            key=key,
            channel=messages.MessageChannel.SMS,
            address=phone,
            at=now,
            owner=owner,
        )


def stop_telling(*, actor: Actor, now: datetime) -> int:
    """Erase all contact details that the person gave for messages, but no matters; return how many."""
    return messages.drop_contacts_of(actor=actor, owner=actor.key, now=now)
