"""A compact of Tongtaimen, and votes that pass it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests import cast
from yuanba.ballots import services as ballots
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.compacts import queries, services
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.compacts.wording import Clause, CompactTopic
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day

DISPUTES, MANNERS, SURROUNDINGS = CompactTopic.DISPUTES, CompactTopic.MANNERS, CompactTopic.SURROUNDINGS
FIRST = (
    Clause(SURROUNDINGS, "垃圾装袋，丢到桶里"),
    Clause(DISPUTES, "有话好好说，先找院落长"),
    Clause(MANNERS, "晚上十点后不放音响"),
)
SECOND = (
    Clause(DISPUTES, "有话好好说，先找院落长"),
    Clause(MANNERS, "晚上九点后不放音响"),
    Clause(SURROUNDINGS, "鸡鸭圈起来养"),
)


def a_draft(*, actor: Actor, now: datetime, **changed: Any) -> dict[str, Any]:
    """What is said to draft the compact of Tongtaimen."""
    usual = {
        "actor": actor,
        "area_code": cast.TONGTAIMEN,
        "title": "通泰门公约",
        "clauses": FIRST,
        "now": now,
    }
    return {**usual, **changed}


def a_vote(
    *,
    actor: Actor,
    now: datetime,
    yes: int = 3,
    no: int = 0,
    area: str = cast.COMMUNITY_PATH,
    on: str = "",
) -> int:
    """A vote of three by show of hands that is counted, on the newest draft or on something else."""
    drafts = [row for row in queries.compacts(day(now)) if row.draft]
    newest = max(drafts, key=lambda row: row.draft.worded_at if row.draft else now, default=None)
    about: dict[str, Any] = {"actor": actor, "subject_kind": "item", "subject_key": f"{now:%H%M%S}{area}"}
    roll = ballots.draw_roll(
        **about,
        title="议事代表",
        area_path=area,
        persons=[RollPerson(name=name) for name in ("甲", "乙", "丙")],
        now=now,
    )
    vote = ballots.open_vote(
        **about,
        rule=VoteRule.SIMPLE,
        roll=roll,
        motions=[on or (queries.motion_on(newest) if newest else "通过公约草案")],
        how=NewVote(title="公约表决", standing=VoteStanding.STATUTORY, ways=(BallotWay.HANDS,)),
        now=now,
    )
    ballots.count_hands(actor=actor, vote_id=vote, motion=1, yes=yes, no=no, abstain=3 - yes - no, now=now)
    ballots.close_vote(actor=actor, vote_id=vote, now=now)
    ballots.count_vote(actor=actor, vote_id=vote, now=now)
    return vote


def adopted(*, actor: Actor, now: datetime, **changed: Any) -> int:
    """The compact of Tongtaimen, drafted and adopted; returns its number."""
    made = services.draft(**a_draft(actor=actor, now=now, **changed))
    pass_it(made, actor=actor, now=now + timedelta(minutes=1))
    return made


def pass_it(compact_id: int, *, actor: Actor, now: datetime, **changed: Any) -> int:
    """A vote passes the draft, and it is in force from the day on; returns the vote's number."""
    vote = a_vote(actor=actor, now=now)
    said: dict[str, Any] = {"vote_id": vote, "motion": 1, "from_on": day(now), **changed}
    services.adopt(actor=actor, compact_id=compact_id, now=now, **said)
    return vote


def things(actor: Actor, now: datetime) -> dict[str, object]:
    """A compact that was in force from yesterday on, its next draft, and a vote that passes this."""
    made = adopted(actor=actor, now=now - timedelta(days=1))
    services.draft(**a_draft(actor=actor, now=now, clauses=SECOND))
    vote = a_vote(actor=actor, now=now)
    return {"compact_id": made, "passing_id": vote, "form": "pdf"}
