"""matter.report_progress: the unit tells the resident how it is coming on; where the pack has milestones,
they are reached by it. Where a district has them: journeys/test_wanshui.py."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.models import Milestone
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.milestones import NoSuchMilestone
from yuanba.rules.pack.outcome import BlankLeft, ReasonMissing


@pytest.fixture
def accepted(people: Cast, morning: datetime) -> Matter:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_the_resident_reads_it_and_no_clock_moves(accepted: Matter, people: Cast, morning: datetime) -> None:
    before = deeds.row_of(accepted)

    deeds.do("report_progress", accepted, people, morning + timedelta(hours=1))

    row = deeds.row_of(accepted)
    assert (row.state, row.due_at, row.until_at) == (State.ACCEPTED, before.due_at, before.until_at)
    step = queries.story_for_party(accepted.id)[-1]
    assert (step.verb, step.words) == ("matter.report_progress", "已到现场看过，明天换灯。")
    assert "milestone" not in step.outcome
    assert not Milestone.objects.exists(), "this pack has none"


def test_it_may_be_told_again_and_while_the_clock_stands_still(
    accepted: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(accepted, people, "report_progress report_progress ask report_progress", morning)
    assert deeds.row_of(accepted).state is State.WAITING
    assert deeds.story(accepted).count("report_progress") == 3


def test_not_theirs_not_yet_and_not_without_words(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "assign", morning)
    with pytest.raises(WrongState):
        deeds.do("report_progress", matter, people, now)
    now = deeds.walk(matter, people, "accept", now)
    for actor in (people.chen, people.li, people.wang):
        with pytest.raises(NotAllowed):
            deeds.do("report_progress", matter, people, now, actor=actor)
    with pytest.raises(ReasonMissing):
        deeds.do("report_progress", matter, people, now, words=" ")
    with pytest.raises(BlankLeft):
        deeds.do("report_progress", matter, people, now, words="____日再来")
    with pytest.raises(NoSuchMilestone):
        deeds.do("report_progress", matter, people, now, milestone="contact")
    assert deeds.story(matter) == ["file", "assign", "accept"]
