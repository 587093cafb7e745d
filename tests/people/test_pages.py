"""The pages about staff and units, and what they cost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast, make
from yuanba.people import queries

BASE = "/d/jiangjin/people/"
STAFF = "login,name,position,unit,area,from_on\nwumin,吴敏,,,,\n"

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    cast.assemble(now=morning)
    cast.administrators(now=morning)
    return cast.Cast(**{name: make.actor(name) for name in ("li", "wang", "chen", "zhou", "sun")})


def entered(client: Client, login: str) -> Client:
    answer = client.post("/d/jiangjin/account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("staff.csv", text.encode("gb18030"), content_type="text/csv")


def test_the_list_and_a_person(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    listing = client.get(BASE).content.decode()
    assert "周敏" in listing
    assert "李春梅" not in listing, "residents are not staff"
    one = client.get(f"{BASE}{people.zhou.key}").content.decode()
    assert "经办人" in one
    assert "position.end" not in one
    assert client.get(f"{BASE}nobody").status_code == 404
    assert client.get(f"{BASE}units").status_code == 200
    assert "周敏" in client.get(f"{BASE}units/jijiang").content.decode()


@pytest.mark.parametrize("address", ["", "open", "import", "units", "units/import", "units/jijiang"])
def test_strangers_and_other_staff_stay_out(client: Client, people: cast.Cast, address: str) -> None:
    assert client.get(BASE + address).status_code == 302
    entered(client, "zhou")
    assert client.get(BASE + address).status_code == 403
    entered(Client(), "li").get(BASE + address)


def test_an_account_is_opened_and_its_password_shown_once(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    answer = client.post(f"{BASE}open", {"people": "吴敏 wumin\n  赵 小川，zhao.xiaochuan\n"})
    assert answer.status_code == 200
    key = queries.key_of("wumin")
    first, second = answer.context["opened"]
    assert (second.name, second.login) == ("赵 小川", "zhao.xiaochuan")
    assert first.password in answer.content.decode()
    assert answer["Cache-Control"].find("no-store") >= 0
    assert first.password not in client.get(f"{BASE}{key}").content.decode()
    again = client.post(f"{BASE}open", {"people": "吴敏 wumin"})
    assert "“wumin”" in again.content.decode()


def test_lines_of_people_that_do_not_fit_say_which(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    for lines, said in (
        ("吴敏 wumin\nzhao", "第2行请写"),
        ("吴敏 wumin\n赵强 赵强", "“赵强”"),
        ("吴敏 wumin\n" * 61, "一次最多60个"),
    ):
        assert said in client.post(f"{BASE}open", {"people": lines}).content.decode()
        assert queries.key_of("wumin") == "", "all or none"
    two = client.post(f"{BASE}open", {"people": "甲 one\n乙 two", "is_program": "on"})
    assert "单独开通" in two.content.decode()


def test_appointed_stood_in_for_and_ended(client: Client, people: cast.Cast) -> None:
    entered(client, "guard")
    address = f"{BASE}{people.sun.key}/appoint"
    assert client.get(address).status_code == 200
    words = {"title": "clerk", "unit": "jijiang", "area": "", "estate": "", "from_on": "2026-03-01"}
    assert client.post(address, words).status_code == 302
    assert client.post(address, words).context["refused"].code == "position.overlaps"
    account = queries.account(people.sun.key)
    assert account
    position = account.positions[-1]
    assert position.title == "窗口工作人员"
    place = f"{BASE}{people.sun.key}/positions/{position.id}/"
    assert client.get(f"{place}stand-in").status_code == 200
    term = {"account_key": people.zhou.key, "from_on": "2026-03-02", "until_on": "2026-03-06"}
    assert client.post(f"{place}stand-in", term).status_code == 302
    assert make.actor("zhou").holdings[-1].stands_in_for == people.sun.key
    assert client.post(f"{place}end", {"until_on": "2026-03-31", "reason": ""}).status_code == 200
    assert client.post(f"{place}end", {"until_on": "2026-03-31", "reason": "轮岗"}).status_code == 302
    assert "轮岗" in client.get(f"{BASE}{people.sun.key}").content.decode()
    assert client.get(f"{BASE}{people.zhou.key}/positions/{position.id}/end").status_code == 404


def test_the_system_administrator_does_not_appoint(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    assert client.get(f"{BASE}{people.sun.key}/appoint").status_code == 403
    answer = client.post(f"{BASE}{people.sun.key}/reset")
    assert answer.context["password"]
    assert client.post(f"{BASE}{queries.key_of('keeper')}/reset").status_code == 403
    assert client.post(f"{BASE}{people.sun.key}/close", {"reason": "退休"}).status_code == 302


def test_staff_by_file_in_two_steps(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    preview = client.post(f"{BASE}import", {"file": upload(STAFF), "step": "look"})
    assert preview.context["taken"].accepted == 1
    assert queries.actor_by_login("wumin") is None
    written = client.post(f"{BASE}import", {"folded": preview.context["folded"], "step": "commit"})
    assert written["Content-Disposition"].startswith("attachment")
    assert "wumin," in written.content.decode()
    assert queries.actor_by_login("wumin")


def test_faults_are_shown_and_refused_rows_come_back(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    text = STAFF + "zheng,郑,国王,jijiang,,2026-03-01\n"
    preview = client.post(f"{BASE}import", {"file": upload(text), "step": "look"})
    words = preview.content.decode()
    assert "国王" in words
    folded = preview.context["folded"]
    refused = client.post(f"{BASE}import", {"folded": folded, "step": "refused"})
    assert refused.content.decode("utf-8-sig").splitlines() == [
        "login,name,position,unit,area,from_on",
        "zheng,郑,国王,jijiang,,2026-03-01",
    ]
    client.post(f"{BASE}import", {"folded": folded, "step": "commit"})
    assert queries.actor_by_login("wumin") is None
    client.post(f"{BASE}import", {"folded": folded, "step": "commit", "skip_refused": "on"})
    assert queries.actor_by_login("wumin")
    assert client.post(f"{BASE}import", {"step": "look"}).status_code == 200
    damaged = client.post(f"{BASE}import", {"folded": folded[:-8], "step": "commit"})
    assert damaged.context["refused"].code == "table.altered"


def test_units_by_file(client: Client, people: cast.Cast) -> None:
    entered(client, "keeper")
    text = "代码,名称,类型\nfirm,滨江物业,物业企业\n"
    preview = client.post(f"{BASE}units/import", {"file": upload(text), "step": "look"})
    folded = preview.context["folded"]
    assert client.post(f"{BASE}units/import", {"folded": folded, "step": "commit"}).status_code == 302
    assert queries.unit("firm")


def test_what_a_request_costs(client: Client, people: cast.Cast, django_assert_max_num_queries: Any) -> None:
    entered(client, "zhou")
    client.get(f"{BASE}me")
    with django_assert_max_num_queries(0):
        Client().get(f"{BASE}me")
    with django_assert_max_num_queries(
        10
    ):  # session, account, positions; three of the menu, four of the page
        client.get(f"{BASE}me")
