"""Kaizhou's deliberation on two nets (K7): residents propose and resolve, online and in the yard."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.journeys.test_kaizhou import COMMUNITY, GRID, PLACES, UNITS
from yuanba.ballots import queries as ballots
from yuanba.ballots import services as voting
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import topics
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("kaizhou")

BASE = "/d/kaizhou"
NEIGHBOURS = ("tang", "liao", "qin", "jiang")


@pytest.fixture
def ran(district: DistrictRow, morning: datetime) -> Actor:
    """冉, of the community, who writes the minutes of the yard meeting."""
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return make.staff("ran", "point_clerk", area=COMMUNITY, now=morning)


@pytest.fixture
def yard(ran: Actor, morning: datetime) -> int:
    """The yard meeting of the first grid, with three residents of the yard."""
    lead = make.staff("mu", "community_secretary", unit="yingbin", now=morning)
    made = services.set_up(actor=lead, kind="yard", area_code=GRID, now=morning)
    said: dict[str, Any] = {"actor": lead, "council_id": made, "now": morning}
    services.seat(role=SeatRole.SECRETARY, login="ran", **said)
    for name in ("黄大爷", "谭大妈", "邓师傅"):
        services.seat(role=SeatRole.MEMBER, title="院坝居民", name=name, **said)
    return made


def proposed(yard: int, ran: Actor, now: datetime) -> int:
    """自发提议: one resident proposes online; four second it online and one in the yard, by 冉's tablet."""
    owner = make.resident("he2", name="何小妹", now=now)
    topic = services.propose(actor=owner, council_id=yard, words="院坝里装个充电棚", now=now)
    services.publish(actor=ran, topic_id=topic, title="院坝充电棚", summary="装在哪里，谁出钱。", now=now)
    for login in NEIGHBOURS:
        services.support(actor=make.resident(login, name=f"居民{login}", now=now), topic_id=topic, now=now)
    assert topics.topic(topic).state is TopicState.OPEN
    services.support(actor=ran, topic_id=topic, phone="13800138555", now=now)
    return topic


def counted_on_both_nets(ran: Actor, now: datetime) -> dict[str, Any]:
    """One count: hands in the yard and ballots online. No local rule is named, so it is an opinion."""
    kind = store.in_force(day(now)).meetings["yard"]
    ways = (BallotWay.HANDS, BallotWay.ONLINE)
    assert set(ways) <= set(kind.voting_ways)
    assert kind.standing(ways) is VoteStanding.CONSULTATION
    about: dict[str, Any] = {"actor": ran, "subject_kind": "journey", "subject_key": "K7", "now": now}
    people = [RollPerson(name=f"居民{login}", account_key=make.actor(login).key) for login in NEIGHBOURS]
    people += [RollPerson(name=name) for name in ("黄大爷", "谭大妈", "邓师傅")]
    roll = voting.draw_roll(title="院坝名册", area_path=held_path(), estate="", persons=people, **about)
    vote = voting.open_vote(
        rule=kind.rule,
        roll=roll,
        motions=["充电棚装在三号院坝东侧"],
        how=NewVote(title="院坝充电棚", standing=kind.standing(ways), ways=ways),
        **about,
    )
    for login in NEIGHBOURS[:3]:
        voting.cast(actor=make.actor(login), vote_id=vote, choices={1: BallotChoice.YES}, now=now)
    voting.count_hands(actor=ran, vote_id=vote, motion=1, yes=2, no=1, abstain=0, now=now)
    voting.close_and_count(actor=ran, vote_id=vote, now=now)
    found = ballots.result(vote)
    assert found
    return found


def held_path() -> str:
    """The path of the first grid."""
    return f"/500154/500154001/{COMMUNITY}/{GRID}/"


def test_neighbours_propose_and_resolve_online_and_in_the_yard(
    yard: int, ran: Actor, morning: datetime
) -> None:
    topic = proposed(yard, ran, morning)
    assert topics.topic(topic).state is TopicState.ON_AGENDA, "five second it: nobody's leave is needed"

    both = counted_on_both_nets(ran, morning)
    (motion,) = both["motions"]
    assert (motion["yes"]["heads"], motion["no"]["heads"], motion["passed"]) == (5, 1, None)
    assert {way: one["heads"] for way, one in motion["ways"].items() if one["heads"]} == {
        "hands": 3,
        "online": 3,
    }

    # 民主决议: the meeting in the yard decides by hands, knowing what the others said online.
    made = services.call_meeting(
        actor=ran,
        council_id=yard,
        topics=["院坝充电棚"],
        place="三号院坝",
        starts_at=morning + timedelta(days=2),
        ends_at=morning + timedelta(days=2, hours=1),
        now=morning,
    )
    said: dict[str, Any] = {"actor": ran, "meeting_id": made, "now": morning + timedelta(days=2)}
    services.open_meeting_door(**said)
    seats = {one.seat.id for one in held.seats_there(held.meeting(made))}
    services.check_in_seats(seat_ids=seats, **said)
    services.begin_meeting(**said)
    services.draft(number=1, text="充电棚装在三号院坝东侧，电费各自付。", **said)
    services.put_to_vote(number=1, **said)
    assert services.decide(number=1, yes=2, no=1, abstain=0, **said)
    services.end_meeting(**said)

    page = Client().get(f"{BASE}/meetings/{made}").content.decode()
    for words in ("院坝汇", "充电棚装在三号院坝东侧，电费各自付。", "同意2票", "通过"):
        assert words in page, words
