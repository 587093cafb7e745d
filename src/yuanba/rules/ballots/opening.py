"""The rule of opening a vote: which roll, ways and standing go with which rule of counting."""

from collections.abc import Collection
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.ballots.presets import AS_THE_RULE, PRESETS, OwnShares, VoteRule
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.refusal import Refused

#: Signs of what is put to the vote at once.
LONGEST_MOTION = 500


class RollKind(StrEnum):
    """What a row of a roll stands for: a person (or household), or an owner with units and their area."""

    PERSONS = "persons"
    OWNERS = "owners"


class WrongRoll(Refused):
    """Raised when owners decide and the roll has no areas, or the other way round."""

    code: ClassVar[str] = "vote.wrong_roll"


class NoWay(Refused):
    """Raised when a vote opens without a way of voting."""

    code: ClassVar[str] = "vote.no_way"


class NoMotion(Refused):
    """Raised when a vote opens without a motion."""

    code: ClassVar[str] = "vote.no_motion"


class OnlineDecides(Refused):
    """Raised when online ballots would decide by law: no law names them for these meetings."""

    code: ClassVar[str] = "vote.online_decides"


class NoGround(Refused):
    """Raised when an electronic vote names no local rule that allows it, or owners would hold one here."""

    code: ClassVar[str] = "vote.no_ground"


class OwnersByName(Refused):
    """Raised when owners would vote without names: an area weight names its owner."""

    code: ClassVar[str] = "vote.owners_by_name"


class SecretOnPaper(Refused):
    """Raised when a secret vote would have another way than paper."""

    code: ClassVar[str] = "vote.secret_on_paper"


class NobodyPresent(Refused):
    """Raised when a rule counts those who are present, and nobody is."""

    code: ClassVar[str] = "vote.nobody_present"


class HandsUnnamed(Refused):
    """Raised when hands and ballots by name would be one count, and nobody says who raises a hand."""

    code: ClassVar[str] = "vote.hands_unnamed"


class NoProxies(Refused):
    """Raised when a rule that knows no proxies would have them."""

    code: ClassVar[str] = "vote.no_proxies"


class OwnShareRefused(Refused):
    """Raised when a quorum or majority of a district's own asks for less than the rule, or more than all."""

    code: ClassVar[str] = "vote.own_share"


def open_vote(
    rule: VoteRule,
    *,
    roll: RollKind,
    ways: Collection[BallotWay],
    standing: VoteStanding,
    is_secret: bool,
    ground: str,
    present: int,
    motions: int,
    own: OwnShares = AS_THE_RULE,
) -> tuple[str, ...]:
    """Return the grounds of a vote; raise a refusal where rule, roll, ways and standing do not go together.

    Online ballots decide nothing by law: such a vote is a consultation, or has a local rule as its ground;
    none is known under which owners could decide on these pages. Hands have no names: where ballots by name
    come in beside them, those who are there raise hands and nobody else, so that none counts twice.
    """
    for _name, _code, share, floor in own.misfits(rule):
        raise OwnShareRefused(own=str(share), floor=str(floor or ""))
    preset = PRESETS[rule].tightened(quorum=own.quorum, majority=own.majority)
    if preset.by_area != (roll is RollKind.OWNERS):
        raise WrongRoll
    if not motions:
        raise NoMotion
    if not ways:
        raise NoWay
    if preset.by_area and (is_secret or BallotWay.HANDS in ways):
        raise OwnersByName
    if is_secret and set(ways) != {BallotWay.PAPER}:
        raise SecretOnPaper
    if BallotWay.ONLINE in ways and standing is VoteStanding.STATUTORY:
        raise OnlineDecides
    if standing is VoteStanding.ELECTRONIC and (preset.by_area or not ground.strip()):
        raise NoGround
    if BallotWay.PROXY in ways and not preset.has_proxies:
        raise NoProxies
    if BallotWay.HANDS in ways and len(ways) > 1 and not present:
        raise HandsUnnamed
    if preset.needs_presence and not present:
        raise NobodyPresent
    return (f"ballots.{rule}", f"standing.{standing}")
