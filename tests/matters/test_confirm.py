"""matter.confirm: solved, says who filed it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.rules.access import ANONYMOUS, NotAllowed, bearer
from yuanba.rules.actor import Actor
from yuanba.rules.matter import State, WrongState


@pytest.fixture
def answered(people: Cast, morning: datetime) -> Matter:
    """Li's matter, answered by the street office."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept answer", morning)
    return matter


def confirm(matter: Matter, actor: Actor, now: datetime) -> None:
    services.confirm(actor=actor, matter_id=matter.id, now=now)


def test_the_matter_closes(answered: Matter, people: Cast, morning: datetime) -> None:
    later = morning + timedelta(days=1)

    confirm(answered, people.li, later)

    row = deeds.row_of(answered)
    assert (row.state, row.ended_at) == (State.CLOSED, later)
    step = deeds.last(answered)
    assert (step.verb, step.actor_key, step.outcome["state"]) == ("matter.confirm", people.li.key, "closed")


def test_whoever_proves_the_receipt_may(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign answer", morning)

    confirm(matter, bearer(f"receipt:{matter.receipt}"), morning)

    assert deeds.row_of(matter).state is State.CLOSED


def test_a_clerk_may_for_somebody_at_the_counter(answered: Matter, morning: datetime) -> None:
    clerk = make.staff("deng", "clerk", area=cast.JIJIANG, now=morning)

    confirm(answered, clerk, morning)

    assert deeds.last(answered).actor_key == clerk.key


def test_but_nobody_judges_their_own_work(people: Cast, morning: datetime) -> None:
    both = make.staff("deng", "clerk", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign", morning)
    deeds.do("accept", matter, people, morning, actor=both)
    deeds.do("answer", matter, people, morning)

    with pytest.raises(NotAllowed):
        confirm(matter, both, morning)

    assert deeds.row_of(matter).state is State.ANSWERED


@pytest.mark.parametrize("name", ["wang", "chen", "zhou", "sun"])
def test_not_by_who_did_not_file_it(answered: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        confirm(answered, getattr(people, name), morning)

    assert deeds.row_of(answered).state is State.ANSWERED


def test_not_by_a_stranger_or_with_another_receipt(answered: Matter, people: Cast, morning: datetime) -> None:
    other = make.a_matter(now=morning)
    for stranger in (ANONYMOUS, other.owner, bearer("")):
        with pytest.raises(NotAllowed):
            confirm(answered, stranger, morning)

    assert deeds.row_of(answered).state is State.ANSWERED


@pytest.mark.parametrize("verbs", ["", "assign", "assign accept", "assign return"])
def test_not_before_there_is_an_answer(people: Cast, morning: datetime, verbs: str) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, verbs, morning)

    with pytest.raises(WrongState):
        confirm(matter, matter.owner, morning)


def test_not_twice(answered: Matter, people: Cast, morning: datetime) -> None:
    confirm(answered, people.li, morning)

    with pytest.raises(WrongState):
        confirm(answered, people.li, morning + timedelta(days=1))

    assert deeds.row_of(answered).ended_at == morning
    assert deeds.story(answered).count("confirm") == 1
