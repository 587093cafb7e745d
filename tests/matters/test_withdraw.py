"""matter.withdraw: whose it is takes it back."""

from __future__ import annotations

from datetime import datetime

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.rules.core.state import State


def test_what_is_withdrawn_leaves_the_unit_and_the_public(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign publish accept", morning)

    deeds.do("withdraw", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.published_at, row.ended_at) == (State.WITHDRAWN, None, morning)
    assert Order.objects.get(matter_id=matter.id).ending == "withdrawn"
    assert not queries.orders_for(people.zhou, morning).rows
