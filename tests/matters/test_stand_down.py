"""matter.stand_down: a false alarm leaves no trace in the clocks, and the story says it kindly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import deeds, make
from tests.cast import Cast
from tests.rules.test_pack import changed
from yuanba.matters import queries
from yuanba.matters.queries import clock
from yuanba.matters.views import story
from yuanba.rules.core.state import State
from yuanba.rules.matters import danger
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.danger import Clocks
from yuanba.rules.matters.orders import AlreadySo
from yuanba.rules.pack import Escalation, Response, Trigger
from yuanba.rules.pack.danger import Alarm
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.deadline import Term, TermUnit

SMELL, GAS = "楼道里有一股怪味", "三楼燃气泄漏了，楼道里全是煤气味"


@pytest.mark.parametrize("steps", ["", "assign", "assign accept", "assign return", "assign accept ask"])
def test_the_clocks_are_those_of_a_matter_that_never_was_a_danger(
    steps: str, people: Cast, morning: datetime
) -> None:
    calm, alarmed = (make.a_matter(now=morning, actor=people.li, text=words) for words in (SMELL, GAS))
    for one in (calm, alarmed):
        deeds.walk(one, people, steps, morning + timedelta(minutes=3))
    assert deeds.row_of(alarmed).is_in_danger

    deeds.do("stand_down", alarmed, people, morning + timedelta(minutes=30))

    ours, usual = deeds.row_of(alarmed), deeds.row_of(calm)
    assert (ours.dangers, ours.is_in_danger) == ("", False)
    assert (ours.state, ours.until_at, ours.due_at) == (usual.state, usual.until_at, usual.due_at)
    assert clock.rules_for(ours).name == clock.rules_for(usual).name


@pytest.mark.parametrize("steps", ["", "assign", "assign accept"])
def test_what_was_raised_by_hand_goes_back_to_where_it_was(
    steps: str, people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li, text=SMELL)
    deeds.walk(matter, people, steps, morning)
    before = deeds.row_of(matter)

    deeds.do("raise_alarm", matter, people, morning + timedelta(minutes=20))
    deeds.do("stand_down", matter, people, morning + timedelta(minutes=40))

    after = deeds.row_of(matter)
    assert (after.until_at, after.due_at, after.since_at) == (before.until_at, before.due_at, before.since_at)


def test_it_needs_a_ground_and_an_alarm(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li, text=GAS)
    with pytest.raises(ReasonMissing):
        deeds.do("stand_down", matter, people, morning, reason=" ")
    deeds.do("stand_down", matter, people, morning)
    with pytest.raises(AlreadySo):
        deeds.do("stand_down", matter, people, morning)


def test_the_resident_reads_that_somebody_looked_and_not_what_staff_wrote(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li, text=GAS)
    deeds.do("stand_down", matter, people, morning, reason="住户闻错了")

    told = story.for_party(deeds.row_of(matter))[-1]

    assert (told.verb, told.words) == ("matter.stand_down", "")
    step = queries.story(matter.id)[-1]
    assert (step.words, step.outcome["dangers_before"]) == ("住户闻错了", ["gas"])


ALARM = Alarm(
    triage=Term(amount=10, unit=TermUnit.MINUTES),
    accept=Term(amount=10, unit=TermUnit.MINUTES),
    answer=Term(amount=120, unit=TermUnit.MINUTES),
    escalations=(Escalation(on=Trigger.UNTRIAGED, then=Response.ESCALATE),),
)


@given(st.integers(0, 400))
def test_an_alarm_never_makes_anything_due_later(passed: int) -> None:
    rules = changed(alarm=ALARM)
    since = datetime(2026, 3, 2, 1, tzinfo=UTC)
    clock_of = Clock(class_code="public", since_at=since)
    usual = due_of(clock_of, rules, since)
    clocks = Clocks(state=State.ACCEPTED, began_at=since, until_at=None, due_at=usual.at, clock=clock_of)
    at = since + timedelta(hours=passed)

    outcome = danger.raise_alarm(
        clocks, is_in_danger=False, danger_code="fire", reason="有煤气味", pack=rules, at=at
    )

    assert outcome.due
    assert outcome.due.at <= usual.at
