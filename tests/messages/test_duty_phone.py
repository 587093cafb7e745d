"""contact.duty_phone: one's own, or set by the system administrator; the last number holds, sealed."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.journal.models import Entry
from yuanba.messages import queries, services
from yuanba.messages.models import ContactPoint
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.messages.verbs import MessageVerb

NUMBER, OTHER = "13800138000", "13900139000"


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


def test_the_last_number_holds_and_the_journal_has_none(people: Cast, morning: datetime) -> None:
    for number in (NUMBER, OTHER):
        services.set_duty_phone(actor=people.chen, account_key=people.chen.key, number=number, now=morning)

    (contact,) = ContactPoint.objects.filter(kind="account", key=people.chen.key)
    assert queries.address_of(contact) == OTHER
    assert queries.duty_phone(people.chen.key) == "139****9000"
    entry = Entry.objects.filter(verb=MessageVerb.DUTY_PHONE).latest("id")
    assert entry.outcome == {"channel": "sms", "contacts": 1}


def test_an_empty_number_takes_it_away(people: Cast, morning: datetime) -> None:
    services.set_duty_phone(actor=people.chen, account_key=people.chen.key, number=NUMBER, now=morning)
    services.set_duty_phone(actor=people.chen, account_key=people.chen.key, number="", now=morning)

    assert queries.duty_phone(people.chen.key) == ""
    assert queries.reachable("account", [people.chen.key]) == frozenset()


def test_nobody_sets_a_colleagues_number_but_the_system_administrator(
    people: Cast, morning: datetime
) -> None:
    with pytest.raises(NotAllowed):
        services.set_duty_phone(actor=people.zhou, account_key=people.chen.key, number=NUMBER, now=morning)
    with pytest.raises(NotAllowed):
        services.set_duty_phone(actor=people.li, account_key=people.li.key, number=NUMBER, now=morning)

    keeper, _guard = cast.administrators(now=morning)
    services.set_duty_phone(actor=keeper, account_key=people.chen.key, number=NUMBER, now=morning)
    assert queries.duty_phone(people.chen.key) == "138****8000"
