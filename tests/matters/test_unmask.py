"""matter.unmask: the original words, to somebody who says why; the journal keeps that."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.services import Contact
from yuanba.rules.access import NotAllowed
from yuanba.rules.triage import ReasonMissing

WORDS = "我叫李雷，电话13800138000，路灯坏了。"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter whose words name somebody, given to the street office."""
    matter = make.a_matter(
        now=morning, text=WORDS, place="滨江花园1栋", contact=Contact(channel="sms", address="13912345678")
    )
    deeds.walk(matter, people, "assign", morning)
    return matter


def test_the_words_and_the_contact_are_shown_and_that_is_recorded(
    given: Matter, people: Cast, morning: datetime
) -> None:
    assert "13800138000" not in deeds.row_of(given).text

    shown = services.unmask(actor=people.zhou, matter_id=given.id, reason="上门前联系", now=morning)

    assert (shown.text, shown.place) == (WORDS, "滨江花园1栋")
    assert shown.contacts == (("短信", "13912345678"),)
    step = deeds.last(given)
    assert (step.verb, step.actor_key, step.words) == ("matter.unmask", people.zhou.key, "上门前联系")
    assert "138" not in str(step.outcome)


def test_not_without_a_reason(given: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        services.unmask(actor=people.zhou, matter_id=given.id, reason=" ", now=morning)

    assert deeds.story(given) == ["file", "assign"]


@pytest.mark.parametrize("name", ["li", "wang", "sun"])
def test_not_by_who_only_reads(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        services.unmask(actor=getattr(people, name), matter_id=given.id, reason="好奇", now=morning)

    assert deeds.story(given) == ["file", "assign"]


def test_not_by_another_unit(given: Matter, morning: datetime) -> None:
    other = make.staff("he", "handler", unit="degan", area=cast.DEGAN, now=morning)

    with pytest.raises(NotAllowed):
        services.unmask(actor=other, matter_id=given.id, reason="好奇", now=morning)


def test_each_look_is_recorded(given: Matter, people: Cast, morning: datetime) -> None:
    for _ in range(2):
        services.unmask(actor=people.chen, matter_id=given.id, reason="核实", now=morning)

    assert deeds.story(given).count("unmask") == 2
