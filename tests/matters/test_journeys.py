"""Whole lives of matters, written by hand from the mechanism text, not derived from the table of moves."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries, services
from yuanba.matters.models import Order, Pause
from yuanba.rules.core.state import State

pytestmark = pytest.mark.smoke

JOURNEYS = [
    ("assign accept answer check invite close", State.CLOSED),
    ("assign answer check invite close", State.CLOSED),
    ("assign return assign accept answer check invite close", State.CLOSED),
    ("assign reassign accept answer check invite close", State.CLOSED),
    ("assign accept reassign accept answer check invite close", State.CLOSED),
    ("assign accept ask reply answer check invite close", State.CLOSED),
    ("assign accept ask resume ask reply answer check invite close", State.CLOSED),
    ("assign accept ask reassign accept answer check invite close", State.CLOSED),
    ("assign accept ask_hold grant resume ask_extend grant answer check invite close", State.CLOSED),
    ("assign accept ask_hold deny ask_hold grant reassign accept answer check invite close", State.CLOSED),
    ("assign accept split join contribute answer check invite close", State.CLOSED),
    ("assign accept split decline split join contribute answer check invite close", State.CLOSED),
    ("assign accept answer fail accept answer check invite close", State.CLOSED),
    ("assign accept answer reopen accept answer check invite close", State.CLOSED),
    ("assign accept answer check reopen accept answer check invite close", State.CLOSED),
    ("assign accept answer check invite reopen accept answer check invite close", State.CLOSED),
    ("assign accept answer check invite close undo_close check invite close", State.CLOSED),
    ("settle check close", State.CLOSED),
    ("settle fail reassign accept answer check invite close", State.CLOSED),
    ("assign urge accept prioritise note answer relax check invite close", State.CLOSED),
    ("escalate assign escalate accept answer check invite close", State.CLOSED),
    ("assign return refuse", State.REFUSED),
    ("refuse", State.REFUSED),
    ("refuse object refuse", State.REFUSED),
    ("guide", State.GUIDED),
    ("guide object assign accept answer check invite close", State.CLOSED),
    ("withdraw", State.WITHDRAWN),
    ("assign accept withdraw", State.WITHDRAWN),
    ("assign accept ask withdraw", State.WITHDRAWN),
    ("assign accept split join withdraw", State.WITHDRAWN),
]
#: After each of these a unit has an order that leads.
GIVING = {"assign", "reassign", "reopen", "fail", "settle"}


def _as_told(verbs: str) -> list[str]:
    return ["file", *("check" if verb == "fail" else verb for verb in verbs.split())]


@pytest.mark.parametrize(("verbs", "end"), JOURNEYS)
def test_a_life_ends_where_it_should(people: Cast, morning: datetime, verbs: str, end: State) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    last = deeds.walk(matter, people, verbs, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at) == (end, last)
    assert deeds.story(matter) == _as_told(verbs)
    orders = Order.objects.filter(matter_id=matter.id)
    assert not orders.filter(ended_at=None).exists()
    assert orders.filter(role="lead").count() == sum(verb in GIVING for verb in verbs.split())
    assert orders.filter(role="co").count() == verbs.split().count("split")
    assert not Pause.objects.filter(matter_id=matter.id, until_at=None).exists()


def test_the_second_rework_goes_under_supervision(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    last = deeds.walk(matter, people, "assign accept answer reopen accept answer", morning)
    assert not deeds.row_of(matter).is_prioritised

    deeds.walk(matter, people, "reopen", last)

    assert deeds.row_of(matter).is_prioritised
    assert deeds.story(matter)[-2:] == ["reopen", "prioritise"]
    supervised = deeds.last(matter)
    assert (supervised.actor_kind, supervised.outcome["reworks"]) == ("system", 2)


def test_a_failed_check_counts_as_a_rework_too(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.walk(matter, people, "assign accept answer fail accept answer fail", morning)

    row = deeds.row_of(matter)
    assert (row.reworks, row.is_prioritised, row.state) == (2, True, State.ASSIGNED)


@pytest.mark.parametrize(("verbs", "end"), JOURNEYS)
def test_every_decision_is_told_with_its_ground(
    people: Cast, morning: datetime, verbs: str, end: State
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, verbs, morning)

    for step in queries.story(matter.id):
        assert step.outcome["receipt"] == matter.receipt
        if step.verb in {"matter.assign", "matter.reassign", "matter.reopen"}:
            assert "classes.public" in step.because
            assert any(ground.startswith("term.") for ground in step.because)
        if step.verb == "matter.refuse":
            assert "refusals.statutory_channel" in step.because
        if step.verb == "matter.guide":
            assert "guidances.mediation" in step.because


def test_a_filed_matter_knows_its_moments(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, said_at=morning.replace(year=2025))

    row = deeds.row_of(matter)
    assert (row.said_at.year, row.filed_at) == (2025, morning)
    assert row.due_at is None, "the clock starts when somebody is given it"
    services.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=morning)
    assert deeds.row_of(matter).due_at
