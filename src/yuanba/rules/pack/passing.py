"""How a body that cannot settle a matter passes it up: to which level, on which grounds, by which clock."""

from collections.abc import Mapping
from enum import StrEnum

from yuanba.rules.core.declared import Declared, Grounded, Text
from yuanba.rules.pack.who import Level


class PassedClock(StrEnum):
    """The clocks of a matter that is passed up: it runs on, or the next level has the whole time anew."""

    RUNS_ON = "runs_on"
    ANEW = "anew"


class PassGround(Declared):
    """One ground on which a matter may be passed up, as residents read it."""

    title: Text


class Passing(Grounded):
    """The rule for passing matters up: the highest level that takes them, the clock, and the grounds."""

    up_to: Level
    clock: PassedClock
    grounds: Mapping[str, PassGround]
