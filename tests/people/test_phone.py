"""The phone door: a number, a code, in; made at the first success, counted, the same for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from tests import cast, make
from tests.security import boxes
from yuanba.journal.queries import story
from yuanba.messages import channels
from yuanba.messages.channels import DeliveryError, Outgoing
from yuanba.people.models import Account
from yuanba.people.queries import phones
from yuanba.people.services import close_account, erasing
from yuanba.people.services import phones as services
from yuanba.rules.people.phone import REISSUED_AFTER
from yuanba.rules.people.verbs import PeopleVerb

ASK = "/d/jiangjin/account/login/code/"
CONFIRM = "/d/jiangjin/account/login/code/confirm/"
LOGIN = "/d/jiangjin/account/login/"
NUMBER = "13800138000"


class Air:
    """What text messages left, and what becomes of the next."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.faults: list[DeliveryError] = []

    def __call__(self, outgoing: Outgoing) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(outgoing)

    @property
    def code(self) -> str:
        return str(self.sent[-1].facts["code"])


@pytest.fixture
def air(jiangjin: object, settings: Settings, monkeypatch: pytest.MonkeyPatch, morning: datetime) -> Air:
    found = Air()
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "sms": "gateway"}
    settings.SMS_GATEWAY = {"url": "https://sms.example", "key": "", "secret": "shared"}
    monkeypatch.setitem(channels.ADAPTERS, "gateway", found)  # type: ignore[arg-type]
    monkeypatch.setattr("yuanba.people.views.phone.now", lambda: morning)
    return found


def ask(client: Client, number: str = NUMBER, **more: str) -> Any:
    return client.post(ASK, {"phone": number, **more})


def test_the_first_code_makes_the_account_and_the_next_finds_it(client: Client, air: Air) -> None:
    assert "获取验证码" in client.get(LOGIN).content.decode()
    answer = ask(client, "+86 138-0013-8000")
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert not Account.objects.exists(), "a number that was typed is nobody yet"
    assert "138****8000" in client.get(CONFIRM).content.decode()
    assert air.sent[-1].address == NUMBER
    assert air.code in air.sent[-1].text
    assert air.code.isdigit()
    assert len(air.code) == 6

    answer = client.post(CONFIRM, {"code": f" {air.code} "})

    assert (answer.status_code, answer["Location"]) == (302, "/d/jiangjin/track")
    account = Account.objects.get()
    assert (account.kind, account.has_usable_password(), account.login[:2]) == ("resident", False, "r-")
    assert phones.phone_of(account.key) == NUMBER
    assert NUMBER.encode() not in bytes(account.sealed_phone)
    assert client.get("/d/jiangjin/mydata").status_code == 200
    assert [entry.verb for entry in story("account", account.key)] == [
        PeopleVerb.ACCOUNT_OPEN,
        PeopleVerb.ACCOUNT_LOG_IN,
    ]
    assert client.get("/d/jiangjin/account/password/change/", follow=True).status_code == 200

    other = Client()
    ask(other, "13800138000")
    other.post(CONFIRM, {"code": air.code})
    assert Account.objects.get().pk == account.pk
    assert other.session["_auth_user_id"] == str(account.pk)


def test_known_or_not_the_answer_is_the_same(air: Air, morning: datetime) -> None:
    services.enter_by_phone(number=NUMBER, now=morning)
    pages = []
    for number in (NUMBER, "13900139000"):
        client = Client()
        answer = ask(client, number)
        page = client.get(CONFIRM).content.decode()
        pages.append((answer.status_code, answer["Location"], sorted(answer.cookies), len(page)))
    assert pages[0] == pages[1]
    assert len(air.sent) == 2


def test_the_session_keeps_number_and_code_closed(client: Client, air: Air) -> None:
    ask(client)
    kept = str(dict(client.session))
    assert "login_by_code" in kept
    assert NUMBER not in kept
    assert air.code not in kept
    client.post(CONFIRM, {"code": air.code})
    assert NUMBER not in str(dict(client.session))


@pytest.mark.parametrize("typed", ["", "023-47560000", "1380013800", "+1 202 555 0100", "12800138000"])
def test_only_mobile_numbers_of_the_mainland(client: Client, air: Air, typed: str) -> None:
    assert ask(client, typed).status_code == 200
    assert air.sent == []


def test_a_code_is_tried_a_few_times_only(client: Client, air: Air) -> None:
    ask(client)
    wrong = f"{(int(air.code) + 1) % 10**6:06d}"
    for _ in range(4):
        assert client.post(CONFIRM, {"code": wrong}).status_code == 200
    assert client.post(CONFIRM, {"code": wrong})["Location"] == ASK
    assert client.post(CONFIRM, {"code": air.code})["Location"] == ASK
    assert not Account.objects.exists()


def test_tries_are_counted_over_all_browsers(air: Air) -> None:
    browsers = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(4)]
    for client in browsers:
        ask(client)
    for number in range(services.TRIES_PER_NUMBER):
        browsers[number % 3].post(CONFIRM, {"code": "abc"})
    answer = browsers[3].post(CONFIRM, {"code": air.code})
    assert answer.status_code == 200
    assert "分钟" in answer.content.decode()
    assert "验证码不对" not in answer.content.decode(), "it says nothing of what was typed"
    assert not Account.objects.exists()


def test_a_code_ends_after_five_minutes(client: Client, air: Air) -> None:
    ask(client)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 301
    session.save()
    assert client.post(CONFIRM, {"code": air.code})["Location"] == ASK
    assert not Account.objects.exists()


def test_a_number_gets_few_codes(air: Air) -> None:
    for number in range(services.CODES_PER_NUMBER):
        assert ask(Client(REMOTE_ADDR=f"192.0.2.{number}")).status_code == 302
    answer = ask(Client())
    assert answer.status_code == 200
    assert "分钟" in answer.content.decode()
    assert len(air.sent) == services.CODES_PER_NUMBER


def test_a_browser_gets_few_codes(client: Client, air: Air) -> None:
    asked = 0
    while ask(client, f"138001380{asked:02d}").status_code == 302:
        client.post("/d/jiangjin/account/logout/")
        asked += 1
    assert asked == 1 + services.CODES_PER_DEVICE, "the first time it has no name yet"
    assert ask(Client(), "13900139000").status_code == 302, "others at the address may go on"


def test_newcomers_at_one_address_share_a_limit(air: Air) -> None:
    for number in range(services.CODES_OF_NEWCOMERS):
        ask(Client(), f"138001380{number:02d}")
    assert ask(Client(), "13900139000").status_code == 200
    forged = Client()
    forged.cookies["device"] = "0123456789abcdef:1abcde:forged"
    assert ask(forged, "13900139000").status_code == 200, "who forges a name is a newcomer"
    assert ask(Client(REMOTE_ADDR="192.0.2.9"), "13900139000").status_code == 302


def test_a_district_sends_so_many(air: Air, settings: Settings) -> None:
    settings.LIMIT_CODES = 1
    assert [ask(Client(), number).status_code for number in (NUMBER, "13900139000")] == [302, 200]


def test_where_nothing_leaves_there_is_no_such_door(client: Client, jiangjin: object) -> None:
    assert "获取验证码" not in client.get(LOGIN).content.decode()
    assert ask(client).status_code == 404


def test_only_a_demonstration_shows_the_code(client: Client, air: Air, settings: Settings) -> None:
    ask(client)
    assert air.code not in client.get(CONFIRM).content.decode()
    settings.DEMO = True
    page = client.get(CONFIRM).content.decode()
    assert air.code in page
    assert "演示手机" in page


def test_a_gateway_that_is_down_is_said(client: Client, air: Air) -> None:
    air.faults = [DeliveryError("webhook.timeout")]
    answer = ask(client)
    assert answer.status_code == 200
    assert "短信没有发出去" in answer.content.decode()
    assert client.get(CONFIRM)["Location"] == ASK
    air.faults = [DeliveryError("webhook.unreachable")]
    assert ask(client).status_code == 302, "what was not reached is asked once more"


def test_a_closed_account_stays_closed(client: Client, air: Air, morning: datetime) -> None:
    key = services.enter_by_phone(number=NUMBER, now=morning)
    close_account(actor=make.OPERATOR, account_key=key, reason="misuse", now=morning)
    ask(client)
    assert client.post(CONFIRM, {"code": air.code})["Location"] == "/d/jiangjin/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_a_number_that_was_silent_for_long_opens_nobody_else_s_account(
    client: Client, air: Air, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = services.enter_by_phone(number=NUMBER, now=morning)
    assert services.enter_by_phone(number=NUMBER, now=morning + REISSUED_AFTER) == before
    late = morning + REISSUED_AFTER + timedelta(days=1)
    monkeypatch.setattr("yuanba.people.views.phone.now", lambda: late)
    ask(client)
    told = client.post(CONFIRM, {"code": air.code}, follow=True).content.decode()
    assert "号码可能换过主人" in told
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    assert account.key != before
    assert (phones.phone_of(before), phones.phone_of(account.key)) == ("", NUMBER)
    opened = story("account", account.key)[0]
    assert (opened.verb, opened.outcome["number_of"]) == (PeopleVerb.ACCOUNT_OPEN, before)

    again = Client()
    ask(again)
    assert "号码可能换过主人" not in again.post(CONFIRM, {"code": air.code}, follow=True).content.decode()
    assert again.session["_auth_user_id"] == str(account.pk)


def test_who_was_erased_begins_anew(air: Air, morning: datetime) -> None:
    key = services.enter_by_phone(number=NUMBER, now=morning)
    erasing.erase_account(account_key=key, by=key, now=morning)
    assert phones.phone_of(key) == ""
    assert services.enter_by_phone(number=NUMBER, now=morning) != key


def test_no_staff_by_this_door(jiangjin: object, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    with pytest.raises(IntegrityError, match="account_phone_of_residents"), transaction.atomic():
        Account.objects.filter(key=people.zhou.key).update(phone_digest=b"x" * 32)


@pytest.mark.parametrize("typed", [boxes.MARKUP, boxes.ORDERS, boxes.LONG, "\x00", "１２３４５６"])
def test_words_in_its_boxes_stay_words(client: Client, air: Air, typed: str) -> None:
    asked = ask(client, typed)
    assert asked.status_code == 200
    assert air.sent == []
    ask(client)
    tried = client.post(CONFIRM, {"code": typed})
    for page in (asked, tried):
        assert boxes.RAW not in page.content.decode()
        assert boxes.COMPUTED not in page.content.decode()


def test_a_code_may_be_typed_in_full_width(client: Client, air: Air) -> None:
    ask(client, "１３８００１３８０００")
    wide = air.code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert client.post(CONFIRM, {"code": wide}).status_code == 302
    assert "_auth_user_id" in client.session
