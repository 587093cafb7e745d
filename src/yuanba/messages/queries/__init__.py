"""Reads the outbox and addresses; this package's root gathers what other apps use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from yuanba.messages import wording
from yuanba.messages.models import (
    DUE,
    HUMAN,
    RESTING,
    ContactPoint,
    Message,
    MessageChannel,
    MessageState,
)
from yuanba.messages.queries.following import duty_phone as duty_phone
from yuanba.messages.queries.following import followed as followed
from yuanba.messages.queries.following import followers as followers
from yuanba.messages.queries.following import reachable as reachable
from yuanba.messages.queries.inbox import InboxOwner as InboxOwner
from yuanba.messages.queries.inbox import InboxPage as InboxPage
from yuanba.messages.queries.inbox import InboxRow as InboxRow
from yuanba.messages.queries.inbox import boxes as boxes
from yuanba.messages.queries.inbox import inbox as inbox
from yuanba.messages.queries.inbox import is_in_boxes as is_in_boxes
from yuanba.messages.queries.inbox import last_before as last_before
from yuanba.messages.queries.inbox import lock_unread as lock_unread
from yuanba.messages.queries.inbox import newest as newest
from yuanba.messages.queries.inbox import unread_count as unread_count
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people import phone
from yuanba.sealing import keyring

#: What people read and nobody has let out yet, as to quiet hours and budget.
UNADMITTED = Q(channel__in=[str(one) for one in HUMAN], parts__isnull=True, contact__isnull=False)
STUCK = (MessageState.FAILED, MessageState.GIVEN_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message as operators see it: without its text, and with a masked address."""

    id: int
    token: str
    channel: str
    masked: str
    verb: str
    state: str
    attempts: int
    fault: str
    at: datetime
    next_attempt_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWords:
    """The title, text and link of one message, and ``facts``, the codes that a machine receives with it."""

    title: str
    text: str
    link: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """One message with its text, as the demonstration's outbox page shows it."""

    id: int
    channel: str
    masked: str
    words: MessageWords
    state: str
    at: datetime


def outbox(
    actor: Actor, *, at: datetime, states: Iterable[MessageState] = STUCK, below: int = 0, limit: int = 30
) -> list[OutboxRow]:
    """Return messages in these states, newest first; raise NotAllowed if the actor may not resend them."""
    access.require(actor, MessageVerb.RETRY, access.Facts(), at)
    found = Message.objects.filter(state__in=list(states)).select_related("contact").order_by("-id")
    return [_outbox_row(message) for message in (found.filter(id__lt=below) if below else found)[:limit]]


def counts() -> dict[str, int]:
    """Return the number of messages in each state as a dict by state, zeros included."""
    rows = Message.objects.order_by().values_list("state").annotate(number=Count("id"))
    return {str(state): 0 for state in MessageState} | {str(state): number for state, number in rows}


def latest(*, limit: int = 50) -> list[SentRow]:
    """Return the newest messages with their decrypted text, only for the demonstration's outbox page."""
    apart = [MessageState.GATHERED.value, MessageState.DIGESTED.value]  # lines of a digest, not messages yet
    told = Message.objects.exclude(sealed=b"").exclude(state__in=apart)
    found = told.select_related("contact").order_by("-id")[:limit]
    return [
        SentRow(
            id=message.pk,
            channel=message.channel,
            masked=message.contact.masked if message.contact else "",
            state=message.state,
            at=message.at,
            words=opened(message),
        )
        for message in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One message for somebody without a phone, which staff are to pass on in person."""

    id: int
    key: str
    at: datetime
    masked: str
    text: str


def on_paper(kind: str, *, keys: Iterable[str] | None = None, limit: int = 500) -> list[PaperRow]:
    """Return messages that staff are to pass on in person, longest waiting first; callers check access."""
    found = Message.objects.filter(kind=kind, state=MessageState.ON_PAPER.value).exclude(sealed=b"")
    if keys is not None:
        found = found.filter(key__in=list(keys))
    return [
        PaperRow(
            id=message.pk,
            key=message.key,
            at=message.at,
            masked=message.contact.masked if message.contact else "",
            text=opened(message).text,
        )
        for message in found.select_related("contact").order_by("at", "id")[:limit]
    ]


def keys_on_paper(kind: str, *, limit: int = 500) -> list[str]:
    """Return the subjects' keys of the messages that staff are to pass on in person, one per message."""
    found = Message.objects.filter(kind=kind, state=MessageState.ON_PAPER.value).exclude(sealed=b"")
    return list(found.order_by("at", "id").values_list("key", flat=True)[:limit])


def opened(message: Message) -> MessageWords:
    """Return the decrypted title, text, link and facts of a message."""
    return MessageWords(**json.loads(keyring.unseal(bytes(message.sealed), purpose="messages.body")))


def addresses(kind: str, key: str) -> list[tuple[str, str]]:
    """Return channel and full address of each follower of a subject; callers check and journal access."""
    found = (
        ContactPoint.objects.filter(kind=kind, key=key).exclude(channel=MessageChannel.NONE).order_by("id")
    )
    return [(wording.channel_label(contact.channel), address_of(contact)) for contact in found]


def plain_address(channel: MessageChannel, address: str) -> str:
    """Return an address in its canonical form, so that two spellings of one phone number are equal."""
    plain = "".join(address.split())
    if channel in (MessageChannel.SMS, MessageChannel.PAPER):
        return phone.number(address) or plain  # on paper also a name
    return plain.casefold() if channel is MessageChannel.EMAIL else plain


def address_digests(channel: MessageChannel, plain: str) -> list[bytes]:
    """Return the digests that a stored address may have: one per key in use, the current key's first.

    While keys are being rotated one under every key that a row may still have, the current first.
    """
    return keyring.digests(f"{channel.value}:{plain}", purpose="messages.address")


def digest_in_use(kind: str, key: str, channel: MessageChannel, plain: str) -> bytes:
    """Return the address digest of a subject's existing contact point, or else the digest for a new one."""
    current, *older = address_digests(channel, plain)
    if older:
        found = ContactPoint.objects.filter(kind=kind, key=key, channel=channel.value, digest__in=older)
        for digest in found.values_list("digest", flat=True)[:1]:
            return bytes(digest)
    return current


def follower_key(channel: MessageChannel, plain: str) -> str:
    """Return the key by which the journal names a person who has an address but no account."""
    return f"contact:{keyring.digest(f'{channel.value}:{plain}', purpose='messages.follower').hex()[:32]}"


def followed_by(kind: str, channel: MessageChannel, addresses: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each address, the keys of the subjects of a kind that it follows, newest first."""
    asked = {address: address_digests(channel, plain_address(channel, address)) for address in addresses}
    wanted = {digest for digests in asked.values() for digest in digests}
    found = ContactPoint.objects.filter(kind=kind, channel=channel.value, digest__in=wanted)
    rows = [(bytes(digest), key) for digest, key in found.order_by("-id").values_list("digest", "key")]
    return {address: [key for digest, key in rows if digest in digests] for address, digests in asked.items()}


def left_by(kind: str, number: str) -> list[tuple[str, str]]:
    """Return key and owner of each contact point of a kind of subject with this phone number, newest first.

    The owner tells whose number it is: a subject that others were merged into has the numbers of them all.
    """
    digests = [
        digest
        for channel in (MessageChannel.SMS, MessageChannel.PAPER)
        for digest in address_digests(channel, plain_address(channel, number))
    ]
    found = ContactPoint.objects.filter(
        kind=kind, digest__in=digests, channel__in=[MessageChannel.SMS.value, MessageChannel.PAPER.value]
    )
    return list(found.order_by("-id").values_list("key", "owner"))


def address_of(contact: ContactPoint) -> str:
    """Return the decrypted address of a contact point."""
    return keyring.unseal(bytes(contact.sealed), purpose="messages.address")


def lock_next_due(now: datetime) -> Message | None:
    """Lock and return the longest-waiting due message that no other worker has locked, or None."""
    return (
        _due(now)
        .filter(next_attempt_at__lte=now)
        .exclude(UNADMITTED)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("contact")
        .order_by("next_attempt_at", "id")
        .first()
    )


def lock_unadmitted(now: datetime, *, limit: int = 200) -> list[Message]:
    """Lock and return a batch of due messages for people that were not let out yet, longest waiting first."""
    found = Message.objects.filter(
        UNADMITTED, state__in=[str(state) for state in DUE], next_attempt_at__lte=now
    )
    rows = found.select_for_update(skip_locked=True, of=("self",)).select_related("contact")
    return list(rows.order_by("next_attempt_at", "id")[:limit])


def resting(now: datetime) -> list[list[int]]:
    """Return the contact points for which something waited until now, together where it is one address.

    A resident leaves a number with each matter; what the quiet hours held back comes to it in one message.
    """
    due = Message.objects.filter(state__in=[str(state) for state in RESTING], next_attempt_at__lte=now)
    found = ContactPoint.objects.filter(pk__in=due.values("contact_id")).order_by("id")
    together: dict[tuple[object, ...], list[int]] = {}
    for one in found:
        whose = one.owner or one.pk
        together.setdefault((one.channel, bytes(one.digest), whose), []).append(one.pk)
    return list(together.values())


def lock_resting(contacts: Iterable[ContactPoint], now: datetime) -> list[Message]:
    """Lock and return what waited until now for these contact points, newest first."""
    found = Message.objects.filter(
        contact__in=contacts, state__in=[str(state) for state in RESTING], next_attempt_at__lte=now
    )
    return list(found.select_for_update(of=("self",)).order_by("-at", "-id"))


def lock_overdue(wait: timedelta, *, limit: int = 500) -> list[int]:
    """Lock the messages overdue by more than ``wait`` that no worker has locked; return their ids."""
    overdue = _waiting().filter(next_attempt_at__lt=Now() - wait)
    return [
        m.pk
        for m in overdue.select_for_update(skip_locked=True, of=("self",))
        .only("id")
        .order_by("next_attempt_at")[:limit]
    ]


def lock_stuck(message_id: int | None) -> list[Message]:
    """Lock and return failed or given-up messages that can be sent again: the given one, or all."""
    found = Message.objects.filter(state__in=[str(state) for state in STUCK], contact__isnull=False)
    if message_id is not None:
        found = found.filter(pk=message_id)
    return list(found.select_for_update(of=("self",)).order_by("id"))


def has_overdue(wait: timedelta) -> bool:
    """Return whether any message is overdue by more than ``wait``."""
    return _waiting().filter(next_attempt_at__lt=Now() - wait).exists()


def _due(at: datetime) -> QuerySet[Message]:
    """What is to leave, but for what waits for a robot that rests or was stopped."""
    return Message.objects.filter(state__in=[str(state) for state in DUE]).exclude(_shut_out(at))


def _waiting() -> QuerySet[Message]:
    """The same, and what waits until a moment to leave together."""
    states = [str(state) for state in (*DUE, *RESTING)]
    return Message.objects.filter(state__in=states).exclude(_shut_out(Now()))


def _shut_out(at: datetime | Now) -> Q:
    return Q(contact__isnull=False) & (Q(contact__rests_until__gt=at) | ~Q(contact__fault=""))


def _outbox_row(message: Message) -> OutboxRow:
    return OutboxRow(
        id=message.pk,
        token=str(message.token),
        channel=message.channel,
        masked=message.contact.masked if message.contact else "",
        verb=message.verb,
        state=message.state,
        attempts=message.attempts,
        fault=message.fault,
        at=message.at,
        next_attempt_at=message.next_attempt_at,
    )
