"""matter.undo_close: a closing was wrong."""

from __future__ import annotations

from datetime import datetime

from tests import deeds, make
from tests.cast import Cast
from yuanba.rules.core.state import State


def test_a_wrong_closing_is_checked_and_judged_again(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    last = deeds.walk(matter, people, "assign accept answer check invite close", morning)

    deeds.do("undo_close", matter, people, last)

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at) == (State.ANSWERED, None)
    assert row.until_at
