"""matter.pass_up: what a body cannot settle goes up level by level, on a ground, as far as the pack says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, lake, make
from tests.cast import Cast
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.passing import NotPassed, UnknownPassGround
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.pack.passing import PassedClock


def in_grid(people: Cast, now: datetime, **rules: object) -> make.Matter:
    """A matter of the first grid's own, under rules by which it may be passed up."""
    matter = make.a_matter(now=now)
    lake.bind(matter, **rules)
    deeds.walk(matter, people, "home", now - timedelta(minutes=1))
    return matter


def head(now: datetime) -> Actor:
    """何, who heads the community."""
    return deeds.somebody("he", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN)


def test_it_goes_up_level_by_level_and_the_clock_runs_on(people: Cast, morning: datetime) -> None:
    matter, later = in_grid(people, morning), morning + timedelta(days=1)
    due = deeds.row_of(matter).due_at

    deeds.do("pass_up", matter, people, later)

    row, entry = deeds.row_of(matter), deeds.last(matter)
    assert (row.unit, row.state, row.level) == ("tongtaimen", State.ASSIGNED, "community")
    assert (row.since_at, row.due_at) == (morning, due)
    assert row.until_at
    assert row.until_at > later
    assert {f"passing.{lake.GROUND}", "passing_clock.runs_on", "bodies.community_party"} <= {*entry.because}
    assert (entry.words, entry.outcome["unit_before"]) == ("网格里没有高空车", "grid-1")
    assert entry in deeds.queries.story_for_party(matter.id)

    deeds.do("accept", matter, people, later, actor=head(morning))
    deeds.do("pass_up", matter, people, later, actor=head(morning))
    assert (deeds.row_of(matter).unit, deeds.row_of(matter).level) == ("jijiang", "subdistrict")
    assert [one.ending for one in Order.objects.filter(matter_id=matter.id).order_by("id")] == [
        "reassigned",
        "reassigned",
        "",
    ]
    with pytest.raises(NotPassed):  # no unit of the district leads here
        deeds.do("pass_up", matter, people, later, actor=people.zhou)


def test_the_clock_begins_anew_where_the_pack_says_so(people: Cast, morning: datetime) -> None:
    matter = in_grid(people, morning, clock=PassedClock.ANEW)
    before, later = deeds.row_of(matter).due_at, morning + timedelta(days=2)
    deeds.do("pass_up", matter, people, later)
    row = deeds.row_of(matter)
    assert (row.since_at, "passing_clock.anew" in deeds.last(matter).because) == (later, True)
    assert row.due_at
    assert before
    assert row.due_at - before == timedelta(days=2)


def test_a_level_without_a_unit_here_is_passed_over(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, area_code=cast.NANMEN)
    lake.bind(matter)
    make.units(
        "code,name,kind,body,area,parent",
        f"nanmen-grid,南门网格,grid_party,grid_party,{cast.NANMEN},",
        now=morning,
    )
    worker = make.staff("guo", "grid_worker", unit="nanmen-grid", area=cast.NANMEN, now=morning)
    deeds.do("assign", matter, people, morning, class_code="home")
    deeds.do("pass_up", matter, people, morning, actor=worker)
    assert deeds.row_of(matter).unit == "jijiang"


def test_not_without_a_ground_words_rule_or_right(people: Cast, morning: datetime) -> None:
    matter = in_grid(people, morning)
    with pytest.raises(UnknownPassGround):
        deeds.do("pass_up", matter, people, morning, ground="nothing")
    with pytest.raises(ReasonMissing):
        deeds.do("pass_up", matter, people, morning, words=" ")
    for actor in (people.zhou, people.chen):
        with pytest.raises(NotAllowed):
            deeds.do("pass_up", matter, people, morning, actor=actor)
    plain = make.a_matter(now=morning)
    deeds.do("assign", plain, people, morning, class_code="home")
    with pytest.raises(NotPassed):
        deeds.do("pass_up", plain, people, morning)
    deeds.do("answer", plain, people, morning, actor=deeds.gao(people, plain))
    with pytest.raises(WrongState):
        deeds.do("pass_up", plain, people, morning)


def test_it_is_passed_up_once_by_many_at_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    matter = in_grid(people, morning)
    gao = deeds.gao(people, matter)

    answers = together(
        4,
        lambda _: services.pass_up(
            actor=gao, matter_id=matter.id, ground=lake.GROUND, words="办不了", now=morning
        ),
    )

    assert answers.count(None) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert deeds.story(matter).count("pass_up") == 1
    assert list(verify.findings()) == []
