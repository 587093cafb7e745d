"""Pages of lists. The clock is the wall's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from yuanba.lists import queries
from yuanba.rules.core.actor import Actor

BASE = "/d/jiangjin/"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


def entered(login: str) -> Client:
    client = Client()
    answer = client.post(f"{BASE}account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def test_a_list_is_derived_revised_and_read_by_pages(secretary: Actor) -> None:
    desk, anybody = entered("guo"), Client()
    assert "通泰门" in desk.get(f"{BASE}desk/lists").content.decode()
    path = f"{BASE}desk/lists/{cast.TONGTAIMEN}"
    assert "is_chosen" in desk.get(f"{path}/derive").content.decode()
    fields = {"street_light-is_chosen": "on", "street_light-wording": "楼下的路灯"}

    assert desk.post(f"{path}/derive", {**fields, "street_light-amount": "999"}).status_code == 422
    assert desk.post(f"{path}/derive", fields).status_code == 302
    assert "清单中没有" in desk.get(f"{path}/revise").content.decode()
    assert (
        "<form"
        not in desk.get(f"{path}/revise").content.decode().partition("<main")[2].partition("</main")[0]
    )
    more = {"road_repair-is_chosen": "on", "since": "1"}
    row = f"{path}/revise/road_repair"
    assert desk.post(row, more).status_code == 422, "without a reason"
    assert desk.post(row, {**more, "reason": "居民提议"}).status_code == 302
    assert desk.post(row, {**more, "reason": "又改"}).status_code == 409, "version 1 is not the newest"
    assert desk.get(f"{path}/revise/moon").status_code == 404

    newest = queries.version(cast.TONGTAIMEN)
    assert newest.number == 2
    assert {one.item_code for one in queries.lines(newest.id)} == {"street_light", "road_repair"}
    assert desk.post(row, {"since": "2", "reason": "没有这类事"}).status_code == 302
    assert {one.item_code for one in queries.lines(queries.version(cast.TONGTAIMEN).id)} == {"street_light"}
    shown = anybody.get(f"{BASE}lists/{cast.TONGTAIMEN}/2").content.decode()
    assert "楼下的路灯" in shown
    assert "居民提议" not in shown
    assert "居民提议" in desk.get(path).content.decode()
    assert "通泰门" in anybody.get(f"{BASE}lists").content.decode()
    first = anybody.get(f"{BASE}lists/{cast.TONGTAIMEN}/1").content.decode()
    assert "道路和人行道破损" not in first


def test_triage_shows_what_people_here_call_it(secretary: Actor, people: Cast, morning: datetime) -> None:
    desk = entered("guo")
    desk.post(
        f"{BASE}desk/lists/{cast.TONGTAIMEN}/derive",
        {"street_light-is_chosen": "on", "street_light-wording": "楼下的路灯"},
    )
    make.a_matter(now=morning)

    assert "楼下的路灯（" in entered("chen").get(f"{BASE}triage").content.decode()


def test_nobody_else_writes(people: Cast) -> None:
    assert entered("zhou").get(f"{BASE}desk/lists/{cast.TONGTAIMEN}/derive").status_code == 403
    assert Client().get(f"{BASE}lists/{cast.TONGTAIMEN}").status_code == 404
