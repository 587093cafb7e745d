"""One digest a day: by subject, newest first, never empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import queries, services
from yuanba.messages.models import Message
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.actor import system
from yuanba.rules.time.calendar import HERE

SENDER = system("messages.digest")


@pytest.fixture
def morning() -> datetime:
    """Nine o'clock of a day to come: what is due by the machine's clock would be fetched at once."""
    return datetime.combine(datetime.now(HERE).date() + timedelta(days=2), time(9), tzinfo=HERE)


@pytest.fixture
def tuesday(morning: datetime) -> datetime:
    """When what happened on that day comes together."""
    return morning.replace(hour=8, minute=30) + timedelta(days=1)


@pytest.fixture
def act(morning: datetime) -> Callable[..., None]:
    """Something that concerns the unit, some minutes into the morning."""

    def _act(verb: str, key: str, minutes: int) -> None:
        journal.record(
            Act(system("test"), verb, morning + timedelta(minutes=minutes)),
            Subject(kind="matter", key=key),
            outcome={"receipt": f"10000000000{key}", "unit": "city"},
        )
        journal.number()
        services.read_journal()

    return _act


def follow(channel: MessageChannel, address: str, at: datetime) -> None:
    services.add_contact(kind="unit", key="city", channel=channel, address=address, at=at)


def digests() -> list[queries.MessageWords]:
    return [queries.opened(m) for m in Message.objects.filter(digest_on__isnull=False).order_by("id")]


def test_groups_by_subject_newest_first(
    jiangjin: DistrictRow, act: Callable[..., None], morning: datetime, tuesday: datetime
) -> None:
    follow(MessageChannel.EMAIL, "duty@example.com", morning)
    act("matter.assign", "1", 0)
    act("matter.assign", "2", 1)
    act("matter.reopen", "1", 2)

    assert services.digest(actor=SENDER, now=tuesday) == 1

    [words] = digests()
    assert words.title.startswith("每日汇总：2件事项，3条消息")
    places = [
        words.text.index(part)
        for part in ("事项 1000 0000 0001", "没有解决", "已派给您单位", "事项 1000 0000 0002")
    ]
    assert places == sorted(places)


def test_is_never_empty(
    jiangjin: DistrictRow, act: Callable[..., None], morning: datetime, tuesday: datetime
) -> None:
    follow(MessageChannel.EMAIL, "duty@example.com", morning)
    assert services.digest(actor=SENDER, now=tuesday) == 0
    act("matter.accept", "1", 0)  # concerns the resident only
    assert services.digest(actor=SENDER, now=tuesday) == 0
    assert not digests()


def test_comes_once_a_day_and_keeps_the_rest_for_tomorrow(
    jiangjin: DistrictRow, act: Callable[..., None], morning: datetime, tuesday: datetime
) -> None:
    follow(MessageChannel.SMS, "13800138000", morning)
    act("matter.assign", "1", 0)
    assert services.digest(actor=SENDER, now=tuesday) == 1
    act("matter.assign", "2", 24 * 60 + 5)
    assert services.digest(actor=SENDER, now=tuesday) == 0
    assert services.digest(actor=SENDER, now=tuesday + timedelta(days=1)) == 1

    assert [words.text for words in digests()] == [
        "【江津区院坝】今天有1条新消息，涉及1件事项，请登录工作台查看。"
    ] * 2
    assert queries.counts()["digested"] == 2


def test_a_very_long_digest_says_that_there_is_more(
    jiangjin: DistrictRow, act: Callable[..., None], morning: datetime, tuesday: datetime
) -> None:
    follow(MessageChannel.EMAIL, "duty@example.com", morning)
    for number in range(25):
        act("matter.assign", str(number), number)
    services.digest(actor=SENDER, now=tuesday)

    assert "……其余请登录工作台查看。" in digests()[0].text
