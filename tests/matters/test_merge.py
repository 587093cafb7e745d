"""matter.merge: two reports of one thing become one."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import services
from yuanba.matters.models import Follower
from yuanba.matters.services import Contact
from yuanba.messages import queries as messages
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.triage import SameMatter

FOLLOWING = "following"


@pytest.fixture
def first(people: Cast, morning: datetime) -> Matter:
    """Li's matter; she wants to be told by phone."""
    return make.a_matter(now=morning, actor=people.li, contact=Contact(channel="sms", address="13800000001"))


@pytest.fixture
def second(people: Cast, morning: datetime) -> Matter:
    """Wang's, about the same lamp."""
    return make.a_matter(
        now=morning, actor=people.wang, contact=Contact(channel="sms", address="13800000002")
    )


def merge(matter: Matter, into: Matter, actor: Actor, now: datetime) -> None:
    services.merge(actor=actor, matter_id=matter.id, into_id=into.id, now=now)


def told(matter: Matter) -> set[str]:
    """The phones of those who follow a matter that is not their own."""
    return {address for _, address in messages.addresses(FOLLOWING, str(matter.id))}


def followers(matter: Matter) -> set[str]:
    return set(Follower.objects.filter(matter_id=matter.id).values_list("key", flat=True))


def test_the_followers_go_along(first: Matter, second: Matter, people: Cast, morning: datetime) -> None:
    merge(second, first, people.chen, morning)

    row = deeds.row_of(second)
    assert (row.state, row.merged_into_id, row.ended_at) == (State.MERGED, first.id, morning)
    assert followers(first) == {people.wang.key}
    assert told(first) == {"13800000002"}
    step = deeds.last(second)
    assert (step.verb, step.outcome["into"], step.outcome["followers"]) == ("matter.merge", first.receipt, 1)


def test_whom_it_concerns_too_may_urge_the_other(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(first, people, "assign", morning)
    with pytest.raises(NotAllowed):
        services.urge(actor=people.wang, matter_id=first.id, now=morning)

    merge(second, first, people.chen, morning)

    services.urge(actor=people.wang, matter_id=first.id, now=morning)


def test_one_phone_is_told_once(first: Matter, people: Cast, morning: datetime) -> None:
    again = make.a_matter(now=morning, contact=Contact(channel="sms", address="138-0000-0001"))

    merge(again, first, people.chen, morning)

    assert told(first) == set(), "Li's phone is told already"


def test_not_into_itself_nor_into_what_has_ended(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    with pytest.raises(SameMatter):
        merge(first, first, people.chen, morning)
    deeds.walk(first, people, "refuse", morning)
    with pytest.raises(WrongState):
        merge(second, first, people.chen, morning)

    assert deeds.row_of(second).state is State.FILED


def test_not_after_the_answer_and_not_twice(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    merge(second, first, people.chen, morning)
    with pytest.raises(WrongState):
        merge(second, first, people.chen, morning)
    deeds.walk(first, people, "assign answer", morning)
    third = make.a_matter(now=morning)
    with pytest.raises(WrongState):
        merge(first, third, people.chen, morning)


def test_not_by_others_nor_across_what_one_triages(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    for actor in (people.li, people.wang, people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            merge(second, first, actor, morning)
    degan = make.staff("de", "triager", unit="degan", area=cast.DEGAN, now=morning)
    there = make.a_matter(now=morning, area_code="500116002001")
    with pytest.raises(NotAllowed):
        merge(there, first, degan, morning)
