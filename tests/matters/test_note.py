"""matter.note: staff tell each other something."""

from __future__ import annotations

from datetime import datetime

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries
from yuanba.matters.views import story


def test_a_note_is_for_the_staff(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign note", morning)

    row = deeds.row_of(matter)
    names = queries.names_for([row])
    assert "此人上月来过" in "".join(step.words for step in story.for_staff(queries.story(row.id), names))
    for told in (story.for_party(row), story.for_public(row)):
        assert all(step.verb != "matter.note" and "上月" not in step.words for step in told)
