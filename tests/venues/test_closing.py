"""bookable.close, bookable.reopen, booking.displace, centre.merge: nobody is lost where a room goes."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from tests.journeys.stage import local
from tests.venues.house import PATH, House
from tests.venues.test_bookings import EIGHT, SIX, booked, refused
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries, services
from yuanba.venues.models import Closure
from yuanba.venues.services.booking import Closed
from yuanba.venues.services.closing import NotClosed
from yuanba.venues.services.keeping import SameCentre

pytestmark = pytest.mark.district("kaizhou")


def test_a_hall_closed_for_a_month(house: House, morning: datetime) -> None:
    """Who had booked loses the place and is told; whoever comes now reads why and what is free."""
    mine = booked(house, house.east, now=morning, actor=house.he)
    later = booked(house, house.hall, now=morning, starts_at=local(4, 20, 9), ends_at=local(4, 20, 10))
    close = partial(
        services.close,
        actor=house.luo,
        bookable_ids=[house.hall],
        from_at=local(3, 4, 0),
        until_at=local(4, 4, 0),
        reason="屋顶漏水，检修",
        now=morning,
    )
    refused(NotAllowed, close, actor=house.jian)
    refused(rules.NoBookingReason, close, reason="")
    refused(rules.BadBookingTimes, close, until_at=local(3, 4, 0))
    assert close() == [mine.id]
    row = queries.booking(mine.id)
    assert (row.state, row.reason) == (BookingState.DISPLACED, "屋顶漏水，检修")
    assert queries.booking(later.id).state is BookingState.CONFIRMED
    assert [one.id for one in queries.displaced(house.luo, BookingVerb.MOVE, morning)] == [mine.id]

    told = refused(Closed, partial(booked, house, house.west, now=morning))
    assert isinstance(told, Closed)
    assert told.arguments["reason"] == "屋顶漏水，检修"
    assert [one.id for one in told.free.others] == [house.far]
    services.move(
        actor=house.luo,
        booking_id=mine.id,
        bookable_ids=[house.room],
        starts_at=SIX,
        ends_at=EIGHT,
        now=morning,
    )
    assert queries.booking(mine.id).state is BookingState.CONFIRMED

    closure = Closure.objects.get().pk
    reopen = partial(services.reopen, closure_id=closure, now=morning)
    refused(NotAllowed, reopen, actor=house.he)
    reopen(actor=house.luo)
    refused(NotClosed, reopen, actor=house.luo)
    booked(house, house.west, now=morning)


def test_a_lecturer_who_is_gone(house: House, morning: datetime) -> None:
    talk = booked(house, house.lecturer, house.room, now=morning)
    services.close(
        actor=house.luo,
        bookable_ids=[house.lecturer],
        from_at=morning,
        until_at=None,
        reason="不再任课",
        now=morning,
    )
    assert queries.booking(talk.id).state is BookingState.DISPLACED
    assert house.lecturer not in {row.id for row in queries.bookables(path=PATH)}
    refused(queries.BookableNotFound, partial(booked, house, house.lecturer, now=morning))
    booked(house, house.room, now=morning)


def test_two_centres_merged(house: House, morning: datetime) -> None:
    """Rooms and their bookings move; the old page leads to the new one."""
    made = booked(house, house.far, now=morning, actor=house.jian)
    entry = services.BookableEntry(kind="room", title="读书室")
    services.keep_bookable(actor=house.jian, entry=entry, centre_id=house.other, now=morning)
    refused(
        NotAllowed, services.merge, actor=house.mu, centre_id=house.centre, into_id=house.other, now=morning
    )
    merge = partial(services.merge, actor=house.boss, centre_id=house.other, now=morning)
    refused(SameCentre, merge, into_id=house.other)
    assert merge(into_id=house.centre) == 2
    assert queries.centre(house.other).merged_into == house.centre
    assert [row.id for row in queries.centres()] == [house.centre]
    titles = {row.title for row in queries.bookables(centre_id=house.centre)}
    assert {"读书室", "读书室（安康社区共享客厅）", "安康大厅"} <= titles
    row = queries.booking(made.id)
    assert (row.state, row.places, row.area_path) == (BookingState.CONFIRMED, ("迎宾社区共享客厅",), PATH)
    refused(queries.CentreNotFound, merge, into_id=house.centre)
    later = {"starts_at": local(3, 6, 18), "ends_at": local(3, 6, 20)}
    booked(house, house.far, now=morning, **later)
