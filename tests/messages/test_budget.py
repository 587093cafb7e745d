"""sms.warn, sms.end: the month's text messages are counted exactly, and no more leave than are paid for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.messages.conftest import never_quiet
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.models import Entry
from yuanba.keeping import health
from yuanba.messages import channels, queries, services
from yuanba.messages.channels import DeliveryError, Outgoing
from yuanba.messages.models import Message, SmsMonth
from yuanba.messages.queries import wishes
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.actor import Actor, PositionKind, system
from yuanba.rules.messages.reaching import QuietHours

Happen = Callable[..., int]
SENDER = system("messages.deliver")


@pytest.fixture
def soon() -> datetime:
    return datetime.now().astimezone() + timedelta(minutes=1)


def follow(number: int, at: datetime, kind: str = "matter") -> None:
    services.add_contact(
        kind=kind,
        key=str(number),
        channel=MessageChannel.SMS,
        address=f"1380013{number:04d}",
        at=at,
        owner=str(number),
    )


def a_few(happen: Happen, count: int, at: datetime) -> None:
    """So many text messages of one part each wait."""
    for number in range(count):
        follow(number, at)
        happen("matter.accept", key=str(number), unit="city")
    services.read_journal()


def test_warns_at_four_fifths_and_ends_with_the_reason(
    jiangjin: DistrictRow, happen: Happen, staff: Callable[..., Actor], soon: datetime
) -> None:
    never_quiet(cap=10)
    a_few(happen, 12, soon)
    assert services.deliver(actor=SENDER, now=soon) == 10

    use = wishes.sms_use(soon)
    assert (use.used, use.percent, use.is_short, use.is_over) == (10, 100, True, True)
    assert queries.counts()["kept"] == 2
    assert set(Message.objects.filter(state="kept").values_list("fault", flat=True)) == {"budget.used_up"}
    assert [Entry.objects.filter(verb=verb).count() for verb in ("sms.warn", "sms.end")] == [1, 1]
    journal.number()
    services.read_journal()
    admin = staff(PositionKind.SYSTEM_ADMIN, key="wu")
    lines = {line.title: line.text for line in queries.inbox(admin, at=soon).rows}
    assert "本月短信已用10条，共10条。" in lines["本月短信快用完了"]
    assert "本月短信已用完" in lines
    assert health._sms() == "degraded: text messages of this month: jiangjin 100%"


def test_dangers_and_log_in_codes_leave_and_count(
    jiangjin: DistrictRow, happen: Happen, soon: datetime
) -> None:
    never_quiet(cap=1)
    follow(1, soon, kind="account")
    services.send_code(number="13800138000", code="042917", now=soon)
    services.send_code(number="13800138000", code="042918", now=soon)
    happen("matter.alarm", key="18", on_duty=["1"], dangers=["fire"])
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 1
    assert wishes.sms_use(soon).used >= 3


def test_more_money_or_a_new_month_begins_anew(
    jiangjin: DistrictRow, happen: Happen, staff: Callable[..., Actor], soon: datetime
) -> None:
    never_quiet(cap=1)
    a_few(happen, 2, soon)
    assert services.deliver(actor=SENDER, now=soon) == 1
    assert wishes.sms_use(soon + timedelta(days=32)).used == 0
    admin = staff(PositionKind.SYSTEM_ADMIN, key="wu")
    services.set_policy(actor=admin, quiet=QuietHours(*[soon.time()] * 2), sms_cap=5, now=soon)
    happen("matter.check", key="0", unit="city")
    services.read_journal()
    assert services.deliver(actor=SENDER, now=soon) == 1
    month = SmsMonth.objects.get()
    assert (month.used, month.is_warned, month.is_ended) == (2, False, False)


def test_what_was_given_up_is_not_counted(
    jiangjin: DistrictRow, happen: Happen, soon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_outgoing: Outgoing) -> None:
        raise DeliveryError("gateway.status_400", final=True)

    monkeypatch.setattr(channels, "send", refuse)
    never_quiet(cap=10)
    a_few(happen, 3, soon)
    assert services.deliver(actor=SENDER, now=soon) == 0
    assert (wishes.sms_use(soon).used, queries.counts()["given_up"]) == (0, 3)


def test_three_workers_send_exactly_what_is_paid_for(own_database: DistrictRow, happen: Happen) -> None:
    now = datetime.now().astimezone() + timedelta(minutes=1)
    never_quiet(cap=13)
    a_few(happen, 30, now)

    sent = together(3, lambda _number: services.deliver(actor=SENDER, now=now))

    assert sum(sent) == 13 == wishes.sms_use(now).used
    assert (queries.counts()["sent"], queries.counts()["kept"]) == (13, 17)
    assert Entry.objects.filter(verb="sms.end").count() == 1
