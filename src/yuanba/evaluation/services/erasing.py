"""Erases what people said about results; that they rated, and how, still counts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yuanba.evaluation.models import FollowUp, Rating
from yuanba.evaluation.queries.keeping import FORGOTTEN, old_codes
from yuanba.journal.services import erasing
from yuanba.matters import queries as matters
from yuanba.rules.matters.verbs import MatterVerb

BATCH = 500


def erase_said(*, keys: Iterable[str], by: str, now: datetime) -> int:
    """Erase these raters' words and the notes of calls about them; return how many ratings had words.

    Copies that were passed on are erased too. Called within a higher app's transaction, which
    records it.
    """
    ratings = Rating.objects.filter(invitation__key__in=[key for key in keys if key])
    calls = FollowUp.objects.filter(rating__in=ratings)
    _erase_passed_on(
        list(ratings.values_list("invitation__matter_id", "text")),
        list(calls.values_list("id", "rating__invitation__matter_id", "text")),
        by=by,
        now=now,
    )
    calls.update(sealed=b"", text="")
    return ratings.exclude(text="").update(sealed=b"", text="")


def _erase_passed_on(
    ratings: list[tuple[int, str]], calls: list[tuple[int, int, str]], *, by: str, now: datetime
) -> None:
    """What a matter's journal repeats: the reason of a reopening, what was heard in a call."""
    called = {call_id for call_id, _matter, _text in calls}
    said: dict[int, list[str]] = {}
    for matter_id, text in [*ratings, *((matter, text) for _call, matter, text in calls)]:
        said.setdefault(matter_id, []).append(text)
    for matter_id, texts in said.items():
        erasing.erase_words_of(
            entry_ids=[
                step.id
                for step in matters.story(matter_id)
                if (step.verb == MatterVerb.FOLLOW_UP and step.told.number("call") in called)
                or (step.verb == MatterVerb.REOPEN and any(text and text in step.words for text in texts))
            ],
            by=by,
            now=now,
        )


@transaction.atomic
def forget_codes(*, before: datetime) -> int:
    """Erase the codes of rating rounds that ended before this moment; return how many invitations changed.

    The number from which a code is derived is drawn anew, so that the old code cannot be had again.
    """
    found = list(old_codes(before).order_by("id")[:BATCH])
    for invitation in found:
        invitation.code_digest = FORGOTTEN + invitation.pk.to_bytes(8, "big")
        invitation.serial = uuid.uuid4()
        invitation.save(update_fields=["serial", "code_digest"])
    return len(found)
