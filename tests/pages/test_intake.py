"""Pages of what comes in by chat and from other platforms, of search, likeness, and the public map."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast, deeds, make
from tests.cast import FIRST_GRID, Cast
from yuanba.districts.queries import DistrictRow
from yuanba.matters import queries
from yuanba.matters.queries import tables as work
from yuanba.sheets import tables

CHAT = "张三 2026-03-02 09:15:22\n大家好\n李阿姨 2026-03-02 09:20:00\n下水道堵了，电话13800138000\n"
ORDERS = "工单编号,诉求内容,办结时限\nCQ1,路灯不亮,2026-03-04 18:00\nCQ2,,\n".encode()
HOME = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    """Jiangjin's cast, today: pages read the clock."""
    return cast.assemble(now=datetime.now(UTC))


@pytest.fixture
def desk(people: Cast) -> Client:
    """Chen, the triager, logged in."""
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-CN")
    form = {"login": "chen", "password": make.PASSWORD}
    assert client.post(f"{HOME}/account/login/", form).status_code == 302
    return client


def _hidden(content: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', content.decode())
    assert found, name
    return found[1]


def _rows(people: Cast) -> list[queries.MatterRow]:
    return list(work.listed(work.readable(people.chen, datetime.now(UTC))).rows)


def test_a_chat_becomes_matters_in_two_steps(desk: Client, people: Cast) -> None:
    look = desk.post(f"{HOME}/matters/chat", {"step": "look", "chat": CHAT, "area": FIRST_GRID})
    assert "下水道堵了" in look.content.decode()
    assert _rows(people) == []
    cards = {
        "step": "file",
        "key": _hidden(look.content, "key"),
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-text": "大家好",
        "form-1-keep": "on",
        "form-1-text": "下水道堵了，电话13800138000",
        "form-1-area": FIRST_GRID,
        "form-1-name": "李阿姨",
        "form-1-phone": "13800138000",
        "form-1-said_at": "2026-03-02T09:20:00+08:00",
    }
    filed = desk.post(f"{HOME}/matters/chat", cards).content.decode()
    (row,) = _rows(people)
    assert row.receipt[:4] in filed
    assert "13800138000" not in filed
    again = desk.post(f"{HOME}/matters/chat", cards)
    assert again.status_code == 200
    assert len(_rows(people)) == 1


def _clerk_of_a_subdistrict(people: Cast) -> Client:
    make.staff("he", "clerk", name="何静", unit="jijiang", area="500116001", now=datetime.now(UTC))
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-CN")
    form = {"login": "he", "password": make.PASSWORD}
    assert client.post(f"{HOME}/account/login/", form).status_code == 302
    return client


ASKED = "请选地方：您只能登记自己负责的地方。"


@pytest.mark.parametrize("address", ["chat", "outside"])
def test_only_places_that_can_be_filed_for_are_offered(people: Cast, desk: Client, address: str) -> None:
    clerk = _clerk_of_a_subdistrict(people)
    for client, unsure in ((clerk, False), (desk, True)):
        shown = client.get(f"{HOME}/matters/{address}").content.decode()
        assert ("说不准" in shown) is unsure
    assert 'value="500116001" selected' in clerk.get(f"{HOME}/matters/{address}").content.decode()


def test_a_place_is_asked_for_at_its_field(people: Cast) -> None:
    clerk = _clerk_of_a_subdistrict(people)
    chat = {"step": "look", "chat": CHAT, "area": ""}
    orders = {"step": "look", "channel": "platform_12345", "cells": ORDERS.decode(), "area": ""}
    card = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-keep": "on",
        "form-0-text": "路灯不亮",
    }
    cards = {"step": "file", "key": "k", **card}
    counter = {"text": "路灯不亮", "key": "k2", "told": "none", "channel": "counter"}
    for address, typed in (
        ("matters/chat", chat),
        ("matters/outside", orders),
        ("matters/chat", cards),
        ("file", counter),
    ):
        asked = clerk.post(f"{HOME}/{address}", typed)
        assert (asked.status_code, ASKED in asked.content.decode()) == (422, True), address
    strange = clerk.post(f"{HOME}/matters/chat", {**chat, "area": "500116002"})
    assert "不归您登记" in strange.content.decode()
    assert _rows(people) == []
    assert clerk.post(f"{HOME}/matters/chat", {**cards, "form-0-area": FIRST_GRID}).status_code == 200
    assert len(_rows(people)) == 1


def test_somebody_elses_number_is_proposed_and_never_filled(desk: Client, people: Cast) -> None:
    chat = "张三 2026-03-02 09:15\n物业小陈013800138066说不归他管\n李四 2026-03-02 09:16\n[图片]\n路灯坏了"
    look = desk.post(f"{HOME}/matters/chat", {"step": "look", "chat": chat, "area": FIRST_GRID})
    shown = look.content.decode()
    assert 'data-value="13800138066"' in shown
    assert re.findall(r'<input[^>]*name="form-0-phone"[^>]*>', shown) != []
    assert all("138" not in field for field in re.findall(r'<input[^>]*name="form-0-phone"[^>]*>', shown))
    assert "聊天里有1处没有放进卡片" in shown


def test_a_fault_in_a_card_keeps_every_card(desk: Client, people: Cast) -> None:
    cards = {
        "step": "file",
        "key": "k",
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "2",
        "form-0-keep": "on",
        "form-0-text": "路灯不亮",
        "form-1-keep": "on",
        "form-1-text": "",
    }
    back = desk.post(f"{HOME}/matters/chat", cards)
    assert back.status_code == 422
    assert "路灯不亮" in back.content.decode()
    assert _rows(people) == []


def test_orders_are_looked_at_then_taken_and_the_refused_come_back(desk: Client, people: Cast) -> None:
    asked = {"step": "look", "channel": "platform_12345", "file": SimpleUploadedFile("a.csv", ORDERS)}
    look = desk.post(f"{HOME}/matters/outside", asked)
    folded = _hidden(look.content, "folded")
    assert "CQ1" in look.content.decode()
    second = {"channel": "platform_12345", "folded": folded, "shown": "2", "take": "2"}
    refused = desk.post(f"{HOME}/matters/outside", {**second, "step": "refused"}).content.decode()
    assert "CQ2" in refused
    assert "CQ1" not in refused
    desk.post(f"{HOME}/matters/outside", {**second, "step": "commit", "skip_refused": "1"})
    (row,) = _rows(people)
    beside = desk.get(f"{HOME}/matters/{row.id}/outside").content.decode()
    assert "CQ1" in beside


def test_columns_are_chosen_by_hand_and_nothing_is_filed_unseen(desk: Client, people: Cast) -> None:
    url = f"{HOME}/matters/outside"
    odd = SimpleUploadedFile("a.csv", "案卷,话,最晚\nA1,路灯不亮,2027-03-04\n".encode())
    look = desk.post(url, {"step": "look", "channel": "platform_12345", "file": odd})
    assert look.status_code == 422
    assert 'name="column_number"' in look.content.decode()
    kept = {"channel": "platform_12345", "folded": _hidden(look.content, "folded")}
    chosen = {"column_number": "案卷", "column_text": "话", "column_due": "最晚"}
    seen = {name.replace("column_", "seen_"): heading for name, heading in chosen.items()}
    ticks = {"shown": "2", "take": "2"}

    unseen = desk.post(url, {**kept, **chosen, **ticks, "step": "commit"})
    assert unseen.status_code == 422
    assert _rows(people) == []
    desk.post(url, {**kept, **chosen, **seen, **ticks, "step": "commit"})
    assert [row.source_number for row in _rows(people)] == ["A1"]


def test_another_file_than_the_one_looked_at_is_not_filed(desk: Client, people: Cast) -> None:
    folded = tables.fold(ORDERS, at_most=10_000)
    sent = {"channel": "platform_12345", "folded": folded, "shown": "2", "take": "2", "step": "commit"}
    assert desk.post(f"{HOME}/matters/outside", sent).status_code == 422
    assert _rows(people) == []


def test_words_narrow_the_list_and_a_number_opens_its_matter(desk: Client, people: Cast) -> None:
    lamp = make.a_matter(now=datetime.now(UTC))
    shown = f"{lamp.receipt[:4]} {lamp.receipt[4:8]} {lamp.receipt[8:]}"
    assert shown in desk.get(f"{HOME}/matters", {"q": "路灯"}).content.decode()
    assert shown not in desk.get(f"{HOME}/matters", {"q": "电梯"}).content.decode()
    assert desk.get(f"{HOME}/matters", {"q": lamp.receipt}).url.endswith(f"/matters/{lamp.id}")  # type: ignore[attr-defined]


def test_like_matters_stand_beside_a_new_one(desk: Client, people: Cast) -> None:
    now = datetime.now(UTC)
    earlier = make.a_matter(now=now - timedelta(days=1))
    new = make.a_matter(now=now)
    shown = desk.get(f"{HOME}/matters/{new.id}/like").content.decode()
    assert f"/matters/{earlier.id}" in shown
    assert "疑似重复" in shown


def test_the_map_has_its_list_and_a_neighbour_counts_once(people: Cast) -> None:
    now, neighbour = datetime.now(UTC), Client(HTTP_ACCEPT_LANGUAGE="zh-CN")
    lamp = make.a_matter(now=now - timedelta(hours=1))
    deeds.walk(lamp, people, "assign publish", now - timedelta(hours=1))
    assert "几江街道" in neighbour.get(f"{HOME}/public/map").content.decode()
    for _ in range(2):
        answer = neighbour.post(f"{HOME}/public/{lamp.id}/follow", {"phone": "13800138000"})
        assert answer.status_code == 302
    assert "有1位邻居" in neighbour.get(f"{HOME}/public/{lamp.id}").content.decode()
    assert "路灯修复" in neighbour.get(f"{HOME}/public", {"q": "路灯"}).content.decode()
    assert "路灯修复" not in neighbour.get(f"{HOME}/public", {"q": "电梯"}).content.decode()


def test_an_area_is_followed_from_the_map(people: Cast) -> None:
    neighbour = Client(HTTP_ACCEPT_LANGUAGE="zh-CN")
    asked = {"town": "500116001", "phone": "13800138000"}
    assert neighbour.post(f"{HOME}/public/follow", asked).status_code == 302
    assert neighbour.post(f"{HOME}/public/follow", {**asked, "phone": ""}).status_code == 409
