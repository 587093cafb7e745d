"""Posts rolls, so that whoever is missing or wrong on one can object before a vote opens."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.ballots import queries
from yuanba.ballots.services.importing import RollFrozen
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import services as notices
from yuanba.packs import store
from yuanba.rules.ballots.verbs import RollVerb
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day


class RollPosted(Refused):
    """Raised when a roll is on public notice already."""

    code: ClassVar[str] = "roll.posted"


@transaction.atomic
def post_roll(*, actor: Actor, roll_id: int, text: str, now: datetime) -> int:
    """Post a roll for the days of the pack's public notices; return the notice's id. No name is in it.

    Raises RollPosted, RollFrozen, NotAllowed, and what a notice is refused for.
    """
    roll = queries.lock_roll(roll_id)
    pack = store.in_force(day(now))

    access.require(actor, RollVerb.POST, access.Facts(area_path=roll.area_path, estate=roll.estate), now)
    if roll.frozen_at:
        raise RollFrozen
    if roll.notice_id:
        raise RollPosted

    roll.notice_id = notices.post(
        actor=actor,
        subject_kind="roll",
        subject_key=str(roll_id),
        title=roll.title,
        text=text,
        area_path=roll.area_path,
        class_code="",
        pack_digest=pack.digest,
        now=now,
    )
    roll.save(update_fields=["notice_id"])

    journal.record(
        Act(actor, RollVerb.POST, now),
        queries.roll_subject(roll_id),
        outcome={
            "area_path": roll.area_path,
            "notice": roll.notice_id,
            "digest": queries.frozen_digest(roll_id),
        },
    )
    return roll.notice_id
