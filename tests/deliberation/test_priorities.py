"""A town puts topics first (N6): versions in order, none lost, and its councils have these topics first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from tests.threads import together
from yuanba.deliberation import services
from yuanba.deliberation.forms.meetings import CallMeetingForm
from yuanba.deliberation.models import Priority, PriorityList
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import priorities as read
from yuanba.deliberation.queries import topics
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.priorities import (
    MOST,
    NewPriority,
    NoPriorities,
    NotOfTown,
    PrioritiesMoved,
    PriorityTwice,
)
from yuanba.web import entrance

STREET, COMMUNITY, OTHER = "500108002", "500108002001", "500108003"
PLACES = (
    "code,name",
    "500108,重庆市南岸区",
    f"{STREET},花园路街道",
    f"{OTHER},龙门浩街道",
    f"{COMMUNITY},南湖社区居民委员会",
)
UNITS = (
    "code,name,kind,body,area,parent",
    f"street,花园路街道党工委,subdistrict,town_party,{STREET},",
    f"nanhu,南湖社区党委,community,community_party,{COMMUNITY},street",
)
PATH = f"/500108/{STREET}/"


def town(now: datetime) -> tuple[Actor, dict[str, int]]:
    """花园路街道 with its secretary 石, a council of a community, and two topics that wait for it."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    shi = make.staff("shi", "town_secretary", name="石磊", unit="street", area=STREET, now=now)
    zou = make.staff("zou", "community_secretary", name="邹敏", unit="nanhu", area=COMMUNITY, now=now)
    council = services.set_up(actor=zou, kind="talks", area_code=COMMUNITY, now=now)
    services.seat(actor=zou, council_id=council, role=SeatRole.CONVENER, login="zou", now=now)
    made = {"council": council}
    for name, title in (("lamp", "三栋门口装灯"), ("parking", "花园五村停车")):
        owner = make.resident(f"owner-{name}", name="李大姐", now=now)
        made[name] = services.propose(actor=owner, council_id=council, words=title, now=now)
        services.publish(actor=zou, topic_id=made[name], title=title, summary="请大家议。", now=now)
        services.schedule(actor=zou, topic_id=made[name], reason="大家关心", now=now)
    return shi, made


@pytest.fixture
def laid(district: DistrictRow, morning: datetime) -> tuple[Actor, dict[str, int]]:
    return town(morning)


def first(*entries: NewPriority, by: Actor, now: datetime, **more: Any) -> int:
    said: dict[str, Any] = {"area_code": STREET, "after": read.latest(PATH), **more}
    return services.publish_priorities(actor=by, entries=entries, now=now, **said)


PARKING = NewPriority(title="老旧小区停车", why="三个月里反映最多")
LAMPS = NewPriority(title="楼道和路口照明", why="老人夜里出门不安全")


@pytest.mark.district("nanan")
def test_versions_follow_one_another_and_stay_readable(
    laid: tuple[Actor, dict[str, int]], morning: datetime
) -> None:
    shi, made = laid
    assert first(PARKING, by=shi, now=morning) == 1
    linked = NewPriority(title="老旧小区停车", why="三个月里反映最多", topic_id=made["parking"])
    assert first(LAMPS, linked, by=shi, now=morning + timedelta(days=1)) == 2
    newest, oldest = read.versions(PATH)
    assert [one.title for one in newest.entries] == ["楼道和路口照明", "老旧小区停车"]
    assert newest.entries[1].topic == topics.topic(made["parking"])
    assert [one.title for one in oldest.entries] == ["老旧小区停车"]
    assert read.places_on_lists({made["parking"], made["lamp"]}) == {made["parking"]: 2}
    assert read.count_in_force() == 2
    entries = journal.story("priorities", STREET)
    assert [(one.verb, one.outcome["version"]) for one in entries] == [
        ("priorities.publish", 1),
        ("priorities.publish", 2),
    ]


@pytest.mark.district("nanan")
def test_what_cannot_be_published(laid: tuple[Actor, dict[str, int]], morning: datetime) -> None:
    shi, made = laid
    with pytest.raises(NoPriorities):
        first(by=shi, now=morning)
    with pytest.raises(NoPriorities):
        first(*(NewPriority(title=f"事{n}", why="急") for n in range(MOST + 1)), by=shi, now=morning)
    with pytest.raises(PriorityTwice):
        first(PARKING, PARKING, by=shi, now=morning)
    with pytest.raises(PriorityTwice):
        first(
            NewPriority(title="灯", why="急", topic_id=made["lamp"]),
            NewPriority(title="路灯", why="急", topic_id=made["lamp"]),
            by=shi,
            now=morning,
        )
    with pytest.raises(NotOfTown):
        first(NewPriority(title="灯", why="急", topic_id=999_999), by=shi, now=morning)
    with pytest.raises(NotOfTown):
        first(PARKING, by=shi, now=morning, area_code=COMMUNITY)
    with pytest.raises(NotAllowed):
        first(PARKING, by=shi, now=morning, area_code=OTHER)
    with pytest.raises(NotAllowed):
        first(PARKING, by=make.actor("owner-lamp"), now=morning)
    first(PARKING, by=shi, now=morning)
    with pytest.raises(PrioritiesMoved):
        first(LAMPS, by=shi, now=morning, after=0)
    assert PriorityList.objects.count() == Priority.objects.count() == 1


@pytest.mark.district("nanan")
def test_two_who_publish_at_once_make_one_version(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    sun = make.actor("sun")
    said: dict[str, Any] = {"actor": sun, "area_code": cast.JIJIANG, "after": 0, "now": morning}
    answers = together(
        4, lambda number: services.publish_priorities(entries=[(PARKING, LAMPS)[number % 2]], **said)
    )
    assert sorted(type(one).__name__ for one in answers) == ["PrioritiesMoved"] * 3 + ["int"]
    assert (PriorityList.objects.count(), Priority.objects.count()) == (1, 1)


@pytest.mark.district("nanan")
def test_a_council_that_follows_the_list_has_its_topics_first(
    laid: tuple[Actor, dict[str, int]], morning: datetime
) -> None:
    shi, made = laid
    first(NewPriority(title="停车", why="反映最多", topic_id=made["parking"]), by=shi, now=morning)
    offered = held.to_put_on(made["council"])
    assert {one.id for one in offered} == {made["lamp"], made["parking"]}
    placed = read.places_on_lists({one.id for one in offered})
    choices = CallMeetingForm(offered=offered, placed=placed).fields["topic_ids"].choices  # type: ignore[attr-defined]
    assert choices[0][0] == made["parking"]
    assert str(choices[0][1]).startswith("协商重点第1项：花园五村停车")


@pytest.mark.district("nanan")
def test_an_old_list_waits_for_who_laid_it_down(
    laid: tuple[Actor, dict[str, int]], morning: datetime
) -> None:
    shi, _made = laid
    first(PARKING, by=shi, now=morning)
    quarter = morning + timedelta(days=92)
    assert read.grown_old(shi, quarter - timedelta(seconds=1)) == []
    assert [(town.code, at) for town, at in read.grown_old(shi, quarter)] == [(STREET, morning)]
    assert read.grown_old(make.actor("zou"), quarter) == [], "a community lays none down"
    first(PARKING, LAMPS, by=shi, now=quarter)
    assert read.grown_old(shi, quarter) == []


def typed(**more: str) -> dict[str, str]:
    """The form of a list with one entry, as it was filled in before there was any."""
    lines = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-place": "1"}
    return {**lines, "form-0-title": LAMPS.title, "form-0-why": LAMPS.why, "after": "0", **more}


def test_a_second_press_is_no_way_past_what_another_published(jiangjin: DistrictRow) -> None:
    """priorities.publish: the newer version is shown, and must be read before it is replaced."""
    now = entrance.now()
    lead = make.staff("shi", "subdistrict_secretary", area=cast.assemble(now=now) and cast.JIJIANG, now=now)
    client, path = Client(), f"/d/jiangjin/desk/priorities/{cast.JIJIANG}"
    client.post("/d/jiangjin/account/login/", {"login": "shi", "password": make.PASSWORD})
    said: dict[str, Any] = {"actor": lead, "area_code": cast.JIJIANG, "after": 0, "now": now}
    services.publish_priorities(entries=[LAMPS, PARKING], **said)

    for _press in range(2):
        answer = client.post(path, typed())
        shown = answer.content.decode()
        assert answer.status_code == 409
        assert PARKING.title in shown, "what the other one published stands there"
        assert 'name="after" value="0"' in shown
    assert PriorityList.objects.count() == 1

    assert client.post(path, typed(read="1")).status_code == 302
    assert [one.title for one in Priority.objects.filter(version__number=2)] == [LAMPS.title]
