"""matter.reply: the resident says more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
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


def test_who_says_more_unasked_is_read_and_stops_nothing(accepted: Matter, people: Cast) -> None:
    deeds.do("reply", accepted, people, local(3, 3, 9))

    assert deeds.row_of(accepted).due_at == local(3, 23, 18)
    assert deeds.last(accepted).words == "门口右手第二盏"


def test_a_clerk_writes_down_what_is_replied_at_the_counter(accepted: Matter, people: Cast) -> None:
    deeds.do("ask", accepted, people, local(3, 3, 9))
    clerk = deeds.somebody("deng", "clerk", area="500116001")

    deeds.do("reply", accepted, people, local(3, 4, 9), actor=clerk)

    assert deeds.last(accepted).outcome["for_owner"] is True
