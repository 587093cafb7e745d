"""message.send, message.retry, message.give_up: what is due leaves once; what fails is given up visibly."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction
from pytest_django import Settings

from tests.messages.conftest import Receiver, never_quiet
from tests.threads import together
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.messages import channels, queries, services
from yuanba.messages.channels import Outgoing
from yuanba.messages.models import Message
from yuanba.messages.services import MessageChannel
from yuanba.messages.services.delivery import PAUSES
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, PositionKind, operator, system

Happen = Callable[..., int]
SENDER = system("messages.deliver")
PHONE = "13800138000"


@pytest.fixture
def soon(jiangjin: DistrictRow) -> datetime:
    """A minute after the database's clock, so that what was just written is due."""
    return _soon()


def _soon() -> datetime:
    never_quiet()
    with connection.cursor() as cursor:
        cursor.execute("select now() + interval '1 minute'")
        found: datetime = cursor.fetchone()[0]
        return found


def _follow(channel: MessageChannel, address: str, at: datetime) -> int:
    return services.add_contact(kind="matter", key="17", channel=channel, address=address, at=at)


def test_signs_what_it_posts(happen: Happen, receiver: Receiver, soon: datetime) -> None:
    contact = _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    happen("matter.assign", unit="city", due_on="2026-03-05")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 1

    [(headers, body)] = receiver.got
    secret = bytes.fromhex(services.webhook_secret(contact))
    stamp = headers["x-yuanba-time"].encode()
    assert headers["x-yuanba-signature"] == hmac.new(secret, stamp + b"." + body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert told["id"] == headers["x-yuanba-message"] == str(Message.objects.get().token)
    assert told["verb"] == "matter.assign"
    assert told["subject"] == {"kind": "matter", "key": "17"}
    assert told["outcome"] == {"receipt": "116493720517", "unit": "city", "due_on": "2026-03-05"}


def test_sends_nothing_twice(happen: Happen, receiver: Receiver, soon: datetime) -> None:
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    happen("matter.assign", unit="city")
    services.read_journal()

    assert [services.deliver(actor=SENDER, now=soon) for _ in range(2)] == [1, 0]
    assert len(receiver.got) == 1


def test_tries_again_with_the_same_id_then_gives_up_visibly(
    happen: Happen, receiver: Receiver, staff: Callable[..., Actor], soon: datetime
) -> None:
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    receiver.status = 500
    happen("matter.assign", unit="city")
    services.read_journal()

    now = soon
    for pause in PAUSES:
        services.deliver(actor=SENDER, now=now)
        services.deliver(actor=SENDER, now=now + pause - timedelta(seconds=1))  # not before its time
        now += pause
    services.deliver(actor=SENDER, now=now)

    assert len(receiver.got) == len(PAUSES) + 1
    assert len({headers["x-yuanba-message"] for headers, _body in receiver.got}) == 1
    admin = staff(PositionKind.SYSTEM_ADMIN, key="wu")
    [row] = queries.outbox(admin, at=now)
    assert (row.state, row.fault, row.masked) == ("given_up", "webhook.status_500", "127.0.0.1/…")
    services.deliver(actor=SENDER, now=now + timedelta(days=9))
    assert len(receiver.got) == len(PAUSES) + 1

    from yuanba.journal import services as journal

    journal.number()
    services.read_journal()
    assert [line.title for line in queries.inbox(admin, at=now).rows] == ["有消息没能送达"]


def test_a_retry_is_for_administrators_and_sends_again(
    happen: Happen, receiver: Receiver, staff: Callable[..., Actor], soon: datetime
) -> None:
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    receiver.status = 410
    happen("matter.assign", unit="city")
    services.read_journal()
    services.deliver(actor=SENDER, now=soon)
    message = Message.objects.get()
    assert message.state == "given_up"

    with pytest.raises(NotAllowed):
        services.retry(actor=staff(PositionKind.HANDLER, unit="city"), now=soon)
    with pytest.raises(NotAllowed):
        queries.outbox(staff(PositionKind.HANDLER, unit="city"), at=soon)
    receiver.status = 200
    admin = staff(PositionKind.SYSTEM_ADMIN)
    assert services.retry(actor=admin, now=soon, message_id=message.pk) == 1
    with pytest.raises(services.UnknownMessage):
        services.retry(actor=admin, now=soon, message_id=message.pk)
    assert services.deliver(actor=SENDER, now=soon) == 1

    message.refresh_from_db()
    assert (message.state, message.fault, message.attempts) == ("sent", "", 1)
    assert services.retry(actor=operator("cli"), now=soon) == 0


def test_does_not_follow_a_redirect(happen: Happen, receiver: Receiver, soon: datetime) -> None:
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    receiver.status = 302
    happen("matter.assign", unit="city")
    services.read_journal()
    services.deliver(actor=SENDER, now=soon)

    assert Message.objects.get().fault == "webhook.status_302"


def test_a_receiver_that_drips_is_cut_off(
    happen: Happen, receiver: Receiver, soon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "DEADLINE_SECONDS", 0.3)
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    receiver.drips = True
    happen("matter.assign", unit="city")
    services.read_journal()
    services.deliver(actor=SENDER, now=soon)

    assert Message.objects.get().fault == "webhook.unreachable"


def test_of_what_a_receiver_answers_only_the_status_counts(
    happen: Happen, receiver: Receiver, soon: datetime
) -> None:
    _follow(MessageChannel.WEBHOOK, receiver.url, soon)
    receiver.status, receiver.is_cut_off = 200, True
    happen("matter.assign", unit="city")
    services.read_journal()

    assert services.deliver(actor=SENDER, now=soon) == 1


def test_one_message_that_cannot_be_read_holds_up_no_other(happen: Happen, soon: datetime) -> None:
    for key in ("17", "18"):
        services.add_contact(kind="matter", key=key, channel=MessageChannel.SMS, address=PHONE, at=soon)
        happen("matter.accept", key=key, unit="city")
    services.read_journal()
    Message.objects.filter(key="17").update(sealed=b"?")

    assert services.deliver(actor=SENDER, now=soon) == 1

    broken = Message.objects.get(key="17")
    assert (broken.state, broken.fault, broken.parts) == ("failed", "message.faulty", 0)


@pytest.mark.parametrize(
    ("url", "networks", "fault"),
    [
        ("http://127.0.0.1:9/x", [], "webhook.private_target"),
        ("https://localhost/x", [], "webhook.private_target"),
        ("https://10.0.0.8/x", [], "webhook.private_target"),
        ("https://169.254.169.254/latest", [], "webhook.private_target"),
        ("https://[::1]/x", [], "webhook.private_target"),
        ("https://[::ffff:127.0.0.1]/x", [], "webhook.private_target"),
        ("https://0.0.0.0/x", [], "webhook.private_target"),
        ("https://[::127.0.0.1]/x", [], "webhook.private_target"),
        ("https://[64:ff9b::7f00:1]/x", [], "webhook.private_target"),
        ("https://[2002:7f00:1::]/x", [], "webhook.private_target"),
        ("https://192.0.0.192/x", [], "webhook.private_target"),
        ("https://239.1.2.3/x", [], "webhook.private_target"),
        ("https://[ff0e::1]/x", [], "webhook.private_target"),
        ("https://2130706433/x", [], "webhook.private_target"),
        ("https://0x7f.1/x", [], "webhook.private_target"),
        ("http://[::ffff:127.0.0.1]:9/x", ["127.0.0.0/8"], "webhook.unreachable"),
        ("http://8.8.8.8/x", [], "webhook.not_encrypted"),
        ("file:///etc/passwd", [], "webhook.bad_address"),
        ("http://127.0.0.1:9/x", ["10.0.0.0/8"], "webhook.private_target"),
        ("http://127.0.0.1:9/x", ["127.0.0.0/8"], "webhook.unreachable"),
        ("https://127.0.0.1:99999/x", [], "webhook.bad_address"),
        ("https://[::1/x", [], "webhook.bad_address"),
        ("https://127.0.0.1/x\r\nX-More: 1", ["127.0.0.0/8"], "webhook.unreachable"),
    ],
)
def test_refuses_private_and_open_targets(
    url: str, networks: list[str], fault: str, settings: Settings, morning: datetime
) -> None:
    settings.MESSAGE_PRIVATE_NETWORKS = networks
    outgoing = Outgoing(
        token="t",
        channel="webhook",
        address=url,
        secret=b"s",
        verb="matter.assign",
        at=morning,
        now=morning,
        title="",
        text="",
        link="",
        facts={},
    )
    with pytest.raises(channels.DeliveryError) as found:
        channels.send(outgoing)

    assert found.value.code == fault


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_reached(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """A name that first lies outside and then here: the connection goes where was looked."""
    settings.MESSAGE_PRIVATE_NETWORKS = []
    answers = iter(["93.184.215.14", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **more: [(0, 0, 0, "", (next(answers), 443))])
    reached = []

    def connect(address: tuple[str, int], _timeout: float) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(channels.DeliveryError):
        channels._post(channels._parts("https://example.com/x"), b"{}", {})
    assert reached == [("93.184.215.14", 443)]
    with pytest.raises(channels.DeliveryError, match="private_target"):
        channels._post(channels._parts("https://example.com/x"), b"{}", {})
    assert len(reached) == 1


def test_the_console_says_neither_words_nor_address(
    happen: Happen,
    soon: datetime,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    _follow(MessageChannel.SMS, PHONE, soon)
    happen("matter.assign", unit="city")
    services.read_journal()
    assert services.deliver(actor=SENDER, now=soon) == 1

    printed = "".join(capfd.readouterr())
    assert printed == f"message sms matter.assign {Message.objects.get().token}\n"
    for secret in (PHONE, "8000", "116493720517", "您反映"):
        assert secret not in printed
        assert secret not in caplog.text


def test_a_channel_that_nobody_set_up_is_a_fault_not_a_loss(
    happen: Happen, soon: datetime, settings: Settings
) -> None:
    settings.MESSAGE_CHANNELS = {"sms": "carrier_pigeon"}
    _follow(MessageChannel.SMS, PHONE, soon)
    happen("matter.assign", unit="city")
    services.read_journal()
    services.deliver(actor=SENDER, now=soon)

    message = Message.objects.get()
    assert (message.state, message.fault) == ("failed", "channel.not_configured")


def test_only_the_platform_sends(jiangjin: DistrictRow, staff: Callable[..., Actor], soon: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.deliver(actor=staff(PositionKind.SYSTEM_ADMIN), now=soon)


def test_two_workers_never_send_one_message(
    committed: DistrictRow, happen: Happen, receiver: Receiver
) -> None:
    now = _soon()
    for number in range(20):
        _follow(MessageChannel.WEBHOOK, f"{receiver.url}/{number}", now)
    happen("matter.assign", unit="city")
    services.read_journal()

    together(3, lambda _number: services.deliver(actor=SENDER, now=now))

    assert len(receiver.got) == 20
    assert len({headers["x-yuanba-message"] for headers, _body in receiver.got}) == 20
    assert queries.counts()["sent"] == 20


def test_a_killed_worker_leaves_its_message_due(
    committed: DistrictRow, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = _soon()
    _follow(MessageChannel.SMS, PHONE, now)
    happen("matter.assign", unit="city")
    services.read_journal()

    def die(_outgoing: Outgoing) -> None:
        with connection.cursor() as cursor:  # as a kill does: the connection ends in mid-transaction
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as dying:
        dying.setattr(channels, "send", die)
        with pytest.raises(OperationalError):
            services.deliver(actor=SENDER, now=now)
    connections.close_all()

    with districts.inside(committed):
        assert queries.counts()["waiting"] == 1
        assert services.deliver(actor=SENDER, now=now) == 1


def test_what_is_overdue_gets_a_new_delivery(happen: Happen, soon: datetime) -> None:
    _follow(MessageChannel.SMS, PHONE, soon)
    happen("matter.assign", unit="city")
    services.read_journal()
    assert services.wake() == 0  # its own job has only just been deferred

    Message.objects.update(next_attempt_at=soon - timedelta(minutes=5))
    jobs = "select count(*) from procrastinate_jobs where task_name = 'messages.deliver'"
    with connection.cursor() as cursor:
        cursor.execute(jobs)
        before = cursor.fetchone()[0]
        assert [services.wake(), services.wake()] == [1, 0]
        cursor.execute(jobs)
        assert cursor.fetchone()[0] == before + 1


def test_a_message_being_sent_is_not_woken(committed: DistrictRow, happen: Happen) -> None:
    now = _soon()
    _follow(MessageChannel.SMS, PHONE, now)
    happen("matter.assign", unit="city")
    services.read_journal()
    Message.objects.update(next_attempt_at=now - timedelta(minutes=5), parts=1)

    with transaction.atomic():
        assert queries.lock_next_due(now)
        assert together(1, lambda _number: services.wake()) == [0]
