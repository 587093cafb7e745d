"""matter.unmerge: two things that were taken for one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.models import Follower, Order, Pause
from yuanba.matters.services import Contact, following
from yuanba.messages import queries as messages
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.triage import NotWhereItWas
from yuanba.rules.pack.outcome import ReasonMissing

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


def test_parted_again_all_is_as_it_was(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    last = deeds.walk(second, people, "assign accept ask", morning)
    before = deeds.row_of(second)
    merge(second, first, people.chen, last)

    services.unmerge(actor=people.chen, matter_id=second.id, reason="不是同一盏灯", now=last)

    row = deeds.row_of(second)
    assert row == before
    assert followers(first) == set()
    assert told(first) == set()
    assert Order.objects.get(matter_id=second.id).ended_at is None
    assert Pause.objects.get(matter_id=second.id).until_at is None
    deeds.walk(second, people, "reply answer check", last)


def test_who_followed_before_stays(first: Matter, second: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(first, people, "assign publish", morning)
    following.follow(
        actor=people.wang,
        matter_id=first.id,
        contact=Contact(channel="sms", address="13800000002"),
        now=morning,
    )
    merge(second, first, people.chen, morning)

    services.unmerge(actor=people.chen, matter_id=second.id, reason="不是同一盏灯", now=morning)

    assert followers(first) == {people.wang.key}
    assert told(first) == {"13800000002"}


def test_the_clock_of_a_parted_matter_is_as_if_nothing_had_been(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    last = deeds.walk(second, people, "assign accept", morning)
    due_at = deeds.row_of(second).due_at
    merge(second, first, people.chen, last)

    services.unmerge(
        actor=people.chen, matter_id=second.id, reason="不是同一盏灯", now=last + timedelta(days=9)
    )

    assert deeds.row_of(second).due_at == due_at


def test_parting_needs_a_reason_and_a_merger(
    first: Matter, second: Matter, people: Cast, morning: datetime
) -> None:
    with pytest.raises(NotWhereItWas):
        services.unmerge(actor=people.chen, matter_id=first.id, reason="不是", now=morning)
    merge(second, first, people.chen, morning)
    with pytest.raises(ReasonMissing):
        services.unmerge(actor=people.chen, matter_id=second.id, reason="", now=morning)

    assert queries.merged_into(second.id) == first.id
