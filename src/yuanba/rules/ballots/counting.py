"""Counts a vote by its rule, in whole numbers; every decision says why, with articles and numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yuanba.rules.ballots.presets import PRESETS, Base, Preset, Threshold, VoteRule
from yuanba.rules.ballots.votes import Ballot, BallotChoice, BallotTotal, BallotWay, Vote, Weight

NOTHING = Weight()


@dataclass(frozen=True, slots=True)
class Because:
    """One reason of a decision: a code with its numbers; the sentence is made where it is shown."""

    code: str
    arguments: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCheck:
    """A threshold held against a part of a whole: by heads, and where areas count by area as well."""

    needed: Threshold
    part: Weight
    whole: Weight
    by_area: bool

    @property
    def is_met(self) -> bool:
        """Return whether every measure that counts is enough."""
        return all(self.needed.is_met(part, whole) for _name, part, whole in self.measures)

    @property
    def measures(self) -> tuple[tuple[str, int, int], ...]:
        """Return the measures that count, each with its name, its part and its whole."""
        heads = ("heads", self.part.heads, self.whole.heads)
        area = ("area", self.part.area_cm2, self.whole.area_cm2)
        return (heads, area) if self.by_area else (heads,)

    def share(self, measure: str) -> Fraction | None:
        """Return the exact share by heads or area; 0 of nothing, None where the measure does not count."""
        found = [(part, whole) for name, part, whole in self.measures if name == measure]
        return next((Fraction(part, whole) if whole else Fraction(0) for part, whole in found), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionCount:
    """The count of one motion: what was said, in which ways, and whether that was enough."""

    motion: str
    choices: Mapping[BallotChoice, Weight]
    ways: Mapping[BallotWay, Weight]
    stations: Mapping[str, Weight]
    no_ballot: Weight
    took_part: Weight
    quorum: ShareCheck | None
    majority: ShareCheck
    passed: bool
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """The count of a whole vote; `quorum` is that of the meeting, or of all who handed in anything."""

    entitled: Weight
    took_part: Weight
    present: Weight | None
    quorum: ShareCheck | None
    motions: tuple[MotionCount, ...]

    @property
    def is_valid(self) -> bool:
        """Return whether enough took part for anything to be decided."""
        return self.quorum is None or self.quorum.is_met


def count(vote: Vote) -> VoteCount:
    """Return the count of a vote by its rule: who took part; for each motion whether it passed, and why."""
    preset = vote.preset
    entitled = _sum(vote.roll.values())
    present = _sum(vote.roll[one] for one in vote.present) if preset.needs_presence else None
    by_motion: dict[str, list[Ballot]] = {motion: [] for motion in vote.motions}
    for ballot in vote.ballots:
        by_motion[ballot.motion].append(ballot)
    totals: dict[str, list[BallotTotal]] = {motion: [] for motion in vote.motions}
    for total in vote.totals:
        totals[total.motion].append(total)
    named = _sum(vote.roll[voter] for voter in {ballot.voter for ballot in vote.ballots})
    unnamed = max((sum(one.heads for one in found) for found in totals.values()), default=0)
    took_part = named + Weight(unnamed)
    counted = tuple(
        _motion(motion, ballots, totals[motion], vote=vote, preset=preset, entitled=entitled, present=present)
        for motion, ballots in by_motion.items()
    )
    quorum = _quorum(preset, took_part if present is None else present, entitled)
    return VoteCount(entitled=entitled, took_part=took_part, present=present, quorum=quorum, motions=counted)


def _sum(weights: Iterable[Weight]) -> Weight:
    heads = area = 0
    for one in weights:
        heads += one.heads
        area += one.area_cm2
    return Weight(heads, area)


def _quorum(preset: Preset, came: Weight, entitled: Weight) -> ShareCheck | None:
    if preset.quorum is None:
        return None
    return ShareCheck(needed=preset.quorum, part=came, whole=entitled, by_area=preset.by_area)


def _motion(
    motion: str,
    ballots: list[Ballot],
    totals: list[BallotTotal],
    *,
    vote: Vote,
    preset: Preset,
    entitled: Weight,
    present: Weight | None,
) -> MotionCount:
    choices, ways, stations = _added(ballots, totals, vote)
    took_part = _sum(choices.values())
    wholes = {
        Base.ROLL: entitled,
        Base.TOOK_PART: took_part,
        Base.PRESENT: present or NOTHING,
        Base.DECIDED: choices[BallotChoice.YES] + choices[BallotChoice.NO],
    }
    whole = wholes[preset.majority_of]
    part = whole - choices[BallotChoice.NO] if preset.is_consensus else choices[BallotChoice.YES]
    quorum = _quorum(preset, wholes[preset.quorum_of], entitled)
    majority = ShareCheck(needed=preset.majority, part=part, whole=whole, by_area=preset.by_area)
    return MotionCount(
        motion=motion,
        choices=choices,
        ways={way: weight for way, weight in ways.items() if weight.heads},
        stations=stations,
        no_ballot=entitled - took_part,
        took_part=took_part,
        quorum=quorum,
        majority=majority,
        passed=majority.is_met and (quorum is None or quorum.is_met),
        because=_because(vote.rule, preset, quorum, majority),
    )


def _added(
    ballots: list[Ballot], totals: list[BallotTotal], vote: Vote
) -> tuple[dict[BallotChoice, Weight], dict[BallotWay, Weight], dict[str, Weight]]:
    """What was said, in which ways and at which stations: ballots by their voters, totals by heads."""
    said: dict[BallotChoice, list[Weight]] = {choice: [] for choice in BallotChoice}
    came: dict[BallotWay, list[Weight]] = {way: [] for way in BallotWay}
    where: dict[str, list[Weight]] = {}
    for one in ballots:
        weight = vote.roll[one.voter]
        said[one.choice].append(weight)
        came[one.way].append(weight)
        if one.station:
            where.setdefault(one.station, []).append(weight)
    for total in totals:
        for choice, heads in total.choices.items():
            said[choice].append(Weight(heads))
        came[total.way].append(Weight(total.heads))
        if total.station:
            where.setdefault(total.station, []).append(Weight(total.heads))
    return (
        {choice: _sum(weights) for choice, weights in said.items()},
        {way: _sum(weights) for way, weights in came.items()},
        {station: _sum(weights) for station, weights in sorted(where.items())},
    )


def _because(
    rule: VoteRule, preset: Preset, quorum: ShareCheck | None, majority: ShareCheck
) -> tuple[Because, ...]:
    came = f"quorum.{preset.quorum_of}"
    decided = "consensus" if preset.is_consensus else f"majority.{preset.majority_of}"
    told: list[Because] = []
    for kind, check in (*([(came, quorum)] if quorum else ()), (decided, majority)):
        for measure, part, whole in check.measures:
            verdict = "met" if check.needed.is_met(part, whole) else "missed"
            share = str(Fraction(part, whole)) if whole else "0"
            numbers = (("part", part), ("whole", whole), ("share", share), ("needed", str(check.needed)))
            told.append(Because(f"{kind}.{measure}.{verdict}", numbers))
        is_exact = any(check.needed.is_exact(part, whole) for _name, part, whole in check.measures)
        if is_exact and not preset.is_consensus:
            border = "included" if check.needed.is_included else "excluded"
            told.append(Because(f"border.{border}", (("share", str(check.needed.share)),)))
    told.extend(_stricter(PRESETS[rule], preset))
    return (*told, *(Because(f"article.{article}") for article in preset.articles))


def _stricter(rule: Preset, preset: Preset) -> Iterator[Because]:
    """Where a district asks for more than the rule, what each of them asks for."""
    for name, floor, own in (
        ("quorum", rule.quorum, preset.quorum),
        ("majority", rule.majority, preset.majority),
    ):
        if own and own != floor:
            asked = (("needed", str(own)), *((("floor", str(floor)),) if floor else ()))
            yield Because(f"own.{name}.{'stricter' if floor else 'added'}", asked)
