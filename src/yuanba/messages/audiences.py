"""Who is told, and the shape of what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Audience(StrEnum):
    """Who a sentence speaks to."""

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
    """One row. ``due`` is added where the entry names a day; ``echoes``: also told to who did it."""

    title: Promise
    text: Promise
    short: Promise
    due: Promise | None = None
    echoes: bool = False
