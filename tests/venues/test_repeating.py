"""booking.repeat, booking.stop_repeating: one object; a day, the rest or all of it is cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from tests.journeys.stage import local
from tests.venues.house import House
from tests.venues.test_bookings import booked, refused
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.time.calendar import day
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState
from yuanba.rules.venues.repeating import BadRun, Repeat, Rhythm
from yuanba.venues import queries, services
from yuanba.venues.queries.bookings import repetition
from yuanba.venues.services import DaysTaken, Taken
from yuanba.venues.services.repeating import RepetitionOver, preview

pytestmark = pytest.mark.district("kaizhou")
#: Thursdays from 5 March to 28 May 2026; the first of May is a Friday, its holiday takes no Thursday.
CHOIR = Repeat(
    rhythm=Rhythm.WEEKLY,
    from_on=date(2026, 3, 5),
    until_on=date(2026, 5, 28),
    begins=time(14),
    ends=time(16),
)


def test_each_week_but_holidays_and_what_is_taken(house: House, morning: datetime) -> None:
    ching_ming = replace(CHOIR, from_on=date(2026, 3, 2), until_on=date(2026, 4, 13))
    days = preview(bookable_ids=[house.room], repeat=ching_ming, now=morning)
    assert [str(one.on) for one in days if one.holiday] == ["2026-04-06"]
    assert [one.holiday.zh for one in days if one.holiday] == ["清明节"]
    without = preview(
        bookable_ids=[house.room], repeat=replace(ching_ming, skips_holidays=False), now=morning
    )
    assert all(one.is_free for one in without)

    booked(house, house.east, now=morning, starts_at=local(3, 12, 15, 55), ends_at=local(3, 12, 17))
    services.close(
        actor=house.luo,
        bookable_ids=[house.west],
        from_at=local(4, 2, 0),
        until_at=local(4, 3, 0),
        reason="检修",
        now=morning,
    )
    days = preview(bookable_ids=[house.hall], repeat=CHOIR, now=morning)
    assert [(str(one.on), one.is_taken, one.closed) for one in days if not one.is_free] == [
        ("2026-03-12", True, ""),
        ("2026-04-02", False, "检修"),
    ]
    repeat = partial(services.repeat, bookable_ids=[house.hall], repeat=CHOIR, purpose="合唱队", now=morning)
    refused(NotAllowed, repeat, actor=house.jian)
    told = refused(DaysTaken, repeat, actor=house.luo)
    assert told.arguments["days"] == 1
    made = repeat(actor=house.luo, leaves_out=True)
    row = repetition(made, morning)
    assert len(row.bookings) == 11
    assert {one.starts_at.hour for one in row.bookings} == {6}, "two in the afternoon, here"
    refused(
        Taken,
        partial(booked, house, house.east, now=morning),
        starts_at=local(3, 19, 15),
        ends_at=local(3, 19, 17),
    )
    refused(DaysTaken, repeat, actor=house.luo, leaves_out=True)


def test_a_day_the_rest_or_all(house: House, morning: datetime) -> None:
    made = services.repeat(
        actor=house.luo, bookable_ids=[house.room], repeat=CHOIR, purpose="合唱队", now=morning
    )
    one = repetition(made, morning).bookings[1]
    services.cancel(actor=house.luo, booking_id=one.id, reason="老师出差", now=morning)
    booked(house, house.room, now=morning, starts_at=one.starts_at, ends_at=one.ends_at)

    stop = partial(services.stop_repeating, repetition_id=made, now=morning)
    refused(NotAllowed, stop, actor=house.he, from_on=date(2026, 4, 1), reason="不办了")
    refused(rules.NoBookingReason, stop, actor=house.luo, from_on=date(2026, 4, 1), reason="")
    assert stop(actor=house.luo, from_on=date(2026, 4, 10), reason="换到周六") == 7
    left = [row for row in repetition(made, morning).bookings if row.state is BookingState.CONFIRMED]
    assert max(day(row.starts_at) for row in left) == date(2026, 4, 9)
    assert stop(actor=house.luo, from_on=date(2026, 3, 1), reason="不办了") == 5
    refused(RepetitionOver, stop, actor=house.luo, from_on=date(2026, 3, 1), reason="不办了")
    services.repeat(
        actor=house.luo,
        bookable_ids=[house.room],
        repeat=replace(CHOIR, begins=time(9), ends=time(10)),
        purpose="棋友",
        now=morning,
    )


def test_what_cannot_repeat(house: House, morning: datetime) -> None:
    book = partial(services.repeat, actor=house.luo, bookable_ids=[house.room], purpose="棋友", now=morning)
    refused(BadRun, book, repeat=replace(CHOIR, until_on=date(2026, 3, 4)))
    refused(BadRun, book, repeat=replace(CHOIR, until_on=date(2027, 3, 7)))
    holiday = replace(CHOIR, from_on=date(2026, 5, 1), until_on=date(2026, 5, 1))
    refused(BadRun, book, repeat=holiday)
    refused(DaysTaken, book, repeat=replace(CHOIR, from_on=date(2026, 2, 5), until_on=date(2026, 2, 12)))
    refused(queries.BookingNotFound, partial(repetition, 999, morning))


def test_at_night_and_once_a_month(house: House, morning: datetime) -> None:
    """Over midnight each night follows the other; the second Thursday of each month."""
    night = replace(CHOIR, rhythm=Rhythm.FORTNIGHTLY, begins=time(22), ends=time(1))
    made = services.repeat(
        actor=house.luo, bookable_ids=[house.room], repeat=night, purpose="值守", now=morning
    )
    assert all(
        row.ends_at - row.starts_at == timedelta(hours=3) for row in repetition(made, morning).bookings
    )
    monthly = replace(CHOIR, rhythm=Rhythm.MONTHLY, from_on=date(2026, 3, 12))
    days = preview(bookable_ids=[house.room], repeat=monthly, now=morning)
    assert [str(one.on) for one in days] == ["2026-03-12", "2026-04-09", "2026-05-14"]
