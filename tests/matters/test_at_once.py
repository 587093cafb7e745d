"""Eight people press the same button at the same moment: it is done once, and the others are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.matters.models import Order
from yuanba.rules.matter import WrongState

ONCE = [
    ("assign", ""),
    ("refuse", ""),
    ("accept", "assign"),
    ("answer", "assign accept"),
    ("confirm", "assign accept answer"),
    ("reopen", "assign accept answer"),
]


@pytest.mark.parametrize(("verb", "before"), ONCE)
def test_once(own_database: DistrictRow, morning: datetime, verb: str, before: str) -> None:
    people = cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, before, morning)

    answers = together(8, lambda _: deeds.do(verb, matter, people, morning))

    assert answers.count(None) == 1
    assert sum(isinstance(answer, WrongState) for answer in answers) == 7
    assert deeds.story(matter) == ["file", *before.split(), verb]
    assert Order.objects.filter(matter_id=matter.id, ended_at=None).count() <= 1
    assert list(verify.findings()) == []


def test_two_verbs_that_exclude_each_other(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign answer", morning)

    answers = together(2, lambda n: deeds.do(("confirm", "reopen")[n], matter, people, morning))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState"]
    assert len(deeds.story(matter)) == 4
