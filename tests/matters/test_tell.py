"""message.tell: what happened to their matter is told to whoever has no telephone, once, at their counter."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal import services as journal
from yuanba.matters import services
from yuanba.matters.queries import receipts as questions
from yuanba.matters.services import Contact
from yuanba.messages import services as messages
from yuanba.messages.services import UnknownMessage
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor


@pytest.fixture
def clerk(people: Cast, morning: datetime) -> Actor:
    """Wu sits at the counter of 通泰门."""
    return make.staff("wu", "clerk", name="吴霞", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)


@pytest.fixture
def brought(clerk: Actor, morning: datetime) -> Matter:
    """A matter that an old man told at the counter; he wants to be told in person."""
    contact = Contact(channel="paper", address="13912345678")
    return make.a_matter(now=morning, actor=clerk, channel="counter", contact=contact)


def test_what_happens_waits_to_be_told_and_leaves_the_list_when_told(
    brought: Matter, clerk: Actor, people: Cast, morning: datetime
) -> None:
    deeds.walk(brought, people, "assign", morning)
    journal.number()
    messages.read_journal()

    waiting = questions.to_tell(clerk, morning)
    assert {one.matter.receipt for one in waiting} == {brought.receipt}
    for one in waiting:
        services.tell(actor=clerk, matter_id=brought.id, message_id=one.message_id, now=morning)

    assert questions.to_tell(clerk, morning) == []
    step = deeds.last(brought)
    assert (step.verb, step.actor_key) == ("message.tell", clerk.key)


def test_nothing_is_told_twice_or_about_another_matter(
    brought: Matter, clerk: Actor, people: Cast, morning: datetime
) -> None:
    other = make.a_matter(now=morning)
    deeds.walk(brought, people, "assign", morning)
    journal.number()
    messages.read_journal()
    (first, *_rest) = questions.to_tell(clerk, morning)

    with pytest.raises(UnknownMessage):
        services.tell(actor=clerk, matter_id=other.id, message_id=first.message_id, now=morning)
    services.tell(actor=clerk, matter_id=brought.id, message_id=first.message_id, now=morning)
    with pytest.raises(UnknownMessage):
        services.tell(actor=clerk, matter_id=brought.id, message_id=first.message_id, now=morning)


def test_another_counter_neither_sees_nor_tells(
    brought: Matter, people: Cast, clerk: Actor, morning: datetime
) -> None:
    other = make.staff("he", "clerk", unit="degan", area=cast.DEGAN, now=morning)
    deeds.walk(brought, people, "assign", morning)
    journal.number()
    messages.read_journal()
    (first, *_rest) = questions.to_tell(clerk, morning)

    assert questions.to_tell(other, morning) == []
    with pytest.raises(NotAllowed):
        services.tell(actor=other, matter_id=brought.id, message_id=first.message_id, now=morning)
