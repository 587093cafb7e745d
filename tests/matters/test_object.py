"""matter.object: it should be taken after all, says whose it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import TooLateToObject


def test_an_objection_brings_it_back_to_the_desk(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("refuse", matter, people, morning)

    deeds.do("object", matter, people, morning + timedelta(days=10))

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at) == (State.FILED, None)
    assert row.until_at
    assert [found.id for found in queries.to_triage(people.chen, morning).rows] == [matter.id]


def test_not_after_the_window(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("refuse", matter, people, morning)

    with pytest.raises(TooLateToObject):  # ten days end on Thursday, 12 March
        deeds.do("object", matter, people, morning + timedelta(days=11))

    assert deeds.row_of(matter).state is State.REFUSED
