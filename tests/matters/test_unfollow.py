"""matter.unfollow: no longer counted, no longer told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.matters.queries import public
from yuanba.matters.services import Contact, following
from yuanba.messages import queries as messages
from yuanba.rules.core.access import ANONYMOUS, NotAllowed


@pytest.fixture
def lamp(people: Cast, morning: datetime) -> make.Matter:
    """A public matter that Wang follows."""
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign publish", morning)
    following.follow(actor=people.wang, matter_id=matter.id, now=morning)
    return matter


def test_who_follows_may_stop(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    following.unfollow(actor=people.wang, matter_id=lamp.id, now=morning)

    assert public.followers([lamp.id]) == {}
    assert deeds.story(lamp)[-1] == "unfollow"


def test_not_by_who_does_not_follow(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    following.unfollow(actor=people.wang, matter_id=lamp.id, now=morning)

    for actor in (people.wang, people.zhou):
        with pytest.raises(NotAllowed):
            following.unfollow(actor=actor, matter_id=lamp.id, now=morning)

    assert deeds.story(lamp).count("unfollow") == 1


def test_who_leaves_is_no_longer_told(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    phone = Contact(channel="sms", address="13800138000")
    following.follow(actor=people.wang, matter_id=lamp.id, contact=phone, now=morning)
    assert len(messages.addresses("following", str(lamp.id))) == 1

    following.unfollow(actor=people.wang, matter_id=lamp.id, now=morning)

    assert messages.addresses("following", str(lamp.id)) == []


def test_the_counter_stops_it_for_who_says_the_number(
    people: Cast, lamp: make.Matter, morning: datetime
) -> None:
    clerk = make.staff("wu", "clerk", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    written = Contact(channel="sms", address="139 1234 5678")
    called = Contact(channel="paper", address="13912345678")
    following.follow(actor=ANONYMOUS, matter_id=lamp.id, contact=written, now=morning)
    assert following.follow(actor=clerk, matter_id=lamp.id, contact=called, now=morning) == 2, "one person"

    following.unfollow(actor=clerk, matter_id=lamp.id, contact=called, now=morning)

    assert public.followers([lamp.id]) == {lamp.id: 1}
    assert messages.addresses("following", str(lamp.id)) == []
    assert deeds.last(lamp).outcome["for_owner"] is True
    with pytest.raises(following.NotFollowing):
        following.unfollow(actor=clerk, matter_id=lamp.id, contact=called, now=morning)
