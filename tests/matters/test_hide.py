"""matter.hide: what was public is taken down."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries
from yuanba.matters.services.beside import NothingPublic


def test_what_is_public_is_taken_down(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign publish hide", morning)

    assert deeds.row_of(matter).published_at is None
    with pytest.raises(queries.MatterNotFound):
        queries.public_matter(matter.id)
    with pytest.raises(NothingPublic):
        deeds.do("hide", matter, people, morning)
    deeds.do("publish", matter, people, morning)
    assert queries.public_matter(matter.id)
