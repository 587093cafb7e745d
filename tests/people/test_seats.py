"""position.take_back, position.restore, account.reopen, and many posts filled at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.people.queries import PositionRow
from yuanba.people.services import SeatToFill
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.undo import UndoTooLate

BASE = "/d/jiangjin/people"
TODAY = date(2026, 3, 2)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def guard(people: cast.Cast, morning: datetime) -> Actor:
    return cast.administrators(now=morning)[1]


def given(guard: Actor, key: str, now: datetime, title: str = "clerk") -> int:
    return services.appoint(actor=guard, account_key=key, title=title, unit="jijiang", from_on=TODAY, now=now)


def held(key: str) -> list[PositionRow]:
    account = queries.account(key)
    assert account
    return list(account.positions)


def test_an_assignment_by_mistake_is_as_if_it_had_not_been(
    people: cast.Cast, guard: Actor, morning: datetime
) -> None:
    before = held(people.zhou.key)
    position = given(guard, people.zhou.key, morning)
    services.note_log_in(actor=people.zhou, now=morning + timedelta(minutes=1))

    services.take_back(actor=guard, position_id=position, now=morning + timedelta(days=1))

    assert held(people.zhou.key) == before
    entry = journal.story("account", people.zhou.key)[-1]
    assert (entry.verb, entry.outcome["kind"], entry.outcome["unit"]) == (
        "position.take_back",
        "clerk",
        "jijiang",
    )
    with pytest.raises(services.UnknownPosition):
        services.take_back(actor=guard, position_id=position, now=morning)


def test_what_was_used_is_ended_and_not_taken_back(
    people: cast.Cast, guard: Actor, morning: datetime
) -> None:
    position = given(guard, people.zhou.key, morning)
    later = morning + timedelta(hours=1)
    with pytest.raises(UndoTooLate):
        services.take_back(actor=guard, position_id=position, now=morning + timedelta(days=2))
    with pytest.raises(NotAllowed):
        services.take_back(actor=people.chen, position_id=position, now=later)
    make.a_matter(now=later, actor=make.actor("zhou"))
    with pytest.raises(services.PositionUsed):
        services.take_back(actor=guard, position_id=position, now=later)
    assert position in [one.id for one in held(people.zhou.key)]


def test_one_who_is_stood_in_for_keeps_the_position(
    people: cast.Cast, guard: Actor, morning: datetime
) -> None:
    position = given(guard, people.sun.key, morning)
    services.stand_in(
        actor=guard,
        position_id=position,
        account_key=people.zhou.key,
        from_on=TODAY,
        until_on=TODAY,
        now=morning,
    )
    with pytest.raises(services.PositionUsed):
        services.take_back(actor=guard, position_id=position, now=morning)


def test_an_end_by_mistake_gives_the_last_days_back(
    people: cast.Cast, guard: Actor, morning: datetime
) -> None:
    position = given(guard, people.sun.key, morning)
    term = {"from_on": TODAY, "until_on": TODAY + timedelta(days=30)}
    services.stand_in(actor=guard, position_id=position, account_key=people.zhou.key, now=morning, **term)
    services.end(actor=guard, position_id=position, until_on=TODAY, reason="轮岗", now=morning)
    assert held(people.zhou.key)[-1].until_on == TODAY

    services.restore(actor=guard, position_id=position, now=morning + timedelta(days=1))

    assert held(people.sun.key)[-1].until_on is None
    assert held(people.zhou.key)[-1].until_on == term["until_on"]
    with pytest.raises(services.NotEndedByHand):
        services.restore(actor=guard, position_id=position, now=morning)
    services.end(actor=guard, position_id=position, until_on=TODAY, reason="轮岗", now=morning)
    given(guard, people.sun.key, morning + timedelta(days=1), title="handler")
    with pytest.raises(UndoTooLate):
        services.restore(actor=guard, position_id=position, now=morning + timedelta(days=2))


def test_a_restored_position_overlaps_none(people: cast.Cast, guard: Actor, morning: datetime) -> None:
    position = given(guard, people.sun.key, morning)
    services.end(actor=guard, position_id=position, until_on=TODAY, reason="轮岗", now=morning)
    services.appoint(
        actor=guard,
        account_key=people.sun.key,
        title="clerk",
        unit="jijiang",
        from_on=TODAY + timedelta(days=1),
        now=morning,
    )
    with pytest.raises(services.Overlaps):
        services.restore(actor=guard, position_id=position, now=morning)


def test_no_position_is_restored_in_a_unit_that_was_closed(
    people: cast.Cast, guard: Actor, morning: datetime
) -> None:
    firm = services.NewUnit(name="滨江物业", kind=services.UnitKind.PROPERTY_FIRM, area=cast.TONGTAIMEN)
    (code,) = services.add_units(actor=make.OPERATOR, units=[firm], now=morning)
    position = services.appoint(
        actor=guard,
        account_key=people.sun.key,
        title="handler",
        unit=code,
        from_on=TODAY - timedelta(days=1),
        now=morning,
    )
    yesterday = TODAY - timedelta(days=1)
    services.end(actor=guard, position_id=position, until_on=yesterday, reason="轮岗", now=morning)
    services.close_unit(actor=make.OPERATOR, code=code, now=morning)
    with pytest.raises(services.UnknownUnit):
        services.restore(actor=guard, position_id=position, now=morning)


def test_an_account_closed_by_mistake(people: cast.Cast, guard: Actor, morning: datetime) -> None:
    act = {"actor": make.OPERATOR, "account_key": people.zhou.key}
    with pytest.raises(services.AccountOpen):
        services.reopen_account(now=morning, **act)  # type: ignore[arg-type]
    services.close_account(reason="弄错了人", now=morning, **act)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.reopen_account(actor=guard, account_key=people.zhou.key, now=morning)
    services.reopen_account(now=morning + timedelta(days=1), **act)  # type: ignore[arg-type]
    assert make.actor("zhou").holdings == people.zhou.holdings
    services.close_account(reason="离职", now=morning, **act)  # type: ignore[arg-type]
    with pytest.raises(UndoTooLate):
        services.reopen_account(now=morning + timedelta(days=2), **act)  # type: ignore[arg-type]


def test_many_posts_all_or_none(people: cast.Cast, guard: Actor, morning: datetime) -> None:
    seats = [
        SeatToFill(login="zhou", title="clerk", unit="jijiang"),
        SeatToFill(login="sun", title="community_secretary", unit="tongtaimen"),
        SeatToFill(login="guard", title="grid_worker", unit="grid-1"),
        SeatToFill(login="nobody", title="grid_worker", unit="grid-1"),
    ]
    faults = services.appoint_all(actor=guard, seats=seats, from_on=TODAY, now=morning)
    assert [fault and fault.code for fault in faults] == [
        None,
        None,
        "access.not_allowed",
        "account.unknown",
    ]
    assert len(held(people.sun.key)) == 1, "none of them"
    assert services.appoint_all(actor=guard, seats=seats[:2], from_on=TODAY, now=morning) == [None, None]
    assert held(people.sun.key)[-1].title == "社区党组织书记"
    with pytest.raises(NotAllowed):
        services.appoint_all(actor=people.chen, seats=seats[:1], from_on=TODAY, now=morning)


def test_the_page_of_vacant_posts(client: Client, people: cast.Cast, guard: Actor) -> None:
    client.force_login(Account.objects.get(login="guard"))
    page = f"{BASE}/vacancies/{cast.TONGTAIMEN}"
    shown = client.get(page).content.decode()
    assert "通泰门社区第一网格党支部" in shown
    assert "wumin 吴敏" not in client.get(f"{BASE}/ask-staff", {"q": "北京"}).content.decode()
    assert 'data-take="周敏 zhou"' in client.get(f"{BASE}/ask-staff", {"q": "周"}).content.decode()
    sent = {
        "from_on": "2026-03-02",
        "title_grid-1:grid_worker": "grid_head",
        "title_tongtaimen:community_lead": "community_secretary",
    }
    several = client.post(page, {**sent, "who_grid-1:grid_worker": "n"}).content.decode()
    assert 'name="who_grid-1:grid_worker" value="孙立 sun"' in " ".join(several.split())
    refused = client.post(page, {**sent, "who_grid-1:grid_worker": "安全员 guard"}).content.decode()
    assert "您的账号没有这一步的权限" in refused
    done = client.post(page, {**sent, "who_grid-1:grid_worker": "周敏"}, follow=True).content.decode()
    assert "已分配1个岗位。" in done
    assert held(people.zhou.key)[-1].title == "网格长"
    person = client.get(f"{BASE}/{people.zhou.key}").content.decode()
    assert "撤销（撤销岗位分配）" in person
    ending = f"{BASE}/{people.zhou.key}/positions/{held(people.zhou.key)[-1].id}/end"
    ended = client.post(ending, {"until_on": "2026-03-02", "reason": "轮岗"}, follow=True).content.decode()
    assert "第一网格党支部从2026年3月3日起没有网格长，请到“空缺岗位”安排接任的人。" in ended

    client.force_login(Account.objects.get(login="keeper"))
    assert "岗位由安全管理员分配" in client.get(page).content.decode()
    assert client.post(page, sent).status_code == 403


def test_undone_from_the_page_of_the_person(client: Client, people: cast.Cast, guard: Actor) -> None:
    client.force_login(Account.objects.get(login="guard"))
    address = f"{BASE}/{people.sun.key}"
    client.post(f"{address}/appoint", {"title": "clerk", "unit": "几江街道党工委", "from_on": "2026-03-01"})
    position = held(people.sun.key)[-1].id
    assert client.post(f"{address}/positions/{position}/take-back").status_code == 302
    assert len(held(people.sun.key)) == 1
    again = client.post(f"{address}/positions/{position}/take-back")
    assert again.context["refused"].code == "position.unknown"
    client.force_login(Account.objects.get(login="keeper"))
    client.post(f"{address}/close", {"reason": "弄错了人"})
    assert "撤销（恢复账号）" in client.get(address).content.decode()
    assert client.post(f"{address}/reopen").status_code == 302
    assert queries.account(people.sun.key).is_active  # type: ignore[union-attr]
