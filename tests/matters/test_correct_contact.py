"""matter.correct_contact: another way to be told, by oneself or through the counter."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.matters import queries, services
from yuanba.matters.services import Contact
from yuanba.messages import queries as messages
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor

OLD = Contact(channel="sms", address="13800138000")
NEW = Contact(channel="sms", address="139 1234 5678")


@pytest.fixture
def clerk(people: Cast, morning: datetime) -> Actor:
    """Wu sits at the counter of 通泰门."""
    return make.staff("wu", "clerk", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)


@pytest.fixture
def lamp(people: Cast, morning: datetime) -> make.Matter:
    """A matter whose owner left a number that is no longer theirs."""
    return make.a_matter(now=morning, contact=OLD)


def told(matter: make.Matter) -> list[str]:
    return [address for _channel, address in messages.addresses(queries.STORY_KIND, str(matter.id))]


def test_the_new_number_takes_the_place_of_the_old(lamp: make.Matter, morning: datetime) -> None:
    services.correct_contact(actor=lamp.owner, matter_id=lamp.id, contact=NEW, now=morning)

    assert told(lamp) == ["13912345678"]
    step = deeds.last(lamp)
    assert (step.verb, step.outcome["channel"]) == ("matter.correct_contact", "sms")
    assert "for_owner" not in step.outcome


def test_the_counter_does_it_for_who_calls(lamp: make.Matter, clerk: Actor, morning: datetime) -> None:
    paper = Contact(channel="paper", address="023-4756 0000")
    services.correct_contact(actor=clerk, matter_id=lamp.id, contact=paper, now=morning)

    assert told(lamp) == ["02347560000"]
    assert deeds.last(lamp).outcome["for_owner"] is True


def test_who_wants_no_more_messages_gets_none(lamp: make.Matter, morning: datetime) -> None:
    services.correct_contact(actor=lamp.owner, matter_id=lamp.id, contact=None, now=morning)
    services.correct_contact(actor=lamp.owner, matter_id=lamp.id, contact=None, now=morning)

    assert told(lamp) == []


def test_not_by_strangers_or_those_who_handle_it(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    deeds.walk(lamp, people, "assign", morning)
    for actor in (ANONYMOUS, people.wang, people.zhou):
        with pytest.raises(NotAllowed):
            services.correct_contact(actor=actor, matter_id=lamp.id, contact=NEW, now=morning)
    assert told(lamp) == ["13800138000"]
