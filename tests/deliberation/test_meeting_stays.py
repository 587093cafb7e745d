"""What a meeting decided stays as it was: no vote is left behind, no seat counts twice, no draft is cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, GRID_HEADS, called, check_in, seat_members
from tests.threads import together
from yuanba.ballots import services as voting
from yuanba.deliberation import services
from yuanba.deliberation.models import CouncilMeeting
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services.councils import StillAtWork
from yuanba.districts.queries import DistrictRow
from yuanba.events import queries as event_queries
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.events.services.attending import AttendanceFrozen
from yuanba.events.services.planning import AlreadyPlanned
from yuanba.events.views.door import TRIES, TRIES_HERE
from yuanba.rules.ballots.presets import OwnShares, at_least
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.events import stages
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.pack.meetings import Meeting
from yuanba.web import entrance

BASE = "/d/jiangjin"
FOUR = ("甲大爷", "乙大妈", "丙师傅", "丁阿姨")


@pytest.fixture
def seated(council: int, secretary: Actor, people: Cast, morning: datetime) -> int:
    seat_members(council, secretary, morning, *FOUR)
    return council


def begun(council: int, by: Actor, now: datetime) -> dict[str, Any]:
    """A meeting in which all are there and its first draft is written."""
    made = called(council, by, now)
    said: dict[str, Any] = {"actor": by, "meeting_id": made, "now": now + 4 * DAY}
    events.open_door(actor=by, event_id=made, now=said["now"])
    check_in(made, by, said["now"])
    services.begin_meeting(**said)
    services.draft(number=1, text="每户平摊18元。", **said)
    return said


def states(meeting_id: int) -> list[str]:
    return [str(one.state) for one in held.meeting(meeting_id).items]


@pytest.mark.parametrize("over", ["end", "cancel"])
def test_raised_hands_are_counted_before_the_meeting_is_over(
    over: str, seated: int, secretary: Actor, morning: datetime
) -> None:
    said = begun(seated, secretary, morning)
    services.put_to_vote(number=1, **said)
    close: Any = (
        services.end_meeting
        if over == "end"
        else lambda **more: services.cancel_meeting(reason="停电", **more)
    )
    with pytest.raises(meetings.HandsWait) as refused:
        close(**said)
    assert refused.value.arguments["item"] == 1
    assert held.meeting(said["meeting_id"]).event.state == "begun"

    services.decide(number=1, yes=4, no=0, abstain=0, **said)
    close(**said)
    assert states(said["meeting_id"])[0] == "passed"


def test_a_count_among_the_votes_of_the_desk_decides_the_item(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    said = begun(seated, secretary, morning)
    vote = services.put_to_vote(number=1, **said)
    voted: dict[str, Any] = {"actor": secretary, "vote_id": vote, "now": said["now"]}
    voting.count_hands(motion=1, yes=1, no=3, abstain=0, **voted)
    with pytest.raises(meetings.HandsWait):
        services.end_meeting(**said)
    voting.close_vote(**voted)
    voting.count_vote(**voted)
    desk = Client()
    desk.post(f"{BASE}/account/login/", {"login": "guo", "password": make.PASSWORD})
    page = desk.get(f"{BASE}/desk/meetings/{said['meeting_id']}").content.decode()
    assert "以那次计票为准" in page

    assert not services.decide(number=1, yes=4, no=0, abstain=0, **said), "the count at the desk says no"
    assert states(said["meeting_id"]) == ["failed", "open"]

    services.draft(number=2, text="划8个车位。", **said)
    second = services.put_to_vote(number=2, **said)
    voted["vote_id"] = second
    voting.count_hands(motion=1, yes=4, no=0, abstain=0, **voted)
    voting.close_vote(**voted)
    voting.count_vote(**voted)
    services.end_meeting(**said)
    assert states(said["meeting_id"]) == ["failed", "passed"]


def test_a_draft_is_no_longer_than_what_is_voted_on(seated: int, secretary: Actor, morning: datetime) -> None:
    said = begun(seated, secretary, morning)
    with pytest.raises(meetings.DraftTooLong):
        services.draft(number=1, text="长" * 501, **said)
    services.draft(number=1, text="长" * 500, **said)
    services.put_to_vote(number=1, **said)
    assert services.decide(number=1, yes=4, no=0, abstain=0, **said)
    desk = Client()
    desk.post(f"{BASE}/account/login/", {"login": "guo", "password": make.PASSWORD})
    answer = desk.post(f"{BASE}/desk/meetings/{said['meeting_id']}/2/draft", {"text": "长" * 501})
    assert answer.status_code == 422
    assert answer.context["draft"].errors["text"]


def test_a_larger_share_of_the_district_is_not_counted_by_a_smaller_one(
    seated: int, secretary: Actor, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of three who said yes or no are more than half, and less than this district's three quarters."""
    said = begun(seated, secretary, morning)
    monkeypatch.setattr(Meeting, "own", OwnShares(majority=at_least(3, 4)))
    services.put_to_vote(number=1, **said)
    assert not services.decide(number=1, yes=2, no=1, abstain=0, **said)
    assert states(said["meeting_id"])[0] == "failed"


def test_a_meeting_that_moved_frees_its_hour_and_takes_another(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    first = called(seated, secretary, morning)
    later = {"starts_at": morning + 5 * DAY, "ends_at": morning + 5 * DAY + timedelta(hours=1)}
    services.move_meeting(
        actor=secretary, meeting_id=first, place="院坝", reason="下雨", now=morning, **later
    )
    second = called(seated, secretary, morning)
    with pytest.raises(AlreadyPlanned):
        services.move_meeting(
            actor=secretary, meeting_id=second, place="院坝", reason="下雨", now=morning, **later
        )
    with pytest.raises(AlreadyPlanned):
        called(seated, secretary, morning, **later)


def test_a_cancelled_meeting_is_owed_again(seated: int, secretary: Actor, morning: datetime) -> None:
    first = called(seated, secretary, morning)
    owed = CouncilMeeting.objects.get(pk=first).due_id
    assert owed
    services.cancel_meeting(actor=secretary, meeting_id=first, reason="停电", now=morning)
    assert CouncilMeeting.objects.get(pk=called(seated, secretary, morning)).due_id == owed


def test_a_seat_that_ends_today_does_not_count_beside_its_successor(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    now = morning + 4 * DAY
    seats = held.seats_there(held.meeting(made), with_names=True)
    services.unseat(actor=secretary, seat_id=seats[0].seat.id, now=now)
    services.seat(
        actor=secretary, council_id=seated, role=SeatRole.MEMBER, title=GRID_HEADS, name="戊", now=now
    )
    said: dict[str, Any] = {"actor": secretary, "meeting_id": made, "now": now}
    events.open_door(actor=secretary, event_id=made, now=now)
    check_in(made, secretary, now)
    row = held.meeting(made)
    assert (held.quorum(row, held.seats_there(row)).seats, len(held.seats_there(row))) == (4, 4)
    services.begin_meeting(**said)
    services.end_meeting(**said)

    before = [one.seat.id for one in held.seats_there(held.meeting(made))]
    services.unseat(actor=secretary, seat_id=before[0], now=now)
    services.seat(
        actor=secretary, council_id=seated, role=SeatRole.MEMBER, title=GRID_HEADS, name="己", now=now
    )
    row = held.meeting(made)
    assert [one.seat.id for one in held.seats_there(row)] == before, "the minutes stay"
    assert (held.quorum(row, held.seats_there(row)).present, len(before)) == (4, 4)


@pytest.mark.long
def test_two_meetings_move_to_one_hour_at_once(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    made = [
        called(council, guo, morning, starts_at=morning + (4 + n) * DAY, ends_at=morning + (5 + n) * DAY)
        for n in range(4)
    ]
    to = {"starts_at": morning + 20 * DAY, "ends_at": morning + 21 * DAY, "place": "院坝", "reason": "下雨"}

    def move(n: int) -> object:
        return services.move_meeting(actor=guo, meeting_id=made[n], now=morning, **to)  # type: ignore[arg-type]

    answers = together(4, move)
    assert len([one for one in answers if not isinstance(one, Refused)]) == 1


def test_who_was_there_stays_from_the_first_confirmation_on(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    said = begun(seated, secretary, morning)
    made, now = said["meeting_id"], said["now"]
    late = GivenPerson(name="迟到的人", phone="13900000009")
    listed: dict[str, Any] = {"actor": secretary, "event_id": made, "how": CheckInWay.LIST, "now": now}
    services.end_meeting(**said)
    events.check_in(given=GivenPerson(name="旁听", phone="13900000008"), **listed)
    first = event_queries.attending(made)[0]
    services.confirm_minutes(**said)
    with pytest.raises(AttendanceFrozen):
        events.check_in(given=late, **listed)
    with pytest.raises(AttendanceFrozen):
        events.take_back(actor=secretary, attendance_id=first.id, now=now)
    desk = Client()
    desk.post(f"{BASE}/account/login/", {"login": "guo", "password": make.PASSWORD})
    answer = desk.post(f"{BASE}/desk/attendances/{first.id}/take_back")
    assert "到会名单已经确认" in answer.content.decode()
    for table, column in (("attendance", "person_id"), ("attendancecorrection", "attendance_id")):
        more = ", role, how" if table == "attendance" else ""
        values = ", 'attends', 'list'" if more else ""
        whose = first.person_id if more else first.id
        wanted = f"insert into events_{table} (at, {column}{more}) values (now(), {whose}{values})"
        with (
            pytest.raises(DatabaseError, match="confirmed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(wanted)
    assert len(event_queries.attending(made)) == 5


def test_a_council_at_work_is_not_dissolved(seated: int, secretary: Actor, morning: datetime) -> None:
    made = called(seated, secretary, morning)
    with pytest.raises(StillAtWork) as refused:
        services.dissolve(actor=secretary, council_id=seated, reason="并入", now=morning)
    assert refused.value.arguments == {"meetings": 1, "matters": 0}
    desk = Client()
    desk.post(f"{BASE}/account/login/", {"login": "guo", "password": make.PASSWORD})
    answer = desk.post(f"{BASE}/desk/councils/{seated}/dissolve", {"reason": "并入新社区"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "还有1场会没有开完" in page
    assert "并入新社区" in page, "what was typed stays"
    assert f"/desk/meetings/{made}" in page
    services.cancel_meeting(actor=secretary, meeting_id=made, reason="并入新社区", now=morning)
    services.dissolve(actor=secretary, council_id=seated, reason="并入新社区", now=morning)
    assert f"/meetings/{made}" in Client().get(f"{BASE}/councils/{seated}").content.decode()


def test_one_who_mistypes_the_code_locks_nobody_else_out(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    """A village behind the Wi-Fi of one room: five wrong codes are those of one browser."""
    now = datetime.now(UTC)
    made = called(seated, secretary, now, starts_at=now + timedelta(minutes=5), urgent_ground="水管爆裂")
    events.open_door(actor=secretary, event_id=made, now=now)
    token = event_queries.event(made).door_token
    door = f"{BASE}/meetings/{made}/check_in"
    wrong = next(f"{n:04d}" for n in range(10_000) if not stages.is_spoken(f"{n:04d}", token=token, at=now))
    clumsy = Client()
    clumsy.get(door)
    for _ in range(TRIES):
        assert clumsy.post(door, {"code": wrong, "name": "甲"}).status_code == 409
    right = stages.door_code(token, datetime.now(UTC))
    assert not clumsy.post(door, {"code": right, "name": "甲"}).context["is_in"], "it tried too often"
    for n in range(TRIES + 3):
        neighbour = Client()
        neighbour.get(door)
        assert neighbour.post(door, {"code": right, "name": f"邻居{n}"}).context["is_in"]
    for _ in range(TRIES_HERE):
        Client().post(door, {"code": wrong, "name": "生人"})
    assert not Client().post(door, {"code": right, "name": "末一个"}).context["is_in"], (
        "guessing from one place"
    )


def test_what_phones_poll_is_rendered_once_for_all_of_them(
    seated: int, secretary: Actor, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page for five hundred phones: whoever has it gets none, and each change is another one."""
    said = begun(seated, secretary, morning)
    monkeypatch.setattr(entrance, "_clock", lambda: said["now"])  # a new minute has a new code to speak
    live = f"{BASE}/meetings/{said['meeting_id']}/live"
    first = Client().get(live)
    with CaptureQueriesContext(connection) as again:
        second = Client().get(live)
    assert first.content == second.content
    assert not [one for one in again if "draftversion" in one["sql"] and '"text"' in one["sql"]]
    tag = first["ETag"]
    assert Client().get(live, headers={"If-None-Match": tag}).status_code == 304
    services.put_to_vote(number=1, **said)
    voting_now = Client().get(live, headers={"If-None-Match": tag})
    assert voting_now.status_code == 200
    assert "请举手表决" in voting_now.content.decode()
    person = event_queries.attending(said["meeting_id"])[0]
    services.ask_word(person_id=person.person_id, **said)
    assert Client().get(live)["ETag"] not in {tag, voting_now["ETag"]}
    events.check_in(
        actor=secretary,
        event_id=said["meeting_id"],
        how=CheckInWay.LIST,
        given=GivenPerson(name="旁听"),
        now=said["now"],
    )
    before = Client().get(live)["ETag"]
    events.take_back(actor=secretary, attendance_id=person.id, now=said["now"])
    assert Client().get(live)["ETag"] != before
    assert Client().get(f"{BASE}/meetings/999999/live").status_code == 404
