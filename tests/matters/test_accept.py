"""matter.accept: the unit takes the order."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office was given."""
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign", morning)
    return matter


def accept(matter: Matter, actor: Actor, now: datetime) -> None:
    services.accept(actor=actor, matter_id=matter.id, now=now)


def test_the_order_is_taken(given: Matter, people: Cast, morning: datetime) -> None:
    later = morning + timedelta(hours=1)

    accept(given, people.zhou, later)

    assert deeds.row_of(given).state is State.ACCEPTED
    order = Order.objects.get(matter_id=given.id)
    assert (order.accepted_at, order.accepted_by, order.ended_at) == (later, people.zhou.key, None)
    step = deeds.last(given)
    assert (step.verb, step.actor_key, step.at) == ("matter.accept", people.zhou.key, later)
    assert (step.outcome["state"], step.outcome["unit"]) == ("accepted", "jijiang")
    assert step.because == ("grounds.first_taker",)
    assert deeds.story(given) == ["file", "assign", "accept"]


def test_not_before_it_was_given(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    handler = make.staff("gao", "handler", unit="jijiang", now=morning)

    with pytest.raises(NotAllowed):  # no unit has it yet
        accept(matter, handler, morning)

    assert deeds.story(matter) == ["file"]


def test_not_after_the_answer(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "answer", morning)

    with pytest.raises(WrongState):
        accept(given, people.zhou, morning)

    assert deeds.story(given) == ["file", "assign", "answer"]


@pytest.mark.parametrize("name", ["chen", "sun", "li", "wang"])
def test_not_by_who_is_not_in_the_unit(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        accept(given, getattr(people, name), morning)

    assert deeds.row_of(given).state is State.ASSIGNED


def test_not_by_a_handler_of_another_unit_or_whose_term_is_over(
    given: Matter, people: Cast, morning: datetime
) -> None:
    neighbour = make.staff("he", "handler", unit="degan", area=cast.DEGAN, now=morning)
    former = make.staff("qian", "handler", unit="jijiang", until_on=morning.date(), now=morning)

    with pytest.raises(NotAllowed):
        accept(given, neighbour, morning)
    with pytest.raises(NotAllowed):
        accept(given, former, morning + timedelta(days=1))
    accept(given, former, morning)  # its last day counts


def test_not_twice(given: Matter, people: Cast, morning: datetime) -> None:
    accept(given, people.zhou, morning)

    with pytest.raises(WrongState):
        accept(given, people.zhou, morning + timedelta(minutes=1))

    assert Order.objects.get(matter_id=given.id).accepted_at == morning
    assert deeds.story(given).count("accept") == 1
