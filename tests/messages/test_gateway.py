"""Text messages through the operator's gateway: signed, without a word too many, tried again by rule."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from tests.messages.conftest import Receiver, never_quiet
from yuanba.messages import services
from yuanba.messages.models import Message
from yuanba.messages.services import CodeNotSent, MessageChannel
from yuanba.rules.core.actor import system

NUMBER = "13800138000"
SECRET = "shared with the gateway"


@pytest.fixture
def gate(receiver: Receiver, settings: Settings) -> Receiver:
    """A gateway on the loopback, to which text messages go."""
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "sms": "gateway"}
    settings.SMS_GATEWAY = {"url": receiver.url, "key": "yuanba-1", "secret": SECRET}
    return receiver


def test_a_code_goes_out_signed(jiangjin: object, gate: Receiver, morning: datetime) -> None:
    services.send_code(number=NUMBER, code="042917", now=morning)

    [(headers, body)] = gate.got
    told = json.loads(body)
    assert (told["to"], told["code"], told["verb"]) == (NUMBER, "042917", "account.code")
    assert "042917" in told["text"]
    assert told["text"].startswith("【")
    assert told["id"] == headers["x-yuanba-message"]
    assert headers["x-yuanba-key"] == "yuanba-1"
    signed = headers["x-yuanba-time"].encode() + b"." + body
    assert headers["x-yuanba-signature"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert not Message.objects.exists(), "a code is kept nowhere"


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_refused_code_is_said_and_not_sent_again(
    jiangjin: object, gate: Receiver, morning: datetime, status: int
) -> None:
    gate.status = status
    with pytest.raises(CodeNotSent):
        services.send_code(number=NUMBER, code="042917", now=morning)
    assert len(gate.got) == 1


def test_no_number_and_no_code_where_people_look(
    jiangjin: object, gate: Receiver, morning: datetime, capfd: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.SMS_GATEWAY = {**settings.SMS_GATEWAY, "url": "http://127.0.0.1:9/x"}
    with pytest.raises(CodeNotSent) as refusal:
        services.send_code(number=NUMBER, code="042917", now=morning)
    assert NUMBER not in f"{refusal.value!r}{refusal.value.__cause__!r}{refusal.value.arguments}"
    said = "".join(capfd.readouterr())
    assert NUMBER not in said
    assert "042917" not in said


@pytest.mark.parametrize(
    ("status", "state"), [(500, "failed"), (429, "failed"), (401, "failed"), (400, "given_up")]
)
def test_what_is_told_of_a_matter_waits_and_goes_again(
    jiangjin: object, gate: Receiver, morning: datetime, happen: Callable[..., int], status: int, state: str
) -> None:
    never_quiet()
    services.add_contact(kind="matter", key="17", channel=MessageChannel.SMS, address=NUMBER, at=morning)
    happen("matter.accept", unit="city")
    services.read_journal()
    gate.status = status
    sender, later = system("messages.deliver"), Message.objects.get().next_attempt_at + timedelta(minutes=1)

    assert services.deliver(actor=sender, now=later) == 0

    row = Message.objects.get()
    assert (row.state, row.fault) == (state, f"gateway.status_{status}")
    gate.status = 204
    assert services.deliver(actor=sender, now=later + timedelta(hours=1)) == (state == "failed")
    told = [json.loads(body) for _headers, body in gate.got]
    assert {one["id"] for one in told} == {str(row.token)}, "doubles are told apart by it"
    assert {frozenset(one) for one in told} == {frozenset({"id", "to", "text", "verb"})}


@pytest.mark.parametrize(
    ("sms", "url", "secret"), [("gateway", "", SECRET), ("gateway", "https://sms.example", "")]
)
def test_without_address_or_secret_nothing_leaves(
    jiangjin: object, settings: Settings, morning: datetime, sms: str, url: str, secret: str
) -> None:
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "sms": sms}
    settings.SMS_GATEWAY = {"url": url, "key": "", "secret": secret}
    assert not services.can_send_codes()
    with pytest.raises(CodeNotSent):
        services.send_code(number=NUMBER, code="042917", now=morning)
