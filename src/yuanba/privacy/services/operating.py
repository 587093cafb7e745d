"""Journals what the operator of the server does with all data of a district: backup, restore, new keys.

A backup and a new key concern everybody of whom something is kept; who keeps the journal sees them there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy.verbs import PrivacyVerb

HOUSE = Subject(kind="house", key="data")


@transaction.atomic
def note_backup(*, actor: Actor, scope: str, keys: str, size: int, now: datetime) -> None:
    """Record a backup of this district, and whether the backup, another file or neither holds its keys.

    ``scope`` says whether it holds this district alone or all.
    """
    access.require(actor, PrivacyVerb.HOUSE_BACK_UP, access.Facts(), now)
    journal.record(
        Act(actor, PrivacyVerb.HOUSE_BACK_UP, now),
        HOUSE,
        outcome={"scope": scope, "keys": keys, "bytes": size},
    )


@transaction.atomic
def note_restore(*, actor: Actor, made_at: str, erased_again: int, now: datetime) -> None:
    """Record that this district was restored from a backup, and how many people were erased again."""
    access.require(actor, PrivacyVerb.HOUSE_RESTORE, access.Facts(), now)
    journal.record(
        Act(actor, PrivacyVerb.HOUSE_RESTORE, now),
        HOUSE,
        outcome={"made_at": made_at, "erased_again": erased_again},
    )


@transaction.atomic
def note_rotation(*, actor: Actor, current: str, cipher: str, ended: Iterable[str], now: datetime) -> None:
    """Record that this district's data was encrypted anew with a new key, and which keys were retired."""
    access.require(actor, PrivacyVerb.HOUSE_ROTATE, access.Facts(), now)
    journal.record(
        Act(actor, PrivacyVerb.HOUSE_ROTATE, now),
        HOUSE,
        outcome={"key": current, "cipher": cipher, "ended": sorted(ended)},
    )
