"""position.appoint, position.end, position.stand_in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.people import queries, services
from yuanba.people.models import Account, Position
from yuanba.places.models import Estate
from yuanba.places.services import UnknownArea, UnknownEstate
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.matters.verbs import MatterVerb

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def of(actor: Actor) -> Any:
    found = queries.account(actor.key)
    assert found
    return found.positions


def appoint(actor: Actor, *, to: Actor, now: datetime, **changes: Any) -> int:
    wanted: dict[str, Any] = {
        "title": "clerk",
        "unit": "jijiang",
        "area": cast.JIJIANG,
        "from_on": date(2026, 1, 1),
        "until_on": date(2026, 6, 30),
    }
    return services.appoint(actor=actor, account_key=to.key, now=now, **{**wanted, **changes})


def test_appointed(people: cast.Cast, morning: datetime) -> None:
    number = appoint(make.OPERATOR, to=people.zhou, now=morning)

    zhou = make.actor("zhou")
    assert [holding.kind for holding in zhou.holdings] == [PositionKind.HANDLER, PositionKind.CLERK]
    assert zhou.holdings[1].area_path == f"/{cast.DISTRICT}/{cast.JIJIANG}/"
    assert zhou.holdings[1].unit == "jijiang"
    entry = journal.story("account", people.zhou.key)[-1]
    assert entry.verb == "position.appoint"
    assert entry.outcome == {
        "position": number,
        "kind": "clerk",
        "unit": "jijiang",
        "area": cast.JIJIANG,
        "estate": "",
        "from_on": "2026-01-01",
        "until_on": "2026-06-30",
    }
    assert entry.because == ("positions.clerk",)


def test_an_estate_that_has_ended_takes_nobody(people: cast.Cast, morning: datetime) -> None:
    estate = Estate.objects.order_by("code")[0]
    appoint(make.OPERATOR, to=people.zhou, estate=estate.code, now=morning)
    Estate.objects.filter(pk=estate.pk).update(valid_to=date(2026, 2, 1))
    with pytest.raises(UnknownEstate):
        appoint(make.OPERATOR, to=people.wang, estate=estate.code, now=morning)


def test_without_an_area_the_position_reaches_as_far_as_the_unit(
    people: cast.Cast, morning: datetime
) -> None:
    appoint(make.OPERATOR, to=people.zhou, area="", unit="tongtaimen", now=morning)
    assert make.actor("zhou").holdings[-1].area_path == cast.COMMUNITY_PATH


def test_twice_in_one_seat_is_refused(people: cast.Cast, morning: datetime) -> None:
    appoint(make.OPERATOR, to=people.zhou, now=morning)
    for term in (
        {"from_on": date(2026, 6, 30), "until_on": None},
        {"from_on": date(2025, 1, 1), "until_on": date(2026, 1, 1)},
        {"from_on": date(2025, 1, 1), "until_on": None},
    ):
        with pytest.raises(services.Overlaps):
            appoint(make.OPERATOR, to=people.zhou, now=morning, **term)
    appoint(make.OPERATOR, to=people.zhou, now=morning, from_on=date(2026, 7, 1), until_on=None)
    appoint(make.OPERATOR, to=people.zhou, now=morning, unit="degan", area=cast.DEGAN)


def test_the_database_refuses_it_too(people: cast.Cast) -> None:
    account = Account.objects.get(login="zhou")
    seat = Position.objects.get(account=account)
    again = Position(
        account=account,
        kind=seat.kind,
        title=seat.title,
        unit=seat.unit,
        area=seat.area,
        from_on=seat.from_on,
    )
    with pytest.raises(IntegrityError, match="position_once_at_a_time"), transaction.atomic():
        again.save()
    backwards = Position(
        account=account, kind="clerk", title="x", from_on=date(2026, 2, 2), until_on=date(2026, 2, 1)
    )
    with pytest.raises(Exception, match=r"range lower bound|position_term_forward"), transaction.atomic():
        backwards.save()


def test_what_cannot_be(people: cast.Cast, morning: datetime) -> None:
    with pytest.raises(services.UnknownTitle):
        appoint(make.OPERATOR, to=people.zhou, title="king", now=morning)
    with pytest.raises(services.UnknownUnit):
        appoint(make.OPERATOR, to=people.zhou, unit="nowhere", now=morning)
    with pytest.raises(UnknownArea):
        appoint(make.OPERATOR, to=people.zhou, area="500116999", now=morning)
    with pytest.raises(services.TermBackwards):
        appoint(make.OPERATOR, to=people.zhou, until_on=date(2025, 12, 31), now=morning)
    with pytest.raises(services.NotForResidents):
        appoint(make.OPERATOR, to=people.li, now=morning)
    with pytest.raises(services.UnknownAccount):
        services.appoint(
            actor=make.OPERATOR, account_key="nobody", title="clerk", from_on=date(2026, 1, 1), now=morning
        )


def test_only_the_security_administrator_and_never_for_themselves(
    people: cast.Cast, morning: datetime
) -> None:
    keeper, guard = cast.administrators(now=morning)
    for actor in (people.chen, people.zhou, people.li, keeper):
        with pytest.raises(NotAllowed):
            appoint(actor, to=people.sun, now=morning)
    with pytest.raises(NotAllowed):
        appoint(guard, to=guard, now=morning)
    appoint(guard, to=people.sun, now=morning)


def test_ended_and_the_last_day_counts(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)
    services.end(
        actor=make.OPERATOR,
        position_id=position.id,
        until_on=date(2026, 3, 2),
        reason="调到区里工作",
        now=morning,
    )

    (holding,) = make.actor("zhou").holdings
    assert holding.holds_on(date(2026, 3, 2))
    assert not holding.holds_on(date(2026, 3, 3))
    facts = Facts(unit="jijiang", area_path=holding.area_path)
    assert access.may(make.actor("zhou"), MatterVerb.ACCEPT, facts, morning)
    assert not access.may(make.actor("zhou"), MatterVerb.ACCEPT, facts, morning + timedelta(days=1))
    entry = journal.story("account", people.zhou.key)[-1]
    assert (entry.verb, entry.words) == ("position.end", "调到区里工作")


def test_an_end_is_recorded_once_and_no_term_grows_by_ending(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)

    def end(on: date) -> None:
        services.end(
            actor=make.OPERATOR, position_id=position.id, until_on=on, reason="调到区里工作", now=morning
        )

    end(date(2026, 3, 6))
    for day in (6, 9):
        with pytest.raises(services.AlreadyEnds):
            end(date(2026, 3, day))
    assert make.actor("zhou").holdings[0].until_on == date(2026, 3, 6)
    end(date(2026, 3, 4))

    story = journal.story("account", people.zhou.key)
    assert [one.outcome["until_on"] for one in story if one.verb == "position.end"] == [
        "2026-03-06",
        "2026-03-04",
    ]


def test_an_end_before_the_beginning(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)
    with pytest.raises(services.TermBackwards):
        services.end(
            actor=make.OPERATOR,
            position_id=position.id,
            until_on=date(2024, 12, 31),
            reason="错",
            now=morning,
        )
    with pytest.raises(services.UnknownPosition):
        services.end(actor=make.OPERATOR, position_id=0, until_on=date(2026, 1, 1), reason="错", now=morning)


def test_a_stand_in_may_what_the_holder_may(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)
    deputy = make.staff("wu", now=morning)
    services.stand_in(
        actor=make.OPERATOR,
        position_id=position.id,
        account_key=deputy.key,
        from_on=date(2026, 3, 2),
        until_on=date(2026, 3, 6),
        now=morning,
    )

    (holding,) = make.actor("wu").holdings
    assert holding.stands_in_for == people.zhou.key
    assert (holding.kind, holding.unit) == (PositionKind.HANDLER, "jijiang")
    assert access.may(make.actor("wu"), MatterVerb.ACCEPT, Facts(unit="jijiang"), morning)
    entry = journal.story("account", deputy.key)[-1]
    assert entry.outcome["stands_in_for"] == people.zhou.key


def test_a_stand_in_goes_with_the_position(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)
    deputy = make.staff("wu", now=morning)
    services.stand_in(
        actor=make.OPERATOR,
        position_id=position.id,
        account_key=deputy.key,
        from_on=date(2026, 3, 2),
        until_on=date(2026, 3, 31),
        now=morning,
    )
    services.end(
        actor=make.OPERATOR, position_id=position.id, until_on=date(2026, 3, 6), reason="离职", now=morning
    )

    assert make.actor("wu").holdings[0].until_on == date(2026, 3, 6)


def test_who_cannot_stand_in(people: cast.Cast, morning: datetime) -> None:
    (position,) = of(people.zhou)
    keeper, guard = cast.administrators(now=morning)
    term = {"from_on": date(2026, 3, 2), "until_on": date(2026, 3, 6)}

    def name(actor: Actor, deputy: Actor, **changes: date) -> None:
        services.stand_in(
            actor=actor, position_id=position.id, account_key=deputy.key, now=morning, **{**term, **changes}
        )

    with pytest.raises(services.StandsInForSelf):
        name(make.OPERATOR, people.zhou)
    with pytest.raises(services.OutsideTerm):
        name(make.OPERATOR, people.sun, from_on=date(2024, 3, 2))
    with pytest.raises(services.NotForResidents):
        name(make.OPERATOR, people.li)
    with pytest.raises(NotAllowed):
        name(keeper, people.sun)
    with pytest.raises(NotAllowed):
        name(guard, guard)
    name(guard, people.sun)
    with pytest.raises(services.Overlaps):
        name(guard, people.sun)
