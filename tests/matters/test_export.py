"""matter.export: what leaves in a file or on paper leaves a trace in each matter, or nothing leaves."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.matters import services
from yuanba.matters.services import LeavesAs
from yuanba.rules.core.access import NotAllowed


def test_each_matter_says_who_took_it_out_and_how(people: Cast, morning: datetime) -> None:
    lamp, drain = make.a_matter(now=morning), make.a_matter(now=morning)
    deeds.walk(drain, people, "refuse", morning)

    ids = [drain.id, lamp.id, lamp.id]
    services.export(actor=people.chen, matter_ids=ids, leaves_as=LeavesAs.WORKBOOK, now=morning)

    for matter in (lamp, drain):
        step = deeds.last(matter)
        assert (step.verb, step.actor_key) == ("matter.export", people.chen.key)
        assert (step.outcome["as"], step.outcome["of"]) == ("workbook", 2)


def test_one_that_is_not_theirs_and_none_leaves(people: Cast, morning: datetime) -> None:
    near = make.staff("gu", "triager", unit="degan", area=cast.DEGAN, now=morning)
    here, there = make.a_matter(now=morning, area_code=cast.DEGAN), make.a_matter(now=morning)
    before = deeds.last(here)

    for ids in ([here.id, there.id], [here.id, 0], []):
        with pytest.raises(NotAllowed):
            services.export(actor=near, matter_ids=ids, leaves_as=LeavesAs.SHEETS, now=morning)

    assert deeds.last(here) == before
    services.export(actor=near, matter_ids=[here.id], leaves_as=LeavesAs.SHEETS, now=morning)
    assert deeds.last(here).outcome["as"] == "sheets"


def test_a_resident_exports_from_no_list(people: Cast, morning: datetime) -> None:
    own = make.a_matter(now=morning, actor=people.li)
    with pytest.raises(NotAllowed):
        services.export(actor=people.li, matter_ids=[own.id], leaves_as=LeavesAs.WORKBOOK, now=morning)
