"""matter.split: the lead asks other units to help."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.queries import handling
from yuanba.people.services import UnknownUnit
from yuanba.rules.core.state import State
from yuanba.rules.matters.orders import NoCoUnit, TooManyUnits


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
    lead, part = handling.orders_of(split.id)
    assert (lead.is_lead, part.is_lead, part.unit) == (True, False, "jijiang-planning")
    assert lead.due_at == part.due_at


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

    endings = [(order.unit, order.ending) for order in handling.orders_of(split.id)]
    assert endings == [
        ("jijiang", "reassigned"),
        ("jijiang-planning", "dropped"),
        ("jijiang", ""),
        ("jijiang-planning", ""),
    ]
