"""Deletes data whose retention period is over, kind by kind; the journal records each night's counts."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from yuanba.districts.services import isolating
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.packs import store
from yuanba.privacy.services.erasing import erase_again
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy import Kept, over_before
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.kept import RETENTION, Retained, retained


def retain(*, actor: Actor, now: datetime) -> dict[Kept, int]:
    """Erase all data whose retention period is over; return the number of rows by kind.

    First whoever asked to be erased and came back with a backup is erased again. Batch by batch, each
    in its own transaction, so that nobody waits for the night's work. One kind that fails is set aside, and
    the others go on.
    """
    access.require(actor, PrivacyVerb.RETAIN, access.Facts(), now)
    retention = store.in_force(day(now)).retention

    attempts = isolating.Attempts("privacy.retain")
    attempts.run(lambda: erase_again(now=now), key="erased list")
    went = {kind: 0 for kind in Kept if retained(kind)}
    for kind in Kept:
        if kind not in retention:
            continue  # an older pack says nothing of it
        before = over_before(retention[kind], now)
        for one in retained(kind):
            attempts.run(partial(_empty, one, before, now, went, kind), key=kind)

    for kind, number in went.items():
        if number:
            journal.record(
                Act(actor, PrivacyVerb.RETAIN, now),
                Subject(kind=RETENTION, key=kind),
                outcome={"kind": kind, "number": number, "days": retention[kind].days},
                because=(f"retention.{kind}",),
            )
    return went


def _empty(one: Retained, before: datetime, now: datetime, went: dict[Kept, int], kind: Kept) -> None:
    """Batch by batch; what went is counted even where a later batch fails."""
    while number := one.empty(before, now):
        went[kind] += number
