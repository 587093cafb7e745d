"""What a pack says of centres: their functions, and the rules by which rooms and others are booked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Grounded, Text


class BookableSort(StrEnum):
    """What a kind that can be booked is: a room, a person who teaches, or a thing."""

    ROOM = "room"
    LECTURER = "lecturer"
    EQUIPMENT = "equipment"


class BookableKind(Grounded):
    """One kind of what can be booked, and by which rules.

    Residents book it up to `ahead_days` ahead, for `longest_minutes` at the longest, and `most_open` of them
    at a time; where `for_residents` is false staff alone do. Between two bookings `buffer_minutes` stay free.
    With `approved_by` a resident's booking waits until one of these answers; else it holds at once.
    """

    title: Text
    meaning: Text
    sort: BookableSort
    for_residents: bool
    ahead_days: int = Field(default=30, ge=1, le=366)
    longest_minutes: int = Field(default=180, ge=15, le=1440)
    most_open: int = Field(default=2, ge=1, le=50)
    buffer_minutes: int = Field(default=0, ge=0, le=240)
    approved_by: tuple[PositionKind, ...] = ()


class CentreFunction(Grounded):
    """One thing that a centre can be for (功能): a basic one, or one that is added where it is wanted."""

    title: Text
    is_basic: bool
