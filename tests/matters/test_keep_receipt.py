"""account.keep_receipt: what was filed without the account is at hand where its resident logs in."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import make
from tests.cast import Cast
from yuanba.journal.queries import story
from yuanba.matters import queries, services
from yuanba.matters.queries.receipts import kept_by
from yuanba.matters.services import receipts
from yuanba.people.models import Account
from yuanba.people.services.phones import enter_by_phone
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.people.verbs import PeopleVerb

ROOT = "/d/jiangjin/"
NUMBER = "13800138000"


def keep(actor: Actor, receipt: str, code: str, at: datetime) -> None:
    receipts.keep_receipt(actor=actor, receipt=receipt, code=code, now=at)


def test_the_right_code_puts_it_there_once(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    for _ in range(2):
        keep(people.li, matter.receipt, matter.code, morning)
    assert kept_by(people.li.key) == [matter.receipt]
    assert kept_by(people.wang.key) == []
    assert queries.matter_by_token(matter.token).owner_key == f"receipt:{matter.receipt}", (
        "the paper still opens it"
    )
    [entry] = [one for one in story("account", people.li.key) if one.verb == PeopleVerb.ACCOUNT_KEEP_RECEIPT]
    assert entry.outcome == {"receipt": matter.receipt}


def test_a_wrong_code_puts_nothing_there(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    with pytest.raises(queries.MatterNotFound):
        keep(people.li, matter.receipt, "000000" if matter.code != "000000" else "000001", morning)
    assert kept_by(people.li.key) == []


def test_only_residents_have_such_a_drawer(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    for actor in (people.zhou, ANONYMOUS):
        with pytest.raises(NotAllowed):
            keep(actor, matter.receipt, matter.code, morning)


def test_a_new_code_ends_it(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    keep(people.li, matter.receipt, matter.code, morning)
    services.correct_reporter(actor=people.chen, matter_id=matter.id, reason="记错了人", now=morning)
    assert kept_by(people.li.key) == []


def resident(at: datetime) -> tuple[Client, str]:
    """Somebody who logged in by phone, in a browser that knows nothing yet."""
    key = enter_by_phone(number=NUMBER, now=at)
    client = Client()
    client.force_login(Account.objects.get(key=key))
    return client, key


def test_typed_on_one_device_and_there_on_the_next(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(text="三号门的路灯坏了", now=morning)
    first, key = resident(morning)
    typed = {"receipt": matter.receipt, "code": matter.code}
    first.post(f"{ROOT}track", typed)
    assert kept_by(key) == [], "not asked to"
    first.post(f"{ROOT}track", {**typed, "keep": "on"})
    assert kept_by(key) == [matter.receipt]

    second, _key = resident(morning)
    assert "三号门的路灯坏了" in second.get(f"{ROOT}track").content.decode()
    row = queries.matter_by_token(matter.token)
    assert second.post(f"{ROOT}m/{row.token}/urge").status_code == 302
    stranger = Client()
    assert "三号门的路灯坏了" not in stranger.get(f"{ROOT}track").content.decode()


def test_who_is_logged_in_finds_what_they_filed_and_types_no_number(people: Cast, morning: datetime) -> None:
    client, key = resident(morning)
    assert f'value="{NUMBER}"' in client.get(f"{ROOT}file").content.decode()
    assert NUMBER not in Client().get(f"{ROOT}file").content.decode()
    filed = make.a_matter(
        text="花台里有碎玻璃", now=morning, actor=make.actor(Account.objects.get(key=key).login)
    )
    assert filed.receipt
    other, _key = resident(morning)
    assert "花台里有碎玻璃" in other.get(f"{ROOT}track").content.decode()
