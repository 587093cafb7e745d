"""Eight people press at once: the last seat is given once, a person is there once, a stage is left once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.events import queries, services
from yuanba.events.services import GivenPerson
from yuanba.journal.queries import verify
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.stages import CheckInWay, RegistrationState

EIGHT = 8


def guest(number: int) -> GivenPerson:
    return GivenPerson(name=f"居民{number}", phone=f"1390000{number:04d}")


@pytest.mark.long
def test_each_is_done_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    wu = make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)

    def once(call: Callable[[int], object]) -> object:
        answers = together(EIGHT, call)
        done = [answer for answer in answers if not isinstance(answer, Refused)]
        assert len(done) == 1, answers
        return done[0]

    event_id = once(lambda _: make.an_event(actor=wu, now=morning, capacity=1))
    assert isinstance(event_id, int)

    signed_up = together(
        EIGHT,
        lambda n: services.register(actor=wu, event_id=event_id, given=guest(n), now=morning),
    )
    states = [one.state for one in signed_up if isinstance(one, services.Registered)]
    assert (states.count(RegistrationState.SEATED), states.count(RegistrationState.WAITING)) == (1, 7)
    once(lambda _: services.register(actor=people.li, event_id=event_id, now=morning))
    (first,) = [one for one in queries.registrations(event_id) if not one.turn]
    once(lambda _: services.withdraw(actor=wu, registration_id=first.id, now=morning))
    assert len([one for one in queries.registrations(event_id) if not one.turn]) == 1

    later = {"starts_at": morning + timedelta(days=4), "ends_at": morning + timedelta(days=5)}
    once(
        lambda _: services.move(
            actor=wu, event_id=event_id, place="活动室", reason="下雨", now=morning, **later
        )
    )
    once(lambda _: services.open_door(actor=wu, event_id=event_id, now=morning))

    def enter(_: int) -> int:
        return services.check_in(
            actor=wu, event_id=event_id, how=CheckInWay.LIST, given=guest(3), now=morning
        )

    there = once(enter)
    assert isinstance(there, int)
    once(lambda _: services.take_back(actor=wu, attendance_id=there, now=morning))
    once(enter)
    assert len(queries.attending(event_id)) == 1
    once(lambda _: services.begin(actor=wu, event_id=event_id, now=morning))
    once(lambda _: services.end(actor=wu, event_id=event_id, now=morning))
    other = make.an_event(actor=wu, now=morning, title="读书会")
    once(lambda _: services.cancel(actor=wu, event_id=other, reason="停水", now=morning))
    assert list(verify.findings()) == []
