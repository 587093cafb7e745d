"""Deletes data whose retention period is over, kind by kind; the journal records each night's counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from yuanba.evaluation.services import erasing as evaluation
from yuanba.journal import services as journal
from yuanba.journal.services import Subject
from yuanba.journal.services import erasing as journal_erasing
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import keeping
from yuanba.matters.queries.attachments import names_known
from yuanba.messages.services import erasing as messages
from yuanba.notices.services import erasing as notices
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.privacy.queries import requests
from yuanba.privacy.services.erasing import empty_old_requests, erase_again
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy import Kept, over_before
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day

KIND = "retention"


def _words(before: datetime, now: datetime) -> int:
    return matters_services.empty_old(before=before, is_private=False, now=now)


def _private_words(before: datetime, now: datetime) -> int:
    return matters_services.empty_old(before=before, is_private=True, now=now)


def _contacts(before: datetime, now: datetime) -> int:
    return messages.erase_old_contacts(
        kind=matters.STORY_KIND, ended=keeping.ended_ids, before=before
    ) + messages.erase_old_contacts(kind=requests.KIND, ended=requests.answered_ids, before=before)


#: How each kind goes; each call takes a batch and says how many. Logs are the operator's to rotate.
EMPTIERS: Mapping[Kept, Callable[[datetime, datetime], int]] = {
    Kept.WORDS: _words,
    Kept.PRIVATE_WORDS: _private_words,
    Kept.BOARDS: lambda before, now: notices.drop_old_pictures(before=before, known=names_known),
    Kept.REQUESTS: lambda before, now: empty_old_requests(before=before),
    Kept.CONTACTS: _contacts,
    Kept.MESSAGES: lambda before, now: messages.empty_messages(before=before),
    Kept.CODES: lambda before, now: matters_services.forget_codes(before=before),
    Kept.INVITATIONS: lambda before, now: evaluation.forget_codes(before=before),
    Kept.INBOXES: lambda before, now: messages.forget_read(before=before),
    Kept.REPLIES: lambda before, now: journal_erasing.forget_replies(before=before),
    Kept.COUNTS: lambda before, now: people.forget_throttles(before=before),
}


def retain(*, actor: Actor, now: datetime) -> dict[Kept, int]:
    """Erase all data whose retention period is over; return the number of rows by kind.

    First whoever asked to be erased and came back with a backup is erased again. Batch by batch, each
    in its own transaction, so that nobody waits for the night's work.
    """
    access.require(actor, PrivacyVerb.RETAIN, access.Facts(), now)
    retention = store.in_force(day(now)).retention

    erase_again(now=now)
    went: dict[Kept, int] = {}
    for kind, empty in EMPTIERS.items():
        went[kind] = 0
        if kind not in retention:
            continue  # an older pack says nothing of it
        before = over_before(retention[kind], now)
        while number := empty(before, now):
            went[kind] += number

    for kind, number in went.items():
        if number:
            journal.record(
                actor=actor,
                verb=PrivacyVerb.RETAIN,
                subject=Subject(kind=KIND, key=kind),
                at=now,
                outcome={"kind": kind, "number": number, "days": retention[kind].days},
                because=(f"retention.{kind}",),
            )
    return went
