"""How long things are kept: what goes next, and what went."""

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
class Line:
    """One kind: how long, what goes tonight, and what within thirty days; nothing where we cannot count."""

    kind: Kept
    retention: Retention
    tonight: int | None
    soon: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """What one night took of one kind."""

    at: datetime
    retention: Retention | None
    number: int


def lines(actor: Actor, now: datetime) -> list[Line]:
    """Every kind that is kept; for who guards personal data."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = []
    for kind, retention in store.in_force(day(now)).retention.items():
        kept, before = retained(kind), over_before(retention, now)
        tonight = sum(one.count(before) for one in kept) if kept else None
        soon = sum(one.count(before + SOON) for one in kept) if kept else None
        found.append(Line(kind=kind, retention=retention, tonight=tonight, soon=soon))
    return found


def went(actor: Actor, now: datetime) -> list[Went]:
    """What the nights of half a year took, newest first."""
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
