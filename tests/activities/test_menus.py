"""offering.keep, offering.end, menu.compose, menu.add, menu.drop, menu.publish (K2, K6).

A week is drafted from what is fixed, changed, and published: each session is an event with its room.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest

from tests.journeys.stage import local
from tests.venues.house import House
from tests.venues.test_bookings import booked, refused
from yuanba.activities import papers, queries, services, views
from yuanba.activities.services import (
    MenuEmpty,
    MenuPublished,
    OfferingAlready,
    OfferingEntry,
    RoomTaken,
    SessionAlready,
)
from yuanba.events import queries as events
from yuanba.events import services as planning
from yuanba.events.services import GivenPerson
from yuanba.rules.activities import menus
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.events.stages import CheckInWay, EventState
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries as venues
from yuanba.venues import services as bookings
from yuanba.venues.services.answering import BookedForSomething
from yuanba.web.metrics import MetricCut, metric

pytestmark = pytest.mark.district("kaizhou")
#: Monday, 9 March 2026: the week after the morning of the tests.
MONDAY = date(2026, 3, 9)


def entry(house: House, **changed: Any) -> OfferingEntry:
    """A reading circle for children each Thursday, or something else."""
    usual = OfferingEntry(
        kind="course",
        crowd="children",
        title="亲子读书会",
        weekday=3,
        begins=time(19),
        ends=time(20, 30),
        room_id=house.room,
        capacity=2,
    )
    return replace(usual, **changed)


def composed(house: House, now: datetime, *entries: OfferingEntry) -> int:
    """A drafted week with these offerings."""
    for one in entries or (entry(house),):
        services.keep_offering(actor=house.luo, entry=one, centre_id=house.centre, now=now)
    return services.compose(actor=house.luo, centre_id=house.centre, monday=MONDAY, now=now)


def test_an_entry_says_what_for_whom_and_by_whom(house: House, morning: datetime) -> None:
    keep = partial(services.keep_offering, actor=house.luo, centre_id=house.centre, now=morning)
    refused(NotAllowed, keep, actor=house.jian, entry=entry(house))
    refused(menus.OfferingUntitled, keep, entry=entry(house, title=" "))
    refused(menus.UnknownActivity, keep, entry=entry(house, kind="casino"))
    refused(menus.UnknownActivity, keep, entry=entry(house, kind="care", crowd="riders"))
    refused(menus.NoProvider, keep, entry=entry(house, kind="health", crowd="elders"))
    refused(venues.BookableNotFound, keep, entry=entry(house, room_id=999_999))
    for wrong in (time(19), time(8)):
        refused(menus.BadSession, keep, entry=entry(house, ends=wrong))
    made = keep(entry=entry(house))
    refused(OfferingAlready, keep, entry=entry(house))
    services.keep_offering(
        actor=house.luo, offering_id=made, entry=entry(house, title="亲子共读", weekday=None), now=morning
    )
    row = queries.offering(made)
    assert (row.title, row.weekday, row.room) == ("亲子共读", None, "读书室")
    end = partial(services.end_offering, offering_id=made, now=morning)
    refused(NotAllowed, end, actor=house.he)
    end(actor=house.luo)
    refused(queries.OfferingNotFound, end, actor=house.luo)
    assert queries.offerings(house.centre) == []


def test_a_week_is_drafted_changed_and_published(house: House, morning: datetime) -> None:
    compose = partial(services.compose, centre_id=house.centre, now=morning)
    refused(NotAllowed, compose, actor=house.jian, monday=MONDAY)
    refused(menus.BadWeek, compose, actor=house.luo, monday=date(2026, 2, 23))
    refused(menus.BadWeek, compose, actor=house.luo, monday=MONDAY + timedelta(weeks=10))
    health = entry(
        house,
        kind="health",
        crowd="elders",
        title="量血压",
        weekday=None,
        provider="迎宾卫生站",
        room_id=None,
    )
    menu = composed(house, morning, entry(house), health)
    assert composed(house, morning, entry(house, title="写字班", weekday=0)) == menu
    titles = [(one.offering.title, one.starts_at) for one in queries.menu(menu).sessions]
    assert titles == [("写字班", local(3, 9, 19)), ("亲子读书会", local(3, 12, 19))]
    assert queries.published(MONDAY) == [], "a draft is read by whoever composes it alone"

    pressure = next(one.id for one in queries.offerings(house.centre) if one.title == "量血压")
    add = partial(
        services.add, menu_id=menu, offering_id=pressure, begins=time(9), ends=time(11), now=morning
    )
    refused(NotAllowed, add, actor=house.jian, on=MONDAY)
    refused(menus.BadSession, add, actor=house.luo, on=MONDAY + timedelta(days=7))
    refused(menus.BadSession, add, actor=house.luo, on=MONDAY, begins=time(9), ends=time(8, 59))
    added = add(actor=house.luo, on=date(2026, 3, 13))
    refused(SessionAlready, add, actor=house.luo, on=date(2026, 3, 13))
    drop = partial(services.drop, session_id=queries.menu(menu).sessions[0].id, now=morning)
    refused(NotAllowed, drop, actor=house.he)
    drop(actor=house.luo)
    refused(queries.MenuNotFound, drop, actor=house.luo)

    assert [one.id for one in queries.menu(menu).sessions][-1] == added


def test_a_published_session_is_an_event_with_its_room(house: House, morning: datetime) -> None:
    once = entry(house, title="写字班", weekday=None)
    menu = composed(house, morning, entry(house), once)
    publish = partial(services.publish, menu_id=menu, now=morning)
    refused(NotAllowed, publish, actor=house.tang)
    assert publish(actor=house.luo) == 1
    refused(MenuPublished, publish, actor=house.luo)
    (row,) = queries.published(MONDAY)
    (first,) = row.sessions
    assert first.event
    refused(MenuPublished, services.drop, actor=house.luo, session_id=first.id, now=morning)
    assert (first.event.title, first.event.place, first.event.capacity, first.event.registers_until) == (
        "亲子读书会",
        "迎宾社区共享客厅 · 读书室",
        2,
        local(3, 12, 17),
    )
    refused(
        bookings.Taken,
        partial(booked, house, house.room, now=morning),
        starts_at=local(3, 12, 19),
        ends_at=local(3, 12, 20),
    )
    writing = next(one.id for one in queries.offerings(house.centre) if one.title == "写字班")
    day_after = {"on": date(2026, 3, 13), "begins": time(9), "ends": time(10)}
    late = services.add(actor=house.luo, menu_id=menu, offering_id=writing, now=morning, **day_after)
    assert next(one for one in queries.menu(menu).sessions if one.id == late).event, "it stands at once"
    told = papers.menu_text(row, crowds={"children": "青少年儿童"}, address="https://example.org/menu")
    assert "19:00–20:30 亲子读书会（读书室，青少年儿童）" in told


def test_holidays_and_weeks_without_anything(house: House, morning: datetime) -> None:
    services.keep_offering(
        actor=house.luo, entry=entry(house, weekday=0), centre_id=house.centre, now=morning
    )
    later = local(3, 30, 9)
    made = services.compose(actor=house.luo, centre_id=house.centre, monday=date(2026, 4, 6), now=later)
    assert queries.menu(made).sessions == (), "清明节"
    refused(MenuEmpty, services.publish, actor=house.luo, menu_id=made, now=later)


def test_a_room_that_is_taken_is_named_and_nothing_is_published(house: House, morning: datetime) -> None:
    talk = entry(house, title="防骗课", lecturer_id=house.lecturer, room_id=house.east)
    menu = composed(house, morning, entry(house), talk)
    booked(house, house.hall, now=morning, starts_at=local(3, 12, 18), ends_at=local(3, 12, 21))
    told = refused(RoomTaken, services.publish, actor=house.luo, menu_id=menu, now=morning)
    assert told.arguments == {"title": "防骗课"}
    assert queries.published(MONDAY) == []
    assert all(one.event is None for one in queries.menu(menu).sessions)
    booked(house, house.room, now=morning, starts_at=local(3, 12, 19), ends_at=local(3, 12, 20))


def test_a_session_and_its_room_move_as_one(house: House, morning: datetime) -> None:
    """Who signed up is told; a room that is closed loses nobody."""
    menu = composed(house, morning)
    services.publish(actor=house.luo, menu_id=menu, now=morning)
    (session,) = queries.menu(menu).sessions
    assert session.event
    event = session.event.id
    guest = GivenPerson(name="周大妈", phone="13900001111")
    planning.register(actor=ANONYMOUS, event_id=event, given=guest, now=morning)
    booking = queries.booking_of_event(event)
    assert booking

    move = partial(planning.move, actor=house.luo, event_id=event, place=session.event.place, now=morning)
    booked(house, house.room, now=morning, starts_at=local(3, 13, 19), ends_at=local(3, 13, 20))
    refused(RoomTaken, move, starts_at=local(3, 13, 19), ends_at=local(3, 13, 20, 30), reason="老师出差")
    assert events.event(event).starts_at == local(3, 12, 19), "refused, all of it stays"
    move(starts_at=local(3, 14, 19), ends_at=local(3, 14, 20, 30), reason="老师出差")
    assert venues.booking(booking).starts_at == local(3, 14, 19)

    bookings.close(
        actor=house.luo,
        bookable_ids=[house.room],
        from_at=local(3, 14, 0),
        until_at=local(3, 15, 0),
        reason="换地板",
        now=morning,
    )
    bookings.move(
        actor=house.luo,
        booking_id=booking,
        bookable_ids=[house.west],
        starts_at=local(3, 14, 19),
        ends_at=local(3, 14, 20, 30),
        now=morning,
    )
    moved = events.event(event)
    assert queries.menu(menu).sessions[0].where == "多功能厅西半"
    assert (moved.place, moved.reason, moved.seated) == ("迎宾社区共享客厅 · 多功能厅西半", "场地调整", 1)

    refused(
        BookedForSomething, bookings.cancel, actor=house.luo, booking_id=booking, reason="另用", now=morning
    )
    planning.cancel(actor=house.luo, event_id=event, reason="雨太大", now=morning)
    assert not venues.booking(booking).holds
    assert queries.menu(menu).sessions[0].is_cancelled


def test_what_has_begun_is_left_out(house: House, morning: datetime) -> None:
    """A week that is published late; what is called off after its room was closed waits for no other room."""
    menu = composed(house, morning, entry(house, weekday=0, title="写字班"), entry(house))
    late = local(3, 9, 20)
    assert services.publish(actor=house.luo, menu_id=menu, now=late) == 1
    (session,) = queries.menu(menu).sessions
    assert session.event
    bookings.close(
        actor=house.luo,
        bookable_ids=[house.room],
        from_at=local(3, 12, 0),
        until_at=local(3, 13, 0),
        reason="换地板",
        now=late,
    )
    assert len(venues.displaced(house.luo, BookingVerb.MOVE, late)) == 1
    planning.cancel(actor=house.luo, event_id=session.event.id, reason="换地板", now=late)
    assert venues.displaced(house.luo, BookingVerb.MOVE, late) == []


def test_a_crowd_reads_what_is_for_everyone_too(house: House, morning: datetime) -> None:
    menu = composed(
        house, morning, entry(house), entry(house, crowd="everyone", title="大家唱", room_id=None)
    )
    services.publish(actor=house.luo, menu_id=menu, now=morning)
    (row,) = queries.published(MONDAY)
    for crowds, number in (({"children", "everyone"}, 2), ({"elders", "everyone"}, 1), (set(), 2)):
        assert sum(len(held) for _on, held in views.shown(row, crowds, MONDAY)) == number
    assert views.shown(row, set(), MONDAY + timedelta(days=6)) == []


def test_figures_by_crowd(house: House, morning: datetime) -> None:
    menu = composed(house, morning)
    services.publish(actor=house.luo, menu_id=menu, now=morning)
    (session,) = queries.menu(menu).sessions
    assert session.event
    event, at = session.event.id, local(3, 12, 19)
    assert metric("activities.this_week").tallies(MetricCut(now=at))[0].amount.counted == 1
    planning.open_door(actor=house.luo, event_id=event, now=at)
    for name in ("周大妈", "赵大爷"):
        planning.check_in(
            actor=house.luo, event_id=event, how=CheckInWay.LIST, given=GivenPerson(name=name), now=at
        )
    planning.begin(actor=house.luo, event_id=event, now=at)
    planning.end(actor=house.luo, event_id=event, now=at + timedelta(hours=2))
    assert events.event(event).state is EventState.ENDED
    cut = MetricCut(now=at + timedelta(days=1))
    for code, number in (("activities.held", 1), ("activities.came", 2)):
        assert [(one.part, one.amount.counted) for one in metric(code).tallies(cut)] == [("children", number)]
