"""The search over everything: what is found where, by whom, and what of it leaves no trace."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.desk.test_tasks import BASE, entered
from tests.desk.test_tasks import people as people
from yuanba.matters.services import Contact
from yuanba.residents import search as at_the_counter
from yuanba.rules.core.actor import Actor
from yuanba.web import search
from yuanba.web.search import SearchQuery

PHONE = "13800138000"


def found(actor: Actor, text: str, now: datetime) -> dict[str, list[str]]:
    """What somebody finds, by where: numbers or titles."""
    asked = SearchQuery(actor=actor, text=text, now=now, limit=6)
    return {source.key: [one.number or one.title for one in hits] for source, hits in search.found(asked)}


def test_a_receipt_or_words_lead_to_the_matters_that_one_may_read(people: Cast, morning: datetime) -> None:
    lamp = make.a_matter(now=morning, text="滨江花园3号门的路灯坏了")
    make.a_matter(now=morning, text="楼道堆了杂物")

    for text in (
        lamp.receipt,
        f"{lamp.receipt[:4]} {lamp.receipt[4:8]} {lamp.receipt[8:]}",
        "路灯",
        "路灯 3号",
    ):
        assert found(people.chen, text, morning)["matters"] == [lamp.receipt], text
    assert "matters" not in found(people.zhou, lamp.receipt, morning), "it is not theirs to read"
    assert found(people.chen, "", morning) == {}
    assert found(people.chen, "没有这样的事", morning) == {}


def test_a_whole_number_finds_what_was_left_with_it_and_is_counted(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_the_counter, "TRIES", 1)
    clerk = make.staff("wu", "clerk", name="吴倩", area=cast.JIJIANG, now=morning)
    matter = make.a_matter(now=morning, contact=Contact(channel="sms", address=PHONE))

    assert found(clerk, "138 0013 8000", morning) == {"phone": [matter.receipt]}
    assert found(clerk, "1380013", morning) == {}
    assert found(people.zhou, PHONE, morning) == {}
    client = entered("wu")
    page = client.post(f"{BASE}/find", {"text": PHONE}).content.decode()
    assert matter.receipt[:4] in page
    assert page.count(PHONE) == 1, "in the box in which it was typed"
    over = client.post(f"{BASE}/find", {"text": PHONE})
    assert (over.status_code, matter.receipt[:4] in over.content.decode()) == (422, False)


def test_places_for_all_staff_people_for_those_who_manage_them(people: Cast, morning: datetime) -> None:
    keeper, _guard = cast.administrators(now=morning)
    assert found(people.zhou, "滨江", morning) == {"places": ["滨江花园"]}
    assert set(found(keeper, "几江街道党工委", morning)) == {"staff", "units"}
    assert found(keeper, "zhou", morning) == {"staff": ["zhou"]}
    assert found(people.zhou, "zhou", morning) == {}
    page = entered("keeper").post(f"{BASE}/find", {"text": "zhou"}).content.decode()
    assert "周敏" not in page, "who is found is shown by log-in and position"


def test_pages_are_those_of_ones_own_menu(people: Cast, morning: datetime) -> None:
    assert found(people.zhou, "工单", morning)["pages"] == ["本单位工单"]
    assert found(people.zhou, "待分流", morning) == {}
    assert found(people.chen, "待分流", morning)["pages"] == ["待分流"]


def test_it_works_as_a_page_and_as_a_part(people: Cast) -> None:
    client = entered("chen")
    page = client.get(f"{BASE}/find").content.decode()
    assert 'role="search"' in page.split("<main")[1]
    assert "autofocus" in page.split("<main")[1]
    none = client.post(f"{BASE}/find", {"text": "没有这样的事"})
    assert "没有找到" in none.content.decode()
    assert "autofocus" not in none.content.decode().split("<main")[1], "the page stays at what was found"
    assert none["Cache-Control"] == "no-store"
    part = client.post(f"{BASE}/find", {"text": "待办"}, headers={"HX-Request": "true"}).content.decode()
    assert f'href="{BASE}/tasks"' in part
    assert "<html" not in part
    long = client.post(f"{BASE}/find", {"text": "字" * 201})
    assert (long.status_code, "yb-field__error" in long.content.decode()) == (422, True)
    assert Client().post(f"{BASE}/find", {"text": "路灯"}).status_code == 302


def test_the_number_of_statements_does_not_grow(people: Cast, morning: datetime) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            found(people.chen, "路灯", morning)
        return len(seen)

    make.a_matter(now=morning, text="路灯坏了")
    one = asked()
    for area in (cast.FIRST_GRID, cast.SECOND_GRID, cast.NANMEN, cast.TONGTAIMEN):
        make.a_matter(now=morning, text="路灯不亮", area_code=area)
    assert asked() == one <= 10  # with what the planner knows of the word, and the rules for the pages
