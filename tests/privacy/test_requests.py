"""privacy.ask, privacy.answer: what no button serves is asked, answered in time with reasons, and goes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.make import Matter
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.journal.queries import verify
from yuanba.matters.services import Contact
from yuanba.messages import queries as boxes
from yuanba.messages import services as messages
from yuanba.messages.queries import keeping
from yuanba.privacy import queries
from yuanba.privacy import services as privacy
from yuanba.privacy.queries import requests
from yuanba.privacy.services.asking import RequestWithoutWords
from yuanba.rules.core.access import Actor, NotAllowed, system
from yuanba.rules.privacy import RequestOutcome, UnknownRequest

WORDS = "母亲去世了，请停用她的电话13800138000"


@pytest.fixture
def matter(people: Cast, morning: datetime) -> Matter:
    return make.a_matter(now=morning, contact=Contact(channel="sms", address="13912345678"))


@pytest.fixture
def guard(people: Cast, morning: datetime) -> Actor:
    return cast.administrators(now=morning)[1]


def test_it_is_asked_and_answered_by_pages(matter: Matter, guard: Actor, morning: datetime) -> None:
    client, desk = Client(), Client()
    client.post("/d/jiangjin/track", {"receipt": matter.receipt, "code": matter.code})
    log_in(desk, "jiangjin", "guard")
    typed = {"of": matter.token, "kind": "relative", "words": WORDS}

    assert client.post("/d/jiangjin/mydata/ask", {**typed, "kind": ""}).status_code == 422
    assert client.post("/d/jiangjin/mydata/ask", typed).status_code == 302
    assert client.post("/d/jiangjin/mydata/ask", typed).status_code == 409
    assert Client().post("/d/jiangjin/mydata/ask", typed).status_code == 404

    listed = desk.get("/d/jiangjin/guard/requests")
    (row,) = listed.context["waiting"]
    assert "13800138000" not in listed.content.decode()
    answer = f"/d/jiangjin/guard/requests/{row.id}"
    assert "第四十九条" in desk.get(answer).content.decode()
    assert desk.post(answer, {"outcome": "refused", "words": ""}).status_code == 422
    assert desk.post(answer, {"outcome": "refused", "words": "需要近亲属身份材料"}).status_code == 302
    assert desk.get(answer).status_code == 404
    mine = client.get(f"/d/jiangjin/mydata/{matter.token}").content.decode()
    for word in (WORDS, "需要近亲属身份材料", "人民法院"):
        assert word in mine


def test_the_term_counts_working_days_and_those_who_guard_are_told(
    matter: Matter, guard: Actor, morning: datetime
) -> None:
    number = privacy.ask(actor=matter.owner, kind="explain", words="为什么要电话？", now=morning)

    (row,) = requests.waiting(guard, morning)
    assert row.due_at.date().isoformat() == "2026-03-23"
    assert requests.waiting(guard, row.due_at + timedelta(minutes=1))[0].is_late
    journal_services.number()
    messages.read_journal()
    assert "privacy.ask" in {line.verb for line in boxes.inbox(guard, at=morning).rows}

    privacy.answer(
        actor=guard, request_id=number, outcome=RequestOutcome.GRANTED, words="用来回访。", now=morning
    )
    entry = journal.story("request", str(number))[-1]
    assert (entry.verb, entry.words, entry.outcome["in_time"]) == ("privacy.answer", "用来回访。", True)
    journal_services.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=morning)
    assert any("个人信息" in text for _at, _channel, text in keeping.sent_to([matter.owner.key]))


def test_who_may_not(matter: Matter, people: Cast, guard: Actor, morning: datetime) -> None:
    number = privacy.ask(actor=people.li, kind="other", words="请说明", now=morning)
    for actor in (people.chen, people.zhou, people.li):
        with pytest.raises(NotAllowed):
            privacy.answer(
                actor=actor, request_id=number, outcome=RequestOutcome.GRANTED, words="好", now=morning
            )
        with pytest.raises(NotAllowed):
            requests.waiting(actor, morning)
    with pytest.raises(NotAllowed):
        privacy.ask(actor=guard, kind="other", words="请说明", now=morning)
    with pytest.raises(UnknownRequest):
        privacy.ask(actor=people.li, kind="free money", words="请说明", now=morning)
    with pytest.raises(RequestWithoutWords):
        privacy.ask(actor=people.li, kind="explain", words=" ", now=morning)
    privacy.answer(actor=guard, request_id=number, outcome=RequestOutcome.PARTLY, words="部分", now=morning)
    with pytest.raises(privacy.RequestAlreadyAnswered):
        privacy.answer(
            actor=guard, request_id=number, outcome=RequestOutcome.REFUSED, words="不", now=morning
        )


def test_the_words_go_with_the_person_and_with_their_time(
    people: Cast, guard: Actor, morning: datetime
) -> None:
    open_one = privacy.ask(actor=people.li, kind="explain", words="为什么？", now=morning)
    old = privacy.ask(actor=people.wang, kind="explain", words="为什么？", now=morning)
    privacy.answer(actor=guard, request_id=old, outcome=RequestOutcome.GRANTED, words="回访。", now=morning)

    assert privacy.erase(actor=people.li, now=morning)["requests"] == 1
    (gone,) = requests.own([people.li.key], morning)
    assert (gone.words, gone.answer, gone.row.text, gone.row.outcome) == ("", "", "", RequestOutcome.DROPPED)
    assert requests.waiting(guard, morning) == []
    assert gone.row.id == open_one

    night = system("privacy.retain")
    privacy.retain(actor=night, now=morning + timedelta(days=1090))
    assert requests.own([people.wang.key], morning)[0].words == "为什么？"
    privacy.retain(actor=night, now=morning + timedelta(days=1096))
    (over,) = requests.own([people.wang.key], morning)
    assert (over.words, over.answer, over.row.outcome) == ("", "", RequestOutcome.GRANTED)
    assert all(not entry.words for entry in journal.story("request", str(old)))
    assert list(verify.findings()) == []


def test_a_copy_holds_them(people: Cast, morning: datetime) -> None:
    privacy.ask(actor=people.li, kind="explain", words="为什么？", now=morning)

    held = queries.held(people.li, morning)

    assert [(one.words, one.answer) for one in held["requests"]] == [("为什么？", "")]
