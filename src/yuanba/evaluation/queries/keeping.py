"""Reads what a person said in ratings for that person, and old codes for data retention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yuanba.evaluation.models import Invitation, Rating
from yuanba.evaluation.queries import PURPOSE
from yuanba.sealing import keyring

#: How the digest of a forgotten code begins; none of a real one does.
FORGOTTEN = bytes(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One rating with its full text, to be shown only to the person who gave it."""

    matter_id: int
    is_solved: bool | None
    satisfaction: str
    words: str
    at: datetime


def said_by(keys: Iterable[str]) -> list[Said]:
    """Return all ratings that these people gave, unmasked, newest first; only their authors may see them."""
    found = Rating.objects.filter(invitation__key__in=[key for key in keys if key])
    return [
        Said(
            matter_id=one.invitation.matter_id,
            is_solved=one.is_solved,
            satisfaction=one.satisfaction,
            words=keyring.unseal(bytes(one.sealed), purpose=PURPOSE) if one.sealed else "",
            at=one.at,
        )
        for one in found.select_related("invitation").order_by("-id")
    ]


def old_codes(before: datetime) -> QuerySet[Invitation]:
    """Return invitations whose round ended before this moment and whose codes are still stored."""
    return Invitation.objects.filter(over_at__lt=before, code_digest__gte=FORGOTTEN + b"\xff" * 8)
