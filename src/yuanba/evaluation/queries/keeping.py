"""What somebody said of results, for themselves and for those who watch how long it is kept."""

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
    """One's own word on a result, as it was given."""

    matter_id: int
    is_solved: bool | None
    satisfaction: str
    words: str
    at: datetime


def said_by(keys: Iterable[str]) -> list[Said]:
    """Everything that these people said of results, newest first. Only for themselves."""
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
    """Invitations of rounds that ended before a moment and whose codes are still kept."""
    return Invitation.objects.filter(over_at__lt=before, code_digest__gte=FORGOTTEN + b"\xff" * 8)
