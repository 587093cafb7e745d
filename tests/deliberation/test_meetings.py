"""A meeting from its notice to its minutes, on these pages and from paper by two people who must agree.

Named here by what they do: meeting.call, meeting.move, meeting.cancel, meeting.begin, meeting.take_up,
meeting.draft, meeting.ask_word, meeting.give_word, meeting.put_to_vote, meeting.decide, meeting.settle,
meeting.end, meeting.confirm, meeting.enter.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, GRID_HEADS, TOPICS, called, check_in, seat_members
from tests.threads import together
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services import PaperItem, PaperMeeting
from yuanba.deliberation.services.agenda import DraftMissing, NotHere, NotRunning
from yuanba.deliberation.services.meetings import ConfirmedAlready, MeetingNotOver
from yuanba.deliberation.services.paper import HeldHere
from yuanba.districts.queries import DistrictRow
from yuanba.events import services as events
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.journal.queries import verify
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.opinions import services as opinions
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.events.stages import EventState
from yuanba.rules.time.calendar import day
from yuanba.web import entrance

BASE = "/d/jiangjin"


def seat_them(council: int, secretary: Actor, now: datetime) -> None:
    """A convener with an account, and four members of whom one has an account."""
    services.seat(actor=secretary, council_id=council, role=SeatRole.CONVENER, login="guo", now=now)
    seat_members(council, secretary, now, "甲大爷", "乙大妈", "丙师傅")
    services.seat(
        actor=secretary, council_id=council, role=SeatRole.MEMBER, title=GRID_HEADS, login="chen", now=now
    )


@pytest.fixture
def seated(council: int, secretary: Actor, people: Cast, morning: datetime) -> int:
    seat_them(council, secretary, morning)
    return council


def test_it_is_posted_as_early_as_the_rules_say_or_an_urgent_ground_is_recorded(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    soon = {"starts_at": morning + DAY, "ends_at": morning + DAY + timedelta(hours=1)}
    with pytest.raises(meetings.TooShortNotice):
        called(seated, secretary, morning, **soon)
    with pytest.raises(meetings.NoTopics):
        services.call_meeting(
            actor=secretary, council_id=seated, topics=[" "], place="会议室", now=morning, **soon
        )
    with pytest.raises(NotAllowed):
        called(seated, people.zhou, morning)

    made = called(seated, secretary, morning, urgent_ground="水管爆裂", **soon)

    row = held.meeting(made)
    assert (row.urgent_ground, row.days_before, [one.title for one in row.items]) == (
        "水管爆裂",
        3,
        list(TOPICS),
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update deliberation_councilmeeting set urgent_ground = ''")
    journal_services.number()
    messages.read_journal()
    told = set(InboxItem.objects.filter(kind="meeting").values_list("verb", "box_key"))
    assert told == {("meeting.call", people.chen.key)}, "seats with an account; whoever called knows it"
    page = Client().get(f"{BASE}/meetings/{made}").content.decode()
    for said in (*TOPICS, "水管爆裂", "社区会议室"):
        assert said in page
    services.move_meeting(
        actor=secretary,
        meeting_id=made,
        place="院坝",
        starts_at=morning + 5 * DAY,
        ends_at=morning + 5 * DAY + timedelta(hours=1),
        reason="下雨",
        now=morning,
    )
    assert held.meeting(made).urgent_ground == ""


def test_an_evening_with_two_topics(seated: int, secretary: Actor, people: Cast, morning: datetime) -> None:
    made = called(seated, secretary, morning)
    now = morning + 4 * DAY
    said: dict[str, Any] = {"actor": secretary, "meeting_id": made, "now": now}
    with pytest.raises(NotRunning):
        services.draft(number=1, text="平摊", **said)
    events.open_door(actor=secretary, event_id=made, now=now)
    services.begin_meeting(**said)
    assert [one.state for one in held.meeting(made).items] == ["open", "waiting"]
    with pytest.raises(DraftMissing):
        services.put_to_vote(number=1, **said)
    services.draft(number=1, text="每户平摊20元。", **said)
    with pytest.raises(meetings.NotEnoughCame):
        services.put_to_vote(number=1, **said)
    check_in(made, secretary, now, most=4)
    seats = held.seats_there(held.meeting(made))
    assert (held.quorum(held.meeting(made), seats).present, len(seats)) == (4, 5)

    there = [one.there.person_id for one in seats if one.there]
    for person in (there[0], there[1], there[0]):
        services.ask_word(person_id=person, **said)
    with pytest.raises(NotHere):
        services.ask_word(person_id=0, **said)
    services.give_word(**said)
    services.give_word(**said)
    assert [(one.person_id, one.began_at is not None) for one in held.speeches(made)] == [(there[1], True)]


def test_nobody_is_missed_before_the_door_opens(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    assert "人数还不够" not in Client().get(f"{BASE}/meetings/{made}").content.decode()
    events.open_door(actor=secretary, event_id=made, now=morning + 4 * DAY)
    assert "人数还不够" in Client().get(f"{BASE}/meetings/{made}").content.decode()


def test_whoever_has_the_right_continues_and_two_confirm(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """The secretary leaves in the middle."""
    made = called(seated, secretary, morning)
    now = morning + 4 * DAY
    said: dict[str, Any] = {"actor": secretary, "meeting_id": made, "now": now}
    events.open_door(actor=secretary, event_id=made, now=now)
    check_in(made, secretary, now, most=4)
    services.begin_meeting(**said)
    services.draft(number=1, text="每户平摊20元。", **said)
    other = make.staff("hu", "clerk", area=cast.TONGTAIMEN, now=morning)
    said["actor"] = other
    services.draft(number=1, text="每户平摊18元。", **said)
    services.draft(number=1, text="每户平摊18元。", **said)
    services.put_to_vote(number=1, **said)
    with pytest.raises(meetings.ItemNotOpen):
        services.draft(number=1, text="改", **said)
    with pytest.raises(Refused):
        services.decide(number=1, yes=9, no=0, abstain=0, **said)
    assert services.decide(number=1, yes=3, no=1, abstain=0, **said)
    with pytest.raises(meetings.ItemNotOpen):
        services.decide(number=1, yes=3, no=1, abstain=0, **said)
    services.draft(number=2, text="划8个车位。", **said)
    services.put_to_vote(number=2, **said)
    assert not services.decide(number=2, yes=2, no=2, abstain=0, **said)
    with pytest.raises(MeetingNotOver):
        services.confirm_minutes(**said)
    services.end_meeting(remarks="下月公布账目", **said)

    row = held.meeting(made)
    assert [(one.state, one.drafts) for one in row.items] == [("passed", 2), ("failed", 1)]
    services.confirm_minutes(**said)
    with pytest.raises(meetings.SameConfirmer):
        services.confirm_minutes(**said)
    services.confirm_minutes(**{**said, "actor": secretary})
    with pytest.raises(ConfirmedAlready):
        services.confirm_minutes(**{**said, "actor": secretary})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update deliberation_draftversion set text = ''")
    assert "每户" not in str([one.outcome for one in journal.story("meeting", str(made))])


def test_cancelled_after_a_vote_keeps_the_vote(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    now = morning + 4 * DAY
    said: dict[str, Any] = {"actor": secretary, "meeting_id": made, "now": now}
    events.open_door(actor=secretary, event_id=made, now=now)
    check_in(made, secretary, now)
    services.begin_meeting(**said)
    services.draft(number=1, text="每户平摊18元。", **said)
    services.put_to_vote(number=1, **said)
    services.decide(number=1, yes=5, no=0, abstain=0, **said)
    services.take_up(number=2, **said)
    services.draft(number=2, text="划8个车位。", **said)
    services.settle(number=2, outcome=ItemState.AGREED, **said)
    with pytest.raises(meetings.ItemNotOpen):
        services.settle(number=2, outcome=ItemState.DEFERRED, **said)

    services.cancel_meeting(reason="突然停电", **said)

    row = held.meeting(made)
    assert (row.event.state, [one.state for one in row.items]) == (
        EventState.CANCELLED,
        ["passed", "agreed"],
    )
    page = Client().get(f"{BASE}/meetings/{made}").content.decode()
    assert "突然停电" in page
    assert "同意5票" in page
    live, phone = f"{BASE}/meetings/{made}/live", Client()
    tag = phone.get(live)["ETag"]
    assert phone.get(live, headers={"If-None-Match": tag}).status_code == 304, "500 phones cost little"


def test_the_same_meeting_from_paper_by_two_who_must_agree(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    other = make.staff("hu", "clerk", area=cast.TONGTAIMEN, now=morning)
    seats = tuple(one.seat.id for one in held.seats_there(held.meeting(made)))[:4]
    paper = PaperMeeting(
        seats=seats,
        listeners=12,
        items=(
            PaperItem(number=1, text="每户平摊18元。", yes=3, no=1, abstain=0),
            PaperItem(number=2, text=""),
        ),
    )
    slip = PaperMeeting(
        seats=seats,
        listeners=13,
        items=(PaperItem(number=1, text="每户平摊18元。", yes=4, no=0, abstain=0), paper.items[1]),
    )
    with pytest.raises(HeldHere):
        services.enter_paper(actor=secretary, meeting_id=made, paper=paper, now=morning)
    now = morning + 5 * DAY
    assert services.enter_paper(actor=secretary, meeting_id=made, paper=paper, now=now) == []
    assert held.meeting(made).event.state == EventState.PLANNED, "one alone decides nothing"
    assert services.enter_paper(actor=other, meeting_id=made, paper=slip, now=now) == ["listeners", "1"]
    assert held.meeting(made).event.state == EventState.PLANNED

    assert services.enter_paper(actor=other, meeting_id=made, paper=paper, now=now) == []

    row = held.meeting(made)
    assert (row.event.state, row.listeners, [one.state for one in row.items]) == (
        EventState.ENDED,
        12,
        ["passed", "deferred"],
    )
    with pytest.raises(HeldHere):
        services.enter_paper(actor=other, meeting_id=made, paper=paper, now=now)


@pytest.mark.long
def test_eight_press_at_once(own_database: DistrictRow, morning: datetime) -> None:
    """Each stage is left once, and hands are counted once."""
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    seat_them(council, guo, morning)
    made = called(council, guo, morning)
    now = morning + 4 * DAY
    said: dict[str, Any] = {"actor": guo, "meeting_id": made, "now": now}
    events.open_door(actor=guo, event_id=made, now=now)
    check_in(made, guo, now)

    def once(call: Any) -> Any:
        (done,) = [answer for answer in together(8, call) if not isinstance(answer, Refused)]
        return done

    once(lambda _: services.begin_meeting(**said))
    services.draft(number=1, text="每户平摊18元。", **said)
    once(lambda _: services.put_to_vote(number=1, **said))
    once(lambda _: services.decide(number=1, yes=5, no=0, abstain=0, **said))
    once(lambda _: services.settle(number=2, outcome=ItemState.DEFERRED, **said))
    once(lambda _: services.end_meeting(**said))
    once(lambda _: services.confirm_minutes(**said))
    more = {"starts_at": now + DAY, "ends_at": now + 2 * DAY}
    later = once(lambda _: called(council, guo, morning, **more))
    moving = {"starts_at": now + 2 * DAY, "ends_at": now + 3 * DAY, "place": "院坝", "reason": "下雨"}
    once(
        lambda _: services.move_meeting(actor=guo, meeting_id=later, now=morning, **moving)  # type: ignore[arg-type]
    )
    once(lambda _: services.cancel_meeting(actor=guo, meeting_id=later, reason="下雨", now=morning))
    assert list(verify.findings()) == []


def test_a_meeting_names_what_its_place_is_asked_meanwhile(
    council: int, secretary: Actor, morning: datetime
) -> None:
    """Whoever reads the notice finds the consultation of the same area, while both are to come."""
    at = entrance.now()
    made = called(council, secretary, at)
    asked: dict[str, Any] = {"statements": ["装", "不装"], "until_on": day(at) + timedelta(days=9), "now": at}
    for area, question in ((cast.TONGTAIMEN, "楼道装不装灯？"), (cast.FIRST_GRID, "网格里的事？")):
        opinions.open_consultation(actor=secretary, question=question, area_code=area, **asked)
    page = Client().get(f"/d/jiangjin/meetings/{made}").content.decode()
    assert "楼道装不装灯？" in page
    assert "网格里的事？" not in page
    services.cancel_meeting(actor=secretary, meeting_id=made, reason="停电", now=at)
    assert "楼道装不装灯？" not in Client().get(f"/d/jiangjin/meetings/{made}").content.decode()
