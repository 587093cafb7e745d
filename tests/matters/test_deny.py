"""matter.deny: what a unit asked for is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Request
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


def test_what_is_denied_changes_nothing(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend deny", local(3, 3, 9))

    assert deeds.row_of(accepted).due_at == local(3, 23, 18)
    request = Request.objects.get(matter_id=accepted.id)
    assert (request.is_granted, request.decided_by) == (False, people.chen.key)
    deeds.do("ask_extend", accepted, people, local(3, 3, 10))
