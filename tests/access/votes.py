"""Rolls and votes of the scenes: one of each kind, and what their services are called with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests import cast, make
from tests.ballots import test_cast as own
from tests.ballots import test_hands as hands
from yuanba.ballots import queries as ballot_queries
from yuanba.ballots import services as ballots
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor


def things(by: Actor, voter: Actor, now: datetime) -> dict[str, object]:
    """A vote of three by show of hands, one on paper with a proxy, and a roll from a file."""
    about: dict[str, Any] = {"actor": by, "subject_kind": "council", "now": now}
    roll = ballots.draw_roll(
        **about,
        subject_key="1",
        title="议事会成员",
        area_path=cast.COMMUNITY_PATH,
        persons=[
            RollPerson(name="甲", ref="甲", account_key=voter.key),
            *(RollPerson(name=name, ref=name) for name in ("乙", "丙")),
        ],
    )
    by_hands, on_paper, online = (
        ballots.open_vote(
            **about,
            subject_key=ways[0],
            rule=VoteRule.SIMPLE,
            roll=roll,
            motions=["修路灯"],
            how=NewVote(title="路灯", standing=standing, ways=ways),
        )
        for standing, ways in (
            (VoteStanding.STATUTORY, (BallotWay.HANDS,)),
            (VoteStanding.STATUTORY, (BallotWay.PAPER, BallotWay.PROXY)),
            (VoteStanding.CONSULTATION, (BallotWay.ONLINE,)),
        )
    )
    ballots.list_proxy(actor=by, vote_id=on_paper, voter="甲", name="丁", now=now)
    _taken, imported = ballots.import_roll(
        actor=by,
        kind=RollKind.PERSONS,
        title="名册",
        area_path=cast.COMMUNITY_PATH,
        file=make.csv("姓名", "戊"),
        commit=True,
        now=now,
    )
    (proxy,) = ballot_queries.proxies(on_paper)
    return {
        "vote_id": by_hands,
        "paper_id": on_paper,
        "online_id": online,
        "roll_id": roll,
        "imported_id": imported,
        "proxy": proxy.id,
        "station": 1,
    }


def calls(known: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    """What the services of rolls and votes are called with."""
    about = {"subject_kind": "council", "subject_key": "2"}
    return {
        "ballots.draw_roll": {
            **about,
            "title": "成员",
            "area_path": cast.COMMUNITY_PATH,
            "persons": [RollPerson(name="丁")],
        },
        "ballots.open_vote": {
            **about,
            "rule": VoteRule.SIMPLE,
            "roll": known["roll_id"],
            "motions": ["修路灯"],
            "how": NewVote(title="路灯", standing=VoteStanding.STATUTORY, ways=(BallotWay.HANDS,)),
        },
        "ballots.count_hands": {"motion": 1, "yes": 2, "no": 0, "abstain": 1},
        "ballots.count_box": {"motion": 1, "yes": 2, "no": 0, "abstain": 1, "spoiled": 0},
        "ballots.enter": {"vote_id": known["paper_id"], "sheet": 1, "text": "乙 1"},
        "ballots.list_proxy": {"vote_id": known["paper_id"], "voter": "乙", "name": "丁"},
        "ballots.revoke_proxy": {"vote_id": known["paper_id"]},
        "ballots.cast": {"choices": {1: BallotChoice.YES}},
        "ballots.import_roll": {
            "kind": RollKind.PERSONS,
            "area_path": cast.COMMUNITY_PATH,
            "file": lambda: make.csv("姓名", "己"),
            "commit": False,
        },
        "ballots.correct_roll": {
            "roll_id": known["imported_id"],
            "file": lambda: make.csv("姓名", "己"),
            "commit": False,
        },
        "ballots.post_roll": {"roll_id": known["imported_id"], "text": "请查名册"},
    }


def staged(wu: Actor, voter: Actor, now: datetime) -> dict[str, object]:
    """A vote of each way, and a roll, for those who type extremes."""
    return {
        "vote": hands.a_vote(wu, now),
        "roll": hands.a_roll(wu, now),
        "paper": _on_paper(wu, now),
        "box": _in_a_box(wu, now),
        "online": own.a_vote(wu, [voter], now),
    }


def _on_paper(actor: Actor, now: datetime) -> int:
    """A vote of persons on paper, with proxies."""
    how = NewVote(title="纸质票", standing=VoteStanding.STATUTORY, ways=(BallotWay.PAPER, BallotWay.PROXY))
    return hands.a_vote(actor, now, rule=VoteRule.SIMPLE, subject_key="9", present=[], how=how)


def _in_a_box(actor: Actor, now: datetime) -> int:
    """A secret vote of persons."""
    how = NewVote(title="无记名", standing=VoteStanding.STATUTORY, ways=(BallotWay.PAPER,), is_secret=True)
    return hands.a_vote(actor, now, rule=VoteRule.SIMPLE, subject_key="8", present=[], how=how)
