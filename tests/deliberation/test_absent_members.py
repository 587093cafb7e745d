"""Those who are there raise hands, those who are absent vote online, and both are one count (K7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.deliberation.evenings import called
from tests.journeys.test_kaizhou import COMMUNITY, GRID, PLACES, STREET, UNITS
from tests.threads import together
from yuanba.ballots import queries as ballots
from yuanba.ballots import services as voting
from yuanba.ballots.services import NewVote
from yuanba.ballots.services.casting import RaisesHand
from yuanba.ballots.services.counting import TooManyHands, VoteClosed
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services.agenda import NotOnlineToo
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.people.models import Account
from yuanba.rules.ballots.opening import HandsUnnamed
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole

BASE = "/d/kaizhou"
LOGINS = ("tang", "liao", "qin")


def yard(now: datetime) -> tuple[Actor, dict[str, Any]]:
    """A yard's meeting with a draft: three residents with accounts, of whom 唐 is there, and two without."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    lead = make.staff("mu", "community_secretary", unit="yingbin", now=now)
    council = services.set_up(actor=lead, kind="yard", area_code=GRID, now=now)
    for login in LOGINS:
        make.resident(login, name=f"居民{login}", now=now)
        services.seat(
            actor=lead, council_id=council, role=SeatRole.MEMBER, title="院坝居民", login=login, now=now
        )
    for name in ("黄大爷", "谭大妈"):
        services.seat(
            actor=lead, council_id=council, role=SeatRole.MEMBER, title="院坝居民", name=name, now=now
        )
    made = called(council, lead, now, topics=["院坝充电棚"])
    said: dict[str, Any] = {"actor": lead, "meeting_id": made, "now": held.meeting(made).event.starts_at}
    services.open_meeting_door(**said)
    there = {
        one.seat.id
        for one in held.seats_there(held.meeting(made), with_names=True)
        if one.seat.name in {"黄大爷", "谭大妈", "居民tang"}
    }
    assert len(there) == 3
    services.check_in_seats(seat_ids=there, **said)
    services.begin_meeting(**said)
    services.draft(number=1, text="充电棚装在三号院坝东侧。", **said)
    return lead, said


@pytest.fixture
def begun(kaizhou: DistrictRow, morning: datetime) -> tuple[Actor, dict[str, Any]]:
    return yard(morning)


def say(login: str, vote: int, choice: BallotChoice, said: dict[str, Any]) -> bool:
    return voting.cast(actor=make.actor(login), vote_id=vote, choices={1: choice}, now=said["now"])


def test_hands_and_ballots_online_are_one_count(begun: tuple[Actor, dict[str, Any]]) -> None:
    lead, said = begun
    vote = services.put_to_vote(number=1, with_absent=True, **said)
    row = ballots.vote(vote)
    assert row.standing is VoteStanding.ELECTRONIC
    assert "合并计票" in row.ground

    with pytest.raises(RaisesHand):
        say("tang", vote, BallotChoice.YES, said)
    assert say("liao", vote, BallotChoice.YES, said)
    assert not say("liao", vote, BallotChoice.YES, said), "the same press again"
    with pytest.raises(TooManyHands):
        services.decide(number=1, yes=4, no=0, abstain=0, **said)
    assert services.decide(number=1, yes=2, no=1, abstain=0, **said)
    with pytest.raises(VoteClosed):
        say("qin", vote, BallotChoice.NO, said)

    (motion,) = (ballots.result(vote) or {})["motions"]
    assert (motion["yes"]["heads"], motion["no"]["heads"], motion["passed"]) == (3, 1, True)
    assert {way: one["heads"] for way, one in motion["ways"].items()} == {"hands": 3, "online": 1}
    assert voting.export_vote(actor=lead, vote_id=vote, now=said["now"])["standing"] == "electronic"
    for path in (f"{BASE}/meetings/{said['meeting_id']}", f"{BASE}/meetings/{said['meeting_id']}/live"):
        shown = " ".join(Client().get(path).content.decode().split())
        assert "同意3票，反对1票，弃权0票 （其中线上1票）" in shown


def test_who_is_there_is_told_to_raise_a_hand(begun: tuple[Actor, dict[str, Any]]) -> None:
    _lead, said = begun
    vote = services.put_to_vote(number=1, with_absent=True, **said)
    shown = {}
    for login in ("tang", "liao"):
        client = Client()
        client.force_login(Account.objects.get(login=login))
        shown[login] = client.get(f"{BASE}/votes/{vote}").content.decode()
    assert "请在现场举手" in shown["tang"]
    assert f"{BASE}/votes/{vote}/cast" not in shown["tang"]
    assert f"{BASE}/votes/{vote}/cast" in shown["liao"]
    live = Client().get(f"{BASE}/meetings/{said['meeting_id']}/live").content.decode()
    assert f'href="{BASE}/votes/{vote}"' in live


def test_who_votes_while_the_hands_are_counted_is_in_the_count_or_told_that_it_is_closed(
    own_database: DistrictRow, morning: datetime
) -> None:
    """Two absent members and the secretary press at once: what was taken is in the count."""
    row = districts.district("kaizhou")
    assert row
    with districts.inside(row):
        _lead, said = yard(morning)
        vote = services.put_to_vote(number=1, with_absent=True, **said)
        presses: tuple[Callable[[], bool], ...] = (
            lambda: say("liao", vote, BallotChoice.NO, said),
            lambda: say("qin", vote, BallotChoice.NO, said),
            lambda: services.decide(number=1, yes=3, no=0, abstain=0, **said),
        )
        answers = together(3, lambda number: presses[number]())
        (motion,) = (ballots.result(vote) or {})["motions"]
    taken = [one for one in answers[:2] if one is True]
    assert all(isinstance(one, VoteClosed) for one in answers[:2] if one is not True)
    assert (motion["yes"]["heads"], motion["no"]["heads"]) == (3, len(taken))


def test_where_no_rule_says_so_only_those_who_are_there_decide(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", now=morning)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    services.seat(actor=guo, council_id=council, role=SeatRole.CONVENER, login="guo", now=morning)
    made = called(council, guo, morning)
    said: dict[str, Any] = {"actor": guo, "meeting_id": made, "now": held.meeting(made).event.starts_at}
    services.open_meeting_door(**said)
    services.check_in_seats(seat_ids={one.seat.id for one in held.seats_there(held.meeting(made))}, **said)
    services.begin_meeting(**said)
    services.draft(number=1, text="每户平摊18元。", **said)
    with pytest.raises(NotOnlineToo):
        services.put_to_vote(number=1, with_absent=True, **said)


@pytest.mark.parametrize("way", [BallotWay.PAPER, BallotWay.ONLINE])
def test_hands_and_names_are_no_one_count_where_nobody_says_who_is_there(
    way: BallotWay, begun: tuple[Actor, dict[str, Any]]
) -> None:
    """Who raised a hand without a name could hand in a ballot too."""
    lead, said = begun
    about: dict[str, Any] = {"actor": lead, "subject_kind": "x", "subject_key": "1", "now": said["now"]}
    roll = voting.draw_roll(
        title="名册",
        area_path=f"/500154/{STREET}/{COMMUNITY}/{GRID}/",
        persons=[voting.RollPerson(name="黄大爷"), voting.RollPerson(name="谭大妈")],
        **about,
    )
    how = NewVote(title="x", standing=VoteStanding.CONSULTATION, ways=(BallotWay.HANDS, way))
    with pytest.raises(HandsUnnamed):
        voting.open_vote(rule=VoteRule.SIMPLE, roll=roll, motions=["x"], how=how, **about)
