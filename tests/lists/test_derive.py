"""list.derive: a community chooses from the directory, and matters are given as its list has it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.lists import queries, services
from yuanba.lists.models import CommunityList
from yuanba.lists.services import AlreadyDerived, NoCommunity
from yuanba.matters import services as matters
from yuanba.matters.queries import clock
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.lists import LaxerThanDirectory, ListEntry, NothingChosen, OutOfBounds
from yuanba.rules.time.deadline import Term, TermUnit

LIGHT = ListEntry(item_code="street_light", wording="楼下的路灯")


def days(amount: int) -> Term:
    return Term(amount=amount, unit=TermUnit.WORKING_DAYS)


def derive(actor: Actor, now: datetime, *lines: ListEntry, area: str = cast.TONGTAIMEN) -> int:
    return services.derive(actor=actor, area_code=area, lines=lines, now=now)


def test_what_was_chosen_can_be_read_and_who_chose_it(secretary: Actor, morning: datetime) -> None:
    assert derive(secretary, morning, LIGHT) == 1

    version = queries.version(cast.TONGTAIMEN)
    assert (version.number, version.size, version.made_by) == (1, 1, secretary.key)
    assert queries.lines(version.id) == [LIGHT]
    assert queries.lines_for(cast.GRID_PATH) == {"street_light": LIGHT}
    assert queries.lines_for(f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.NANMEN}/") == {}
    (entry,) = journal.story("list", cast.TONGTAIMEN)
    assert (entry.verb, entry.actor_key, entry.outcome["items"]) == (
        "list.derive",
        secretary.key,
        ["street_light"],
    )


def test_once_and_in_communities_only(secretary: Actor, people: Cast, morning: datetime) -> None:
    derive(secretary, morning, LIGHT)
    with pytest.raises(AlreadyDerived):
        derive(secretary, morning, LIGHT)
    with pytest.raises(NoCommunity):
        derive(people.chen, morning, LIGHT, area=cast.JIJIANG)
    for actor, area in ((secretary, cast.NANMEN), (people.zhou, cast.NANMEN), (people.li, cast.NANMEN)):
        with pytest.raises(NotAllowed):
            derive(actor, morning, LIGHT, area=area)


def test_never_laxer_and_never_out_of_bounds(secretary: Actor, morning: datetime) -> None:
    with pytest.raises(NothingChosen):
        derive(secretary, morning)
    with pytest.raises(LaxerThanDirectory):
        derive(secretary, morning, ListEntry(item_code="street_light", term=days(300)))
    odd = Term(amount=1, unit=TermUnit.CALENDAR_DAYS)
    with pytest.raises(LaxerThanDirectory):  # in another unit nobody could compare it exactly
        derive(secretary, morning, ListEntry(item_code="street_light", term=odd))
    with pytest.raises(OutOfBounds):  # a public matter is not the grid's to answer
        derive(secretary, morning, ListEntry(item_code="street_light", unit="grid-1"))


def test_what_a_community_leads_it_gives_to_a_unit_of_its_own(
    secretary: Actor, people: Cast, morning: datetime
) -> None:
    derive(secretary, morning, ListEntry(item_code="corridor", unit="tongtaimen", post="community_secretary"))
    given = make.a_matter(now=morning, text="楼道里堆满了纸箱。")

    matters.assign(
        actor=people.chen, matter_id=given.id, class_code="home", item_code="corridor", now=morning
    )

    assert deeds.row_of(given).unit == "tongtaimen", "without the list it would be the grid's"


def test_a_matter_is_given_as_the_list_says_and_keeps_its_version(
    secretary: Actor, people: Cast, morning: datetime
) -> None:
    derive(secretary, morning, ListEntry(item_code="street_light", wording="楼下的路灯", term=days(1)))
    there, elsewhere = make.a_matter(now=morning), make.a_matter(now=morning, area_code=cast.NANMEN)
    for one in (there, elsewhere):
        matters.assign(
            actor=people.chen, matter_id=one.id, class_code="public", item_code="street_light", now=morning
        )

    here, away = deeds.row_of(there), deeds.row_of(elsewhere)
    assert here.due_at
    assert away.due_at
    assert here.due_at < away.due_at
    assert (here.local_list_id, here.local_amount) == (queries.version(cast.TONGTAIMEN).id, 1)
    assert (away.local_list_id, away.local_amount) == (None, None)
    assert clock.clock_of(here).local == days(1)
    assert f"lists.{cast.TONGTAIMEN}.1" in journal.story("matter", str(there.id))[-1].because

    later = morning + timedelta(hours=1)
    services.revise(
        actor=secretary, area_code=cast.TONGTAIMEN, lines=[LIGHT], reason="一天来不及", since=1, now=later
    )
    assert deeds.row_of(there).local_list_id == here.local_list_id
    assert deeds.row_of(there).due_at == here.due_at


def test_nothing_changes_a_version(secretary: Actor, morning: datetime) -> None:
    derive(secretary, morning, LIGHT)
    with pytest.raises(DatabaseError), transaction.atomic():
        CommunityList.objects.update(number=7)
