"""matter.refuse: not taken, on a ground that the pack names, with where to go instead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.triage import UnknownRefusal
from yuanba.rules.pack.outcome import ReasonMissing


@pytest.fixture
def filed(people: Cast, morning: datetime) -> Matter:
    """A claim that belongs to a court."""
    return make.a_matter(now=morning, text="邻居欠我三千块钱不还，请帮我要回来。")


def refuse(
    matter: Matter,
    actor: Actor,
    now: datetime,
    code: str = "statutory_channel",
    reason: str = "请向法院起诉",
) -> None:
    services.refuse(actor=actor, matter_id=matter.id, refusal_code=code, reason=reason, now=now)


def test_it_ends_with_its_ground_and_its_reason(filed: Matter, people: Cast, morning: datetime) -> None:
    refuse(filed, people.chen, morning)

    row = deeds.row_of(filed)
    assert (row.state, row.ended_at, row.unit, row.due_at) == (State.REFUSED, morning, "", None)
    step = deeds.last(filed)
    assert (step.verb, step.words) == ("matter.refuse", "请向法院起诉")
    assert (step.outcome["state"], step.outcome["refusal"]) == ("refused", "statutory_channel")
    assert step.because == ("jiangjin@2025-01-01", "refusals.statutory_channel", "grounds.elsewhere_11")


def test_only_on_a_ground_of_the_pack(filed: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(UnknownRefusal):
        refuse(filed, people.chen, morning, code="too_much_work")
    with pytest.raises(ReasonMissing):
        refuse(filed, people.chen, morning, reason="")

    assert deeds.row_of(filed).state is State.FILED


def test_not_once_it_was_given_to_a_unit(filed: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(filed, people, "assign", morning)

    with pytest.raises(WrongState):
        refuse(filed, people.chen, morning)


def test_but_after_a_return(filed: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(filed, people, "assign return", morning)

    refuse(filed, people.chen, morning + timedelta(hours=1))

    assert deeds.story(filed) == ["file", "assign", "return", "refuse"]


@pytest.mark.parametrize("name", ["li", "zhou", "sun"])
def test_not_by_who_does_not_triage(filed: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        refuse(filed, getattr(people, name), morning)

    assert deeds.row_of(filed).state is State.FILED


def test_not_twice(filed: Matter, people: Cast, morning: datetime) -> None:
    refuse(filed, people.chen, morning)

    with pytest.raises(WrongState):
        refuse(filed, people.chen, morning + timedelta(minutes=1))

    assert deeds.row_of(filed).ended_at == morning
    assert deeds.story(filed) == ["file", "refuse"]
