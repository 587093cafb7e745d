"""Fifty people press the same hour at once: exactly one has it, the others read what is free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from tests.journeys.stage import local
from tests.threads import together
from tests.venues.house import House, furnished
from tests.venues.test_repeating import CHOIR
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.refusal import Refused
from yuanba.rules.venues.bookings import TooManyBookings
from yuanba.venues import queries, services
from yuanba.venues.models import Claim, Closure
from yuanba.venues.services import Booked, GivenHolder, Taken

FIFTY = 50


@pytest.mark.long
def test_one_wins(own_database: DistrictRow, morning: datetime) -> None:
    row = districts.district("kaizhou")
    assert row
    with districts.inside(row):
        house = furnished(morning)
        hour: dict[str, Any] = {"starts_at": local(3, 5, 18), "ends_at": local(3, 5, 20), "now": morning}

        def press(number: int) -> Booked:
            thing = (house.hall, house.east)[number % 2]
            given = GivenHolder(name=f"居民{number}", phone=f"1390000{number:04d}")
            return services.book(actor=ANONYMOUS, bookable_ids=[thing], purpose="排练", given=given, **hour)

        answers = together(FIFTY, press)
        won = [one for one in answers if isinstance(one, Booked)]
        lost = [one for one in answers if isinstance(one, Taken)]
        assert (len(won), len(lost)) == (1, FIFTY - 1), answers
        assert all(one.free.others or one.free.times for one in lost)
        hall = queries.booking(won[0].id).bookable_ids == (house.hall,)
        assert Claim.objects.filter(is_open=True).count() == (3 if hall else 1)

        def mine(number: int) -> Booked:
            later = {"starts_at": local(3, 6, 9) + timedelta(hours=number)}
            return services.book(
                actor=house.he,
                bookable_ids=[house.room],
                purpose="下棋",
                ends_at=later["starts_at"] + timedelta(minutes=30),
                now=morning,
                **later,
            )

        answers_of_one = together(8, mine)
        assert sum(isinstance(one, Booked) for one in answers_of_one) == 2, "as many as the rules allow"
        assert sum(isinstance(one, TooManyBookings) for one in answers_of_one) == 6

        answered_and_closed(house, won[0].id, morning)
        the_rest(house, morning)
        assert list(verify.findings()) == []


def the_rest(house: House, now: datetime) -> None:
    """Whatever else is pressed by eight at once is done once."""

    def once(call: Callable[..., object], **said: object) -> object:
        answers = together(8, lambda _: call(now=now, **said))
        done = [one for one in answers if not isinstance(one, Refused)]
        assert len(done) == 1, answers
        return done[0]

    hour = {"starts_at": local(3, 9, 9), "ends_at": local(3, 9, 10), "purpose": "排练"}
    asked = once(services.book, actor=house.tang, bookable_ids=[house.hall], **hour)
    assert isinstance(asked, Booked)
    once(services.decline, actor=house.luo, booking_id=asked.id, reason="另有安排")
    own = once(services.book, actor=house.luo, bookable_ids=[house.hall], **hour)
    assert isinstance(own, Booked)
    move = {"starts_at": local(3, 9, 11), "ends_at": local(3, 9, 12), "bookable_ids": [house.hall]}
    once(services.move, actor=house.luo, booking_id=own.id, **move)
    once(services.cancel, actor=house.luo, booking_id=own.id, reason="不办了")
    choir = once(
        services.repeat, actor=house.luo, bookable_ids=[house.projector], repeat=CHOIR, purpose="合唱队"
    )
    once(services.stop_repeating, actor=house.luo, repetition_id=choir, from_on=CHOIR.from_on, reason="停办")
    closure = Closure.objects.filter(bookable=house.east).first()
    assert closure
    once(services.reopen, actor=house.luo, closure_id=closure.pk)
    once(services.merge, actor=house.boss, centre_id=house.other, into_id=house.centre)


def answered_and_closed(house: House, waits: int, morning: datetime) -> None:
    """The booking that won is confirmed once, and loses its place once."""
    confirmed = together(8, lambda _: services.confirm(actor=house.luo, booking_id=waits, now=morning))
    assert sum(not isinstance(one, Refused) for one in confirmed) == 1
    close = partial(
        services.close,
        actor=house.luo,
        bookable_ids=[house.east, house.west],
        from_at=local(3, 5, 0),
        until_at=local(3, 6, 0),
        reason="停电",
        now=morning,
    )
    closed = together(8, lambda _: close())
    assert sorted(len(one) for one in closed if isinstance(one, list)) == [0] * 7 + [1]
