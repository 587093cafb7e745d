"""matter.unfollow: no longer counted, no longer told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters.queries import public
from yuanba.matters.services import following
from yuanba.rules.access import NotAllowed


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
