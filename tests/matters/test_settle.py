"""matter.settle: a small thing is done on the spot."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import NotOnTheSpot


def test_a_grid_worker_settles_a_small_thing(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.do("settle", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.class_code, row.unit) == (State.ANSWERED, "home", "grid-1")
    assert row.until_at
    order = Order.objects.get(matter_id=matter.id)
    gao = deeds.gao(people, matter)
    assert (order.ending, order.accepted_by, order.ended_by) == ("answered", gao.key, gao.key)
    assert queries.past_of(matter.id).handlers == {gao.key}


def test_not_what_its_class_does_not_allow_nor_in_another_grid(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    with pytest.raises(NotOnTheSpot):
        deeds.do("settle", matter, people, morning, class_code="public")
    there = make.a_matter(now=morning, area_code=cast.SECOND_GRID)
    with pytest.raises(NotAllowed):
        deeds.do("settle", there, people, morning)

    assert deeds.row_of(matter).state is State.FILED
    assert not Order.objects.exists()
