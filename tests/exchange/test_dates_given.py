"""An absurd date is refused at its place, by form, API, table and chat; nothing is stored of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import cast, make
from tests.laws.test_walk import BASE
from yuanba.districts.queries import DistrictRow
from yuanba.matters.models import Matter
from yuanba.matters.services.filing import Outside, file
from yuanba.reading import chats
from yuanba.rules.time import span
from yuanba.sheets import cells

ABSURD = ["0001-01-01T00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1900-12-31T00:00"]


@pytest.fixture
def chen(jiangjin: DistrictRow) -> Client:
    cast.assemble(now=datetime.now(UTC))
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    return client


@pytest.mark.parametrize("said_at", ABSURD)
def test_a_clerk_is_told_at_the_field(chen: Client, said_at: str) -> None:
    typed = {
        "text": "路灯坏了",
        "area": cast.FIRST_GRID,
        "key": "k",
        "channel": "counter",
        "said_at": said_at,
    }
    answer = chen.post(f"{BASE}/file", typed)
    assert answer.status_code in (200, 422)
    assert "日期请选在1901-01-01至2199-12-31之间" in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize("place", ["said_at", "due_at"])
@pytest.mark.parametrize("at", ABSURD[1:3])
def test_a_program_is_told_which_place(chen: Client, place: str, at: str) -> None:
    body = {"channel": "order_12345", "number": "1", "text": "路灯坏了", place: at}
    answer = chen.post(f"{BASE}/api/v1/orders/outside", json.dumps(body), content_type="application/json")
    assert answer.status_code == 422
    (field,) = answer.json()["error"]["fields"]
    assert field["place"].endswith(place)
    assert "1901-01-01" in field["message"]
    assert not Matter.objects.exists()


def test_the_service_refuses_it_whoever_calls(jiangjin: DistrictRow) -> None:
    now = datetime.now(UTC)
    people = cast.assemble(now=now)
    year_one, year_last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(span.OutOfRange):
        file(actor=people.chen, text="路灯坏了", now=now, said_at=year_one)
    outside = Outside(number="1", due_at=year_last)
    with pytest.raises(span.OutOfRange):
        file(actor=people.chen, text="路灯坏了", now=now, channel="order_12345", outside=outside)


def test_a_cell_and_a_chat() -> None:
    for cell in ("0001-01-01", "9999/12/31", "1900年1月1日"):
        with pytest.raises(span.OutOfRange):
            cells.on(cell)
        with pytest.raises(span.OutOfRange):
            cells.moment(f"{cell} 09:00")
    chat = chats.read("张三 0001-01-01 09:15\n路灯坏了", now=datetime(2026, 3, 2, tzinfo=UTC))
    assert [report.said_at for report in chat.reports] == [None]


@pytest.mark.parametrize("said_at", [*ABSURD, "NaN", "10000-01-01T00:00"])
def test_a_card_of_a_chat_comes_back(chen: Client, said_at: str) -> None:
    form = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "0-keep": "on", "0-text": "路灯坏了"}
    typed = {f"form-{name}": value for name, value in form.items()}
    sent = {"step": "file", "key": "k", "form-0-area": cast.FIRST_GRID, "form-0-said_at": said_at, **typed}
    assert chen.post(f"{BASE}/matters/chat", sent).status_code == 422
    assert not Matter.objects.exists()


@pytest.mark.parametrize("address", ["infinity", "10000-01-01T00:00", "home:front", "//evil.example/"])
def test_a_word_is_no_address_to_go_back_to(jiangjin: DistrictRow, address: str) -> None:
    answer = Client().post(f"{BASE}/look", {"theme": "dark", "next": address})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{BASE}/")
