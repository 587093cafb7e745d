"""Whole lives of matters, written by hand from the mechanism text, not derived from the table of moves."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.rules.matter import State

pytestmark = pytest.mark.smoke

JOURNEYS = [
    ("assign accept answer confirm", State.CLOSED),
    ("assign answer confirm", State.CLOSED),
    ("assign return assign accept answer confirm", State.CLOSED),
    ("assign reassign accept answer confirm", State.CLOSED),
    ("assign accept reassign accept answer confirm", State.CLOSED),
    ("assign accept answer reopen accept answer confirm", State.CLOSED),
    ("assign accept answer reopen answer reopen answer confirm", State.CLOSED),
    ("assign return refuse", State.REFUSED),
    ("refuse", State.REFUSED),
]


@pytest.mark.parametrize(("verbs", "end"), JOURNEYS)
def test_a_life_ends_where_it_should(people: Cast, morning: datetime, verbs: str, end: State) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    last = deeds.walk(matter, people, verbs, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at) == (end, last)
    assert deeds.story(matter) == ["file", *verbs.split()]
    assert not Order.objects.filter(matter_id=matter.id, ended_at=None).exists()
    given = [verb for verb in verbs.split() if verb in {"assign", "reassign", "reopen"}]
    assert Order.objects.filter(matter_id=matter.id).count() == len(given)


@pytest.mark.parametrize(("verbs", "end"), JOURNEYS)
def test_every_decision_is_told_with_its_ground(
    people: Cast, morning: datetime, verbs: str, end: State
) -> None:
    from yuanba.matters import queries

    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, verbs, morning)

    for step in queries.story(matter.id):
        assert step.outcome["receipt"] == matter.receipt
        if step.verb in {"matter.assign", "matter.reassign", "matter.reopen"}:
            assert "classes.public" in step.because
            assert any(ground.startswith("term.") for ground in step.because)
        if step.verb == "matter.refuse":
            assert "refusals.statutory_channel" in step.because


def test_a_filed_matter_knows_its_moments(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, said_at=morning.replace(year=2025))

    row = deeds.row_of(matter)
    assert (row.said_at.year, row.filed_at) == (2025, morning)
    assert row.due_at is None, "the clock starts when somebody is given it"
    services.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=morning)
    assert deeds.row_of(matter).due_at
