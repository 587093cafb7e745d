"""The receiver of a message, as the apps that make links of their subjects know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecipient:
    """Who gets a message: the contact point, what it follows, and for whom.

    ``carried_from`` is the key of the subject that was merged into the one followed.
    """

    contact_id: int
    kind: str
    key: str
    owner: str
    carried_from: str
    added_at: datetime
    channel: str = ""
