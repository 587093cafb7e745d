"""matter.escalate: the next level up is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.views import story
from yuanba.rules.matters.orders import NothingAbove


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office has."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_each_time_the_next_level_is_told(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("escalate", given, people, morning)

    step = deeds.last(given)
    assert (step.outcome["level"], step.outcome["body"]) == ("district", "district_joint")
    assert deeds.row_of(given).unit == "jijiang", "who has it stays answerable"
    with pytest.raises(NothingAbove):
        deeds.do("escalate", given, people, morning)


def test_the_lead_above_hears_of_it(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("assign", matter, people, morning, class_code="common")

    deeds.do("escalate", matter, people, morning)

    assert deeds.last(matter).outcome["unit_above"] == "jijiang"
    steps = queries.story(matter.id)
    told = story.for_staff(steps, queries.names_for([deeds.row_of(matter)], steps=steps))
    assert told[-1].raised_to == "几江街道党工委"
    assert {one.raised_to for one in told[:-1]} == {""}
