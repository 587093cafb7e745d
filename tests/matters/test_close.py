"""matter.close: all have judged, or the time for it is over; never while it is open or found unsolved."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters.closing import JudgingNotOver


@pytest.fixture
def evaluating(people: Cast, morning: datetime) -> Matter:
    """A matter that those who were asked judge now."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept answer check invite", morning)
    return matter


@pytest.mark.parametrize("verdict", [Verdict.SOLVED, Verdict.UNRATED])
def test_it_ends_with_its_verdict(
    evaluating: Matter, people: Cast, morning: datetime, verdict: Verdict
) -> None:
    deeds.do("close", evaluating, people, morning, verdict=verdict)

    row, step = deeds.row_of(evaluating), deeds.last(evaluating)
    assert (row.state, row.ended_at, row.until_at) == (State.CLOSED, morning, None)
    assert step.outcome["verdict"] == verdict
    assert f"evaluation.{verdict}" in step.because


@pytest.mark.parametrize("verdict", [Verdict.OPEN, Verdict.UNSOLVED])
def test_not_before_it_is_over(evaluating: Matter, people: Cast, morning: datetime, verdict: Verdict) -> None:
    with pytest.raises(JudgingNotOver):
        deeds.do("close", evaluating, people, morning, verdict=verdict)

    assert deeds.row_of(evaluating).state is State.EVALUATING
