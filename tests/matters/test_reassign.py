"""matter.reassign: to another body; being passed around buys nobody time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, lake, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.calendar import day


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office was given on Monday at nine."""
    matter = make.a_matter(now=morning)
    deeds.do("assign", matter, people, morning)
    return matter


def reassign(matter: Matter, actor: Actor, now: datetime, reason: str = "属于社区共同事务") -> None:
    services.reassign(actor=actor, matter_id=matter.id, class_code="common", reason=reason, now=now)


@pytest.mark.parametrize("before", ["", "accept"])
def test_another_unit_gets_it_and_the_clock_runs_on(
    given: Matter, people: Cast, morning: datetime, before: str
) -> None:
    deeds.walk(given, people, before, morning)
    wednesday = morning + timedelta(days=2)

    reassign(given, people.chen, wednesday)

    row = deeds.row_of(given)
    assert (row.state, row.class_code, row.unit) == (State.ASSIGNED, "common", "tongtaimen")
    assert row.due_at
    assert day(row.due_at).isoformat() == "2026-03-16", "ten working days from Monday, not from Wednesday"
    first, second = Order.objects.filter(matter_id=given.id).order_by("id")
    assert (first.ending, first.ended_at, first.ended_by) == ("reassigned", wednesday, people.chen.key)
    assert (second.unit, second.sent_at, second.ended_at) == ("tongtaimen", wednesday, None)
    step = deeds.last(given)
    assert (step.verb, step.words) == ("matter.reassign", "属于社区共同事务")
    assert (step.outcome["unit_before"], step.outcome["unit"]) == ("jijiang", "tongtaimen")
    assert "classes.common" in step.because


def test_who_helped_is_released_and_who_shall_help_is_asked_in_the_same_act(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    deeds.walk(matter, people, "assign sign accept", morning)
    services.split(
        actor=deeds.shu(people, matter), matter_id=matter.id, units=["degan"], words="查线路", now=morning
    )

    deeds.do("reassign", matter, people, morning, helpers=["jijiang-planning"], task="查看灯杆")
    deeds.do("sign", matter, people, morning, draft=2)

    parts = Order.objects.filter(matter_id=matter.id, role="co").order_by("id")
    assert [(one.unit, one.ending) for one in parts] == [("degan", "dropped"), ("jijiang-planning", "")]
    step = deeds.last(matter)
    assert step.outcome["helping"] == ["jijiang-planning"]
    assert "查看灯杆" in step.words


@pytest.mark.parametrize("before", ["answer", "answer check invite close"])
def test_not_after_the_answer(given: Matter, people: Cast, morning: datetime, before: str) -> None:
    deeds.walk(given, people, before, morning)

    with pytest.raises(WrongState):
        reassign(given, people.chen, morning)

    assert deeds.row_of(given).unit == "jijiang"


def test_not_before_the_first_assignment(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)

    with pytest.raises(WrongState):
        reassign(matter, people.chen, morning)


@pytest.mark.parametrize("name", ["li", "zhou", "sun"])
def test_not_by_who_does_not_triage(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        reassign(given, getattr(people, name), morning)

    assert deeds.row_of(given).unit == "jijiang"


def test_not_without_a_reason(given: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        reassign(given, people.chen, morning, reason="  ")

    assert deeds.story(given) == ["file", "assign"]


def test_twice_leaves_one_open_order(given: Matter, people: Cast, morning: datetime) -> None:
    reassign(given, people.chen, morning)
    due_at = deeds.row_of(given).due_at
    reassign(given, people.chen, morning + timedelta(days=5))

    assert deeds.row_of(given).due_at == due_at
    assert Order.objects.filter(matter_id=given.id, ended_at=None).count() == 1
    assert Order.objects.filter(matter_id=given.id).count() == 3
