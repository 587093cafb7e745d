"""My data at the counter: with receipt and code, on behalf, masked on the screen, whole on paper."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.make import Matter
from yuanba.journal import queries as journal
from yuanba.matters.services import Contact
from yuanba.messages.queries import keeping
from yuanba.privacy import queries
from yuanba.privacy import services as privacy
from yuanba.privacy.queries.beside import OfAccount, shown
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.privacy import Assisted

SECRETS = ("13800138000", "滨江花园1栋", "李雷", "13912345678")
AT = "/d/jiangjin/counter/mydata"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    make.staff("wen", "clerk", area=cast.JIJIANG, now=morning)
    matter = make.a_matter(
        now=morning,
        text="我叫李雷，电话13800138000，路灯坏了。",
        place="滨江花园1栋",
        name="李雷",
        contact=Contact(channel="sms", address="13912345678"),
    )
    deeds.walk(matter, people, "assign", morning)
    return matter


@pytest.fixture
def clerk(given: Matter) -> Client:
    found = Client()
    log_in(found, "jiangjin", "wen")
    return found


def slip(matter: Matter, **more: str) -> dict[str, str]:
    return {"receipt": matter.receipt, "code": matter.code, "why": "no_phone", "seen": "on", **more}


def test_the_screen_shows_no_words_and_the_paper_all(given: Matter, clerk: Client, morning: datetime) -> None:
    assert clerk.get(AT).status_code == 200
    found = clerk.post(AT, slip(given))
    text = found.content.decode()
    assert found.status_code == 200
    assert [word for word in SECRETS if word in text] == []
    assert "139****5678" in text
    assert "no-store" in found["Cache-Control"]

    paper = clerk.post(f"{AT}/paper", slip(given)).content.decode()
    screen, _, on_paper = paper.partition('class="yb-onpaper" hidden>')
    assert [word for word in SECRETS if word in screen] == []
    assert [word for word in SECRETS if word not in on_paper] == []
    entry = journal.story("person", given.owner.key)[-1]
    assert (entry.verb, entry.actor_kind) == ("privacy.export", "staff")
    assert entry.outcome == {"matters": 1, "paper": True, "for_owner": True, "why": "no_phone"}
    assert [one.verb for one in queries.held(given.owner, morning)["helped"]] == ["privacy.export"]


def test_what_they_ask_is_done_for_them(given: Matter, clerk: Client, morning: datetime) -> None:
    told = clerk.post(f"{AT}/correct", slip(given, name="李磊", phone="13700001234"))
    asked = clerk.post(f"{AT}/ask", slip(given, kind="explain", words="为什么要电话？"))
    assert (told.status_code, asked.status_code) == (302, 302)
    held = queries.held(given.owner, morning, is_open=True)
    assert held["matters"][0].original.name == "李磊"
    assert {one.address for one in held["contacts"]} == {"13700001234"}
    assert [one.row.is_by_staff for one in held["requests"]] == [True]

    assert clerk.post(f"{AT}/erase", slip(given, running="on")).status_code == 422
    assert clerk.post(f"{AT}/erase", slip(given, running="on", sure="on")).status_code == 302
    assert deeds.row_of(given).emptied_at
    assert keeping.contacts_of([given.owner.key]) == []
    entry = journal.story("person", given.owner.key)[-1]
    assert (entry.verb, entry.actor_kind) == ("privacy.erase", "staff")
    assert (entry.outcome["for_owner"], entry.outcome["why"]) == (True, "no_phone")


def test_not_without_receipt_code_and_a_look_at_the_person(given: Matter, clerk: Client) -> None:
    for wrong in ({"code": "000000"}, {"receipt": "116000000000"}, {"seen": ""}, {"why": ""}):
        assert clerk.post(AT, {**slip(given), **wrong}).status_code == 422
        for act in ("paper", "correct", "ask", "erase"):
            assert clerk.post(f"{AT}/{act}", {**slip(given), **wrong}).status_code in (404, 409, 422)
    assert deeds.row_of(given).emptied_at is None
    for login in ("zhou", "li"):
        other = Client()
        log_in(other, "jiangjin", login)
        assert other.post(AT, slip(given)).status_code == 403


def test_not_for_an_account_and_by_no_other_position(given: Matter, people: Cast, morning: datetime) -> None:
    theirs = make.a_matter(now=morning, actor=people.li)
    with pytest.raises(OfAccount):
        shown(receipt=theirs.receipt, code=theirs.code, why=Assisted.HARD)
    beside = shown(receipt=given.receipt, code=given.code, why=Assisted.PROXY)
    for other in (people.chen, people.zhou, people.li):
        for call in (
            partial(privacy.print_copy, actor=other, beside=beside, now=morning),
            partial(privacy.correct, actor=other, beside=beside, name="x", now=morning),
            partial(privacy.erase, actor=other, beside=beside, now=morning),
            partial(privacy.ask, actor=other, beside=beside, kind="other", words="x", now=morning),
        ):
            with pytest.raises(NotAllowed):
                call()


def test_a_clerk_without_a_receipt_opens_nothing(given: Matter, morning: datetime) -> None:
    wen = make.actor("wen")
    for call in (
        partial(queries.held, wen, morning),
        partial(privacy.export, actor=wen, now=morning),
        partial(privacy.correct, actor=wen, name="x", now=morning),
        partial(privacy.erase, actor=wen, now=morning),
        partial(privacy.ask, actor=wen, kind="other", words="x", now=morning),
    ):
        with pytest.raises(NotAllowed):
            call()
