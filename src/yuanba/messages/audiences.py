"""The audiences of messages, and the shape of a message's wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Audience(StrEnum):
    """The group of people that a message addresses, such as the resident, a unit or a co-handler."""

    RESIDENT = "resident"
    UNIT = "unit"
    UNIT_BEFORE = "unit_before"
    TRIAGER = "triager"
    ADMIN = "admin"
    FOLLOWER = "follower"
    NEIGHBOUR = "neighbour"
    HELPER = "helper"
    ABOVE = "above"
    SUPERVISOR = "supervisor"
    TAKER = "taker"
    GUARD = "guard"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The title, text and short form of one verb's message to one audience.

    ``due`` is added where the entry names a day; ``echoes``: also sent to who did it.
    """

    title: Promise
    text: Promise
    short: Promise
    due: Promise | None = None
    echoes: bool = False
