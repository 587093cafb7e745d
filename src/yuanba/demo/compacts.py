"""Plays invented compacts: a draft, the vote by show of hands that passes it, and the next version."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

from pydantic import Field

from yuanba.ballots import services as ballots
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.compacts import queries, services
from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.compacts.wording import Clause, CompactTopic
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Declared
from yuanba.rules.time.calendar import day

FILE = "compacts.toml"


class PlayedVersion(Declared):
    """One version: drafted so many days ago; with voters, passed by their hands two days later."""

    days: int
    why: str = ""
    clauses: dict[CompactTopic, tuple[str, ...]]
    voters: tuple[str, ...] = ()


class PlayedCompact(Declared):
    """One invented compact, with its versions in order."""

    by: str
    area: str
    title: str
    versions: tuple[PlayedVersion, ...] = Field(min_length=1)


def hold(setting: Setting, *, now: datetime) -> None:
    """Play the compacts of a district."""
    path = setting.path(FILE)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["compact"] if path.exists() else ()
    for row in told:
        _agree(PlayedCompact.model_validate(row, strict=False), now=now)


def _agree(told: PlayedCompact, *, now: datetime) -> None:
    by = actor(told.by)
    for version in told.versions:
        at = now - timedelta(days=version.days)
        made = services.draft(
            actor=by,
            area_code=told.area,
            title=told.title,
            clauses=[Clause(topic, one) for topic, words in version.clauses.items() for one in words],
            why=version.why,
            now=at,
        )
        if version.voters:
            _pass(made, told, version, by, at=at + timedelta(days=2))


def _pass(compact_id: int, told: PlayedCompact, version: PlayedVersion, by: Actor, *, at: datetime) -> None:
    """All voters but one raise their hands, and it is in force from the day after."""
    row = queries.compact(compact_id, day(at))
    voters = len(version.voters)
    roll = ballots.draw_roll(
        actor=by,
        subject_kind=queries.KIND,
        subject_key=str(compact_id),
        title=f"{told.title}表决名册",
        area_path=row.area_path,
        persons=[RollPerson(name=name) for name in version.voters],
        now=at,
    )
    vote = ballots.open_vote(
        actor=by,
        subject_kind=queries.KIND,
        subject_key=str(compact_id),
        rule=VoteRule.SIMPLE,
        roll=roll,
        motions=[queries.motion_on(row)],
        how=NewVote(title=told.title, standing=VoteStanding.STATUTORY, ways=(BallotWay.HANDS,)),
        now=at,
    )
    ballots.count_hands(actor=by, vote_id=vote, motion=1, yes=voters - 1, no=0, abstain=1, now=at)
    ballots.close_vote(actor=by, vote_id=vote, now=at)
    ballots.count_vote(actor=by, vote_id=vote, now=at)
    services.adopt(
        actor=by,
        compact_id=compact_id,
        vote_id=vote,
        motion=1,
        from_on=day(at) + timedelta(days=1),
        now=at,
    )
