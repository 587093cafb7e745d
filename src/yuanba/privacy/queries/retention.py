"""Reads how long each kind of data is kept, what will be deleted next, and what was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yuanba.evaluation.queries import keeping as evaluation
from yuanba.journal.queries import looks
from yuanba.matters.queries import keeping as matters
from yuanba.messages.queries import keeping as messages
from yuanba.notices.services import erasing as notices
from yuanba.packs import store
from yuanba.people.queries import keeping as people
from yuanba.privacy.queries import requests
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy import Kept, Retention, over_before
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day

SOON = timedelta(days=30)
REMEMBERED = timedelta(days=180)

#: How many of each kind were kept for their time at a moment. Logs lie with the operator.
COUNTED: Mapping[Kept, Callable[[datetime], int]] = {
    Kept.WORDS: lambda before: matters.to_empty(before, is_private=False).count(),
    Kept.PRIVATE_WORDS: lambda before: matters.to_empty(before, is_private=True).count(),
    Kept.BOARDS: lambda before: notices.old_pictures(before).count(),
    Kept.REQUESTS: lambda before: requests.to_empty(before).count(),
    Kept.CONTACTS: lambda before: (
        messages.old_contacts("matter", before, matters.ended_ids)
        + messages.old_contacts(requests.KIND, before, requests.answered_ids)
    ),
    Kept.MESSAGES: messages.old_messages,
    Kept.CODES: lambda before: matters.with_codes(before).count(),
    Kept.INVITATIONS: lambda before: evaluation.old_codes(before).count(),
    Kept.INBOXES: messages.old_lines,
    Kept.REPLIES: looks.old_replies,
    Kept.COUNTS: people.old_counts,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The retention of one kind of data: its period, and how many rows go tonight and in thirty days.

    The counts are None where the kind cannot be counted in advance.
    """

    kind: Kept
    retention: Retention
    tonight: int | None
    soon: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """What one night's deletion removed of one kind of data."""

    at: datetime
    retention: Retention | None
    number: int


def lines(actor: Actor, now: datetime) -> list[Line]:
    """Return the retention of every kind of data with its counts; officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = []
    for kind, retention in store.in_force(day(now)).retention.items():
        count, before = COUNTED.get(kind), over_before(retention, now)
        tonight = count(before) if count else None
        soon = count(before + SOON) if count else None
        found.append(Line(kind=kind, retention=retention, tonight=tonight, soon=soon))
    return found


def went(actor: Actor, now: datetime) -> list[Went]:
    """Return what the nightly deletions of the last half year removed, newest first; officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    retention = store.in_force(day(now)).retention
    return [
        Went(
            at=one.at,
            retention=retention.get(Kept(str(one.outcome["kind"]))),
            number=int(one.outcome["number"]),
        )
        for one in looks.done((PrivacyVerb.RETAIN,), since=now - REMEMBERED, limit=200)
    ]
