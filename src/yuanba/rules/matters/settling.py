"""At which level matters end (矛盾不上交): who stayed where the class should end, and the share."""

from dataclasses import dataclass

from yuanba.rules.pack import Level


def stayed(told: Level, ends_at: Level) -> bool:
    """Whether nobody above this level was ever told of it: neither given to them nor escalated."""
    order = list(Level)
    return order.index(told) >= order.index(ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Of the matters of a class that were closed, how many stayed at the level at which they should end."""

    class_code: str
    ends_at: Level
    closed: int
    stayed: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; of nothing there is none."""
        return self.stayed * 100 // self.closed if self.closed else None
