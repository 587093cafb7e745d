"""first_day.tick, first_day.leave, first_day.take_up: one's own first day, and the help without scripts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.pages.test_queries import asked, entered
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.learn import queries, services
from yuanba.learn.services import UnknownStep
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.learn.verbs import FirstDayVerb

BASE = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


def first_day(actor: Actor) -> queries.FirstDay:
    return queries.first_day(actor, datetime.now(UTC))


def ticked(actor: Actor) -> dict[str, str]:
    """The steps that have a tick, and whether they were done or only seen."""
    return {one.step.code: "done" if one.is_done else "seen" for one in first_day(actor).steps if one.is_over}


def test_a_step_is_ticked_by_looking_or_by_doing_and_only_its_own_account_sees_it(people: Cast) -> None:
    now = datetime.now(UTC)
    assert [one.step.code for one in first_day(people.zhou).steps][:4] == [
        "account",
        "mechanism",
        "tasks",
        "accept",
    ]
    assert ticked(people.zhou) == {}

    deeds.walk(make.a_matter(now=now, actor=people.li), people, "assign accept", now)
    services.tick(actor=people.zhou, step="mechanism", now=now)
    services.tick(actor=people.zhou, step="mechanism", now=now)
    assert ticked(people.zhou) == {"mechanism": "seen", "accept": "done"}
    assert ticked(people.chen) == {"triage": "done"}

    kept = journal.story("first_day", people.zhou.key)
    assert [(step.verb, step.outcome) for step in kept] == [(FirstDayVerb.TICK, {})] * 2
    with pytest.raises(UnknownStep):
        services.tick(actor=people.zhou, step="nothing", now=now)
    with pytest.raises(NotAllowed):
        services.tick(actor=people.li, step="mechanism", now=now)


def test_it_is_put_away_and_taken_up_where_it_was_left(people: Cast) -> None:
    now, desk = datetime.now(UTC), entered("zhou")
    assert "已完成0步" in text(desk, "/help/first-day/offer")
    desk.post(f"{BASE}/help/first-day/account/tick")
    assert "已完成1步" in text(desk, "/help/first-day/offer")

    by_hand = desk.get(f"{BASE}/help/first-day/leave")  # no empty page: it says where the button is
    assert (by_hand.status_code, by_hand["Allow"]) == (405, "POST")
    assert "请回到原来的页面，再点那里的按钮" in by_hand.content.decode()
    part = desk.post(f"{BASE}/help/first-day/leave", headers={"HX-Request": "true"}).content.decode()
    assert "接着看" in part
    assert "<html" not in part
    assert text(desk, "/help/first-day/offer").strip() == ""
    kept = [step.verb for step in journal.story("first_day", people.zhou.key)]
    assert kept == [FirstDayVerb.TICK, FirstDayVerb.LEAVE]

    assert desk.post(f"{BASE}/help/first-day/take-up")["Location"] == f"{BASE}/help/first-day"
    assert "看过了" in text(desk, "/help/first-day")
    assert journal.story("first_day", people.zhou.key)[-1].verb == FirstDayVerb.TAKE_UP
    assert ticked(people.zhou) == {"account": "seen"}
    for one in first_day(people.zhou).steps:
        services.tick(actor=people.zhou, step=one.step.code, now=now)
    assert not first_day(people.zhou).is_offered


def text(client: Client, path: str, **more: str) -> str:
    answer = client.get(BASE + path, headers=more or None)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_scripts_a_page_says_the_same_words_first_those_of_where_one_was(people: Cast) -> None:
    here = "本单位没办完的工单，还有别的单位请您协办的部分。"
    desk = entered("zhou")
    assert here in text(desk, "/orders")  # in the help that the script opens
    came = text(desk, "/help", Referer=f"http://testserver{BASE}/orders")
    assert here in came.split("您刚才看的页面")[1].split("</section>")[0]
    assert "新来的、还没有派给单位的事项。" not in came  # triage is not in the menu of a handler
    assert "您刚才看的页面" not in text(desk, "/help", Referer="http://elsewhere.example/d/jiangjin/orders")

    resident = text(Client(), "/help", Referer=f"http://testserver{BASE}/file")
    assert "有生命危险，先拨110、119或120。" in resident.split("您刚才看的页面")[1].split("</section>")[0]
    assert "第一天" not in resident
    english = text(Client(), "/help", **{"Accept-Language": "en"})
    assert "Here you say what is wrong" in english


def test_a_first_day_costs_as_much_after_a_thousand_acts(people: Cast) -> None:
    now, desk = datetime.now(UTC), entered("zhou")
    before = asked(desk, "/help/first-day")
    deeds.walk(make.a_matter(now=now, actor=people.li), people, "assign accept answer", now)
    for one in first_day(people.zhou).steps[:3]:
        services.tick(actor=people.zhou, step=one.step.code, now=now)
    assert asked(desk, "/help/first-day") == before
    assert asked(desk, "/help/first-day/offer") <= before
