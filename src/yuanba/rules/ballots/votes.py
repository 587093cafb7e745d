"""The values of a vote: who may vote with what weight, who was there, what was asked and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yuanba.rules.ballots.presets import AS_THE_RULE, PRESETS, OwnShares, Preset, VoteRule


class BallotChoice(StrEnum):
    """What a ballot that was handed in says; all four of them took part."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    SPOILED = "spoiled"


class VoteStanding(StrEnum):
    """What a vote is before the law: a decision, one by a local rule on electronic votes, or opinions."""

    STATUTORY = "statutory"
    ELECTRONIC = "electronic"
    CONSULTATION = "consultation"


class BallotWay(StrEnum):
    """How a ballot came in."""

    PAPER = "paper"
    ONLINE = "online"
    HANDS = "hands"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Weight:
    """So many heads and so much area, in square centimetres; without owners the area is 0."""

    heads: int = 0
    area_cm2: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.heads + other.heads, self.area_cm2 + other.area_cm2)

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(self.heads - other.heads, self.area_cm2 - other.area_cm2)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter said on one motion; with `by` somebody else handed it in for them."""

    voter: str
    motion: str
    choice: BallotChoice
    way: BallotWay
    by: str = ""
    station: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotTotal:
    """What was counted on one motion at one station without names: hands, or the papers of a secret box."""

    motion: str
    way: BallotWay
    choices: Mapping[BallotChoice, int]
    station: str = ""

    @property
    def heads(self) -> int:
        """Return how many took part in it."""
        return sum(self.choices.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A whole vote, sound: everyone whom a ballot names is on the roll, and nobody spoke twice.

    Each voter of the roll is one head: an owner's units, and a developer's unsold ones, are together one.
    `totals` count heads whose names nobody wrote down; where areas weigh, there are none. `own` is
    stricter than the rule, never laxer.
    """

    rule: VoteRule
    roll: Mapping[str, Weight]
    motions: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    present: frozenset[str] = frozenset()
    proxy_cap: int | None = None
    totals: tuple[BallotTotal, ...] = ()
    standing: VoteStanding | None = None
    own: OwnShares = AS_THE_RULE

    @property
    def preset(self) -> Preset:
        """Return the rule by which it is counted, as strict as the district made it."""
        return PRESETS[self.rule].tightened(quorum=self.own.quorum, majority=self.own.majority)
