"""What pages and sheets say of a vote: its rule, standing, turnout and result, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise

from yuanba.ballots import queries, wordings
from yuanba.ballots.queries import VoteRow
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One line of a motion's count: what it is, heads, area in words, and the share of heads in percent."""

    title: Promise | str
    heads: int
    area: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionTold:
    """One motion with its count: its verdict, "" while nothing is counted, and the reasons for it."""

    number: int
    title: str
    verdict: str
    passed: bool | None
    choices: tuple[CountLine, ...]
    ways: tuple[CountLine, ...]
    stations: tuple[CountLine, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTold:
    """What is said of a vote; `entitled` and `took_part` are of heads."""

    rule: Promise | str
    standing: str
    is_consultation: bool
    ways: tuple[Promise | str, ...]
    entitled: int
    present: int | None
    took_part: int | None
    motions: tuple[MotionTold, ...]
    digest: str


def told(row: VoteRow) -> VoteTold:
    """Return what is said of a vote to everybody; before the count no choice of anybody is in it."""
    result = queries.result(row.id)
    spoken = wordings.spoken(result) if result else None
    by_id = {motion["id"]: motion for motion in spoken["motions"]} if spoken else {}
    return VoteTold(
        rule=wordings.RULES[row.rule],
        standing=wordings.standing(row.standing, row.rule),
        is_consultation=row.standing is VoteStanding.CONSULTATION,
        ways=tuple(wordings.WAYS[way] for way in row.ways),
        entitled=queries.roll(row.roll_id).voters,
        present=queries.present_count(row.id) if row.needs_presence else None,
        took_part=spoken["took_part"]["heads"] if spoken else None,
        motions=tuple(_motion(one.number, one.title, by_id.get(f"m{one.number}")) for one in row.motions),
        digest=spoken["digest"] if spoken else "",
    )


def _motion(number: int, title: str, counted: dict[str, Any] | None) -> MotionTold:
    if counted is None:
        return MotionTold(
            number=number,
            title=title,
            verdict="",
            passed=None,
            choices=(),
            ways=(),
            stations=(),
            because=(),
        )
    most = counted["took_part"]["heads"] + counted["no_ballot"]["heads"]
    choices = [(wordings.CHOICES[choice], counted[str(choice)]) for choice in BallotChoice]
    return MotionTold(
        number=number,
        title=title,
        verdict=wordings.verdict(counted["passed"]),
        passed=counted["passed"],
        choices=tuple(
            _line(name, weight, most)
            for name, weight in (*choices, (wordings.NO_BALLOT, counted["no_ballot"]))
        ),
        ways=tuple(
            _line(wordings.WAYS[BallotWay(way)], weight, most) for way, weight in counted["ways"].items()
        ),
        stations=tuple(_line(name, weight, most) for name, weight in counted.get("stations", {}).items()),
        because=tuple(counted["because"]),
    )


def _line(title: Promise | str, weight: dict[str, Any], most: int) -> CountLine:
    area = weight["area_cm2"]
    return CountLine(
        title=title,
        heads=weight["heads"],
        area="" if area is None else wordings.square_metres(area),
        share=round(Fraction(100 * weight["heads"], most)) if most else 0,
    )
