"""matter.resume: the clock runs on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.queries import clock
from yuanba.rules.core.state import State
from yuanba.rules.matters.orders import Wish
from yuanba.rules.time.calendar import HERE


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


def test_a_hold_that_is_granted_stops_the_clock(accepted: Matter, people: Cast) -> None:
    deeds.do("ask_hold", accepted, people, local(3, 3, 9))
    waiting = clock.waiting_request(accepted.id)
    assert waiting
    assert (waiting.request.wish, waiting.asked_by) == (Wish.HOLD, people.zhou.key)

    deeds.do("grant", accepted, people, local(3, 4, 9))
    assert (deeds.row_of(accepted).state, clock.waiting_request(accepted.id)) == (State.HELD, None)
    deeds.do("resume", accepted, people, local(3, 6, 9))

    assert deeds.row_of(accepted).due_at == local(3, 25, 18), "Wednesday and Thursday did not count"
