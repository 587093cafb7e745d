"""At which level matters are settled (矛盾不上交): the share that went no higher than its class intends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from yuanba.rules.core.actor import Holding
from yuanba.rules.core.metrics import percent
from yuanba.rules.matters.actions import ACTIONS
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level


def within(given: Assignment, holdings: Sequence[Holding], area_path: str, *, on: date) -> Assignment:
    """Return what was settled on the spot at the level of whoever settled it, never above its body's.

    The level is that of the smallest area with the matter for which they hold a position that settles:
    what the head of a courtyard settles never left the courtyard.
    """
    levels = list(Level)
    depths = [
        len(one.area_path.strip("/").split("/"))
        for one in holdings
        if one.kind in ACTIONS[MatterVerb.SETTLE].who
        and one.holds_on(on)
        and one.area_path
        and area_path.startswith(one.area_path)
    ]
    lowest = max([levels.index(given.level), *(min(depth, len(levels)) - 1 for depth in depths)])
    return replace(given, level=levels[lowest])


def stayed(told: Level, ends_at: Level) -> bool:
    """Return whether a matter rose no higher than the level at which matters of its class should end.

    `told` is the highest level that had it or was told of it by escalation.
    """
    order = list(Level)
    return order.index(told) >= order.index(ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledShare:
    """One class's number of closed matters, and the number of these that rose no higher than intended."""

    class_code: str
    ends_at: Level
    closed: int
    stayed: int

    @property
    def percent(self) -> int | None:
        """Return the percentage of closed matters that rose no higher than intended; None of no matter."""
        return percent(Fraction(self.stayed, self.closed)) if self.closed else None
