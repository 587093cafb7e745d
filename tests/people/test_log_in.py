"""Logging in and out: counted, closed to strangers, and never across districts."""

from __future__ import annotations

from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from tests import cast, make
from yuanba.districts import queries as districts
from yuanba.journal import queries as journal
from yuanba.journal import services as of_journal
from yuanba.journal.queries import Sought
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.people import queries, services

LOGIN = "/d/jiangjin/account/login/"
DESK = "/d/jiangjin/people/me"


class Browser(Client):
    """Sends a cookie only below its path, as browsers do; Django's own client sends it everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.jars: dict[str, SimpleCookie] = {}

    def request(self, **request: Any) -> Any:
        path = "/".join(request["PATH_INFO"].split("/")[:3]) + "/"
        self.cookies = self.jars.setdefault(path, SimpleCookie())
        answer = super().request(**request)
        assert {cookie["path"] for cookie in answer.cookies.values()} <= {path}
        return answer


def log_in(client: Client, login: str, password: str = make.PASSWORD, district: str = "jiangjin") -> int:
    answer = client.post(f"/d/{district}/account/login/", {"login": login, "password": password})
    return answer.status_code


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def test_in_and_out(client: Client, people: cast.Cast) -> None:
    assert client.get(DESK).status_code == 302
    assert log_in(client, "zhou") == 302
    page = client.get(DESK).content.decode()
    assert "周敏" in page
    assert "经办人" in page
    client.post("/d/jiangjin/account/logout/")
    assert client.get(DESK).status_code == 302


def test_the_wrong_password(client: Client, people: cast.Cast) -> None:
    assert log_in(client, "zhou", "wrong") == 200
    assert log_in(client, "nobody", "wrong") == 200
    assert client.get(DESK).status_code == 302


@pytest.fixture(autouse=True)
def _within_one_window(monkeypatch: pytest.MonkeyPatch, morning: datetime) -> None:
    """Attempts are counted by the quarter of an hour; no test stands on its border."""
    monkeypatch.setattr("yuanba.people.adapter.now", lambda: morning)


def test_too_many_attempts_lock_the_account_and_say_for_how_long(client: Client, people: cast.Cast) -> None:
    for _ in range(8):
        log_in(client, "zhou", "wrong")
    answer = client.post(LOGIN, {"login": "Zhou ", "password": make.PASSWORD})
    assert answer.status_code == 200
    assert "分钟" in answer.content.decode()
    assert log_in(client, "chen") == 302, "others may go on"


def test_a_lock_out_is_on_record_once_and_told_to_whom_it_concerns(
    client: Client, people: cast.Cast, morning: datetime
) -> None:
    for _ in range(12):
        log_in(client, "zhou", "wrong")
        log_in(client, "nobody", "wrong")
    with districts.inside(_row("jiangjin")):
        today = Sought(from_on=morning.date(), until_on=morning.date(), verb="account.lock_out")
        entries = {one.kind: one for one in journal.sought(today, limit=10)}
        assert len(journal.sought(today, limit=10)) == 2
        assert (entries["account"].key, entries["account"].actor_kind) == (people.zhou.key, "system")
        assert entries["account"].outcome == {"factor": "password"}
        assert "nobody" not in str(entries["log_in"])
        of_journal.number()
        messages.read_journal()
        lines = inboxes.inbox(people.zhou, at=morning, limit=9).rows
        assert [(line.verb, line.link) for line in lines] == [("account.lock_out", DESK)]
        assert not inboxes.inbox(people.chen, at=morning, limit=9).rows


def test_who_logs_in_reads_what_happened_since(
    client: Client, people: cast.Cast, monkeypatch: pytest.MonkeyPatch, morning: datetime
) -> None:
    log_in(client, "zhou")
    client.get(DESK)
    client.post("/d/jiangjin/account/logout/")
    log_in(client, "zhou")
    page = client.get(DESK).content.decode()
    assert "您上次登录" in page
    assert "登录失败" not in page
    client.post("/d/jiangjin/account/logout/")
    for _ in range(9):
        log_in(Client(), "zhou", "wrong")
    later = morning + timedelta(minutes=16)
    monkeypatch.setattr("yuanba.people.adapter.now", lambda: later)
    log_in(client, "zhou")
    page = client.get(DESK).content.decode()
    assert "8次登录失败" in page
    assert "暂时锁定" in page
    assert "修改密码" in page


def test_the_right_password_forgives(client: Client, people: cast.Cast) -> None:
    for _ in range(3):
        for _ in range(5):
            log_in(client, "zhou", "wrong")
        assert log_in(client, "zhou") == 302
        client.post("/d/jiangjin/account/logout/")


def test_an_address_is_counted_over_all_accounts(client: Client, people: cast.Cast) -> None:
    for number in range(60):
        log_in(client, f"guess{number}", "wrong")
    assert log_in(client, "zhou") == 200
    assert Client(REMOTE_ADDR="192.0.2.9").post(LOGIN, {"login": "zhou", "password": make.PASSWORD})


def test_sign_up_is_closed(client: Client, people: cast.Cast) -> None:
    words = {"username": "newcomer", "password1": make.PASSWORD, "password2": make.PASSWORD}
    client.post("/d/jiangjin/account/signup/", words)
    with districts.inside(_row("jiangjin")):
        assert queries.actor_by_login("newcomer") is None


def test_sign_up_where_a_district_wants_it(client: Client, people: cast.Cast, settings: object) -> None:
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    words = {"username": "newcomer", "password1": make.PASSWORD, "password2": make.PASSWORD}
    assert client.post("/d/jiangjin/account/signup/", words).status_code == 302
    assert client.get(DESK).status_code == 200
    with districts.inside(_row("jiangjin")):
        assert make.actor("newcomer").holdings == ()


def test_two_districts_in_one_browser(people: cast.Cast, kaizhou: object, morning: datetime) -> None:
    with districts.inside(_row("kaizhou")):
        cast.zhao(now=morning)
    client = Browser()
    assert log_in(client, "zhou") == 302
    assert client.get("/d/kaizhou/people/me").status_code == 302, "Jiangjin's session opens nothing there"
    assert log_in(client, "zhou", district="kaizhou") == 200
    assert log_in(client, "zhao", district="kaizhou") == 302
    assert "周敏" in client.get(DESK).content.decode()
    assert "赵强" in client.get("/d/kaizhou/people/me").content.decode()
    client.post("/d/kaizhou/account/logout/")
    assert client.get(DESK).status_code == 200, "logging out there leaves this one alone"


def test_cookies_stay_on_their_path(client: Client, people: cast.Cast) -> None:
    answer = client.post(LOGIN, {"login": "zhou", "password": make.PASSWORD})
    cookie = answer.cookies["sessionid"]
    assert cookie["path"] == "/d/jiangjin/"
    assert cookie["httponly"]


def test_a_session_of_one_district_forged_into_another(
    client: Client, people: cast.Cast, kaizhou: object, morning: datetime
) -> None:
    answer = client.post(LOGIN, {"login": "zhou", "password": make.PASSWORD})
    for address, expected in (("/d/kaizhou/people/me", 302), (DESK, 200)):
        stranger = Client()
        stranger.cookies["sessionid"] = answer.cookies["sessionid"].value
        assert stranger.get(address).status_code == expected


def test_a_one_time_password_is_changed_first(client: Client, people: cast.Cast, morning: datetime) -> None:
    with districts.inside(_row("jiangjin")):
        password = services.reset_password(actor=make.OPERATOR, account_key=people.zhou.key, now=morning)
    assert log_in(client, "zhou", password) == 302
    answer = client.get(DESK)
    assert answer.status_code == 302
    assert answer["Location"] == "/d/jiangjin/account/password/change/"
    assert client.get(answer["Location"]).status_code == 200
    words = {"oldpassword": password, "password1": "门前有两棵黄桷树", "password2": "门前有两棵黄桷树"}
    assert client.post(answer["Location"], words).status_code == 200, "eight characters are too few"
    words = {
        "oldpassword": password,
        "password1": "门前有两棵老黄桷树和井",
        "password2": "门前有两棵老黄桷树和井",
    }
    assert client.post(answer["Location"], words).status_code == 302
    assert client.get(DESK).status_code == 200


def test_a_closed_account_is_out_at_once(client: Client, people: cast.Cast, morning: datetime) -> None:
    assert log_in(client, "zhou") == 302
    with districts.inside(_row("jiangjin")):
        services.close_account(actor=make.OPERATOR, account_key=people.zhou.key, reason="离职", now=morning)
    assert client.get(DESK).status_code == 302
    assert log_in(client, "zhou") in (200, 302)
    assert client.get(DESK).status_code == 302


def _row(code: str) -> districts.DistrictRow:
    row = districts.district(code)
    assert row
    return row
