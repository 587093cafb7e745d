"""matter.answer: the unit says what was done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.matters.services.orders import LONGEST_ANSWER, AnswerTooLong
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.pack.outcome import ReasonMissing

WORDS = "已更换灯泡，今晚亮灯。"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office was given."""
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign", morning)
    return matter


def answer(matter: Matter, actor: Actor, now: datetime, words: str = WORDS) -> None:
    services.answer(actor=actor, matter_id=matter.id, words=words, now=now)


@pytest.mark.parametrize("before", ["", "accept"])
def test_the_order_ends_and_the_resident_has_the_word(
    given: Matter, people: Cast, morning: datetime, before: str
) -> None:
    deeds.walk(given, people, before, morning)
    later = morning + timedelta(days=1)

    answer(given, people.zhou, later, f"  {WORDS}\n")

    row = deeds.row_of(given)
    assert (row.state, row.ended_at) == (State.ANSWERED, None)
    order = Order.objects.get(matter_id=given.id)
    assert (order.ending, order.ended_at, order.ended_by) == ("answered", later, people.zhou.key)
    step = deeds.last(given)
    assert (step.verb, step.outcome["state"], step.words) == ("matter.answer", "answered", WORDS)


def test_an_empty_answer_is_none(given: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        answer(given, people.zhou, morning, " \u3000\n")
    with pytest.raises(AnswerTooLong):
        answer(given, people.zhou, morning, "长" * (LONGEST_ANSWER + 1))

    assert deeds.row_of(given).state is State.ASSIGNED
    answer(given, people.zhou, morning, "长" * LONGEST_ANSWER)


@pytest.mark.parametrize("name", ["li", "chen", "sun"])
def test_not_by_who_is_not_in_the_unit(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        answer(given, getattr(people, name), morning)

    assert deeds.story(given) == ["file", "assign"]


def test_not_by_a_unit_that_lost_the_order(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("reassign", given, people, morning, class_code="home")

    with pytest.raises(NotAllowed):
        answer(given, people.zhou, morning)


def test_not_after_a_return(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "return", morning)

    with pytest.raises((WrongState, NotAllowed)):
        answer(given, people.zhou, morning)


def test_not_twice(given: Matter, people: Cast, morning: datetime) -> None:
    answer(given, people.zhou, morning)

    with pytest.raises(WrongState):
        answer(given, people.zhou, morning + timedelta(minutes=1), "其实没有修")

    assert deeds.last(given).words == WORDS
    assert deeds.story(given) == ["file", "assign", "answer"]
