"""Jiangjin's meetings at four levels (J3): what neighbours of a grid cannot settle goes up, one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.services.councils import StillAtWork
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.resolutions import NoCouncilAbove
from yuanba.rules.time.calendar import day

BASE = "/d/jiangjin"
DAY = timedelta(days=1)
#: The words of the source for each level, and where it meets.
LEVELS = (
    ("grid", cast.FIRST_GRID, "网格邻里会"),
    ("community", cast.TONGTAIMEN, "社区评议会"),
    ("subdistrict", cast.JIJIANG, "街道联席会"),
    ("district", cast.DISTRICT, "区党建统领基层治理工作联席会"),
)


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def keeper(people: Cast, morning: datetime) -> Actor:
    """文, who works for an office of the subdistrict and writes the minutes of all four."""
    return make.staff("wen", "handler", name="文静", unit="jijiang", area=cast.JIJIANG, now=morning)


@pytest.fixture
def councils(people: Cast, keeper: Actor, morning: datetime) -> dict[str, int]:
    """The four councils, each with three members; 孙, who oversees the district, has set them up."""
    found = {}
    for kind, area, _title in LEVELS:
        made = services.set_up(actor=people.sun, kind=kind, area_code=area, now=morning)
        titles = store.in_force(day(morning)).meetings[kind].members
        said: dict[str, Any] = {"actor": people.sun, "council_id": made, "now": morning}
        for name in ("甲大爷", "乙大妈", "丙师傅"):
            services.seat(role=SeatRole.MEMBER, title=titles[0].zh, name=name, **said)
        services.seat(role=SeatRole.SECRETARY, login="wen", **said)
        found[kind] = made
    return found


def sat(council: int, keeper: Actor, now: datetime) -> None:
    """One evening, on which the neighbours talk it over and do not settle it."""
    made = services.call_meeting(
        actor=keeper,
        council_id=council,
        topics=["外墙脱落，维修资金怎么出"],
        place="院坝",
        starts_at=now + DAY,
        ends_at=now + DAY + timedelta(hours=1),
        urgent_ground="外墙砖往下掉",
        now=now,
    )
    said: dict[str, Any] = {"actor": keeper, "meeting_id": made, "now": now + DAY}
    services.open_meeting_door(**said)
    seats = {one.seat.id for one in held.seats_there(held.meeting(made))}
    services.check_in_seats(seat_ids=seats, **said)
    services.begin_meeting(**said)
    services.settle(number=1, outcome=ItemState.DEFERRED, **said)
    services.end_meeting(remarks="本级定不了，提请上一级", **said)
    services.confirm_minutes(**said)


def test_what_neighbours_cannot_settle_goes_up_to_the_district(
    people: Cast, keeper: Actor, councils: dict[str, int], morning: datetime
) -> None:
    """J3: 网格邻里会, 社区评议会, 街道联席会, 区联席会议: each meets and hands on what it cannot settle."""
    matter = make.a_matter(now=morning, actor=people.li)
    now = morning
    referral = services.refer(
        actor=people.chen, matter_id=matter.id, council_id=councils["grid"], planned_on=day(now), now=now
    )
    planned: list[date] = []
    for kind, _area, _title in LEVELS[:-1]:
        sat(councils[kind], keeper, now)
        now += 7 * DAY
        with pytest.raises(StillAtWork):
            services.dissolve(actor=people.sun, council_id=councils[kind], reason="撤并", now=now)
        planned.append(day(now + 7 * DAY))
        referral = services.send_up(
            actor=keeper,
            referral_id=referral,
            planned_on=planned[-1],
            reason="要动公共维修资金，本级定不了",
            now=now,
        )
    sat(councils["district"], keeper, now)
    now += 7 * DAY
    with pytest.raises(NoCouncilAbove):
        services.send_up(actor=keeper, referral_id=referral, planned_on=day(now), reason="再上一级", now=now)
    services.pass_resolution(
        actor=keeper,
        referral_id=referral,
        text="由住建部门组织应急维修，费用从维修资金列支。",
        ground="应到3人，实到3人，同意3人",
        responsible="住建部门",
        due_on=day(now) + 30 * DAY,
        now=now,
    )

    pack = store.in_force(day(now))
    rows = records.referrals_of(matter.id, pack=pack)
    assert [one.council.id for one in reversed(rows)] == [councils[kind] for kind, *_ in LEVELS]
    assert [bool(one.text) for one in rows] == [True, False, False, False]
    for kind, _area, title in LEVELS:
        page = Client().get(f"{BASE}/councils/{councils[kind]}").content.decode()
        assert title in page
        assert "外墙脱落" in page, "its meeting stands on its page"
        decided = "由住建部门组织应急维修" in page
        assert decided == (kind == "district")
        assert ("已提请上一级议事" in page) == (kind != "district")
    assert all(one.ended_at for one in rows)
