"""Reads a person's contact points and messages, for that person and for data retention."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yuanba.messages import wording
from yuanba.messages.models import ContactPoint, InboxItem, Message, MessageChannel, MessageState
from yuanba.messages.queries import MessageWords, address_of, opened

#: What still has to leave keeps its words until it has left or was given up.
UNDER_WAY = (MessageState.WAITING, MessageState.FAILED, MessageState.GATHERED, MessageState.ON_PAPER)
#: Which of some subjects ended before a moment.
Ended = Callable[[datetime, list[str]], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One contact point of a person; ``address`` is empty unless the caller requested full addresses."""

    id: int
    kind: str
    key: str
    channel: str
    masked: str
    address: str
    added_at: datetime


def contacts_of(owners: Iterable[str], *, is_open: bool = False) -> list[ContactRow]:
    """Return all contact points that belong to these people.

    The caller is them, or has checked who asks.
    """
    found = ContactPoint.objects.filter(owner__in=[owner for owner in owners if owner]).order_by("id")
    return [
        ContactRow(
            id=one.pk,
            kind=one.kind,
            key=one.key,
            channel=wording.channel_label(one.channel),
            masked=one.masked,
            address=address_of(one) if is_open else "",
            added_at=one.added_at,
        )
        for one in found
    ]


def masked_of(kind: str, key: str) -> list[tuple[str, str]]:
    """Return channel name and masked address of every follower of a subject."""
    found = (
        ContactPoint.objects.filter(kind=kind, key=key).exclude(channel=MessageChannel.NONE).order_by("id")
    )
    return [(wording.channel_label(one.channel), one.masked) for one in found]


def sent_to(owners: Iterable[str], *, limit: int = 500) -> list[tuple[datetime, str, str]]:
    """Return the messages to these people, newest first, as tuples of moment, channel name and text.

    The text is without the link that it brought, which would open a matter for whoever reads the paper.
    """
    found = Message.objects.filter(contact__owner__in=[owner for owner in owners if owner])
    rows = found.exclude(sealed=b"").order_by("-id")[:limit]
    return [(one.at, wording.channel_label(one.channel), _without_link(opened(one))) for one in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageToResident:
    """One message to a resident as their own page shows it, without the link that it brought."""

    at: datetime
    channel: str
    masked: str
    text: str
    is_sent: bool
    is_kept: bool


#: What a resident's page shows of a message, and nothing else: that page is opened often.
_SHOWN = ("at", "channel", "sealed", "state", "contact__masked")


def sent_about(kind: str, key: str, owner: str, *, limit: int = 50) -> list[MessageToResident]:
    """Return the messages to this owner about a subject, newest first; the caller has checked who asks."""
    found = Message.objects.filter(kind=kind, key=key, contact__owner=owner).exclude(sealed=b"")
    return [
        MessageToResident(
            at=one.at,
            channel=wording.channel_label(one.channel),
            masked=one.contact.masked if one.contact else "",
            text=_without_link(opened(one)),
            is_sent=one.state in (MessageState.SENT, MessageState.DIGESTED),
            is_kept=one.state == MessageState.KEPT,
        )
        for one in found.select_related("contact").only(*_SHOWN).order_by("-id")[:limit]
    ]


def _without_link(words: MessageWords) -> str:
    return words.text.replace(words.link, "").strip() if words.link else words.text


def to_part(kind: str, before: datetime, ended: Ended) -> QuerySet[ContactPoint]:
    """Return the contact points whose subject, of this kind, ended before this moment."""
    found = ContactPoint.objects.filter(kind=kind, added_at__lt=before)
    keys = list(found.order_by().values_list("key", flat=True).distinct())
    return ContactPoint.objects.filter(kind=kind, key__in=ended(before, keys))


def old_contacts(kind: str, before: datetime, ended: Ended) -> int:
    """Return the number of contact points whose subject, of this kind, ended before this moment."""
    return to_part(kind, before, ended).count()


def to_empty(before: datetime) -> QuerySet[Message]:
    """Return messages older than a moment that still have a text and do not wait to be sent."""
    found = Message.objects.filter(at__lt=before).exclude(sealed=b"")
    return found.exclude(state__in=[str(state) for state in UNDER_WAY])


def old_messages(before: datetime) -> int:
    """Return the number of messages older than a moment whose text can be erased."""
    return to_empty(before).count()


def old_lines(before: datetime) -> int:
    """Return the number of inbox lines that were read before this moment."""
    return InboxItem.objects.filter(read_at__lt=before).count()
