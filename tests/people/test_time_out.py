"""A session ends when nobody is there; whoever comes back finds the page, and the words, again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.people.test_log_in import DESK, LOGIN, log_in

ENDED = "已自动退出"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Clock:
    """The clock at the door."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **some: int) -> None:
        self.at += timedelta(**some)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for place in ("adapter", "middleware", "timeout"):
        monkeypatch.setattr(f"yuanba.people.{place}.now", clock)
    return clock


@pytest.fixture
def zhou(client: Client, jiangjin: object, clock: Clock) -> Client:
    cast.assemble(now=clock.at)
    assert log_in(client, "zhou") == 302
    return client


def test_who_does_nothing_is_logged_out_and_comes_back(zhou: Client, clock: Clock) -> None:
    clock.pass_by(minutes=29)
    assert zhou.get(DESK).status_code == 200
    clock.pass_by(minutes=29)
    assert zhou.get(DESK).status_code == 200, "who works goes on"
    clock.pass_by(minutes=30)
    answer = zhou.get(f"{DESK}?tab=2")
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == f"{LOGIN}?next={DESK}?tab=2"
    assert ENDED in zhou.get(answer["Location"]).content.decode()
    answer = zhou.post(answer["Location"], {"login": "zhou", "password": "a long pass phrase"})
    assert answer["Location"] == f"{DESK}?tab=2"


def test_after_a_working_day_it_ends_in_any_case(zhou: Client, clock: Clock) -> None:
    for _ in range(19):
        clock.pass_by(minutes=25)
        assert zhou.get(DESK).status_code == 200
    clock.pass_by(minutes=25)
    assert zhou.get(DESK).status_code == 302


def test_a_form_leads_back_to_its_page_and_not_to_its_address(zhou: Client, clock: Clock) -> None:
    clock.pass_by(minutes=31)
    page = f"{DESK}?from=here"
    answer = zhou.post(
        "/d/jiangjin/people/me/kin", {"kin_login": "chen"}, HTTP_REFERER=f"http://testserver{page}"
    )
    assert unquote(answer["Location"]) == f"{LOGIN}?next={page}"


def test_another_sites_page_is_nowhere_to_go_back_to(zhou: Client, clock: Clock) -> None:
    clock.pass_by(minutes=31)
    answer = zhou.post("/d/jiangjin/people/me/kin", {}, HTTP_REFERER="https://elsewhere.example/d/jiangjin/x")
    assert unquote(answer["Location"]) == f"{LOGIN}?next=/d/jiangjin/desk"


def test_a_part_of_a_page_becomes_the_log_in_and_no_fragment(zhou: Client, clock: Clock) -> None:
    """The same whether the session is over or gone altogether."""
    clock.pass_by(minutes=31)
    said = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{DESK}"}
    for _ in ("over", "gone"):
        answer = zhou.get("/d/jiangjin/messages/", **said)
        assert (answer.status_code, answer.content) == (204, b"")
        assert unquote(answer["HX-Redirect"]) == f"{LOGIN}?next={DESK}"


def test_over_json_it_is_said_in_json(zhou: Client, clock: Clock) -> None:
    assert zhou.get("/d/jiangjin/api/v1/orders").status_code == 200
    clock.pass_by(minutes=31)
    answer = zhou.get("/d/jiangjin/api/v1/orders")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session.ended")


def test_what_is_open_to_all_is_shown_and_nothing_is_filed_as_somebody_else(
    zhou: Client, clock: Clock
) -> None:
    clock.pass_by(minutes=31)
    answer = zhou.get("/d/jiangjin/")
    assert answer.status_code == 200
    assert ENDED in answer.content.decode()


def test_a_form_of_who_was_logged_in_is_not_taken_as_a_strangers(zhou: Client, clock: Clock) -> None:
    clock.pass_by(minutes=31)
    answer = zhou.post("/d/jiangjin/file", {"text": "巷口路灯坏了"})
    assert answer["Location"].startswith(LOGIN)


def test_residents_have_longer(client: Client, jiangjin: object, clock: Clock) -> None:
    cast.assemble(now=clock.at)
    assert log_in(client, "li") == 302
    clock.pass_by(minutes=119)
    assert client.get(DESK).status_code == 200
    clock.pass_by(minutes=120)
    assert client.get(DESK).status_code == 302


def test_being_there_costs_no_write_for_each_request(zhou: Client, clock: Clock) -> None:
    def written() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert zhou.get(DESK).status_code == 200
        return sum("UPDATE" in one["sql"] or "INSERT" in one["sql"] for one in asked)

    zhou.get(DESK)
    assert written() == 0
    clock.pass_by(seconds=100)
    assert written() == 0
    clock.pass_by(minutes=3)
    assert written() == 1
    assert written() == 0
