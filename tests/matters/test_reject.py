"""matter.reject: a dispatch is not signed, with the reason, and whoever triages chooses again."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, lake, make
from tests.cast import Cast
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.dispatching import NoDraft, NotOfTitle
from yuanba.rules.pack.outcome import ReasonMissing


def submitted(people: Cast, now: datetime, **rules: object) -> make.Matter:
    """A matter whose dispatch Chen has submitted."""
    matter = make.a_matter(now=now)
    lake.bind(matter, **rules)
    deeds.do("assign", matter, people, now)
    return matter


def test_the_reason_is_recorded_and_staff_read_it(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    deeds.do("reject", matter, people, morning)
    row, entry = deeds.row_of(matter), deeds.last(matter)
    assert (row.state, row.draft, entry.words) == (State.FILED, None, "应先到现场核实")
    assert "matter.reject" not in [step.verb for step in deeds.queries.story_for_party(matter.id)]
    deeds.do("assign", matter, people, morning)
    with pytest.raises(NoDraft):
        deeds.do("reject", submitted_and_signed(people, morning), people, morning)


def submitted_and_signed(people: Cast, now: datetime) -> make.Matter:
    matter = submitted(people, now)
    deeds.do("sign", matter, people, now)
    return matter


def test_a_reason_is_needed_and_the_title_too(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    with pytest.raises(ReasonMissing):
        deeds.do("reject", matter, people, morning, reason=" ")
    with pytest.raises(NotAllowed):
        deeds.do("reject", matter, people, morning, actor=people.zhou)
    with pytest.raises(NotOfTitle):
        deeds.do("reject", submitted(people, morning, signed_by=("triager",)), people, morning)


def test_whoever_submitted_takes_it_back_by_the_same_deed(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    deeds.do("reject", matter, people, morning, actor=people.chen, reason="看错了")
    assert deeds.row_of(matter).draft is None
