"""Eight people press the same button at the same moment: it is done once, and the others are told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK, NotPressing
from yuanba.rules.core.state import State
from yuanba.rules.matters import escalation
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import RequestPending

ONCE = [
    ("assign", ""),
    ("refuse", ""),
    ("accept", "assign"),
    ("answer", "assign accept"),
    ("guide", ""),
    ("settle", ""),
    ("withdraw", "assign accept"),
    ("object", "refuse"),
    ("ask", "assign accept"),
    ("resume", "assign accept ask"),
    ("check", "assign accept answer"),
    ("fail", "assign accept answer"),
    ("close", "assign accept answer check invite"),
    ("undo_close", "assign accept answer check invite close"),
    ("reopen", "assign accept answer"),
]


@pytest.mark.parametrize(("verb", "before"), ONCE)
def test_once(own_database: DistrictRow, morning: datetime, verb: str, before: str) -> None:
    people = cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    now = deeds.walk(matter, people, before, morning)
    actor = deeds.DEEDS[verb].who(people, matter)

    answers = together(8, lambda _: deeds.do(verb, matter, people, now, actor=actor))

    assert answers.count(None) == 1
    assert sum(isinstance(answer, WrongState) for answer in answers) == 7
    assert deeds.story(matter) == ["file", *before.split(), "check" if verb == "fail" else verb]
    assert Order.objects.filter(matter_id=matter.id, ended_at=None).count() <= 1
    assert list(verify.findings()) == []


def test_two_verbs_that_exclude_each_other(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign answer", morning)

    answers = together(2, lambda n: deeds.do(("check", "fail")[n], matter, people, morning))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState"]
    assert len(deeds.story(matter)) == 4


def test_one_merger_of_two_into_each_other(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    one, other = make.a_matter(now=morning), make.a_matter(now=morning)
    pairs = [(one.id, other.id), (other.id, one.id)] * 4

    answers = together(
        8,
        lambda n: services.merge(actor=people.chen, matter_id=pairs[n][0], into_id=pairs[n][1], now=morning),
    )

    assert answers.count(None) == 1
    assert [deeds.row_of(matter).state for matter in (one, other)].count(State.MERGED) == 1


def test_eight_requests_at_once_are_one(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    now = deeds.walk(matter, people, "assign accept", morning)

    answers = together(8, lambda _: deeds.do("ask_extend", matter, people, now))

    assert answers.count(None) == 1
    assert sum(isinstance(answer, RequestPending) for answer in answers) == 7
    answers = together(8, lambda _: deeds.do("grant", matter, people, now))
    assert answers.count(None) == 1
    assert list(verify.findings()) == []


def test_eight_clocks_do_each_deed_once(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    late = morning + timedelta(days=3)
    found = clock.course(matter.id)
    assert found
    due = escalation.pressing(*found, late)

    def tick(number: int) -> None:
        services.lapse(actor=CLOCK, matter_id=matter.id, deed=due[0], now=late)

    answers = together(8, tick)

    assert answers.count(None) == 1
    assert sum(isinstance(answer, NotPressing) for answer in answers) == 7
    assert deeds.story(matter) == ["file", "lapse"]
