"""Lets due messages out: not in the quiet hours, and only as many text messages as the month's budget has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import queries
from yuanba.messages.models import HUMAN, Message, MessageChannel, MessageState, SmsMonth
from yuanba.messages.queries import wishes as stored
from yuanba.messages.queries.wishes import Policy
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages import budget
from yuanba.rules.messages.reaching import Wishes
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.sealing.keyring import SealBroken

#: Why a text message was not sent: nothing of the month's budget is left.
USED_UP = "budget.used_up"


@transaction.atomic
def admit(*, actor: Actor, now: datetime) -> int:
    """Let out, hold or keep a batch of the messages that people read and that are due; return how many.

    Here each text message is counted, once, in the order in which they are due; nothing is on its way yet, so
    that the month's row is locked for moments only. What is urgent is never held back, but counts too.
    """
    found = queries.lock_unadmitted(now)
    policy = stored.policy()
    wishes = stored.wishes_of(message.contact.owner for message in found if message.contact)

    to_leave: list[Message] = []
    for message in found:
        leaves_at = _leaves_at(message, now, wishes, policy)
        if leaves_at > now:
            message.state, message.next_attempt_at = MessageState.HELD, leaves_at
        else:
            to_leave.append(message)
    _count(to_leave, actor, policy, now)
    Message.objects.bulk_update(found, ["state", "next_attempt_at", "fault", "parts", "counted_on"])
    return len(found)


def _leaves_at(message: Message, at: datetime, wishes: Mapping[str, Wishes], policy: Policy) -> datetime:
    """This moment, or the end of the quiet hours in which it lies: one's own, else the district's."""
    own = wishes.get(message.contact.owner) if message.contact else None
    quiet = own.quiet if own and own.quiet else policy.quiet
    return quiet.end_after(at) if quiet.cover(at) and not message.is_urgent else at


def awake(message: Message, at: datetime) -> datetime:
    """Return when a message is tried again that was to be at a moment: not in the quiet hours."""
    if message.channel not in HUMAN or message.contact is None:
        return at
    return _leaves_at(message, at, stored.wishes_of([message.contact.owner]), stored.policy())


def _count(messages: Sequence[Message], actor: Actor, policy: Policy, now: datetime) -> None:
    """Give each message its number of parts; keep those text messages that the budget has no room for."""
    month = _lock_month(now) if any(one.channel == MessageChannel.SMS for one in messages) else None
    for message in messages:
        message.parts = 0
        if month is None or message.channel != MessageChannel.SMS:
            continue
        parts = _parts_of(message)
        if message.is_urgent or budget.allows(month.used, parts, policy.sms_cap):
            message.parts, message.counted_on = parts, month.month
            month.used += parts
        else:
            message.state, message.fault = MessageState.KEPT, USED_UP
    if month:
        _warn(month, actor, policy, now, is_over=any(one.fault == USED_UP for one in messages))
        month.save(update_fields=["used", "is_warned", "is_ended"])


def _parts_of(message: Message) -> int:
    """As how many text messages one counts; what cannot be read as none: it fails when it is to be sent."""
    try:
        return budget.parts(queries.opened(message).text)
    except SealBroken:
        return 0


def _warn(month: SmsMonth, actor: Actor, policy: Policy, now: datetime, *, is_over: bool) -> None:
    """Tell the administrators once that the budget runs short, and once that it is used up."""
    told = {"figures": {"used": str(month.used), "cap": str(policy.sms_cap)}}
    subject = Subject(kind="sms_month", key=f"{month.month:%Y-%m}")
    if not month.is_warned and budget.is_short(month.used, policy.sms_cap):
        month.is_warned = True
        journal.record(Act(actor, MessageVerb.SMS_WARN, now), subject, outcome=told)
    if not month.is_ended and is_over:
        month.is_ended = True
        journal.record(Act(actor, MessageVerb.SMS_END, now), subject, outcome=told)


def release(message: Message) -> None:
    """Take back from its month's count a text message that was given up: nobody bills it."""
    if message.counted_on and message.parts:
        SmsMonth.objects.filter(month=message.counted_on).update(used=F("used") - message.parts)
    message.parts = message.counted_on = None


@transaction.atomic
def count_code(text: str, now: datetime) -> None:
    """Count a log-in code, which always leaves, to the month's text messages."""
    month = _lock_month(now)
    month.used += budget.parts(text)
    month.save(update_fields=["used"])


def _lock_month(now: datetime) -> SmsMonth:
    month, _is_new = SmsMonth.objects.select_for_update().get_or_create(month=budget.month_of(now))
    return month
