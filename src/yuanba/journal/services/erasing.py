"""Erasing typed words from the journal; entries stay, and so does the proof that nobody altered them.

The row of the words stays too, empty, and says by whom and when: `yuanba journal verify` tells words that
were erased from words that are missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from yuanba.journal.models import Acknowledged, Words


def erase_words(*, kind: str, keys: Iterable[str], by: str, now: datetime) -> int:
    """Erase texts typed in entries about these subjects, within the caller's transaction; return how many.

    The salt goes with the words, so that the digest which stays in the entry cannot be tried out.
    """
    return _empty(Words.objects.filter(entry__subject_kind=kind, entry__subject_key__in=list(keys)), by, now)


def erase_words_by(*, actor_keys: Iterable[str], by: str, now: datetime) -> int:
    """Erase the texts that these actors typed anywhere, within the caller's transaction; return how many."""
    return _empty(Words.objects.filter(entry__actor_key__in=[key for key in actor_keys if key]), by, now)


def erase_words_of(*, entry_ids: Iterable[int], by: str, now: datetime) -> int:
    """Erase the texts typed in these entries, within the caller's transaction; return how many."""
    return _empty(Words.objects.filter(entry__in=list(entry_ids)), by, now)


def _empty(found: QuerySet[Words], by: str, now: datetime) -> int:
    return found.filter(erased_at=None).update(salt=b"", sealed=b"", erased_by=by, erased_at=now)


def forget_replies(*, before: datetime) -> int:
    """Delete the stored replies to requests that are older than a moment; return how many were deleted."""
    return Acknowledged.objects.filter(at__lt=before).delete()[0]
