"""Telling those who guard personal data that somebody wanted to look behind the mask too often."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.privacy.verbs import PrivacyVerb

GUARD = system("matters.unmask")


@transaction.atomic
def report(actor: Actor, matter_id: int, most: int, now: datetime) -> None:
    """Record that this actor was refused a view of personal data because it would exceed the daily limit."""
    access.require(GUARD, PrivacyVerb.REPORT, access.Facts(), now)
    journal.record(
        Act(GUARD, PrivacyVerb.REPORT, now),
        Subject(kind="account", key=actor.key),
        outcome={"matter": str(matter_id), "most": most},
    )
