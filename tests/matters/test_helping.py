"""matter.split, join, decline, contribute: one unit leads, others hand in their part."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.queries import helping
from yuanba.matters.services.orders import PartsOpen
from yuanba.matters.views import story
from yuanba.people.services import UnknownUnit
from yuanba.rules.access import NotAllowed
from yuanba.rules.matter import State
from yuanba.rules.orders import NoCoUnit, NotJoined, TooManyUnits


@pytest.fixture
def split(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office leads and the planning office helps with."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept split", morning)
    return matter


def test_the_helper_finds_it_among_its_orders_and_may_read_it(
    split: Matter, people: Cast, morning: datetime
) -> None:
    ping = deeds.ping(people, split)

    assert [row.id for row in queries.orders_for(ping, morning).rows] == [split.id]
    assert queries.matter_for(ping, split.id, morning).state is State.ACCEPTED
    step = deeds.last(split)
    assert (step.outcome["helping"], step.outcome["due_on"]) == (["jijiang-planning"], "2026-03-23")
    lead, part = helping.orders_of(split.id)
    assert (lead.is_lead, part.is_lead, part.unit) == (True, False, "jijiang-planning")
    assert lead.due_at == part.due_at


def test_the_lead_waits_for_the_parts(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(split, people, "join", morning)

    with pytest.raises(PartsOpen):
        deeds.do("answer", split, people, morning)
    deeds.walk(split, people, "contribute answer", morning)

    assert [order.ending for order in helping.orders_of(split.id)] == ["answered", "contributed"]


def test_or_says_why_not(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("answer", split, people, morning, without_parts="规划办下周才能到场")

    assert [order.ending for order in helping.orders_of(split.id)] == ["answered", "dropped"]
    step = deeds.last(split)
    assert step.outcome["missing"] == ["jijiang-planning"]
    assert "规划办下周才能到场" in step.words


def test_who_has_declined_is_asked_no_more_but_may_be_asked_again(
    split: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(split, people, "decline", morning)
    with pytest.raises(NotAllowed):
        deeds.do("join", split, people, morning)
    deeds.walk(split, people, "split join", morning)

    assert helping.units_helping(split.id) == {"jijiang-planning"}


def test_who_has_taken_its_part_does_not_decline_and_who_has_not_hands_nothing_in(
    split: Matter, people: Cast, morning: datetime
) -> None:
    with pytest.raises(NotJoined):
        deeds.do("contribute", split, people, morning)
    deeds.walk(split, people, "join", morning)
    with pytest.raises(NotJoined):
        deeds.do("decline", split, people, morning)


def test_helpers_still_read_what_they_helped_with(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(split, people, "join contribute", morning)

    assert queries.matter_for(deeds.ping(people, split), split.id, morning)


def test_units_that_cannot_be_asked(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "assign accept", morning)

    for units in ([], ["jijiang"], ["degan", "degan"]):
        with pytest.raises(NoCoUnit):
            deeds.do("split", matter, people, now, units=units)
    with pytest.raises(UnknownUnit):
        deeds.do("split", matter, people, now, units=["nobody"])
    with pytest.raises(TooManyUnits):
        deeds.do("split", matter, people, now, units=[f"unit-{number}" for number in range(11)])

    assert Order.objects.filter(matter_id=matter.id).count() == 1


def test_ten_units_may_help(people: Cast, morning: datetime) -> None:
    make.units(
        "code,name,kind,body,area,parent",
        *(f"firm-{n},物业公司{n},property_firm,,{cast.JIJIANG}," for n in range(10)),
        now=morning,
    )
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "assign accept", morning)

    deeds.do("split", matter, people, now, units=[f"firm-{n}" for n in range(10)])

    with pytest.raises(TooManyUnits):
        deeds.do("split", matter, people, now)


def test_a_new_lead_asks_anew(split: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(split, people, "join reassign accept split", morning)

    endings = [(order.unit, order.ending) for order in helping.orders_of(split.id)]
    assert endings == [
        ("jijiang", "reassigned"),
        ("jijiang-planning", "dropped"),
        ("jijiang", ""),
        ("jijiang-planning", ""),
    ]


def test_the_resident_is_not_told_what_a_helper_hands_in(
    split: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(split, people, "join contribute", morning)

    assert "线路正常" not in "".join(step.words for step in story.for_party(deeds.row_of(split)))
