"""robot.set, robot.try, robot.drop, robot.stop: what concerns a unit is posted to its group chat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils import translation
from pytest_django import Settings

from tests.group_robots import Platforms, standing_in
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.models import Entry
from yuanba.messages import directory, queries, services
from yuanba.messages.models import ContactPoint, Message
from yuanba.messages.queries import robots as stored
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, PositionKind, system
from yuanba.rules.messages.robots import NotARobot

Happen = Callable[..., int]
SENDER = system("messages.deliver")
WECOM, DINGTALK = MessageChannel.WECOM, MessageChannel.DINGTALK


@pytest.fixture
def platforms(settings: Settings, jiangjin: DistrictRow) -> Iterator[Platforms]:
    """Both platforms, which this test's operator has allowed; units have names, orders have pages."""
    directory.name_with("unit", lambda codes: {code: f"{code}单位" for code in codes if code != "none"})
    directory.place_at("matter", resident=lambda to, at: "", staff=lambda key: f"/d/jiangjin/matters/{key}")
    settings.MESSAGE_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    with standing_in() as found:
        settings.MESSAGE_ROBOT_HOSTS = [found.host]
        yield found


@pytest.fixture
def admin(staff: Callable[..., Actor]) -> Actor:
    return staff(PositionKind.SYSTEM_ADMIN, key="wu")


@pytest.fixture
def soon() -> datetime:
    return datetime.now().astimezone() + timedelta(minutes=1)


def test_a_group_reads_title_and_link_and_nothing_else(
    platforms: Platforms, happen: Happen, admin: Actor, soon: datetime, settings: Settings
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=soon)
    services.set_robot(actor=admin, unit="city", address=platforms.dingtalk(), secret="SEC1", now=soon)
    happen("matter.assign", unit="city", due_on="2026-03-05")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 2

    text = "【江津区院坝】您单位有新工单"
    (first, said), (second, signed) = platforms.got
    assert (first, said) == ("/cgi-bin/webhook/send?key=k1", {"msgtype": "text", "text": said["text"]})
    assert said["text"]["content"].startswith(text)
    assert "1164" not in said["text"]["content"]
    assert second.startswith("/robot/send?access_token=t1&timestamp=")
    assert signed == {"msgtype": "text", "text": said["text"], "at": {"isAtAll": False}}


def test_the_list_of_robots_is_asked_for_at_once(
    platforms: Platforms, admin: Actor, soon: datetime, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(3):
        services.set_robot(actor=admin, unit=f"u{number}", address=platforms.wecom(f"k{number}"), now=soon)
    with django_assert_num_queries(1):
        assert [row.unit_name for row in stored.robots()] == ["u0单位", "u1单位", "u2单位"]


def test_a_danger_calls_everyone(platforms: Platforms, happen: Happen, admin: Actor, soon: datetime) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=soon)
    happen("matter.assign", unit="city", dangers=["fire"])
    services.read_journal()
    services.deliver(actor=SENDER, now=soon)

    [(_path, said)] = platforms.got
    assert said["text"]["mentioned_list"] == ["@all"]
    assert "【险情】" in said["text"]["content"]


def test_nineteen_a_minute_and_the_rest_in_the_next(
    platforms: Platforms, happen: Happen, admin: Actor, soon: datetime
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=soon)
    for number in range(25):
        happen("matter.assign", key=str(number), unit="city")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 19
    assert services.deliver(actor=SENDER, now=soon + timedelta(seconds=59)) == 0
    assert services.deliver(actor=SENDER, now=soon + timedelta(seconds=60)) == 6
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_a_platform_that_wants_it_slower_is_left_alone_for_ten_minutes(
    platforms: Platforms, happen: Happen, admin: Actor, soon: datetime
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom("slow"), now=soon)
    services.set_robot(actor=admin, unit="water", address=platforms.wecom("fine"), now=soon)
    platforms.answers["slow"] = 45009
    for number in range(3):
        happen("matter.assign", key=str(number), unit="city")
        happen("matter.assign", key=f"9{number}", unit="water")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 3
    assert sum("slow" in path for path, _said in platforms.got) == 1  # one attempt for all that waits
    platforms.answers.clear()
    assert services.deliver(actor=SENDER, now=soon + timedelta(minutes=9)) == 0
    assert services.deliver(actor=SENDER, now=soon + timedelta(minutes=10)) == 3
    assert max(Message.objects.values_list("attempts", flat=True)) == 1  # being asked to wait is no failure


def test_a_void_key_stops_the_robot_once_and_tells_the_administrator(
    platforms: Platforms, happen: Happen, admin: Actor, soon: datetime
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=soon)
    platforms.answers["k1"] = 93000
    for number in range(3):
        happen("matter.assign", key=str(number), unit="city")
    services.read_journal()
    assert services.deliver(actor=SENDER, now=soon) == 0

    assert len(platforms.got) == 1
    [row] = stored.robots()
    assert (row.unit_name, row.fault) == ("city单位", "robot.errcode_93000")
    assert Entry.objects.filter(verb="robot.stop").count() == 1
    journal.number()
    services.read_journal()
    titles = [line.title for line in queries.inbox(admin, at=soon).rows]
    assert "city单位的群机器人停止发送" in titles
    happen("matter.assign", key="8", unit="city")
    services.read_journal()
    assert not Message.objects.filter(key="8").exists()  # it is in the inbox, and is not posted days later
    assert services.wake() == 0

    with pytest.raises(services.TrialFailed) as failed:
        services.try_robot(actor=admin, unit="city", channel=WECOM, now=soon)
    assert failed.value.arguments == {"fault": "robot.errcode_93000"}
    platforms.answers["k1"] = 45009
    with pytest.raises(services.TrialFailed):  # nothing was taken: it stays stopped
        services.try_robot(actor=admin, unit="city", channel=WECOM, now=soon)
    [row] = stored.robots("city")
    assert (row.fault, row.rests_until) == ("robot.errcode_93000", soon + timedelta(minutes=10))
    platforms.answers.clear()
    with translation.override("en"):  # the group is spoken to in its own language, whoever presses
        services.try_robot(actor=admin, unit="city", channel=WECOM, now=soon)
    [row] = stored.robots("city")
    assert (row.fault, row.rests_until) == ("", None)
    assert "院坝】这是一条试发消息" in platforms.texts()[-1]


def test_a_new_address_takes_the_place_of_the_old_one_and_is_sealed(
    platforms: Platforms, happen: Happen, admin: Actor, staff: Callable[..., Actor], soon: datetime
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom("first-1111"), now=soon)
    happen("matter.assign", unit="city")
    services.read_journal()
    services.set_robot(actor=admin, unit="city", address=platforms.wecom("second-2222"), now=soon)

    assert services.deliver(actor=SENDER, now=soon) == 0  # what waited for the old group is not for the new
    [contact] = ContactPoint.objects.filter(kind="unit", key="city")
    assert contact.masked == "127.0.0.1 …2222"
    assert b"2222" not in bytes(contact.sealed)
    entries = Entry.objects.filter(subject_kind="robot", subject_key="city").order_by("id")
    assert [entry.outcome for entry in entries] == [{"unit": "city", "channel": "wecom"}] * 2
    services.drop_robot(actor=admin, unit="city", channel=WECOM, now=soon)
    assert stored.robots() == []
    with pytest.raises(services.UnknownRobot):
        services.drop_robot(actor=admin, unit="city", channel=WECOM, now=soon)
    with pytest.raises(services.UnknownRobot):
        services.set_robot(actor=admin, unit="none", address=platforms.wecom(), now=soon)
    with pytest.raises(NotARobot):
        services.set_robot(actor=admin, unit="city", address="https://example.com/robot/send", now=soon)
    with pytest.raises(NotAllowed):
        services.set_robot(
            actor=staff(PositionKind.HANDLER, unit="city"), unit="city", address=platforms.wecom(), now=soon
        )


def test_a_host_that_is_allowed_no_more_and_a_private_address_are_not_posted_to(
    platforms: Platforms, happen: Happen, admin: Actor, soon: datetime, settings: Settings
) -> None:
    services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=soon)
    happen("matter.assign", unit="city")
    services.read_journal()
    settings.MESSAGE_PRIVATE_NETWORKS = []
    services.deliver(actor=SENDER, now=soon)
    assert Message.objects.get().fault == "webhook.private_target"

    settings.MESSAGE_ROBOT_HOSTS = []
    services.retry(actor=admin, now=soon)
    services.deliver(actor=SENDER, now=soon + timedelta(minutes=1))
    assert (platforms.got, [row.fault for row in stored.robots()]) == ([], ["robot.host"])
    assert configured.MESSAGE_ROBOT_HOSTS == []


def test_two_workers_never_post_more_than_the_platform_takes(
    own_database: DistrictRow, happen: Happen, admin: Actor, settings: Settings
) -> None:
    directory.name_with("unit", lambda codes: {code: code for code in codes})
    settings.MESSAGE_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    now = datetime.now().astimezone() + timedelta(minutes=1)
    with standing_in() as platforms:
        settings.MESSAGE_ROBOT_HOSTS = [platforms.host]
        services.set_robot(actor=admin, unit="city", address=platforms.wecom(), now=now)
        for number in range(24):
            happen("matter.assign", key=str(number), unit="city")
        services.read_journal()

        together(3, lambda _number: services.deliver(actor=SENDER, now=now))

        assert len(platforms.got) == 19
        assert queries.counts()["waiting"] == 5
