"""matter.decline: a helper says why a part is not its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.queries import handling
from yuanba.rules.core.access import NotAllowed


@pytest.fixture
def split(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office leads and the planning office helps with."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept split", morning)
    return matter


def test_who_has_declined_is_asked_no_more_but_may_be_asked_again(
    split: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(split, people, "decline", morning)
    with pytest.raises(NotAllowed):
        deeds.do("join", split, people, morning)
    deeds.walk(split, people, "split join", morning)

    assert handling.units_helping(split.id) == {"jijiang-planning"}
