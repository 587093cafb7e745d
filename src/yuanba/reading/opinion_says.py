"""What each group of opinion says that others do not, and what all groups share: plain counting.

A share is of those in a group who voted on the statement, passes included. Whether it is more than chance is
asked by the usual tests of one proportion against a half and of two proportions against each other, at one
in ten, with one vote added on each side so that three people are not certain of anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from yuanba.reading.opinion_votes import OpinionVotes

#: One-sided, at one in ten.
SIGNIFICANT = 1.2816
#: So many statements at most are named of each group.
MOST_SAID = 5


class Stance(StrEnum):
    """The two things that can be said of a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class StanceCount:
    """How many of those who voted on a statement took one stance."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction:
        """Return the exact share, 0 of nobody."""
        return Fraction(self.part, self.whole) if self.whole else Fraction(0)

    @property
    def likely(self) -> Fraction:
        """Return the share with one vote added on each side: of nobody it is a half."""
        return Fraction(self.part + 1, self.whole + 2)

    @property
    def z(self) -> float:
        """Return how far the share lies above a half, in standard deviations."""
        whole = self.whole + 1
        return 2 * sqrt(whole) * ((self.part + 1) / whole - 0.5)

    def z_against(self, others: "StanceCount") -> float:
        """Return how far the share lies above that of others, in standard deviations; 0 beside nobody."""
        if not self.whole or not others.whole:
            return 0.0
        mine, theirs = (self.part + 1, self.whole + 1), (others.part + 1, others.whole + 1)
        both = (mine[0] + theirs[0]) / (mine[1] + theirs[1])
        spread = both * (1 - both) * (1 / mine[1] + 1 / theirs[1])
        return (mine[0] / mine[1] - theirs[0] / theirs[1]) / sqrt(spread) if spread > 0 else 0.0


@dataclass(frozen=True, slots=True)
class GroupSaying:
    """A statement on which a group stands out: its position, the stance, the share, z against the others."""

    statement: int
    stance: Stance
    count: StanceCount
    z: float


@dataclass(frozen=True, slots=True)
class SharedSaying:
    """A statement on which all groups take one stance, with the share of the group that does so least."""

    statement: int
    stance: Stance
    least_share: Fraction


Counts = Mapping[tuple[int, Stance], StanceCount]


def sayings(said: OpinionVotes, groups: Sequence[Sequence[int]]) -> list[list[GroupSaying]]:
    """Return for each group, given as positions of people, the statements on which it stands out, best first.

    Where nothing is more than chance the one that is nearest to it is named; a single group stands out on
    nothing.
    """
    by_group = [_counts(said, members) for members in groups]
    return [
        _said(own, [other for other in by_group if other is not own]) if len(groups) > 1 else []
        for own in by_group
    ]


def shared(said: OpinionVotes, groups: Sequence[Sequence[int]]) -> list[SharedSaying]:
    """Return the statements on which more than half of every group take one stance, the most shared first.

    All groups together must be more than chance, so that two people in each are not called a consensus.
    """
    by_group = [_counts(said, members) for members in groups]
    found: list[tuple[float, SharedSaying]] = []
    for statement, stance in sorted({key for counts in by_group for key in counts}):
        counts = [group.get((statement, stance), StanceCount(0, 0)) for group in by_group]
        least = min(one.share for one in counts)
        if least > Fraction(1, 2) and _sum(counts).z > SIGNIFICANT:
            likely = 1.0
            for one in counts:
                likely *= float(one.likely)
            found.append((-likely, SharedSaying(statement, stance, least)))
    return [saying for _order, saying in sorted(found, key=lambda one: (one[0], one[1].statement))]


def _counts(said: OpinionVotes, members: Iterable[int]) -> Counts:
    sums: dict[int, list[int]] = {}
    for person in members:
        for statement, vote in said.votes[person].items():
            numbers = sums.setdefault(statement, [0, 0, 0])
            numbers[2] += 1
            if vote:
                numbers[0 if vote > 0 else 1] += 1
    return {
        (statement, stance): StanceCount(part, whole)
        for statement, (agree, disagree, whole) in sums.items()
        for stance, part in ((Stance.AGREE, agree), (Stance.DISAGREE, disagree))
    }


def _sum(counts: Iterable[StanceCount]) -> StanceCount:
    known = list(counts)
    return StanceCount(sum(one.part for one in known), sum(one.whole for one in known))


def _said(own: Counts, others: Sequence[Counts]) -> list[GroupSaying]:
    weighed: list[tuple[bool, float, GroupSaying]] = []
    for (statement, stance), count in own.items():
        rest = _sum(other.get((statement, stance), StanceCount(0, 0)) for other in others)
        z = count.z_against(rest)
        if z <= 0 or count.share <= 0:
            continue
        is_sure = z > SIGNIFICANT and count.z > SIGNIFICANT
        weight = float(count.likely / rest.likely) * z * float(count.likely) * max(count.z, 0.0)
        weighed.append((is_sure, weight, GroupSaying(statement, stance, count, z)))
    weighed.sort(key=lambda one: (not one[0], -one[1], one[2].statement, one[2].stance))
    sure = [saying for is_sure, _weight, saying in weighed if is_sure]
    return sure[:MOST_SAID] or [saying for _is_sure, _weight, saying in weighed[:1]]
