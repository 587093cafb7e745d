"""position.hand_over: a leave and a term that ends carry everything that is open to somebody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.journal import services as numbering
from yuanba.matters import queries, services
from yuanba.matters.models import Order
from yuanba.matters.queries import handover
from yuanba.matters.services.handover import TERMS
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.people import queries as people_queries
from yuanba.people import services as accounts
from yuanba.people.services import AwayAlready, BeginsInThePast, StandInAway, StandsInForSelf
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.handover import NotFitting

FRIDAY = date(2026, 3, 6)
DAY = timedelta(days=1)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def ma(people: Cast, morning: datetime) -> Actor:
    """马, who handles beside 周."""
    return make.staff("ma", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)


@pytest.fixture
def head(people: Cast, morning: datetime) -> Actor:
    """The head of 周's and 马's unit."""
    return make.staff("tou", "subdistrict_secretary", unit="jijiang", area=cast.JIJIANG, now=morning)


def taken(people: Cast, now: datetime, verbs: str = "assign accept") -> make.Matter:
    matter = make.a_matter(now=now, actor=people.li)
    deeds.walk(matter, people, verbs, now)
    return matter


def holder(matter: make.Matter) -> tuple[str, str]:
    order = Order.objects.get(matter=matter.id, ended_at=None, role="lead")
    return order.in_hand, order.in_hand_for


def leave(people: Cast, to: Actor, now: datetime, *, actor: Actor | None = None, **changes: date) -> object:
    term = {"from_on": date(2026, 3, 2), "until_on": FRIDAY, **changes}
    return services.hand_over(
        actor=actor or people.zhou, account_key=people.zhou.key, to_key=to.key, now=now, **term
    )


def test_one_press_hands_everything_over(people: Cast, ma: Actor, morning: datetime) -> None:
    first, second = taken(people, morning), taken(people, morning, "assign accept ask_extend")
    later = morning + timedelta(hours=1)

    (seat,) = [row for row in handover.in_hand(people.zhou.key, {"jijiang"}) if row.asked]
    done = leave(people, ma, later)

    assert seat.receipt == second.receipt
    assert (done.positions, done.held_already, done.orders) == (0, 1, 2)
    assert holder(first) == holder(second) == (ma.key, people.zhou.key)
    assert deeds.last(first).verb == "position.hand_over"
    assert deeds.last(first).outcome["to"] == ma.key
    assert journal.story("account", people.zhou.key)[-1].outcome["orders"] == 2
    assert "position.hand_over" not in [step.verb for step in queries.story_for_party(first.id)]
    # who accepted and who has it in hand both count as having handled it
    facts = queries.facts_of(queries.lock(first.id))
    assert facts.handler_keys == {people.zhou.key, ma.key}


def test_the_stand_in_gets_the_rights_and_reads_the_inbox(
    people: Cast, head: Actor, morning: datetime
) -> None:
    ren = make.staff("ren", "handler", unit="jijiang-planning", area=cast.JIJIANG, now=morning)
    taken(people, morning)
    done = leave(people, head, morning)
    numbering.number()
    messages.read_journal()

    assert (done.positions, done.orders) == (1, 1)
    stand_in = make.actor("tou")
    assert [one.stands_in_for for one in stand_in.holdings] == ["", people.zhou.key]
    (line,) = [one for one in inboxes.inbox(stand_in, at=morning).rows if one.verb == "position.hand_over"]
    assert line.title == "有工作交接给您"
    assert "account" in {box.kind for box in inboxes.boxes(stand_in, morning) if box.key == people.zhou.key}
    # after the last day nothing of it is left
    after = morning + 5 * DAY
    assert people.zhou.key not in {box.key for box in inboxes.boxes(stand_in, after)}
    assert ren.holdings


def test_a_leave_that_begins_later_hands_over_in_its_first_night(
    people: Cast, ma: Actor, morning: datetime
) -> None:
    matter = taken(people, morning)
    leave(people, ma, morning, from_on=date(2026, 3, 4))
    assert holder(matter) == (people.zhou.key, "")

    assert services.follow_terms(actor=TERMS, now=morning + DAY) == 0
    assert services.follow_terms(actor=TERMS, now=morning + 2 * DAY) == 1
    assert services.follow_terms(actor=TERMS, now=morning + 2 * DAY) == 0
    assert holder(matter) == (ma.key, people.zhou.key)


def test_when_the_leave_is_over_what_is_open_comes_back(people: Cast, ma: Actor, morning: datetime) -> None:
    matter = taken(people, morning)
    leave(people, ma, morning)

    assert services.follow_terms(actor=TERMS, now=morning + 4 * DAY) == 0
    assert services.follow_terms(actor=TERMS, now=morning + 5 * DAY) == 1
    assert holder(matter) == (people.zhou.key, "")


def test_back_early(people: Cast, head: Actor, morning: datetime) -> None:
    matter = taken(people, morning)
    leave(people, head, morning)
    assert services.come_back(actor=people.zhou, account_key=people.zhou.key, now=morning + DAY) == 1

    assert holder(matter) == (people.zhou.key, "")
    stand_in = make.actor("tou").holdings[-1]
    assert stand_in.until_on == date(2026, 3, 3)


def test_a_term_that_ends_goes_to_the_head_of_the_unit(people: Cast, head: Actor, morning: datetime) -> None:
    matter = taken(people, morning)
    account = people_queries.account(people.zhou.key)
    assert account
    accounts.end(
        actor=make.OPERATOR, position_id=account.positions[0].id, until_on=FRIDAY, reason="调离", now=morning
    )
    assert services.follow_terms(actor=TERMS, now=morning + 4 * DAY) == 0
    assert services.follow_terms(actor=TERMS, now=morning + 5 * DAY) == 1
    numbering.number()
    messages.read_journal()

    assert holder(matter) == (head.key, "")
    told = [one for one in inboxes.inbox(head, at=morning + 5 * DAY).rows if one.verb == "position.hand_over"]
    assert len(told) == 1


def test_a_closed_account_without_a_head_leaves_it_to_the_unit(
    people: Cast, ma: Actor, morning: datetime
) -> None:
    matter = taken(people, morning)
    accounts.close_account(actor=make.OPERATOR, account_key=people.zhou.key, reason="离职", now=morning)
    assert services.follow_terms(actor=TERMS, now=morning + DAY) == 1
    numbering.number()
    messages.read_journal()

    assert holder(matter) == ("", "")
    assert "离岗同事有未办结的工作" in {one.title for one in inboxes.inbox(ma, at=morning + DAY).rows}


def test_who_may_hand_over(people: Cast, head: Actor, ma: Actor, morning: datetime) -> None:
    keeper, guard = cast.administrators(now=morning)
    stranger = make.staff("wai", "subdistrict_secretary", unit="degan", area=cast.DEGAN, now=morning)
    for actor in (ma, people.chen, people.sun, people.li, keeper, stranger):
        with pytest.raises(NotAllowed):
            leave(people, ma, morning, actor=actor)
    leave(people, ma, morning, actor=head)
    leave(people, ma, morning, actor=guard, from_on=date(2026, 4, 1), until_on=date(2026, 4, 2))


def test_who_may_stand_in(people: Cast, ma: Actor, head: Actor, morning: datetime) -> None:
    keeper, _guard = cast.administrators(now=morning)
    for to in (people.chen, keeper, people.sun):
        with pytest.raises(NotFitting):
            leave(people, to, morning)
    with pytest.raises(StandsInForSelf):
        leave(people, people.zhou, morning)
    with pytest.raises(BeginsInThePast):
        leave(people, ma, morning + DAY)
    # nobody raises themselves: a head who takes it over needs no position for it
    done = leave(people, head, morning, actor=head)
    assert (done.positions, done.held_already) == (0, 1)
    with pytest.raises(AwayAlready):
        leave(people, ma, morning, from_on=FRIDAY, until_on=date(2026, 3, 9))
    with pytest.raises(StandInAway):
        services.hand_over(
            actor=ma,
            account_key=ma.key,
            to_key=people.zhou.key,
            from_on=FRIDAY,
            until_on=FRIDAY,
            now=morning,
        )
