"""Rules of the ladders that a street office lends."""

from typing import ClassVar

from yuanba.rules.core.refusal import Refused

MOST = 1


class NoneLeft(Refused):
    """Raised when every ladder is lent."""

    code: ClassVar[str] = "ladder.none_left"


def require_one(lent: int) -> None:
    """Raise NoneLeft if no ladder is left."""
    if lent >= MOST:
        raise NoneLeft(most=MOST)
