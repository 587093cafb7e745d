"""Reads personal data in matters, for the people concerned and for data retention."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from yuanba.matters.models import Attachment, Follower, Matter
from yuanba.matters.queries.rows import MatterRow, row_of
from yuanba.packs import store
from yuanba.rules.core.state import State
from yuanba.sealing import keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A matter with its original, unmasked words, place and name."""

    row: MatterRow
    text: str
    place: str
    name: str
    emptied_at: datetime | None


def originals(keys: Iterable[str]) -> list[Original]:
    """Return all matters of these owners with their original words, newest first; for the owner only."""
    found = Matter.objects.filter(owner_key__in=[key for key in keys if key]).order_by("-id")
    return [_original(matter) for matter in found]


def _original(matter: Matter) -> Original:
    words = json.loads(keyring.unseal(matter.sealed, purpose="matter.words"))
    return Original(
        row=row_of(matter),
        text=words["text"],
        place=words["place"],
        name=words.get("name", ""),
        emptied_at=matter.emptied_at,
    )


def enclosed_by_owner(matter_ids: Iterable[int]) -> list[tuple[int, str, str, str, datetime]]:
    """Return the files that the owners attached, as tuples of matter id, key, file name, type and time."""
    found = Attachment.objects.filter(matter_id__in=list(matter_ids), is_from_owner=True)
    rows = found.order_by("id").values_list("matter_id", "key", "name", "content_type", "added_at")
    return list(rows)


def followed(keys: Iterable[str]) -> list[tuple[int, str, datetime]]:
    """Return the matters that these people follow, as tuples of matter id, title and time of following."""
    found = Follower.objects.filter(key__in=[key for key in keys if key]).order_by("-id")
    return list(found.values_list("matter_id", "matter__title", "since_at"))


def to_empty(before: datetime, *, is_private: bool) -> QuerySet[Matter]:
    """Return the matters that ended, or were archived, before this moment and whose words are not erased yet.

    Private are the classes of which the public reads nothing, and what was never given a class.
    """
    ended = Q(ended_at__lt=before) & (Q(emptied_at=None) | Q(emptied_at__lt=F("ended_at")))
    archived = Q(state=State.ARCHIVED, filed_at__lt=before, emptied_at=None)
    public = Q(class_code__in=_public_classes())
    return Matter.objects.filter(ended | archived, ~public if is_private else public)


def with_codes(before: datetime) -> QuerySet[Matter]:
    """Return the matters that ended before this moment and whose query codes are still valid."""
    return Matter.objects.filter(ended_at__lt=before).exclude(code_digest=b"")


def ended_ids(before: datetime, among: Iterable[str]) -> list[str]:
    """Return the given ids whose matters ended before this moment."""
    found = Matter.objects.filter(pk__in=[int(key) for key in among if key.isdigit()], ended_at__lt=before)
    return [str(matter_id) for matter_id in found.values_list("id", flat=True)]


def _public_classes() -> list[str]:
    digests = Matter.objects.order_by().values_list("pack_digest", flat=True).distinct()
    return sorted(
        {
            code
            for digest in digests
            for code, matter_class in store.pack_of(digest).classes.items()
            if matter_class.is_public
        }
    )
