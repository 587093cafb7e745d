"""matter.reopen: judged unsolved; the unit gets the order again, with the term of a rework."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.calendar import day

#: Who judges says so by matter.rate; what follows from it is the platform's act.
JUDGE = system("evaluation.verdict")


@pytest.fixture
def answered(people: Cast, morning: datetime) -> Matter:
    """Li's matter, given out on Monday and answered."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("assign", matter, people, morning)
    deeds.walk(matter, people, "accept answer", morning)
    return matter


def reopen(matter: Matter, actor: Actor, now: datetime, reason: str = "晚上还是不亮") -> None:
    services.reopen(actor=actor, matter_id=matter.id, reason=reason, now=now)


def test_the_unit_gets_it_again_with_a_new_term(answered: Matter, people: Cast, morning: datetime) -> None:
    before = deeds.row_of(answered).due_at
    friday = morning + timedelta(days=4)

    reopen(answered, JUDGE, friday)

    row = deeds.row_of(answered)
    assert (row.state, row.unit, row.ended_at) == (State.ASSIGNED, "jijiang", None)
    assert before
    assert row.due_at
    assert day(before).isoformat() == "2026-03-23"
    assert day(row.due_at).isoformat() == "2026-03-17", (
        "a rework has seven working days; these begin on a Friday"
    )
    first, second = Order.objects.filter(matter_id=answered.id).order_by("id")
    assert (first.ending, second.ending, second.sent_at) == ("answered", "", friday)
    step = deeds.last(answered)
    assert (step.verb, step.words) == ("matter.reopen", "晚上还是不亮")
    assert step.outcome["due_on"] == "2026-03-17"


def test_not_without_a_reason(answered: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        reopen(answered, JUDGE, morning, reason="")

    assert deeds.row_of(answered).state is State.ANSWERED


@pytest.mark.parametrize("name", ["li", "wang", "chen", "zhou", "sun"])
def test_no_person_does_it_past_their_rating(
    answered: Matter, people: Cast, morning: datetime, name: str
) -> None:
    with pytest.raises(NotAllowed):
        reopen(answered, getattr(people, name), morning)
    with pytest.raises(NotAllowed):
        reopen(answered, ANONYMOUS, morning)

    assert Order.objects.filter(matter_id=answered.id).count() == 1


def test_not_once_it_is_closed(answered: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(answered, people, "check invite close", morning)

    with pytest.raises(WrongState):
        reopen(answered, JUDGE, morning)

    assert deeds.row_of(answered).state is State.CLOSED


def test_not_twice(answered: Matter, people: Cast, morning: datetime) -> None:
    reopen(answered, JUDGE, morning)
    due_at = deeds.row_of(answered).due_at

    with pytest.raises(WrongState):
        reopen(answered, JUDGE, morning + timedelta(days=30))

    assert deeds.row_of(answered).due_at == due_at
    assert Order.objects.filter(matter_id=answered.id, ended_at=None).count() == 1
