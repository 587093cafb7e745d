"""Who watches beside the way of a matter: groups that follow each, and regular reviews of units."""

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.pack.who import Level, Titled


class FollowingGroup(Titled):
    """One group that follows each matter of a class through its whole course (全程跟踪) and judges none.

    These are the holders of some local titles in that area of this level in which the matter lies.
    """

    positions: tuple[str, ...] = Field(min_length=1)
    level: Level


class Every(StrEnum):
    """How often units are reviewed: each calendar month, quarter, half-year or year."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class UnitReview(Grounded):
    """One regular review (定期评议) of units by the holders of some titles: never of a matter or a person.

    Reviewed are the units of these bodies in the area of this level for which the titles are held.
    """

    title: Text
    meaning: Text
    bodies: tuple[str, ...] = Field(min_length=1)
    positions: tuple[str, ...] = Field(min_length=1)
    level: Level
    every: Every
