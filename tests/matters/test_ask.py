"""matter.ask: the resident is asked, and the clock stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Order, Pause
from yuanba.matters.queries import clock
from yuanba.rules.core.state import State
from yuanba.rules.matters.orders import TooOften
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Why


def local(month: int, on: int, hour: int) -> datetime:
    """A moment of 2026 on the clocks of Jiangjin."""
    return datetime(2026, month, on, hour, tzinfo=HERE).astimezone(UTC)


@pytest.fixture
def accepted(people: Cast, morning: datetime) -> Matter:
    """A public matter that 周 accepted on Monday, 2 March 2026; due on Monday, 23 March."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    assert deeds.row_of(matter).due_at == local(3, 23, 18)
    return matter


def test_a_question_stops_the_clock_until_the_reply(accepted: Matter, people: Cast) -> None:
    deeds.do("ask", accepted, people, local(3, 3, 9))
    assert deeds.row_of(accepted).state is State.WAITING
    assert clock.pauses_of(accepted.id)[0].why is Why.ASKED
    step = deeds.last(accepted)
    assert (step.words, step.outcome["pause"], step.outcome["until"][:10]) == (
        "是哪一盏灯？",
        "asked",
        "2026-03-09",
    )

    deeds.do("reply", accepted, people, local(3, 5, 9))

    row = deeds.row_of(accepted)
    assert (row.state, row.until_at) == (State.ACCEPTED, None)
    assert row.due_at == local(3, 25, 18), "Tuesday and Wednesday did not count"
    assert Order.objects.get(matter_id=accepted.id).due_at == row.due_at
    assert deeds.last(accepted).outcome["due_on"] == "2026-03-25"


def test_asked_twice_and_no_more_in_one_round(accepted: Matter, people: Cast) -> None:
    last = deeds.walk(accepted, people, "ask reply ask reply", local(3, 3, 9))

    with pytest.raises(TooOften):
        deeds.do("ask", accepted, people, last)
    last = deeds.walk(accepted, people, "answer reopen accept ask", last)

    assert Pause.objects.filter(matter_id=accepted.id).count() == 3


def test_another_class_keeps_the_time_that_was_used(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask", local(3, 3, 8))

    deeds.do("reassign", accepted, people, local(3, 5, 9), class_code="common")

    row = deeds.row_of(accepted)
    # ten working days after Monday, and the two on which nobody could work
    assert (row.state, row.due_at) == (State.ASSIGNED, local(3, 18, 18))
    assert not Pause.objects.filter(until_at=None).exists()
