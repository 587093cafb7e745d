"""matter.alarm: a danger runs by minutes, day and night; whoever is on duty is told at once, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal import services as journal
from yuanba.matters import jobs, queries, services
from yuanba.matters.queries import clock, waiting
from yuanba.matters.services.life import CLOCK, NotPressing
from yuanba.messages import queries as messages
from yuanba.messages import services as messaging
from yuanba.messages.models import InboxItem, Message, MessageState
from yuanba.packs import store
from yuanba.people import queries as accounts
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters import escalation
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack.duty import Duty, Watch
from yuanba.rules.time.calendar import HERE, day
from yuanba.web import entrance

#: A Sunday, deep in the night.
NIGHT = datetime(2026, 3, 1, 2, 7, tzinfo=HERE).astimezone(UTC)
GAS = "三楼燃气泄漏了，楼道里全是煤气味"
PHONE = "13800138000"

Tick = Callable[[datetime], list[str]]


@pytest.fixture
def matter(people: Cast) -> Matter:
    return make.a_matter(now=NIGHT, actor=people.li, text=GAS)


@pytest.fixture
def tick(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> Tick:
    """Let the clock of dangers tick at a moment; says what it did to the matter."""

    def at(moment: datetime) -> list[str]:
        before = len(deeds.story(matter))
        monkeypatch.setattr(entrance, "_clock", lambda: moment)
        jobs.tick_dangers()
        return deeds.story(matter)[before:]

    return at


def minutes(number: int) -> datetime:
    return NIGHT + timedelta(minutes=number)


def test_a_gas_leak_in_the_night_is_due_in_minutes_and_not_at_ten_in_the_morning(
    matter: Matter, people: Cast
) -> None:
    assert deeds.row_of(matter).until_at == minutes(10)

    deeds.do("assign", matter, people, minutes(4))

    row = deeds.row_of(matter)
    assert (row.until_at, row.due_at) == (minutes(14), minutes(124))
    assert "term.120.minutes" in deeds.last(matter).because


def test_what_speaks_of_no_danger_keeps_its_clocks(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    assert deeds.row_of(matter).until_at == datetime(2026, 3, 3, 10, tzinfo=HERE)


def test_it_is_escalated_by_minutes_until_somebody_acts(matter: Matter, people: Cast, tick: Tick) -> None:
    assert tick(minutes(0)) == ["alarm"]
    assert tick(minutes(10)) == []
    assert tick(minutes(11)) == ["lapse", "escalate"]
    assert tick(minutes(12)) == []

    deeds.do("assign", matter, people, minutes(13))

    assert tick(minutes(23)) == []
    assert "escalate" in tick(minutes(24))
    deeds.do("accept", matter, people, minutes(25))
    assert tick(minutes(26)) == []
    assert tick(minutes(134))[-1] == "prioritise", "two hours after it was given"


def test_only_by_the_clock_and_once(matter: Matter, people: Cast) -> None:
    found = clock.course(matter.id)
    assert found
    deed = escalation.pressing(*found, NIGHT)[0]
    assert deed.verb is MatterVerb.ALARM

    with pytest.raises(NotAllowed):
        services.alarm(actor=people.chen, matter_id=matter.id, deed=deed, now=NIGHT)
    services.alarm(actor=CLOCK, matter_id=matter.id, deed=deed, now=NIGHT)
    with pytest.raises(NotPressing):
        services.alarm(actor=CLOCK, matter_id=matter.id, deed=deed, now=NIGHT)

    assert deeds.last(matter).verb == "matter.alarm"
    assert deeds.story(matter) == ["file", "alarm"]


def test_it_comes_again_when_the_unit_gives_the_matter_back(matter: Matter, people: Cast, tick: Tick) -> None:
    assert tick(minutes(1)) == ["alarm"]
    deeds.do("assign", matter, people, minutes(2))
    deeds.do("return", matter, people, minutes(5))

    assert deeds.row_of(matter).until_at == minutes(15)
    assert tick(minutes(6)) == ["alarm"]


def test_who_is_on_duty_is_texted_at_once(matter: Matter, people: Cast, tick: Tick) -> None:
    messaging.set_duty_phone(actor=people.chen, account_key=people.chen.key, number=PHONE, now=NIGHT)

    tick(minutes(0))
    journal.number()
    messaging.read_journal()

    (message,) = Message.objects.filter(verb="matter.alarm")
    assert (message.channel, message.state) == ("sms", MessageState.WAITING)
    assert "险情" in messages.opened(message).text
    assert matter.receipt in messages.opened(message).text
    assert deeds.last(matter).outcome["tell"] == ["duty"]
    assert InboxItem.objects.filter(verb="matter.alarm", box_kind="account", box_key=people.chen.key).exists()


def test_where_nobody_can_be_called_those_who_appoint_are_told(
    matter: Matter, people: Cast, tick: Tick
) -> None:
    admin = make.staff("xu", "system_admin", unit="centre", area=cast.DISTRICT, now=deeds.EARLY)

    tick(minutes(0))

    told = deeds.last(matter).outcome
    assert told["tell"] == ["duty", "admin"]
    assert told["appoint"] == [admin.key]


def test_the_rota_says_who(people: Cast, monkeypatch: pytest.MonkeyPatch, tick: Tick, matter: Matter) -> None:
    """By day the triager, by night somebody else."""
    clerk = make.staff("wei", "clerk", unit="jijiang", area=cast.JIJIANG, now=deeds.EARLY)
    week = (1, 2, 3, 4, 5, 6, 7)
    rota = Duty(
        watches=(
            Watch(days=week, opens=time(8), closes=time(20), position="triager"),
            Watch(days=week, opens=time(20), closes=time(8), position="clerk"),
        ),
        assumed="班次",
    )
    with_rota = store.in_force(day(NIGHT)).model_copy(update={"duty": rota})
    with_rota.__dict__.pop("in_danger", None)  # the copy takes along what was worked out without the rota
    monkeypatch.setattr(clock.store, "pack_of", lambda _digest: with_rota)

    tick(minutes(0))

    assert deeds.last(matter).outcome["on_duty"] == [clerk.key]
    deeds.do("assign", matter, people, minutes(1))
    deeds.do("return", matter, people, NIGHT + timedelta(hours=8))
    tick(NIGHT + timedelta(hours=8))
    assert deeds.last(matter).outcome["on_duty"] == [people.chen.key]


def test_a_unit_hears_of_a_danger_at_once_and_not_in_the_digest_of_the_day(
    matter: Matter, people: Cast
) -> None:
    messaging.add_contact(
        kind="unit", key="jijiang", channel=messaging.MessageChannel.SMS, address=PHONE, at=NIGHT
    )
    deeds.do("assign", matter, people, minutes(1))
    journal.number()
    messaging.read_journal()

    (message,) = Message.objects.filter(verb="matter.assign")
    assert message.state == MessageState.WAITING


def test_the_desk_is_called_until_somebody_has_accepted(matter: Matter, people: Cast) -> None:
    assert [row.id for row in waiting.alarms(people.chen, NIGHT)] == [matter.id]
    assert waiting.alarms(accounts.actor_by_login("li") or people.li, NIGHT) == []

    deeds.do("assign", matter, people, minutes(1))
    assert [row.id for row in waiting.alarms(people.chen, minutes(2))] == [matter.id]

    deeds.do("accept", matter, people, minutes(3))
    assert waiting.alarms(people.chen, minutes(4)) == []
    assert queries.matter_for(people.chen, matter.id, minutes(4)).is_in_danger
    assert [row.id for row in waiting.alarms(people.chen, minutes(130))] == [matter.id]
    assert deeds.row_of(matter).state is State.ACCEPTED
