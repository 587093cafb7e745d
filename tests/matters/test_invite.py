"""matter.invite: the notice has been up long enough, and those who judge have their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests import deeds, make
from tests.cast import Cast
from yuanba.rules.core.state import State
from yuanba.rules.time.calendar import day


def test_those_who_judge_have_the_window_of_the_pack(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept answer check", morning)

    deeds.do("invite", matter, people, morning + timedelta(days=15))

    row = deeds.row_of(matter)
    assert row.state is State.EVALUATING
    assert row.until_at
    assert day(row.until_at) > day(morning + timedelta(days=20))
    assert deeds.last(matter).actor_key == "matters.clock"
