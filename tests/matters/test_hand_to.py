"""matter.hand_to: a unit's order goes to a colleague, is among theirs, and the clock runs on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal import services as journal
from yuanba.matters import queries, services
from yuanba.matters.queries import Whose, handling
from yuanba.messages import services as messaging
from yuanba.messages.models import InboxItem
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import AlreadySo, NotColleague


@pytest.fixture
def colleague(people: Cast, morning: datetime) -> Actor:
    return make.staff("hao", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)


@pytest.fixture
def accepted(people: Cast, morning: datetime) -> Matter:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    return matter


def test_it_is_theirs_and_they_are_told(
    accepted: Matter, people: Cast, colleague: Actor, morning: datetime
) -> None:
    due_at = deeds.row_of(accepted).due_at

    services.hand_to(actor=people.zhou, matter_id=accepted.id, login="hao", now=morning)

    assert handling.in_hand_of([accepted.id]) == {accepted.id: colleague.key}
    assert deeds.row_of(accepted).due_at == due_at
    journal.number()
    messaging.read_journal()
    assert InboxItem.objects.filter(verb="matter.hand_to", box_kind="account", box_key=colleague.key).exists()
    assert deeds.last(accepted).verb == "matter.hand_to"


def test_mine_is_not_my_units(accepted: Matter, people: Cast, colleague: Actor, morning: datetime) -> None:
    other = make.a_matter(now=morning, actor=people.li)
    deeds.do("assign", other, people, morning)

    def listed(who: Actor, whose: Whose) -> list[int]:
        return [row.id for row in queries.orders_for(who, morning, whose=whose).rows]

    assert listed(people.zhou, Whose.MINE) == [accepted.id]
    assert listed(people.zhou, Whose.NOBODYS) == [other.id]
    assert set(listed(people.zhou, Whose.UNITS)) == {accepted.id, other.id}
    assert queries.order_counts(people.zhou, morning) == {
        Whose.MINE: 1,
        Whose.NOBODYS: 1,
        Whose.UNITS: 2,
    }
    services.hand_to(actor=people.zhou, matter_id=accepted.id, login="hao", now=morning)
    assert listed(people.zhou, Whose.MINE) == []
    assert listed(colleague, Whose.MINE) == [accepted.id]


def test_only_to_who_works_there_today(
    accepted: Matter, people: Cast, colleague: Actor, morning: datetime
) -> None:
    make.staff("ping", "handler", unit="jijiang-planning", area=cast.JIJIANG, now=morning)
    for login in ("ping", "chen", "nobody", ""):
        with pytest.raises(NotColleague):
            services.hand_to(actor=people.zhou, matter_id=accepted.id, login=login, now=morning)
    with pytest.raises(AlreadySo):
        services.hand_to(actor=people.zhou, matter_id=accepted.id, login="zhou", now=morning)


def test_not_theirs_and_not_after_the_answer(
    accepted: Matter, people: Cast, colleague: Actor, morning: datetime
) -> None:
    for stranger in (people.li, people.chen, people.sun):
        with pytest.raises(NotAllowed):
            services.hand_to(actor=stranger, matter_id=accepted.id, login="hao", now=morning)
    deeds.do("answer", accepted, people, morning + timedelta(hours=1))
    with pytest.raises(WrongState):
        services.hand_to(actor=people.zhou, matter_id=accepted.id, login="hao", now=morning)
