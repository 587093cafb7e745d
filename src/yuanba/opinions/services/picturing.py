"""Finds the groups of opinion of a consultation, and keeps them for its page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.opinions import queries
from yuanba.opinions.models import OpinionPicture
from yuanba.opinions.queries import pictures
from yuanba.opinions.services.asking import CLOCK
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.opinions.consulting import ENOUGH_PEOPLE, TOLD_APART
from yuanba.rules.opinions.verbs import OpinionVerb


@transaction.atomic
def group(*, consultation_id: int, now: datetime, actor: Actor = CLOCK) -> None:
    """Find the groups of opinion anew, unless too few took part yet or said something since."""
    row = queries.consultation(consultation_id)

    access.require(actor, OpinionVerb.GROUP, queries.facts_of(row), now)
    number, newest = pictures.mark(consultation_id)
    before = OpinionPicture.objects.filter(consultation=consultation_id).first()
    if row.people < ENOUGH_PEOPLE or newest is None:
        return
    if before and (before.stances, before.newest_at) == (number, newest):
        return
    waits = before is not None and row.is_open(now) and number >= before.stances
    if before and waits and pictures.voices_since(consultation_id, before.made_at) < TOLD_APART:
        return  # two pictures with a few voices between them would tell what one person said

    from yuanba.reading import opinion_picture  # late: numpy costs every process a fifth of a second

    OpinionPicture.objects.update_or_create(
        consultation_id=consultation_id,
        defaults={
            "made_at": now,
            "stances": number,
            "newest_at": newest,
            "found": opinion_picture.pictured(pictures.votes(consultation_id), fewest=TOLD_APART),
        },
    )
