"""matter.guide, settle, withdraw, object: what no order is given for, and what is done at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.matters import queries, services
from yuanba.matters.models import Order
from yuanba.rules.access import NotAllowed
from yuanba.rules.matter import State
from yuanba.rules.triage import NotOnTheSpot, TooLateToObject, UnknownGuidance


def test_a_private_matter_is_left_to_its_owner_with_help(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.do("guide", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at, row.until_at) == (State.GUIDED, morning, None)
    step = deeds.last(matter)
    assert (step.outcome["guidance"], step.words) == ("mediation", "可以申请人民调解")
    assert "guidances.mediation" in step.because
    with pytest.raises(UnknownGuidance):
        deeds.do("guide", make.a_matter(now=morning), people, morning, guidance_code="prayer")


def test_a_grid_worker_settles_a_small_thing(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.do("settle", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.class_code, row.unit) == (State.ANSWERED, "home", "grid-1")
    assert row.until_at
    order = Order.objects.get(matter_id=matter.id)
    gao = deeds.gao(people, matter)
    assert (order.ending, order.accepted_by, order.ended_by) == ("answered", gao.key, gao.key)
    assert queries.past_of(matter.id).handlers == {gao.key}


def test_not_what_its_class_does_not_allow_nor_in_another_grid(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    with pytest.raises(NotOnTheSpot):
        deeds.do("settle", matter, people, morning, class_code="public")
    there = make.a_matter(now=morning, area_code=cast.SECOND_GRID)
    with pytest.raises(NotAllowed):
        deeds.do("settle", there, people, morning)

    assert deeds.row_of(matter).state is State.FILED
    assert not Order.objects.exists()


def test_what_is_withdrawn_leaves_the_unit_and_the_public(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign publish accept", morning)

    deeds.do("withdraw", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.published_at, row.ended_at) == (State.WITHDRAWN, None, morning)
    assert Order.objects.get(matter_id=matter.id).ending == "withdrawn"
    assert not queries.orders_for(people.zhou, morning).rows


def test_an_objection_brings_it_back_to_the_desk(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("refuse", matter, people, morning)

    deeds.do("object", matter, people, morning + timedelta(days=10))

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at) == (State.FILED, None)
    assert row.until_at
    assert [found.id for found in queries.to_triage(people.chen, morning).rows] == [matter.id]


def test_not_after_the_window(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("refuse", matter, people, morning)

    with pytest.raises(TooLateToObject):  # ten days end on Thursday, 12 March
        deeds.do("object", matter, people, morning + timedelta(days=11))

    assert deeds.row_of(matter).state is State.REFUSED


def test_words_of_danger_are_told_at_once_and_kept(people: Cast, morning: datetime) -> None:
    filed = services.file(actor=people.li, text="三楼着火了，有人晕倒了", now=morning)

    row = queries.matter_by_token(filed.token)
    assert filed.dangers == ("fire", "illness")
    assert row.dangers.split() == ["fire", "illness"]
    assert queries.story(row.id)[0].outcome["dangers"] == ["fire", "illness"]


def test_what_is_returned_waits_for_triage_by_a_new_moment(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    tuesday = morning + timedelta(days=1)
    deeds.do("assign", matter, people, morning)

    deeds.do("return", matter, people, tuesday)

    row = deeds.row_of(matter)
    assert row.returns == 1
    assert row.until_at
    assert row.until_at > tuesday
