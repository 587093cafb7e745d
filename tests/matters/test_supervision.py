"""matter.urge, prioritise, relax, escalate: others press."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.queries import waiting
from yuanba.rules.matter import State
from yuanba.rules.orders import NothingAbove, TooOften


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that the street office has."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_once_a_day_by_each_person(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("urge", given, people, morning)
    deeds.do("urge", given, people, morning, actor=people.chen)
    with pytest.raises(TooOften):
        deeds.do("urge", given, people, morning + timedelta(hours=14))  # 23:00 of the same day

    deeds.do("urge", given, people, morning + timedelta(hours=15))

    row = deeds.row_of(given)
    assert (row.urges, row.state) == (3, State.ACCEPTED)
    assert deeds.last(given).outcome["urges"] == 3


def test_it_stays_on_the_list_until_it_is_lifted(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "prioritise answer", morning)
    assert deeds.row_of(given).is_prioritised

    deeds.walk(given, people, "relax", morning)

    assert not deeds.row_of(given).is_prioritised
    assert deeds.last(given).words == "已经落实"


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


def test_what_waits_for_whom(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.do("ask_extend", given, people, morning)
    assert [one.matter.id for one in waiting.to_decide(people.chen, morning)] == [given.id]
    assert not waiting.to_check(people.chen, morning).rows

    deeds.walk(given, people, "deny answer", morning)

    assert not waiting.to_decide(people.chen, morning)
    assert [row.id for row in waiting.to_check(people.chen, morning).rows] == [given.id]
