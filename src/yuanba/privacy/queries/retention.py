"""Reads how long each kind of data is kept, what will be deleted next, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yuanba.journal.queries import looks
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy import Kept, Retention, over_before
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.kept import retained

SOON = timedelta(days=30)
REMEMBERED = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionLine:
    """One kind of data: its retention period, and how many rows will be deleted tonight and within 30 days.

    The counts are None where the kind cannot be counted in advance.
    """

    kind: Kept
    retention: Retention
    tonight: int | None
    soon: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """The number of rows of one kind of data that the deletion of one night removed."""

    at: datetime
    retention: Retention | None
    number: int


def lines(actor: Actor, now: datetime) -> list[RetentionLine]:
    """Return each kind of data with its period and rows to delete; for data protection officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = []
    for kind, retention in store.in_force(day(now)).retention.items():
        kept, before = retained(kind), over_before(retention, now)
        tonight = sum(one.count(before) for one in kept) if kept else None
        soon = sum(one.count(before + SOON) for one in kept) if kept else None
        found.append(RetentionLine(kind=kind, retention=retention, tonight=tonight, soon=soon))
    return found


def went(actor: Actor, now: datetime) -> list[Went]:
    """Return each night's deletions of the last half year, newest first; data protection officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    retention = store.in_force(day(now)).retention
    return [
        Went(
            at=one.at,
            retention=retention.get(kind) if (kind := one.told.choice("kind", Kept)) else None,
            number=one.told.number("number") or 0,
        )
        for one in looks.done((PrivacyVerb.RETAIN,), since=now - REMEMBERED, limit=200)
    ]
