"""At which level matters are settled (矛盾不上交): the share that went no higher than its class intends."""

from dataclasses import dataclass

from yuanba.rules.pack import Level


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
        """Return the percentage of closed matters that rose no higher than the intended level, rounded down.

        None where no matter closed.
        """
        return self.stayed * 100 // self.closed if self.closed else None
