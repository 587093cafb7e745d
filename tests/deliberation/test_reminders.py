"""Who is reminded of a meeting or event that is near: once, as many days before as the rules say.

Named here by what they do: meeting.remind, event.remind.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, GRID_HEADS, called
from tests.threads import together
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.districts.queries import DistrictRow
from yuanba.events import services as events
from yuanba.journal import services as journal
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.time.calendar import day


@pytest.fixture
def seated(council: int, secretary: Actor, people: Cast, morning: datetime) -> int:
    """周 and 陈 sit in the council."""
    for login in ("zhou", "chen"):
        said = {"actor": secretary, "council_id": council, "title": GRID_HEADS, "now": morning}
        services.seat(role=SeatRole.MEMBER, login=login, **said)  # type: ignore[arg-type]
    return council


def told(verb: str) -> list[str]:
    journal.number()
    messages.read_journal()
    return sorted(InboxItem.objects.filter(verb=verb).values_list("box_key", flat=True))


def test_members_and_who_registered_are_reminded_once(
    seated: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    signed_up = events.register(actor=people.wang, event_id=made, now=morning)
    events.register(actor=people.li, event_id=made, now=morning)
    events.withdraw(actor=people.wang, registration_id=signed_up.id, now=morning)
    seat = next(
        one.seat.id for one in held.seats_there(held.meeting(made)) if one.seat.holder == people.zhou.key
    )
    services.unseat(actor=secretary, seat_id=seat, now=morning + DAY)
    services.seat(actor=secretary, council_id=seated, role=SeatRole.SECRETARY, login="sun", now=morning + DAY)

    assert services.remind_of_meetings(now=morning + 2 * DAY) == 0, "two days before is too early"
    assert services.remind_of_meetings(now=morning + 3 * DAY) == 1
    assert services.remind_of_meetings(now=morning + 3 * DAY + timedelta(hours=1)) == 0
    assert events.remind_all(now=morning + 3 * DAY) == 0, "what a room planned it reminds of itself"

    assert told("meeting.remind") == sorted([people.chen.key, people.sun.key]), "who left hears nothing"
    assert told("event.remind") == [people.li.key], "who withdrew hears nothing"


def test_a_meeting_that_moved_is_reminded_of_again_and_a_cancelled_one_is_not(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    made = called(seated, secretary, morning)
    assert services.remind_of_meetings(now=morning + 3 * DAY) == 1
    later = {"starts_at": morning + 9 * DAY, "ends_at": morning + 9 * DAY + timedelta(hours=1)}
    services.move_meeting(
        actor=secretary, meeting_id=made, place="院坝", reason="下雨", now=morning + 3 * DAY, **later
    )
    assert services.remind_of_meetings(now=morning + 8 * DAY) == 1
    other = called(seated, secretary, morning + 9 * DAY)
    services.cancel_meeting(actor=secretary, meeting_id=other, reason="停电", now=morning + 9 * DAY)
    assert services.remind_of_meetings(now=morning + 12 * DAY) == 0


def test_whoever_was_told_today_is_not_reminded_today(
    seated: int, secretary: Actor, morning: datetime
) -> None:
    soon = {"starts_at": morning + DAY, "ends_at": morning + 2 * DAY}
    called(seated, secretary, morning, urgent_ground="停水", **soon)
    assert services.remind_of_meetings(now=morning + timedelta(hours=1)) == 0
    assert services.remind_of_meetings(now=morning + DAY - timedelta(hours=5)) == 1


def test_the_rules_say_how_many_days(
    seated: int, secretary: Actor, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = store.pack_of(store.in_force(day(morning)).digest).meetings["community"]
    assert kind.reminded_before == 1
    called(seated, secretary, morning)
    monkeypatch.setitem(kind.__dict__, "reminded_before", 3)
    assert services.remind_of_meetings(now=morning + DAY) == 1


def test_an_activity_is_reminded_of_too(people: Cast, secretary: Actor, morning: datetime) -> None:
    made = make.an_event(actor=secretary, now=morning)
    events.register(actor=people.li, event_id=made, now=morning)
    done = [events.remind_all(now=morning + n * DAY) for n in range(1, 8)]
    assert sum(done) == 1
    assert told("event.remind") == [people.li.key]


@pytest.mark.long
def test_two_jobs_at_once_remind_once(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    called(council, guo, morning)
    assert sum(together(4, lambda _: services.remind_of_meetings(now=morning + 3 * DAY))) == 1
