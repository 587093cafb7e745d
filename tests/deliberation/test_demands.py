"""People demand a meeting (联名): each signs once, the share is exact, and what is owed cannot be refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.deliberation import courses as paths
from tests.deliberation import evenings
from tests.deliberation.courses import Village
from tests.pages import elsewhere
from tests.threads import together
from yuanba.deliberation import queries, services
from yuanba.deliberation.models import CouncilMeeting, DueMeeting, MeetingDemand
from yuanba.deliberation.queries import demands as read
from yuanba.deliberation.queries import topics
from yuanba.deliberation.queries.demands import DemandRow
from yuanba.deliberation.services.topics import NeedsPhone
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.demands import AlreadySigned, BadVoters, DemandMet, NoDemand, Signers
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("fengdu")


@pytest.fixture
def village(district: DistrictRow, morning: datetime) -> Village:
    return paths.village(morning)


def seated(village: Village, count: int, now: datetime) -> list[int]:
    """So many members of the village's council without an account."""
    return [
        services.seat(
            actor=village.gu,
            council_id=village.council,
            role=SeatRole.MEMBER,
            title="互助会代表",
            name=f"代表{number}",
            now=now,
        )
        for number in range(count)
    ]


def signs(village: Village, seat: int, now: datetime, *, actor: Actor | None = None) -> int:
    return services.sign_demand(
        actor=actor or village.gu,
        topic_id=village.topic,
        signers=Signers.REPRESENTATIVES,
        seat_id=seat,
        now=now,
    )


def row_of(village: Village, now: datetime) -> DemandRow:
    meeting = store.in_force(day(now)).meetings["village"]
    (row,) = read.demands_on(village.topic, village.council, meeting)
    return row


def test_a_fifth_of_the_representatives_demand_a_meeting(village: Village, morning: datetime) -> None:
    """demand.sign: 五分之一以上 of 11 are 3; each seat once; then it is owed, and its topic on the agenda."""
    seats = seated(village, 11, morning)
    with pytest.raises(NoDemand):  # a resident without a seat is no representative
        signs(village, seats[0], morning, actor=village.xiang)
    with pytest.raises(NoDemand):
        signs(village, 999_999, morning)
    far = make.staff("far", "clerk", area="500230001", now=morning)
    with pytest.raises(NotAllowed):
        signs(village, seats[0], morning, actor=far)
    signs(village, seats[0], morning)
    with pytest.raises(AlreadySigned):
        signs(village, seats[0], morning)
    assert signs(village, seats[1], morning) == 2
    row = row_of(village, morning)
    assert (row.share, row.whole, row.needed, row.lacking, row.due_on) == ("1/5", 11, 3, 1, None)

    assert signs(village, seats[2], morning) == 3

    row = row_of(village, morning)
    assert row.due_on == day(morning) + timedelta(days=30)
    assert topics.topic(village.topic).state is TopicState.ON_AGENDA
    assert [one.title for one in read.owed_in(village.gu, morning)] == ["修通组机耕道"]
    with pytest.raises(DemandMet):
        signs(village, seats[3], morning)
    assert [one.verb for one in journal.story("topic", str(village.topic))][-2:] == [
        "demand.sign",
        "topic.schedule",
    ]


def test_only_a_meeting_with_its_topic_meets_it(village: Village, morning: datetime) -> None:
    """meeting.call: another one leaves it owed; a cancelled one leaves it owed again; late is met, too."""
    seats = seated(village, 5, morning)
    signs(village, seats[0], morning)
    assert row_of(village, morning).due_on
    evenings.called(village.council, village.gu, morning, topics=["别的事"])
    assert read.owed_in(village.gu, morning)
    with pytest.raises(Refused):
        services.dissolve(actor=village.gu, council_id=village.council, reason="不想开", now=morning)

    late = morning + timedelta(days=45)
    made = evenings.called(
        village.council,
        village.gu,
        morning,
        topics=[],
        topic_ids=[village.topic],
        starts_at=late,
        ends_at=late + timedelta(hours=1),
    )
    assert (row_of(village, morning).meeting_id, read.owed_in(village.gu, morning)) == (made, [])
    services.cancel_meeting(actor=village.gu, meeting_id=made, reason="下雨", now=morning)
    assert CouncilMeeting.objects.get(pk=made).due is None
    assert read.owed_in(village.gu, morning)


def a_meeting_of_all(now: datetime, people: cast.Cast) -> tuple[int, int]:
    """The residents' meeting of Tongtaimen, which a tenth of them may demand, with a topic."""
    made = services.set_up(actor=people.sun, kind="residents", area_code=cast.TONGTAIMEN, now=now)
    topic = services.propose(actor=people.li, council_id=made, words="晾衣杆坏了", now=now)
    services.publish(actor=people.sun, topic_id=topic, title="修晾衣杆", summary="楼前。", now=now)
    return made, topic


def test_a_tenth_of_those_who_vote(jiangjin: DistrictRow, morning: datetime) -> None:
    """demand.count: of how many is said with its source, and may come later; a phone counts once."""
    people = cast.assemble(now=morning)
    council, topic = a_meeting_of_all(morning, people)
    said: dict[str, Any] = {"topic_id": topic, "signers": Signers.VOTERS, "now": morning}
    services.sign_demand(actor=people.li, **said)
    with pytest.raises(AlreadySigned):
        services.sign_demand(actor=people.li, **said)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", now=morning)
    with pytest.raises(NeedsPhone):
        services.sign_demand(actor=guo, **said)
    assert services.sign_demand(actor=guo, phone="13700137000", **said) == 2
    count: dict[str, Any] = {"topic_id": topic, "now": morning}
    with pytest.raises(NotAllowed):
        services.count_voters(actor=people.li, voters=20, source="名册", **count)
    for voters, source in ((0, "名册"), (20, " ")):
        with pytest.raises(BadVoters):
            services.count_voters(actor=guo, voters=voters, source=source, **count)
    services.count_voters(actor=guo, voters=21, source="上次选举选民名单", **count)
    assert MeetingDemand.objects.get(topic=topic).reached_at is None, "2 of 21 are less than a tenth"
    page = Client().get(f"/d/jiangjin/topics/{topic}/demand").content.decode()
    assert "21人里要有3人联名" in page
    assert "上次选举选民名单" in page

    services.count_voters(actor=guo, voters=20, source="去掉迁出一人", **count)

    demand = MeetingDemand.objects.get(topic=topic)
    assert (demand.whole, demand.reached_at) == (20, morning), "2 of 20 are exactly a tenth, which counts"
    assert DueMeeting.objects.filter(council=council, demand=demand).exists()
    assert [(one.council_id, one.title) for one in read.owed_in(guo, morning)] == [(council, "修晾衣杆")]
    desk = Client()
    desk.post("/d/jiangjin/account/login/", {"login": "guo", "password": make.PASSWORD})
    waiting = desk.get("/d/jiangjin/tasks").content.decode()
    assert f"/desk/councils/{council}/call" in waiting, "it waits on the desk of who convenes it"
    with pytest.raises(DemandMet):
        services.count_voters(actor=guo, voters=900, source="改大", **count)


@pytest.mark.long
def test_eight_sign_at_once(own_database: DistrictRow, morning: datetime) -> None:
    """demand.sign: one seat counts once, and the meeting is owed once."""
    with districts.inside(elsewhere.move_in("fengdu", "丰都县")):
        village = paths.village(morning)
        seats = seated(village, 40, morning)

        def all_told(call: Callable[[int], object]) -> list[object]:
            return [one for one in together(8, call) if not isinstance(one, Refused)]

        assert len(all_told(lambda _: signs(village, seats[0], morning))) == 1
        assert len(all_told(lambda number: signs(village, seats[1 + number], morning))) == 7
        assert row_of(village, morning).signed == 8
        assert len(read.owed_in(village.gu, morning)) == 1
        assert queries.due_meeting(village.council, day(morning))
