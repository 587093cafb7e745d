"""matter.ask_hold: a unit asks that the clock stand still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Request
from yuanba.matters.queries import clock
from yuanba.rules.matters.orders import TooOften
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


def test_one_hold_and_one_extension_in_a_round(accepted: Matter, people: Cast) -> None:
    last = deeds.walk(accepted, people, "ask_hold grant resume ask_extend grant", local(3, 3, 9))

    for verb in ("ask_hold", "ask_extend"):
        with pytest.raises(TooOften):
            deeds.do(verb, accepted, people, last)


def test_a_request_ends_with_its_order(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend answer", local(3, 3, 9))

    assert clock.waiting_request(accepted.id) is None
    assert Request.objects.get(matter_id=accepted.id).is_granted is False
