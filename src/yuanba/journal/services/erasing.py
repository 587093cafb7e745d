"""Erasing typed words from the journal; the entries stay, and so does the proof that nobody altered them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yuanba.journal.models import Acknowledged, Words


def erase_words(*, kind: str, keys: Iterable[str]) -> int:
    """Erase texts typed in entries about these subjects, within the caller's transaction; return how many.

    The salt goes with the words, so that the digest which stays in the entry cannot be tried out.
    """
    return Words.objects.filter(entry__subject_kind=kind, entry__subject_key__in=list(keys)).delete()[0]


def erase_words_by(*, actor_keys: Iterable[str]) -> int:
    """Erase the texts that these actors typed anywhere, within the caller's transaction; return how many."""
    return Words.objects.filter(entry__actor_key__in=[key for key in actor_keys if key]).delete()[0]


def erase_words_of(*, entry_ids: Iterable[int]) -> int:
    """Erase the texts typed in these entries, within the caller's transaction; return how many."""
    return Words.objects.filter(entry__in=list(entry_ids)).delete()[0]


def forget_replies(*, before: datetime) -> int:
    """Delete the stored replies to requests that are older than a moment; return how many were deleted."""
    return Acknowledged.objects.filter(at__lt=before).delete()[0]
