"""matter.join: a helper takes its part."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.rules.matters.orders import NotJoined


@pytest.fixture
def split(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office leads and the planning office helps with."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept split", morning)
    return matter


def test_who_has_taken_its_part_does_not_decline_and_who_has_not_hands_nothing_in(
    split: Matter, people: Cast, morning: datetime
) -> None:
    with pytest.raises(NotJoined):
        deeds.do("contribute", split, people, morning)
    deeds.walk(split, people, "join", morning)
    with pytest.raises(NotJoined):
        deeds.do("decline", split, people, morning)
