"""matter.check: somebody else looks; never whoever handled it, their unit, a unit below it, or their kin."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.models import Matter as Row
from yuanba.matters.models import Order
from yuanba.people import services as people_services
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.check import Barred, Tie
from yuanba.rules.time.calendar import day


@pytest.fixture
def answered(people: Cast, morning: datetime) -> Matter:
    """Li's matter, answered by 周 at the street office of 几江."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept answer", morning)
    return matter


def check(matter: Matter, actor: Actor, now: datetime, *, passes: bool = True) -> None:
    services.check(actor=actor, matter_id=matter.id, passes=passes, words="现场查看", now=now)


def test_what_passes_is_noticed_where_its_class_is_public(
    answered: Matter, people: Cast, morning: datetime
) -> None:
    check(answered, people.chen, morning)

    row = deeds.row_of(answered)
    assert (row.state, row.until_at and day(row.until_at).isoformat()) == (State.NOTICED, "2026-03-17")
    step = deeds.last(answered)
    assert (step.verb, step.outcome["passes"], step.words) == ("matter.check", True, "现场查看")


def test_what_passes_in_a_private_class_is_judged_at_once(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "settle", morning)

    check(matter, people.chen, morning)

    assert deeds.row_of(matter).state is State.EVALUATING


def test_what_fails_goes_back_with_the_term_of_a_rework(
    answered: Matter, people: Cast, morning: datetime
) -> None:
    friday = morning + timedelta(days=4)

    check(answered, people.chen, friday, passes=False)

    row = deeds.row_of(answered)
    assert (row.state, row.reworks, row.unit) == (State.ASSIGNED, 1, "jijiang")
    assert row.due_at
    assert day(row.due_at).isoformat() == "2026-03-17", "seven working days from Friday"
    first, second = Order.objects.filter(matter_id=answered.id).order_by("id")
    assert (first.ending, second.ending, second.sent_at) == ("answered", "", friday)


def tie(matter: Matter, actor: Actor, now: datetime) -> str:
    with pytest.raises(Barred) as refused:
        check(matter, actor, now)
    assert deeds.row_of(matter).state is State.ANSWERED
    return str(refused.value.arguments["why"])


def test_not_in_the_unit_that_answered(answered: Matter, people: Cast, morning: datetime) -> None:
    colleague = make.staff("he", "triager", unit="jijiang", area=cast.JIJIANG, now=morning)

    assert tie(answered, colleague, morning) == Tie.UNIT


def test_not_in_a_unit_below_it(answered: Matter, people: Cast, morning: datetime) -> None:
    below = make.staff("bai", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    further = make.staff("gou", "grid_head", unit="grid-1", area=cast.FIRST_GRID, now=morning)

    assert tie(answered, below, morning) == Tie.SUBORDINATE
    assert tie(answered, further, morning) == Tie.SUBORDINATE


def test_not_who_handled_it_long_ago(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    gao = make.staff("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID, now=morning)
    deeds.do("assign", matter, people, morning, class_code="home")
    deeds.do("accept", matter, people, morning, actor=gao)
    deeds.walk(matter, people, "reassign accept answer", morning)

    with pytest.raises(Exception, match=r"check\.barred|access\.not_allowed"):
        check(matter, gao, morning)


def test_a_unit_that_gave_it_back_may_check(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    make.units(
        "code,name,kind,body,area,parent", f"west,西城网格党支部,grid_party,,{cast.FIRST_GRID},", now=morning
    )
    west = make.staff("xi", "grid_worker", "handler", unit="west", area=cast.FIRST_GRID, now=morning)
    deeds.do("assign", matter, people, morning)
    Order.objects.filter(matter_id=matter.id).update(unit="west")
    Row.objects.filter(pk=matter.id).update(unit="west")
    deeds.do("return", matter, people, morning, actor=west)
    deeds.walk(matter, people, "assign accept answer", morning)

    check(matter, west, morning)

    assert deeds.row_of(matter).state is State.NOTICED


def test_not_the_helpers_either(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept split join contribute answer", morning)
    planner = make.staff("gu", "triager", unit="jijiang-planning", area=cast.JIJIANG, now=morning)

    assert tie(matter, planner, morning) == Tie.UNIT


def test_not_declared_kin_until_it_is_retracted(answered: Matter, people: Cast, morning: datetime) -> None:
    _, guard = cast.administrators(now=morning)
    people_services.declare(actor=people.chen, account_key=people.chen.key, kin_login="zhou", now=morning)

    assert tie(answered, people.chen, morning) == Tie.KIN

    people_services.retract(
        actor=guard, account_key=people.chen.key, kin_login="zhou", reason="同名", now=morning
    )
    check(answered, people.chen, morning)
    assert deeds.row_of(answered).state is State.NOTICED


def test_past_and_person_name_everyone(answered: Matter, people: Cast, morning: datetime) -> None:
    past = queries.past_of(answered.id)
    person = queries.person_of(people.zhou, morning)

    assert (past.handlers, past.units) == ({people.zhou.key}, {"jijiang"})
    assert (person.key, person.units) == (people.zhou.key, {"jijiang": frozenset()})
