"""matter.urge: somebody asks where it stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.rules.core.state import State
from yuanba.rules.matters.orders import TooOften


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office has."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_once_a_day_by_each_person(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("urge", given, people, morning)
    deeds.do("urge", given, people, morning, actor=people.chen)
    with pytest.raises(TooOften):
        deeds.do("urge", given, people, morning + timedelta(hours=14))  # 23:00 of the same day

    deeds.do("urge", given, people, morning + timedelta(hours=15))

    row = deeds.row_of(given)
    assert (row.urges, row.state) == (3, State.ACCEPTED)
    assert deeds.last(given).outcome["urges"] == 3
