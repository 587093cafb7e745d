"""The rules by which votes are counted, one row each: quorum, majority, of whom, and the article for it.

A pack names one of these rows by its code. "以上" includes the number and "过半数", "超过" do not (Civil
Code, article 1259), so that "三分之二以上" is `>=` and "过半数" is `>`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class VoteRule(StrEnum):
    """The codes of the rules of counting."""

    OWNERS_GENERAL = "owners-general"
    OWNERS_SPECIAL = "owners-special"
    RESIDENTS = "residents"
    RESIDENTS_REPRESENTATIVES = "residents-representatives"
    VILLAGERS = "villagers"
    VILLAGERS_HOUSEHOLDS = "villagers-households"
    VILLAGERS_REPRESENTATIVES = "villagers-representatives"
    VILLAGERS_GROUP = "villagers-group"
    PARTY_MEMBERS = "party-members"
    SIMPLE = "simple"
    CONSENSUS = "consensus"


class Base(StrEnum):
    """The groups of which a share is taken: the roll, who took part, who was there, who said yes or no."""

    ROLL = "roll"
    TOOK_PART = "took_part"
    PRESENT = "present"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share that must be reached (`>=`) or exceeded (`>`)."""

    share: Fraction
    is_included: bool

    def is_met(self, part: int, whole: int) -> bool:
        """Return whether a part of a whole is enough; no part of nothing is.

        >>> at_least(2, 3).is_met(2, 3), more_than(1, 2).is_met(1, 2)
        (True, False)
        """
        reached, needed = part * self.share.denominator, whole * self.share.numerator
        return whole > 0 and (reached >= needed if self.is_included else reached > needed)

    def is_laxer_than(self, other: "Threshold") -> bool:
        """Return whether this share is reached more easily than the other one.

        >>> more_than(1, 2).is_laxer_than(at_least(1, 2)), at_least(1, 2).is_laxer_than(more_than(1, 2))
        (False, True)
        """
        return (self.share, not self.is_included) < (other.share, not other.is_included)

    def is_exact(self, part: int, whole: int) -> bool:
        """Return whether the part is exactly the share, so that `>=` or `>` decides."""
        return whole > 0 and part * self.share.denominator == whole * self.share.numerator

    @property
    def is_reachable(self) -> bool:
        """Return whether all of a whole are enough.

        >>> more_than(1, 1).is_reachable, at_least(1, 1).is_reachable
        (False, True)
        """
        return self.is_met(1, 1)

    @property
    def written(self) -> str:
        """Return the share as a pack and a file write it.

        >>> at_least(2, 3).written, more_than(1, 1).written
        ('>= 2/3', '> 1/1')
        """
        sign = ">=" if self.is_included else ">"
        return f"{sign} {self.share.numerator}/{self.share.denominator}"

    def __str__(self) -> str:
        return f"{'≥' if self.is_included else '>'} {self.share}"


def at_least(part: int, whole: int) -> Threshold:
    """Return the threshold that this share reaches, as "三分之二以上" does."""
    return Threshold(Fraction(part, whole), is_included=True)


def more_than(part: int, whole: int) -> Threshold:
    """Return the threshold that this share must exceed, as "过半数" does."""
    return Threshold(Fraction(part, whole), is_included=False)


#: A share to be reached or exceeded, as a pack or a file writes it: ">= 2/3" or "> 1/2".
WRITTEN = r"(>=|>) [1-9][0-9]{0,3}/[1-9][0-9]{0,3}"


def threshold(written: str) -> Threshold:
    """Return the threshold that a pack writes as a sign and a fraction.

    >>> threshold(">= 2/3") == at_least(2, 3), str(threshold("> 1/2"))
    (True, '> 1/2')
    """
    sign, _, share = written.partition(" ")
    return Threshold(Fraction(share), is_included=sign == ">=")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShares:
    """A quorum and a majority of a district's own; None where that of the rule stands."""

    quorum: Threshold | None = None
    majority: Threshold | None = None

    def misfits(self, rule: "VoteRule") -> Iterator[tuple[str, str, Threshold, Threshold | None]]:
        """Yield what a rule does not bear: "quorum" or "majority", why, the share, and that of the rule.

        A share may not ask for less than the rule does, nor for more than all of them.
        """
        preset = PRESETS[rule]
        for name, own, floor in (
            ("quorum", self.quorum, preset.quorum),
            ("majority", self.majority, preset.majority),
        ):
            if own and floor and own.is_laxer_than(floor):
                yield name, "laxer_than_rule", own, floor
            elif own and not own.is_reachable:
                yield name, "share_never_reached", own, floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One rule of counting, as its article says it.

    With `by_area` heads and areas must both reach quorum and majority. In a consensus it is those without a
    "no" who are counted for a motion. `articles` are codes of the laws or practices that say so. A meeting is
    announced `notice_days` before; `called_by_voters` and `called_by_representatives` are the shares of them
    who may demand one.
    """

    majority: Threshold
    majority_of: Base
    articles: tuple[str, ...]
    quorum: Threshold | None = None
    quorum_of: Base = Base.PRESENT
    by_area: bool = False
    has_proxies: bool = False
    is_consensus: bool = False
    notice_days: int = 0
    called_by_voters: Fraction | None = None
    called_by_representatives: Fraction | None = None

    def tightened(self, *, quorum: Threshold | None, majority: Threshold | None) -> "Preset":
        """Return this rule with a quorum or majority of a district's own.

        Raises ValueError where one of them asks for less than the rule does.
        """
        for own, floor in ((quorum, self.quorum), (majority, self.majority)):
            if own and floor and own.is_laxer_than(floor):
                raise ValueError(f"{own} is less than {floor}")
        return replace(self, quorum=quorum or self.quorum, majority=majority or self.majority)

    @property
    def needs_presence(self) -> bool:
        """Return whether who was there must be known for the count."""
        bases = {self.majority_of} | ({self.quorum_of} if self.quorum else set())
        return Base.PRESENT in bases


def _owners(majority: Threshold) -> Preset:
    return Preset(
        quorum=at_least(2, 3),
        quorum_of=Base.TOOK_PART,
        majority=majority,
        majority_of=Base.TOOK_PART,
        by_area=True,
        has_proxies=True,
        notice_days=15,
        called_by_voters=Fraction(1, 5),
        articles=("civil_code_278", "owners_interpretation_8_9"),
    )


def _meeting(quorum: Threshold, *articles: str) -> Preset:
    """More than half of those who are there decide, as the laws on committees say of every meeting."""
    return Preset(quorum=quorum, majority=more_than(1, 2), majority_of=Base.PRESENT, articles=articles)


def _of_all(quorum: Threshold, *articles: str) -> Preset:
    """A tenth of those who vote, or a third of their representatives, may ask for it; ten days' notice."""
    return replace(
        _meeting(quorum, *articles),
        notice_days=10,
        called_by_voters=Fraction(1, 10),
        called_by_representatives=Fraction(1, 3),
    )


def _of_representatives(*articles: str) -> Preset:
    return replace(_meeting(at_least(2, 3), *articles), called_by_representatives=Fraction(1, 5))


#: No share of one's own.
AS_THE_RULE = OwnShares()

PRESETS: Mapping[VoteRule, Preset] = MappingProxyType(
    {
        VoteRule.OWNERS_GENERAL: _owners(more_than(1, 2)),
        VoteRule.OWNERS_SPECIAL: _owners(at_least(3, 4)),
        VoteRule.RESIDENTS: _of_all(more_than(1, 2), "residents_27"),
        VoteRule.RESIDENTS_REPRESENTATIVES: _of_representatives("residents_28_29"),
        VoteRule.VILLAGERS: _of_all(more_than(1, 2), "villagers_26"),
        VoteRule.VILLAGERS_HOUSEHOLDS: _of_all(at_least(2, 3), "villagers_26"),
        VoteRule.VILLAGERS_REPRESENTATIVES: _of_representatives("villagers_30"),
        VoteRule.VILLAGERS_GROUP: _meeting(at_least(2, 3), "villagers_32"),
        VoteRule.PARTY_MEMBERS: Preset(
            quorum=at_least(2, 3),
            majority=more_than(1, 2),
            majority_of=Base.ROLL,
            articles=("village_practice",),
        ),
        VoteRule.SIMPLE: Preset(
            majority=more_than(1, 2),
            majority_of=Base.DECIDED,
            has_proxies=True,
            articles=("own_agreement",),
        ),
        VoteRule.CONSENSUS: Preset(
            majority=at_least(1, 1),
            majority_of=Base.PRESENT,
            is_consensus=True,
            articles=("own_agreement",),
        ),
    }
)
