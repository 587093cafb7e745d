"""matter.follow: me too; counted once, told, and only of what is public."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters.queries import public
from yuanba.matters.services import Contact, following
from yuanba.rules.core.access import ANONYMOUS, bearer

PHONE = Contact(channel="sms", address="138 0013 8000")
SAME_PHONE = Contact(channel="sms", address="+8613800138000")


@pytest.fixture
def lamp(people: Cast, morning: datetime) -> make.Matter:
    """A public matter."""
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign publish", morning)
    return matter


def test_one_number_counts_once(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    for contact in (PHONE, SAME_PHONE):
        assert following.follow(actor=ANONYMOUS, matter_id=lamp.id, contact=contact, now=morning) == 1
    assert public.followers([lamp.id]) == {lamp.id: 1}
    assert deeds.story(lamp).count("follow") == 1


def test_a_receipt_or_an_account_needs_no_number(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    following.follow(actor=people.wang, matter_id=lamp.id, now=morning)
    assert following.follow(actor=bearer("receipt:1"), matter_id=lamp.id, now=morning) == 2
    assert public.follows(people.wang.key, lamp.id)


def test_without_any_of_them_it_is_refused(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    with pytest.raises(following.NeedsContact):
        following.follow(actor=ANONYMOUS, matter_id=lamp.id, now=morning)


def test_ones_own_matter_is_not_followed(people: Cast, lamp: make.Matter, morning: datetime) -> None:
    with pytest.raises(following.OwnMatter):
        following.follow(actor=lamp.owner, matter_id=lamp.id, now=morning)


def test_only_what_is_public(people: Cast, morning: datetime) -> None:
    hidden = make.a_matter(now=morning)
    with pytest.raises(following.FollowedNotPublic):
        following.follow(actor=people.wang, matter_id=hidden.id, now=morning)
