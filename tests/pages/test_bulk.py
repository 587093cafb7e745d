"""Verbs for ticked rows: a preview, each matter by itself, and files of exactly what the list shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, deeds, make
from tests.cast import Cast
from tests.exchange.test_papers import size, words
from tests.make import Matter
from tests.pages.test_queries import entered, ours
from yuanba.districts.queries import DistrictRow
from yuanba.matters.queries import handling
from yuanba.sheets import ooxml

BASE = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


def given(people: Cast, number: int) -> list[Matter]:
    """So many matters that lie with Zhou's unit."""
    now = datetime.now(UTC)
    made = [make.a_matter(now=now, text=f"{one}号门路灯不亮") for one in range(number)]
    for matter in made:
        deeds.walk(matter, people, "assign accept", now)
    return made


def ticked(path: str, verb: str, *ids: int, more: str = "") -> str:
    """The address of a list with these rows ticked for a verb."""
    rows = "".join(f"&row={one}" for one in ids)
    return f"{BASE}{path}?verb={verb}{rows}{more}"


def test_orders_go_to_a_colleague_after_a_preview(people: Cast) -> None:
    first, second, third = given(people, 3)
    hao = make.staff("hao", "handler", name="郝强", unit="jijiang", area=cast.JIJIANG, now=datetime.now(UTC))
    desk = entered("zhou")
    address = ticked("/orders", "hand_to", first.id, second.id)

    preview = desk.get(address).content.decode()
    assert "转给同事办：2件" in preview
    assert "郝强" in preview
    assert "0号门路灯不亮" in preview
    assert "2号门路灯不亮" not in preview
    assert desk.post(address, {"login": ""}).status_code == 422
    assert handling.in_hand_of([first.id]) == {first.id: people.zhou.key}

    done = desk.post(address, {"login": "hao"}, follow=True).content.decode()
    assert "转给同事办：已办2件" in done
    held = handling.in_hand_of([first.id, second.id, third.id])
    assert held == {first.id: hao.key, second.id: hao.key, third.id: people.zhou.key}
    assert [deeds.last(one).verb for one in (first, second)] == ["matter.hand_to"] * 2


def test_what_is_refused_is_told_and_the_others_are_done(people: Cast) -> None:
    """Whoever urges a second time today is refused for that matter only."""
    first, second = given(people, 2)
    desk = entered("chen")
    desk.post(ticked("/matters", "urge", first.id), {"words": "请抓紧"})
    answer = desk.post(ticked("/matters", "urge", first.id, second.id), {"words": "请抓紧"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "催办：已办1件" in shown
    assert "没有改动的" in shown
    assert deeds.row_of(first).urges == deeds.row_of(second).urges == 1


def test_what_changed_since_the_preview_is_shown_before_anything_is_done(people: Cast) -> None:
    """Another triager refuses a matter between the look and the press; more than a hundred are told apart."""
    first, second = given(people, 1)[0], make.a_matter(now=datetime.now(UTC), text="还没有派单的事")
    third = make.a_matter(now=datetime.now(UTC), text="也没有派单的事")
    desk = entered("chen")
    address = ticked("/matters", "export", first.id, second.id, *range(10**6, 10**6 + 500))
    seen = desk.get(address).content.decode()
    assert f'name="shown" value="{first.id} {second.id}"' in seen
    assert "一次最多办理勾选的前100行" in seen

    was = {"shown": f"{first.id} {second.id} {third.id}"}
    answer = desk.post(address, was)
    assert answer.status_code == 409
    assert "什么都没有办" in answer.content.decode()
    assert [deeds.last(one).verb for one in (first, second)] == ["matter.accept", "matter.file"]
    assert desk.post(address, {"shown": f"{first.id} {second.id}"})["Content-Disposition"]

    unknown = desk.get(f"{BASE}/matters?state=nonsense&sort=nothing&col=gone").content.decode()
    assert "没有同时符合这些筛选的内容" in unknown
    assert "清单没有这么多页" in desk.get(f"{BASE}/matters?after=~1").content.decode()


def test_what_cannot_be_done_is_left_and_said_so(people: Cast) -> None:
    (open_one,) = given(people, 1)
    ended = make.a_matter(now=datetime.now(UTC), text="已经不受理的事")
    deeds.walk(ended, people, "refuse", datetime.now(UTC))
    desk = entered("chen")
    shown = desk.get(ticked("/matters", "urge", open_one.id, ended.id)).content.decode()
    assert "催办：1件" in shown
    assert "没有改动的" in shown
    nothing = desk.get(ticked("/matters", "urge", ended.id)).content.decode()
    assert "勾选的都不能这样办" in nothing
    desk.post(ticked("/matters", "urge", ended.id), {"words": ""})
    assert deeds.row_of(ended).urges == 0


def test_nothing_ticked_and_nothing_allowed(people: Cast) -> None:
    (matter,) = given(people, 1)
    assert "请先至少勾选一行" in entered("chen").get(ticked("/matters", "urge"), follow=True).content.decode()
    assert entered("sun").get(ticked("/matters", "urge", matter.id)).status_code == 403
    assert entered("zhou").get(ticked("/orders", "nothing", matter.id)).status_code == 403
    foreign = make.a_matter(now=datetime.now(UTC), area_code=cast.DEGAN)
    shown = entered("zhou").get(ticked("/orders", "hand_to", foreign.id), follow=True).content.decode()
    assert "请先至少勾选一行" in shown


def cells(client: Client, address: str) -> list[list[str]]:
    """The rows of the workbook that a list gives after its preview."""
    answer = client.post(address)
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Disposition"].startswith("attachment")
    (grid,) = ooxml.grids(answer.content)
    return [list(row) for row in grid.rows]


def test_a_workbook_holds_exactly_what_the_list_shows(people: Cast) -> None:
    first, second, third = given(people, 3)
    make.a_matter(now=datetime.now(UTC), text="还没有派单的事")
    desk = entered("chen")
    state = "&state=accepted&sort=filed&col=what&col=unit&col=receipt&all=1"
    shown = desk.get(f"{BASE}/matters?verb=export{state}").content.decode()
    assert "导出Excel：3件" in shown

    rows = cells(desk, f"{BASE}/matters?verb=export{state}")

    assert rows[0] == ["事项", "承办单位", "回执"]
    assert [row[0] for row in rows[1:]] == ["0号门路灯不亮", "1号门路灯不亮", "2号门路灯不亮"]
    assert {row[1] for row in rows[1:]} == {"几江街道党工委"}
    assert [row[2].replace(" ", "") for row in rows[1:]] == [one.receipt for one in (first, second, third)]
    assert [deeds.last(one).verb for one in (first, second, third)] == ["matter.export"] * 3

    only = cells(desk, ticked("/matters", "export", second.id, more="&col=what"))
    assert only == [["事项"], ["1号门路灯不亮"]]

    assert "打印：3件" in desk.get(f"{BASE}/matters?verb=print_list{state}").content.decode()
    printed = desk.post(f"{BASE}/matters?verb=print_list{state}").content
    told = words(printed)
    for said in (
        "事项查询单位：江津区基层治理指挥中心打印日期：2",
        "状态：办理中共3行",
        "事项承办单位回执",
        "0号门路灯不亮",
        "制表人：陈芳审核人：",
        "第1页共1页",
    ):
        assert said in told, told
    assert size(printed) == (297, 210), "A4, across"
    assert [deeds.last(one).outcome["as"] for one in (first, second, third)] == ["paper"] * 3


def test_order_sheets_are_one_file_and_leave_a_trace(people: Cast) -> None:
    first, second = given(people, 2)
    filed = make.a_matter(now=datetime.now(UTC))
    desk = entered("zhou")
    address = ticked("/orders", "print", first.id, second.id, filed.id)
    assert "打印交办单：2件" in desk.get(address).content.decode()
    answer = desk.post(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert [deeds.last(one).outcome["as"] for one in (first, second)] == ["sheets"] * 2
    assert deeds.last(filed).verb == "matter.file"
    assert "看谁的工单：本单位全部" in words(desk.post(f"{BASE}/orders?verb=print_list&all=1").content)


def test_a_preview_asks_no_more_for_more_rows(people: Cast) -> None:
    made = given(people, 8)
    desk = entered("zhou")
    asked = []
    for some in (made[:2], made):
        address = ticked("/orders", "hand_to", *(one.id for one in some))
        desk.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(address).status_code == 200
        asked.append(len(ours(seen)))
    assert asked[0] == asked[1]
