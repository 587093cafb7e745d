"""Sends due messages, retries with growing pauses, and marks those that it gives up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

import structlog
from django.db import transaction

from yuanba.districts import jobs
from yuanba.districts.services import isolating
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry, Subject
from yuanba.messages import channels, queries
from yuanba.messages.channels import DeliveryError, Outgoing
from yuanba.messages.models import Message, MessageState
from yuanba.messages.services import admitting, resting
from yuanba.messages.services.contacts import webhook_key
from yuanba.messages.services.digest import digest
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.messages.verbs import MessageVerb

log = structlog.get_logger("yuanba.messages")

#: The pause after each failed attempt; after the last one the message is given up.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
#: What an attempt may change of a message.
_SETTLED = ("state", "fault", "attempts", "next_attempt_at", "sent_at", "parts", "counted_on")


class UnknownMessage(Refused):
    """Raised when a message cannot be resent or marked as passed on: it is unknown or not in that state."""

    code: ClassVar[str] = "messages.unknown_message"


def deliver(*, actor: Actor, now: datetime) -> int:
    """Send every message that is due; return how many were sent.

    First what waited for this moment is folded together, and quiet hours and budget say what may leave.
    Each goes in its own transaction, with its row locked until the answer is there: two workers never
    send one message, and one that is killed leaves it due. So outside channels get it at least once.
    """
    access.require(actor, MessageVerb.SEND, access.Facts(), now)

    digest(actor=actor, now=now)
    while admitting.admit(actor=actor, now=now):
        pass
    left = 0
    while (was_sent := _send_next(actor, now)) is not None:
        left += was_sent
    return left


@transaction.atomic
def _send_next(actor: Actor, now: datetime) -> bool | None:
    """Send the next one that is due; nothing if none is."""
    message = queries.lock_next_due(now)
    if message is None:
        return None
    if rests_until := resting.rest_of(message, now):
        Message.objects.filter(pk=message.pk).update(next_attempt_at=rests_until)
        return False

    fault = _sent(message, now)
    slower_until = resting.settle(message, fault, actor, now) if fault else None

    message.attempts += slower_until is None
    if fault is None:
        message.state, message.fault, message.sent_at = MessageState.SENT, "", now
    elif fault.final or message.attempts > len(PAUSES):
        message.state, message.fault = MessageState.GIVEN_UP, fault.code
    else:
        message.state, message.fault = MessageState.FAILED, fault.code
        message.next_attempt_at = slower_until or admitting.awake(message, now + PAUSES[message.attempts - 1])
    if message.state == MessageState.GIVEN_UP:
        admitting.release(message)
    message.save(update_fields=_SETTLED)

    if message.state == MessageState.GIVEN_UP:
        journal.record(
            Act(actor, MessageVerb.GIVE_UP, now),
            Subject(kind="message", key=str(message.pk)),
            outcome={"channel": message.channel, "fault": message.fault, "attempts": message.attempts},
        )
    return fault is None


def _fault_of(message: Message, now: datetime) -> DeliveryError | None:
    """Hand a message to its channel; nothing if it left."""
    contact = message.contact
    if contact is None:
        return DeliveryError("contact.dropped", final=True)
    if contact.fault:
        return DeliveryError(contact.fault, final=True)
    words = queries.opened(message)
    outgoing = Outgoing(
        token=str(message.token),
        channel=message.channel,
        address=queries.address_of(contact),
        secret=webhook_key(contact.pk),
        verb=message.verb,
        at=message.at,
        now=now,
        title=words.title,
        text=words.text,
        link=words.link,
        facts=words.facts,
    )
    try:
        channels.send(outgoing)
    except DeliveryError as fault:
        return fault
    return None


def _sent(message: Message, now: datetime) -> DeliveryError | None:
    """The same; whatever is wrong with one message, or with its channel, is that message's fault alone."""
    try:
        with transaction.atomic():
            return _fault_of(message, now)
    except Exception as fault:
        if not isolating.goes_on(fault):
            raise
        log.error("message failed", item=f"message {message.pk}", fault=isolating.described(fault))
        return DeliveryError("message.faulty")


@transaction.atomic
def retry(*, actor: Actor, now: datetime, message_id: int | None = None) -> int:
    """Queue one failed or given-up message, or all, to be sent again; return how many were queued.

    Raises UnknownMessage where the one cannot be sent again.
    """
    stuck = queries.lock_stuck(message_id)

    access.require(actor, MessageVerb.RETRY, access.Facts(), now)
    if message_id is not None and not stuck:
        raise UnknownMessage

    Message.objects.filter(pk__in=[message.pk for message in stuck]).update(
        state=MessageState.WAITING, attempts=0, fault="", next_attempt_at=now
    )
    if stuck:
        jobs.defer("messages.deliver")

    journal.record_all(
        [
            NewEntry(
                Act(actor, MessageVerb.RETRY, now),
                Subject(kind="message", key=str(message.pk)),
                outcome={"channel": message.channel, "fault": message.fault, "attempts": message.attempts},
            )
            for message in stuck
        ]
    )
    return len(stuck)


def told(*, message_id: int, kind: str, key: str, now: datetime) -> None:
    """Mark a paper message as passed on in person; raise UnknownMessage if no such message was waiting.

    Called within the caller's act, which records it.
    """
    noted = Message.objects.filter(pk=message_id, kind=kind, key=key, state=MessageState.ON_PAPER).update(
        state=MessageState.SENT, sent_at=now, attempts=1
    )
    if not noted:
        raise UnknownMessage
