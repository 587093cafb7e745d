"""matter.grant: what a unit asked for is allowed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.queries import clock
from yuanba.rules.core.state import State
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


def test_an_extension_that_is_granted_moves_the_day(accepted: Matter, people: Cast) -> None:
    deeds.walk(accepted, people, "ask_extend grant", local(3, 3, 9))

    row = deeds.row_of(accepted)
    assert (row.state, row.due_at) == (State.ACCEPTED, local(3, 30, 18)), "five working days more"
    assert any(ground.startswith("extension.5.") for ground in deeds.last(accepted).because)
    assert len(clock.extensions_of(accepted.id)) == 1
    assert {"running", "first_day"} <= {part.kind for part in queries.way_of(row, local(3, 4, 9))}
