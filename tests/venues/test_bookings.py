"""booking.ask, booking.confirm, booking.decline, booking.move, booking.cancel (K1, K6).

A hall and its halves, lecturers and things are never taken twice, with the time that stays free around them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.journeys.stage import local
from tests.venues.house import House
from yuanba.journal import services as journal
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries, services
from yuanba.venues.models import Claim
from yuanba.venues.services import GivenHolder, Taken
from yuanba.venues.services.answering import BookingNotMoved, BookingPast, NotTheirAnswer
from yuanba.venues.services.booking import NamelessHolder

pytestmark = pytest.mark.district("kaizhou")
SIX, EIGHT = local(3, 5, 18), local(3, 5, 20)


def booked(house: House, *things: int, now: datetime, **changed: Any) -> services.Booked:
    """A booking by 罗 on Thursday evening, or another one."""
    usual: dict[str, Any] = {
        "actor": house.luo,
        "bookable_ids": things,
        "starts_at": SIX,
        "ends_at": EIGHT,
        "purpose": "读书会",
        "now": now,
    }
    return services.book(**{**usual, **changed})


def refused(error: type[Refused], call: Callable[..., object], **said: Any) -> Refused:
    with pytest.raises(error) as caught:
        call(**said)
    return caught.value


def test_a_hall_and_its_halves(house: House, morning: datetime) -> None:
    book = partial(booked, house, now=morning)
    book(house.east)
    book(house.west)
    assert refused(Taken, book and partial(book, house.hall))
    later = {"starts_at": EIGHT + timedelta(minutes=14), "ends_at": EIGHT + timedelta(hours=1)}
    refused(Taken, partial(book, house.hall), **later)
    book(house.hall, starts_at=EIGHT + timedelta(minutes=15), ends_at=EIGHT + timedelta(hours=1))
    for half in (house.east, house.west):
        refused(
            Taken,
            partial(book, half),
            starts_at=EIGHT + timedelta(minutes=40),
            ends_at=EIGHT + timedelta(hours=2),
        )
    assert book(house.room).state is BookingState.CONFIRMED


def test_a_half_that_comes_later_is_in_what_was_booked_before(house: House, morning: datetime) -> None:
    booked(house, house.hall, now=morning)
    entry = services.BookableEntry(kind="hall", title="舞台", within=house.hall)
    stage = services.keep_bookable(actor=house.luo, entry=entry, centre_id=house.centre, now=morning)
    refused(Taken, partial(booked, house, stage, now=morning))
    assert booked(house, stage, now=morning, starts_at=local(3, 6, 9), ends_at=local(3, 6, 10))


def test_together_or_not_at_all(house: House, morning: datetime) -> None:
    """K6: a session takes one lecturer, one venue, one thing."""
    made = booked(house, house.lecturer, house.room, house.projector, now=morning)
    row = queries.booking(made.id)
    assert set(row.bookable_ids) == {house.lecturer, house.room, house.projector}
    before = Claim.objects.count()
    refused(Taken, partial(booked, house, house.west, house.lecturer, now=morning))
    assert Claim.objects.count() == before
    refused(queries.BookableNotFound, partial(booked, house, 999_999, now=morning))
    refused(queries.BookableNotFound, partial(booked, house, now=morning))


def test_the_database_itself_refuses(house: House, morning: datetime) -> None:
    booked(house, house.room, now=morning)
    one = Claim.objects.get(bookable=house.room)
    other = booked(house, house.projector, now=morning)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            booking_id=other.id,
            bookable_id=house.room,
            part_id=one.part_id,
            from_at=one.until_at - timedelta(seconds=1),
            until_at=one.until_at + timedelta(hours=1),
        )


def test_who_comes_second_reads_what_is_free(house: House, morning: datetime) -> None:
    booked(house, house.hall, now=morning)
    told = refused(Taken, partial(booked, house, house.hall, now=morning))
    assert isinstance(told, Taken)
    assert [row.id for row in told.free.others] == [house.far], "nothing smaller, the halves are taken"
    assert [(one.from_at, one.until_at) for one in told.free.times] == [
        (local(3, 5, 14, 30), local(3, 5, 16, 30)),
        (local(3, 5, 15), local(3, 5, 17)),
        (local(3, 5, 15, 30), local(3, 5, 17, 30)),
    ]
    told = refused(Taken, partial(booked, house, house.east, now=morning))
    assert isinstance(told, Taken)
    assert [row.id for row in told.free.others] == [house.far]


def test_a_resident_waits_for_an_answer(house: House, morning: datetime) -> None:
    mine = partial(booked, house, house.east, now=morning, actor=house.he)
    made = mine()
    assert made.state is BookingState.ASKED
    refused(Taken, partial(booked, house, house.hall, now=morning))
    assert [row.id for row in queries.waiting(house.luo, BookingVerb.CONFIRM, morning)] == [made.id]
    assert queries.waiting(house.jian, BookingVerb.CONFIRM, morning) == []
    for stranger in (house.jian, house.he, house.tang):
        refused(NotAllowed, services.confirm, actor=stranger, booking_id=made.id, now=morning)
    services.confirm(actor=house.luo, booking_id=made.id, now=morning)
    refused(rules.BookingNotNow, services.confirm, actor=house.luo, booking_id=made.id, now=morning)
    assert queries.booking(made.id).state is BookingState.CONFIRMED
    assert booked(house, house.room, now=morning, actor=house.he).state is BookingState.CONFIRMED

    journal.number()
    messages.read_journal()
    assert list(InboxItem.objects.filter(box_key=house.he.key).values_list("verb", flat=True)) == [
        "booking.confirm"
    ]


def test_declined_with_a_reason_it_is_free_again(house: House, morning: datetime) -> None:
    made = booked(house, house.hall, now=morning, actor=house.he)
    decline = partial(services.decline, actor=house.mu, booking_id=made.id, now=morning)
    refused(rules.NoBookingReason, decline, reason=" ")
    decline(reason="那天要检修电路")
    row = queries.booking(made.id)
    assert (row.state, row.reason, row.titles) == (BookingState.DECLINED, "那天要检修电路", ("多功能厅",))
    booked(house, house.hall, now=morning)


def test_the_rules_of_residents(house: House, morning: datetime) -> None:
    """Who, how long ahead, how long, how many at a time; staff are bound by far less."""
    ask = partial(booked, house, now=morning, actor=house.he)
    refused(rules.StaffAlone, partial(ask, house.lecturer))
    refused(rules.TooLongBooking, partial(ask, house.room), ends_at=SIX + timedelta(hours=3, minutes=1))
    far = {"starts_at": SIX + timedelta(days=40), "ends_at": EIGHT + timedelta(days=40)}
    refused(rules.TooFarAhead, partial(ask, house.room), **far)
    refused(rules.BadBookingTimes, partial(ask, house.room), starts_at=EIGHT, ends_at=EIGHT)
    refused(
        rules.BadBookingTimes, partial(ask, house.room), starts_at=local(3, 1, 9), ends_at=local(3, 1, 10)
    )
    refused(rules.NoPurpose, partial(ask, house.room), purpose=" \n ")
    ask(house.room)
    ask(house.room, starts_at=local(3, 6, 9), ends_at=local(3, 6, 10))
    more = {"starts_at": local(3, 7, 9), "ends_at": local(3, 7, 10)}
    refused(rules.TooManyBookings, partial(ask, house.room), **more)
    booked(house, house.room, now=morning, **more)
    booked(house, house.room, now=morning, **far)
    nine = {"starts_at": local(3, 5, 9).replace(year=9998), "ends_at": local(3, 5, 10).replace(year=9998)}
    refused(rules.TooFarAhead, partial(booked, house, house.room, now=morning), **nine)


def test_without_an_account_by_name_and_number(house: House, morning: datetime) -> None:
    ask = partial(booked, house, house.room, now=morning, actor=ANONYMOUS)
    refused(NamelessHolder, ask)
    refused(NamelessHolder, ask, given=GivenHolder(name="王大爷"))
    made = ask(given=GivenHolder(name="王大爷", phone="13800138000"))
    row = queries.booking_by_token(made.token)
    assert (row.id, row.masked) == (made.id, "王** 138****8000")
    assert queries.bookings.holder_name(made.id) == "王大爷"
    again = {"starts_at": local(3, 8, 9), "ends_at": local(3, 8, 10)}
    by_staff = booked(house, house.room, now=morning, given=GivenHolder(name="周婆婆"), **again)
    assert queries.booking(by_staff.id).holder.startswith("guest:")


def test_moved_and_cancelled(house: House, morning: datetime) -> None:
    made = booked(house, house.east, now=morning, actor=house.he)
    fixed = booked(house, house.west, now=morning)
    move = partial(services.move, actor=house.luo, booking_id=made.id, now=morning)
    same = {"starts_at": SIX, "ends_at": EIGHT}
    refused(Taken, move, bookable_ids=[house.hall], **same)
    assert queries.booking(made.id).bookable_ids == (house.east,), "refused, it stays where it was"
    refused(BookingNotMoved, partial(move, booking_id=fixed.id), bookable_ids=[house.west], **same)
    refused(NotAllowed, move, actor=house.he, bookable_ids=[house.room], **same)
    move(bookable_ids=[house.east], starts_at=SIX + timedelta(hours=1), ends_at=EIGHT)
    move(bookable_ids=[house.room], **same)
    row = queries.booking(made.id)
    assert (row.state, row.titles, row.starts_at) == (BookingState.CONFIRMED, ("读书室",), SIX)
    booked(house, house.east, now=morning)

    cancel = partial(services.cancel, booking_id=made.id, now=morning)
    refused(NotAllowed, cancel, actor=house.tang)
    refused(rules.NoBookingReason, cancel, actor=house.luo)
    refused(BookingPast, cancel, actor=house.he, now=EIGHT)
    cancel(actor=house.he)
    refused(rules.BookingNotNow, cancel, actor=house.he)
    booked(house, house.room, now=morning)


def test_who_answers_is_in_the_rules(
    house: House, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = booked(house, house.hall, now=morning, actor=house.he)
    pack = services.answering.store.in_force(morning.date())
    kind = pack.bookables["hall"].model_copy(update={"approved_by": ("community_lead",)})
    changed = pack.model_copy(update={"bookables": {**pack.bookables, "hall": kind}})
    monkeypatch.setattr(services.answering.store, "in_force", lambda on: changed)
    refused(NotTheirAnswer, services.confirm, actor=house.luo, booking_id=made.id, now=morning)
    services.confirm(actor=house.mu, booking_id=made.id, now=morning)


def test_over_midnight_and_end_to_end(house: House, morning: datetime) -> None:
    """What follows at once is free where no time has to stay free; a night belongs to two days."""
    late = {"starts_at": local(3, 5, 22), "ends_at": local(3, 6, 1)}
    booked(house, house.projector, now=morning, **late)
    booked(house, house.projector, now=morning, starts_at=local(3, 6, 1), ends_at=local(3, 6, 2))
    refused(
        Taken,
        partial(booked, house, house.projector, now=morning),
        starts_at=local(3, 6, 0),
        ends_at=local(3, 6, 0, 1),
    )
