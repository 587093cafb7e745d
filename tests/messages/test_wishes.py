"""contact.wish, message.set_policy: each person chooses, nights are quiet, and what is owed is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.db import connection

from yuanba.districts.queries import DistrictRow
from yuanba.journal.models import Entry
from yuanba.messages import audiences, queries, services
from yuanba.messages.models import Message, MessagePolicy
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind, bearer, system
from yuanba.rules.messages.reaching import MessageGroup, QuietHours, Reach, Wishes
from yuanba.rules.time.calendar import HERE

Happen = Callable[..., int]
SENDER = system("messages.deliver")
PHONE = "13800138000"


@pytest.fixture
def evening(jiangjin: DistrictRow) -> datetime:
    """Ten in the evening, on a day after that of the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("select now()")
        today: datetime = cursor.fetchone()[0]
    return datetime.combine(today.astimezone(HERE).date() + timedelta(days=1), time(22), tzinfo=HERE)


def follow(key: str, at: datetime, *, owner: str = "li", channel: MessageChannel = MessageChannel.SMS) -> int:
    return services.add_contact(kind="matter", key=key, channel=channel, address=PHONE, at=at, owner=owner)


def wish(at: datetime, quiet: QuietHours | None = None, owner: str = "li", **reaches: Reach) -> None:
    chosen = Wishes(reaches={MessageGroup(group): reach for group, reach in reaches.items()}, quiet=quiet)
    services.set_wishes(actor=bearer(owner), owner=owner, wishes=chosen, now=at)


def states() -> list[str]:
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_what_comes_at_night_waits_and_several_leave_as_one(happen: Happen, evening: datetime) -> None:
    for key in ("17", "18"):
        follow(key, evening)
        happen("matter.accept", key=key, unit="city")
    services.read_journal()
    assert services.deliver(actor=SENDER, now=evening) == 0
    assert states() == ["held", "held"]
    seven = evening.replace(hour=7) + timedelta(days=1)
    assert services.deliver(actor=SENDER, now=seven) == 0

    assert services.deliver(actor=SENDER, now=seven.replace(hour=8)) == 1

    assert states() == ["digested", "digested", "sent"]
    words = queries.opened(Message.objects.order_by("-id")[0])
    assert words.text.startswith("【江津区院坝】您有2条新消息，涉及2件事。")


def test_a_single_one_leaves_in_the_morning_as_it_is(happen: Happen, evening: datetime) -> None:
    follow("17", evening)
    happen("matter.accept", unit="city")
    services.read_journal()
    services.deliver(actor=SENDER, now=evening)
    assert services.deliver(actor=SENDER, now=evening + timedelta(hours=10)) == 1
    assert states() == ["sent"]


def test_a_danger_and_whoever_wants_no_quiet_are_told_at_night(happen: Happen, evening: datetime) -> None:
    services.add_contact(
        kind="account", key="chen", channel=MessageChannel.SMS, address=PHONE, at=evening, owner="chen"
    )
    follow("17", evening)
    wish(evening, QuietHours(time(0), time(0)))
    happen("matter.alarm", key="18", on_duty=["chen"], dangers=["fire"])
    happen("matter.accept", unit="city")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=evening) == 2


def test_one_s_own_quiet_hours_stand_before_the_district_s(
    happen: Happen, staff: Callable[..., Actor], evening: datetime
) -> None:
    admin = staff(PositionKind.SYSTEM_ADMIN, key="wu")
    services.set_policy(actor=admin, quiet=QuietHours(time(23), time(6)), sms_cap=None, now=evening)
    for key, owner in (("17", "li"), ("18", "wang")):
        follow(key, evening, owner=owner)
        happen("matter.accept", key=key, unit="city")
    wish(evening, QuietHours(time(20), time(9)), owner="wang")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=evening) == 1
    assert states() == ["sent", "held"]
    assert Message.objects.get(state="held").next_attempt_at.astimezone(HERE).hour == 9
    with pytest.raises(NotAllowed):
        services.set_policy(
            actor=staff(PositionKind.HANDLER, unit="city"),
            quiet=QuietHours(time(23), time(6)),
            sms_cap=None,
            now=evening,
        )
    assert MessagePolicy.objects.count() == 1


def test_each_group_is_chosen_for_and_what_is_owed_is_told(happen: Happen, evening: datetime) -> None:
    follow("17", evening)
    services.add_contact(
        kind="following", key="18", channel=MessageChannel.SMS, address=PHONE, at=evening, owner="li"
    )
    wish(evening, progress=Reach.INBOX, followed=Reach.DAILY)
    happen("matter.accept", unit="city")  # how it comes along
    happen("matter.answer", unit="city")  # has to be told
    happen("matter.answer", key="18", unit="city")
    services.read_journal()

    found = Message.objects.order_by("id").values_list("contact__kind", "verb", "state")
    assert list(found) == [
        ("matter", "matter.accept", "kept"),
        ("matter", "matter.answer", "waiting"),
        ("following", "matter.answer", "gathered"),
    ]


def test_staff_have_the_orders_of_their_unit_sent_on(
    happen: Happen, staff: Callable[..., Actor], evening: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    chen = staff(PositionKind.HANDLER, unit="city")
    monkeypatch.setitem(audiences._ACTORS, "staff", lambda keys: {"chen": chen} if "chen" in keys else {})
    services.set_duty_phone(actor=chen, account_key="chen", number=PHONE, now=evening)
    happen("matter.assign", key="16", unit="city")
    services.read_journal()
    assert states() == []  # by itself an order stays in the inbox

    chosen = Wishes(reaches={MessageGroup.ORDERS: Reach.EACH}, quiet=QuietHours(time(12), time(13)))
    services.set_wishes(actor=chen, owner="chen", wishes=chosen, now=evening)
    happen("matter.assign", unit="city")
    happen("matter.assign", key="18", unit="water")
    services.read_journal()
    assert services.deliver(actor=SENDER, now=evening.replace(hour=12)) == 0  # their quiet hour

    [message] = Message.objects.all()
    assert (message.key, message.contact and message.contact.kind) == ("17", "account")
    assert services.deliver(actor=SENDER, now=evening) == 1
    entry = Entry.objects.get(subject_kind="wishes")
    assert entry.outcome == {"quiet": "12:00-13:00", "orders": "each"}


def test_nobody_chooses_for_another(jiangjin: DistrictRow, morning: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.set_wishes(actor=bearer("li"), owner="wang", wishes=Wishes(), now=morning)
    with pytest.raises(services.NobodyKnown):
        services.set_wishes(
            actor=Actor(kind=ActorKind.ANONYMOUS, key=""), owner="", wishes=Wishes(), now=morning
        )
