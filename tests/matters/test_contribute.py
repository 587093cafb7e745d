"""matter.contribute: a helper hands in its part, and the lead answers for all."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.queries import handling
from yuanba.matters.services.orders import PartsOpen
from yuanba.matters.views import story


@pytest.fixture
def split(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office leads and the planning office helps with."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept split", morning)
    return matter


def test_the_lead_waits_for_the_parts(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(split, people, "join", morning)

    with pytest.raises(PartsOpen):
        deeds.do("answer", split, people, morning)
    deeds.walk(split, people, "contribute answer", morning)

    assert [order.ending for order in handling.orders_of(split.id)] == ["answered", "contributed"]


def test_or_says_why_not(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("answer", split, people, morning, without_parts="规划办下周才能到场")

    assert [order.ending for order in handling.orders_of(split.id)] == ["answered", "dropped"]
    step = deeds.last(split)
    assert step.outcome["missing"] == ["jijiang-planning"]
    assert "规划办下周才能到场" in step.words


def test_helpers_still_read_what_they_helped_with(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(split, people, "join contribute", morning)

    assert queries.matter_for(deeds.ping(people, split), split.id, morning)


def test_the_resident_is_not_told_what_a_helper_hands_in(
    split: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(split, people, "join contribute", morning)

    assert "线路正常" not in "".join(step.words for step in story.for_party(deeds.row_of(split)))
