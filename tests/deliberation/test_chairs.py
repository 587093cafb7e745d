"""Whoever has the chair of a council or writes its minutes keeps its meetings, and nothing else.

A colleague with a seat comes in by phone, wherever they work.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, GRID_HEADS, called, seat_members
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.events import queries as event_queries
from yuanba.events import services as events
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.events import stages
from yuanba.rules.events.verbs import EventVerb

BASE = "/d/jiangjin"
MENU = ("/desk/topics", "/desk/councils", "/desk/meetings")


@pytest.fixture
def keeper(council: int, secretary: Actor, morning: datetime) -> Actor:
    """唐, who works for nobody in Tongtaimen and writes the minutes of its council."""
    make.staff("tang", "handler", name="唐文", unit="degan", area=cast.DEGAN, now=morning)
    services.seat(actor=secretary, council_id=council, role=SeatRole.SECRETARY, login="tang", now=morning)
    seat_members(council, secretary, morning, "甲大爷", "乙大妈", "丙师傅", "丁阿姨")
    return make.actor("tang")


def entered(login: str) -> Client:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def links(client: Client) -> set[str]:
    page = client.get(f"{BASE}/desk/councils").content.decode()
    return {path for path in MENU if f'href="{BASE}{path}"' in page}


def test_a_seat_is_enough_for_the_whole_evening(council: int, keeper: Actor, morning: datetime) -> None:
    assert keeper.has_chair
    made = called(council, keeper, morning)
    now = morning + 4 * DAY
    said: dict[str, Any] = {"actor": keeper, "meeting_id": made, "now": now}
    later = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
    services.move_meeting(actor=keeper, meeting_id=made, place="院坝", reason="下雨", now=morning, **later)
    services.open_meeting_door(**said)
    seats = {one.seat.id for one in held.seats_there(held.meeting(made))}
    services.check_in_seats(seat_ids=seats, **said)
    services.begin_meeting(**said)
    services.draft(number=1, text="每户平摊18元。", **said)
    services.put_to_vote(number=1, **said)
    assert services.decide(number=1, yes=4, no=0, abstain=0, **said)
    services.settle(number=2, outcome=ItemState.DEFERRED, **said)
    services.end_meeting(**said)
    services.confirm_minutes(**said)
    other = called(council, keeper, now)
    services.cancel_meeting(actor=keeper, meeting_id=other, reason="停电", now=now)


def test_a_seat_is_no_right_to_anything_else(
    council: int, keeper: Actor, secretary: Actor, people: Cast, morning: datetime
) -> None:
    here = Facts(area_path=cast.COMMUNITY_PATH)
    assert not access.may(keeper, EventVerb.PLAN, here, morning)
    with pytest.raises(NotAllowed):
        make.an_event(actor=keeper, now=morning)
    made = called(council, secretary, morning)
    with pytest.raises(NotAllowed):
        events.open_door(actor=keeper, event_id=made, now=morning)
    second = services.set_up(actor=secretary, kind="grid", area_code=cast.FIRST_GRID, now=morning)
    with pytest.raises(NotAllowed):
        called(second, keeper, morning)
    (seat,) = [one for one in held.seats_there(held.meeting(made)) if one.seat.role is SeatRole.SECRETARY]
    services.unseat(actor=secretary, seat_id=seat.seat.id, now=morning)
    assert not make.actor("tang").has_chair
    with pytest.raises(NotAllowed):
        called(council, make.actor("tang"), morning + DAY)


def test_the_menu_shows_what_somebody_can_do(council: int, keeper: Actor, morning: datetime) -> None:
    make.staff("xu", "handler", unit="degan", area=cast.DEGAN, now=morning)
    assert links(entered("xu")) == set()
    assert links(entered("tang")) == set(MENU)
    assert entered("xu").get(f"{BASE}/desk/meetings").status_code == 403
    tang = entered("tang")
    assert tang.get(f"{BASE}/desk/meetings").status_code == 200
    assert tang.get(f"{BASE}/desk/councils/{council}/call").status_code == 200
    for path in ("people/ask-staff?q=唐", "places/ask?q=通", "places/ask-estates?q=通"):
        assert tang.get(f"{BASE}/{path}").status_code == 200, path
    assert entered("xu").get(f"{BASE}/people/ask-staff?q=唐").status_code == 403


def test_a_dissolved_council_leaves_no_chair(
    council: int, keeper: Actor, secretary: Actor, morning: datetime
) -> None:
    services.dissolve(actor=secretary, council_id=council, reason="并入", now=morning)
    assert not make.actor("tang").has_chair


def test_a_colleague_with_a_seat_checks_in_by_phone(
    council: int, keeper: Actor, secretary: Actor, people: Cast
) -> None:
    now = datetime.now(UTC)
    make.staff("luo", "handler", name="罗军", unit="degan", area=cast.DEGAN, now=now)
    services.seat(
        actor=secretary, council_id=council, role=SeatRole.MEMBER, title=GRID_HEADS, login="luo", now=now
    )
    made = called(council, secretary, now, starts_at=now + timedelta(minutes=5), urgent_ground="水管爆裂")
    services.open_meeting_door(actor=secretary, meeting_id=made, now=now)
    code = stages.door_code(event_queries.event(made).door_token, datetime.now(UTC))
    phone = entered("luo")
    answer = phone.post(f"{BASE}/meetings/{made}/check_in", {"code": code})
    assert answer.context["is_in"], answer.context["refusal"]
    (there,) = event_queries.attending(made)
    assert there.role is stages.AttendanceRole.ATTENDS
    seats = {one.seat.id for one in held.seats_there(held.meeting(made))}
    services.check_in_seats(actor=secretary, meeting_id=made, seat_ids=seats, now=now)
    row = held.meeting(made)
    assert held.quorum(row, held.seats_there(row)).present == 5, "who came by phone counts once"
