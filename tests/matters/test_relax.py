"""matter.relax: it is taken off the supervision list."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office has."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_it_stays_on_the_list_until_it_is_lifted(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "prioritise answer", morning)
    assert deeds.row_of(given).is_prioritised

    deeds.walk(given, people, "relax", morning)

    assert not deeds.row_of(given).is_prioritised
    assert deeds.last(given).words == "已经落实"
