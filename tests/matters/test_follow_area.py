"""area.follow and area.unfollow: told of what is made public in a place, until one has enough."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import JIJIANG, Cast
from yuanba.journal import queries as journal
from yuanba.matters.queries import public
from yuanba.matters.queries.public import AREA
from yuanba.matters.services import Contact, following
from yuanba.messages import queries as messages
from yuanba.rules.core.access import ANONYMOUS, NotAllowed

PHONE = Contact(channel="sms", address="138 0013 8000")


def verbs() -> list[str]:
    return [entry.verb for entry in journal.story("area", JIJIANG)]


def test_an_area_is_followed_by_a_number(people: Cast, morning: datetime) -> None:
    following.follow_area(actor=ANONYMOUS, area_code=JIJIANG, contact=PHONE, now=morning)

    assert messages.addresses(AREA, JIJIANG) == [("短信", "13800138000")]
    assert verbs() == ["area.follow"]


def test_only_an_area_that_is_there(people: Cast, morning: datetime) -> None:
    with pytest.raises(following.UnknownFilingArea):
        following.follow_area(actor=ANONYMOUS, area_code="500999", contact=PHONE, now=morning)


def test_a_resident_stops(people: Cast, morning: datetime) -> None:
    following.follow_area(actor=people.wang, area_code=JIJIANG, contact=PHONE, now=morning)
    assert public.follows_area(people.wang.key, JIJIANG)

    following.unfollow_area(actor=people.wang, area_code=JIJIANG, now=morning)

    assert not public.follows_area(people.wang.key, JIJIANG)
    assert messages.addresses(AREA, JIJIANG) == []
    assert verbs() == ["area.follow", "area.unfollow"]


def test_only_for_oneself(people: Cast, morning: datetime) -> None:
    following.follow_area(actor=people.wang, area_code=JIJIANG, contact=PHONE, now=morning)

    with pytest.raises(NotAllowed):
        following.unfollow_area(actor=people.zhou, area_code=JIJIANG, now=morning)
    following.unfollow_area(actor=people.li, area_code=JIJIANG, now=morning)

    assert public.follows_area(people.wang.key, JIJIANG)
    assert verbs() == ["area.follow"]


def test_the_counter_begins_and_stops_it_for_others(people: Cast, morning: datetime) -> None:
    clerk = make.staff("wu", "clerk", unit="jijiang", area=cast.JIJIANG, now=morning)
    following.follow_area(actor=clerk, area_code=JIJIANG, contact=PHONE, now=morning)
    following.unfollow_area(actor=clerk, area_code=JIJIANG, contact=PHONE, now=morning)

    assert messages.addresses(AREA, JIJIANG) == []
    assert all(one.outcome["for_owner"] for one in journal.story("area", JIJIANG))
