"""Sends log-in codes to a phone at once, without storing them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext

from yuanba.messages import channels
from yuanba.messages.channels import DeliveryError, Outgoing
from yuanba.messages.models import MessageChannel
from yuanba.messages.services.admitting import count_code
from yuanba.messages.services.reading import sender
from yuanba.rules.core.refusal import Refused

VERB = "account.code"
#: How long the text says that a code holds.
CODE_MINUTES = 5


class CodeNotSent(Refused):
    """Raised when the text message with a log-in code could not be sent; a later try may succeed."""

    code: ClassVar[str] = "messages.code_not_sent"


def can_send_codes() -> bool:
    """Return whether log-in codes can be delivered, by text message or on a demonstration's page."""
    is_gateway = settings.MESSAGE_CHANNELS.get(MessageChannel.SMS) == "gateway"
    return settings.DEMO or (is_gateway and all(settings.SMS_GATEWAY[name] for name in ("url", "secret")))


def send_code(*, number: str, code: str, now: datetime) -> None:
    """Send a log-in code to a phone number; raise CodeNotSent if the message cannot be sent.

    Who waits for a code does not wait for an outbox: there is one more attempt at once where the gateway
    was not reached at all, and none after a time-out, because the message may have left.
    """
    outgoing = Outgoing(
        token=str(uuid.uuid4()),
        channel=MessageChannel.SMS,
        address=number,
        secret=b"",
        verb=VERB,
        at=now,
        now=now,
        title="",
        text=_text(code),
        link="",
        facts={"code": code},
    )
    try:
        try:
            channels.send(outgoing)
        except DeliveryError as fault:
            if fault.code != "webhook.unreachable":
                raise
            channels.send(outgoing)
    except DeliveryError as fault:
        raise CodeNotSent from fault
    count_code(outgoing.text, now)


def _text(code: str) -> str:
    return gettext(
        "[%(sender)s] Your log-in code is %(code)s, valid for %(minutes)s minutes. Tell nobody; "
        "staff never ask for it."
    ) % {"sender": sender(), "code": code, "minutes": CODE_MINUTES}
