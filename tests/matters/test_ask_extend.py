"""matter.ask_extend: a unit asks for more time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Request
from yuanba.rules.matters.orders import RequestPending, TermTooLong, TooLate
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Term, TermUnit


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


def test_one_request_at_a_time(accepted: Matter, people: Cast) -> None:
    deeds.do("ask_hold", accepted, people, local(3, 3, 9))

    with pytest.raises(RequestPending):
        deeds.do("ask_extend", accepted, people, local(3, 3, 9))


def test_not_longer_than_the_pack_allows_and_not_too_late(accepted: Matter, people: Cast) -> None:
    long = Term(amount=11, unit=TermUnit.WORKING_DAYS)
    for verb in ("ask_hold", "ask_extend"):
        with pytest.raises(TermTooLong):
            deeds.do(verb, accepted, people, local(3, 3, 9), term=long)
    with pytest.raises(TooLate):
        deeds.do("ask_extend", accepted, people, local(3, 24, 9))

    assert not Request.objects.exists()
