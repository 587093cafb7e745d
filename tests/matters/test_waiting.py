"""What waits for whom."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.queries import waiting


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office has."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_what_waits_for_whom(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("ask_extend", given, people, morning)
    assert [one.matter.id for one in waiting.to_decide(people.chen, morning)] == [given.id]
    assert not waiting.to_check(people.chen, morning).rows

    deeds.walk(given, people, "deny answer", morning)

    assert not waiting.to_decide(people.chen, morning)
    assert [row.id for row in waiting.to_check(people.chen, morning).rows] == [given.id]
