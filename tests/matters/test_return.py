"""matter.return: the unit gives the order back before it has accepted, and says why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.models import Order
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.pack.outcome import ReasonMissing


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office was given on Monday at nine."""
    matter = make.a_matter(now=morning)
    deeds.do("assign", matter, people, morning)
    return matter


def give_back(matter: Matter, actor: Actor, now: datetime, reason: str = "不归街道管") -> None:
    services.give_back(actor=actor, matter_id=matter.id, reason=reason, now=now)


def test_it_waits_for_triage_again(given: Matter, people: Cast, morning: datetime) -> None:
    give_back(given, people.zhou, morning)

    assert deeds.row_of(given).state is State.FILED
    order = Order.objects.get(matter_id=given.id)
    assert (order.ending, order.ended_at, order.ended_by) == ("returned", morning, people.zhou.key)
    assert [row.id for row in queries.to_triage(people.chen, morning).rows] == [given.id]
    assert not queries.orders_for(people.zhou, morning).rows
    step = deeds.last(given)
    assert (step.verb, step.outcome["state"], step.words) == ("matter.return", "filed", "不归街道管")


def test_the_clock_does_not_start_anew(given: Matter, people: Cast, morning: datetime) -> None:
    due_at = deeds.row_of(given).due_at
    give_back(given, people.zhou, morning)

    deeds.do("assign", given, people, morning + timedelta(days=7))

    assert deeds.row_of(given).due_at == due_at


def test_not_once_it_was_accepted(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "accept", morning)

    with pytest.raises(WrongState):  # who has accepted stays answerable
        give_back(given, people.zhou, morning)

    assert deeds.row_of(given).state is State.ACCEPTED


@pytest.mark.parametrize("name", ["li", "chen", "sun"])
def test_not_by_who_is_not_in_the_unit(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        give_back(given, getattr(people, name), morning)


def test_not_without_a_reason(given: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        give_back(given, people.zhou, morning, reason="\n")

    assert deeds.row_of(given).state is State.ASSIGNED


def test_not_twice(given: Matter, people: Cast, morning: datetime) -> None:
    give_back(given, people.zhou, morning)

    with pytest.raises((WrongState, NotAllowed)):
        give_back(given, people.zhou, morning)

    assert deeds.story(given) == ["file", "assign", "return"]
