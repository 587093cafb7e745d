"""What makes the clock stand still or gives time: ask, reply, resume, ask_hold, ask_extend, grant, deny."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.models import Order, Pause, Request
from yuanba.matters.queries import clock
from yuanba.rules.calendar import HERE
from yuanba.rules.deadline import Term, Unit, Why
from yuanba.rules.matter import State
from yuanba.rules.orders import RequestPending, TooLate, TooLong, TooOften, Wish


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


def test_who_says_more_unasked_is_read_and_stops_nothing(accepted: Matter, people: Cast) -> None:
    deeds.do("reply", accepted, people, local(3, 3, 9))

    assert deeds.row_of(accepted).due_at == local(3, 23, 18)
    assert deeds.last(accepted).words == "门口右手第二盏"


def test_a_clerk_writes_down_what_is_replied_at_the_counter(accepted: Matter, people: Cast) -> None:
    deeds.do("ask", accepted, people, local(3, 3, 9))
    clerk = deeds.somebody("deng", "clerk", area="500116001")

    deeds.do("reply", accepted, people, local(3, 4, 9), actor=clerk)

    assert deeds.last(accepted).outcome["for_owner"] is True


def test_a_hold_that_is_granted_stops_the_clock(accepted: Matter, people: Cast) -> None:
    deeds.do("ask_hold", accepted, people, local(3, 3, 9))
    waiting = clock.waiting_request(accepted.id)
    assert waiting
    assert (waiting.request.wish, waiting.asked_by) == (Wish.HOLD, people.zhou.key)

    deeds.do("grant", accepted, people, local(3, 4, 9))
    assert (deeds.row_of(accepted).state, clock.waiting_request(accepted.id)) == (State.HELD, None)
    deeds.do("resume", accepted, people, local(3, 6, 9))

    assert deeds.row_of(accepted).due_at == local(3, 25, 18), "Wednesday and Thursday did not count"


def test_an_extension_that_is_granted_moves_the_day(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend grant", local(3, 3, 9))

    row = deeds.row_of(accepted)
    assert (row.state, row.due_at) == (State.ACCEPTED, local(3, 30, 18)), "five working days more"
    assert any(ground.startswith("extension.5.") for ground in deeds.last(accepted).because)
    assert len(clock.extensions_of(accepted.id)) == 1
    assert {"running", "first_day"} <= {part.kind for part in queries.way_of(row, local(3, 4, 9))}


def test_what_is_denied_changes_nothing(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend deny", local(3, 3, 9))

    assert deeds.row_of(accepted).due_at == local(3, 23, 18)
    request = Request.objects.get(matter_id=accepted.id)
    assert (request.is_granted, request.decided_by) == (False, people.chen.key)
    deeds.do("ask_extend", accepted, people, local(3, 3, 10))


def test_one_hold_and_one_extension_in_a_round(accepted: Matter, people: Cast) -> None:
    last = deeds.walk(accepted, people, "ask_hold grant resume ask_extend grant", local(3, 3, 9))

    for verb in ("ask_hold", "ask_extend"):
        with pytest.raises(TooOften):
            deeds.do(verb, accepted, people, last)


def test_one_request_at_a_time(accepted: Matter, people: Cast) -> None:
    deeds.do("ask_hold", accepted, people, local(3, 3, 9))

    with pytest.raises(RequestPending):
        deeds.do("ask_extend", accepted, people, local(3, 3, 9))


def test_not_longer_than_the_pack_allows_and_not_too_late(accepted: Matter, people: Cast) -> None:
    long = Term(amount=11, unit=Unit.WORKING_DAYS)
    for verb in ("ask_hold", "ask_extend"):
        with pytest.raises(TooLong):
            deeds.do(verb, accepted, people, local(3, 3, 9), term=long)
    with pytest.raises(TooLate):
        deeds.do("ask_extend", accepted, people, local(3, 24, 9))

    assert not Request.objects.exists()


def test_a_request_ends_with_its_order(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend answer", local(3, 3, 9))

    assert clock.waiting_request(accepted.id) is None
    assert Request.objects.get(matter_id=accepted.id).is_granted is False


def test_another_class_keeps_the_time_that_was_used(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask", local(3, 3, 8))

    deeds.do("reassign", accepted, people, local(3, 5, 9), class_code="common")

    row = deeds.row_of(accepted)
    # ten working days after Monday, and the two on which nobody could work
    assert (row.state, row.due_at) == (State.ASSIGNED, local(3, 18, 18))
    assert not Pause.objects.filter(until_at=None).exists()
