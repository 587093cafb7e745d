"""The work queue (待办): what waits for whom, in which order, how far they look, and the menu's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import Actor
from yuanba.web import navigation, tasks
from yuanba.web.tasks import Task, TaskQuery, TaskScope

BASE = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


def waiting(actor: Actor, now: datetime, scope: TaskScope = TaskScope.MINE) -> dict[str, Sequence[Task]]:
    """What waits for somebody, by the kind of work; what is counted is what is listed."""
    asked = TaskQuery(actor=actor, now=now, scope=scope)
    found = {one.source.key: one.tasks for one in tasks.queued(asked, limit=50) if one.tasks}
    counted = {source.key: number for source, number in tasks.counted(asked) if number}
    assert counted == {key: len(rows) for key, rows in found.items()}
    return found


def numbers(actor: Actor, now: datetime, scope: TaskScope = TaskScope.MINE) -> dict[str, list[str]]:
    """The receipts of what waits, by the kind of work."""
    return {key: [one.number for one in rows] for key, rows in waiting(actor, now, scope).items()}


def test_a_matter_goes_from_queue_to_queue(people: Cast, morning: datetime) -> None:
    bench = court.assemble(now=morning)
    matter = make.a_matter(now=morning, actor=people.li)
    its = [matter.receipt]
    assert numbers(people.chen, morning) == {"triage": its}
    assert numbers(people.zhou, morning) == {}

    now = deeds.walk(matter, people, "assign", morning)
    assert numbers(people.chen, now) == {}
    assert numbers(people.zhou, now) == {"accept": its}
    (task,) = waiting(people.zhou, now)["accept"]
    row = deeds.row_of(matter)
    assert (task.due_at, task.unit, task.area_path) == (row.until_at, "jijiang", cast.GRID_PATH)
    assert task.link.endswith(f"/matters/{matter.id}")

    now = deeds.walk(matter, people, "accept", now)
    assert numbers(people.zhou, now) == {"answer": its}
    assert waiting(people.zhou, now)["answer"][0].due_at == row.due_at

    now = deeds.walk(matter, people, "ask_extend", now)
    assert numbers(people.chen, now) == {"grant": its}
    now = deeds.walk(matter, people, "deny", now)
    assert numbers(people.chen, now) == {}

    now = deeds.walk(matter, people, "ask", now)
    assert numbers(people.zhou, now) == {}, "the resident is asked, and the clock rests"
    now = deeds.walk(matter, people, "reply answer", now)
    assert numbers(people.zhou, now) == {}
    assert numbers(bench.wu, now) == numbers(people.chen, now) == {"check": its}

    now = deeds.walk(matter, people, "check", now)
    court.read_journal()
    assert numbers(bench.wu, now) == {}
    assert numbers(people.chen, now) == {"write": its}
    court.publish(matter, people, now)
    boards = waiting(bench.wu, now)["board"]
    assert {one.area_path for one in boards} >= {cast.COMMUNITY_PATH, cast.GRID_PATH}
    assert numbers(people.chen, now).keys() == {"board"}


def test_a_part_waits_for_the_unit_that_helps(people: Cast, morning: datetime) -> None:
    helper = make.staff(
        "luo", "handler", name="罗明", unit="jijiang-planning", area=cast.JIJIANG, now=morning
    )
    matter = make.a_matter(now=morning)
    now = deeds.walk(matter, people, "assign accept split", morning)
    assert numbers(people.zhou, now) == {"answer": [matter.receipt]}
    assert numbers(helper, now) == {"contribute": [matter.receipt]}

    now = deeds.walk(matter, people, "join", now)
    assert numbers(helper, now) == {}, "a colleague has it in hand"
    assert numbers(helper, now, TaskScope.UNIT) == {"contribute": [matter.receipt]}


def test_dangers_come_first_then_the_earliest_deadline(people: Cast) -> None:
    client, now = entered("chen"), datetime.now(UTC)
    make.a_matter(now=now - timedelta(days=10), text="楼道堆了杂物")
    make.a_matter(now=now - timedelta(hours=1), text="楼下煤气泄漏，味道很大")
    make.a_matter(now=now - timedelta(days=20), text="路灯坏了三天")

    page = client.get(f"{BASE}/tasks").content.decode().split("<h1>")[1]

    said = ("险情", "煤气泄漏", "路灯坏了", "堆了杂物")
    places = [page.index(words) for words in said]
    assert places == sorted(places)
    assert "煤气泄漏" in client.get(f"{BASE}/tasks?kind=nonsense").content.decode(), "all of it"


def entered(login: str) -> Client:
    """Somebody who has logged in; it is their page that they come to."""
    client = Client()
    done = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert done.status_code == 302
    return client


def test_scopes_widen_from_mine_to_the_unit_to_the_areas(people: Cast, morning: datetime) -> None:
    colleague = make.staff("qin", "handler", name="秦岚", unit="jijiang", area=cast.JIJIANG, now=morning)
    party = make.staff("tang", "handler", name="唐宁", unit="grid-1", area=cast.FIRST_GRID, now=morning)
    lead = make.staff(
        "lead", "subdistrict_secretary", name="罗江", unit="jijiang", area=cast.JIJIANG, now=morning
    )
    taken = make.a_matter(now=morning)
    deeds.walk(taken, people, "assign accept", morning)
    elsewhere = make.a_matter(now=morning)
    deeds.do("assign", elsewhere, people, morning, class_code="home")
    unit = deeds.row_of(elsewhere).unit

    assert unit != "jijiang"
    assert numbers(people.zhou, morning) == {"answer": [taken.receipt]}
    assert numbers(colleague, morning) == {}, "a colleague has it in hand"
    assert numbers(colleague, morning, TaskScope.UNIT) == {"answer": [taken.receipt]}
    assert numbers(lead, morning, TaskScope.UNIT) == {"answer": [taken.receipt]}
    assert numbers(lead, morning, TaskScope.AREA) == {
        "accept": [elsewhere.receipt],
        "answer": [taken.receipt],
    }
    assert numbers(party, morning, TaskScope.UNIT) == {"accept": [elsewhere.receipt]}


def test_the_menu_has_the_sums(people: Cast, morning: datetime) -> None:
    given, other = make.a_matter(now=morning), make.a_matter(now=morning)
    deeds.walk(given, people, "assign accept", morning)
    deeds.walk(other, people, "assign", morning)

    assert {to: n for to, n in navigation.waiting(people.zhou, morning).items() if n} == {
        "desk:orders": 2,
        "desk:tasks": 2,
    }
    part = entered("zhou").get(f"{BASE}/tasks/waiting").content.decode()
    assert 'id="waits-deskorders" hx-swap-oob="true"' in part
    assert part.count("2件待办") == 2


def test_more_than_can_be_read_is_said_so(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yuanba.desk.views.tasks.SHOWN", 2)
    for _ in range(3):
        make.a_matter(now=morning)
    client = entered("chen")
    assert "这里列出最急的" in client.get(f"{BASE}/tasks").content.decode()
    chosen = client.get(f"{BASE}/tasks?kind=triage").content.decode()
    assert f'href="{BASE}/triage"' in chosen.split("</table>")[1]


def test_who_has_nothing_to_do_is_told_so(people: Cast) -> None:
    assert "没有待办" in entered("sun").get(f"{BASE}/tasks").content.decode()
