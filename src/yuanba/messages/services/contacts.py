"""Adds, verifies and erases contact points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

from django.db import connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import queries
from yuanba.messages.models import (
    HUMAN,
    ROBOTS,
    ContactPoint,
    Message,
    MessageChannel,
    MessageState,
    Pace,
)
from yuanba.messages.queries.wishes import ACCOUNT
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.messages import robots
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.sealing import keyring

WITHOUT_ADDRESS = frozenset({MessageChannel.PAPER, MessageChannel.NONE})
#: Without the ORM, which would cost a tenth of a filing.
_ADD = """
insert into messages_contactpoint
    (kind, key, channel, owner, sealed, masked, digest, pace, language, added_at)
values (%(kind)s, %(key)s, %(channel)s, %(owner)s, %(sealed)s, %(masked)s, %(digest)s, %(pace)s, %(language)s,
    %(added_at)s)
on conflict (kind, key, channel, digest) do update set pace = excluded.pace, language = excluded.language
returning id
"""


class NoAddress(Refused):
    """Raised when a contact point is added without the address that its channel needs."""

    code: ClassVar[str] = "messages.no_address"


class UnknownContact(Refused):
    """Raised when the contact point does not exist or has been dropped."""

    code: ClassVar[str] = "messages.unknown_contact"


def add_contact(
    *,
    kind: str,
    key: str,
    channel: MessageChannel,
    address: str,
    at: datetime,
    owner: str = "",
    pace: Pace | None = None,
    language: str = "zh-hans",
) -> int:
    """Add a contact point, which follows a subject, unit or account over a channel; return its id.

    Once per address, in one round trip; adding it again changes only the pace and the language. Called within
    the caller's transaction (filing, appointing), which checks access and journals.
    """
    plain = queries.plain_address(channel, address)
    if not plain and channel not in WITHOUT_ADDRESS:
        raise NoAddress(channel=channel.value)
    row = {
        "kind": kind,
        "key": key,
        "channel": channel.value,
        "owner": owner,
        "sealed": keyring.seal(plain, purpose="messages.address"),
        "masked": _masked(channel, plain),
        "digest": queries.digest_in_use(kind, key, channel, plain),
        "pace": (pace or (Pace.DAILY if kind == "unit" and channel in HUMAN else Pace.EACH)).value,
        "language": language,
        "added_at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, row)
        return int(cursor.fetchone()[0])


@transaction.atomic
def set_duty_phone(*, actor: Actor, account_key: str, number: str, now: datetime) -> None:
    """Set the mobile number at which a member of staff is called when on duty; an empty one removes it."""
    access.require(actor, MessageVerb.DUTY_PHONE, access.Facts(owner_key=account_key), now)

    old = ContactPoint.objects.select_for_update().filter(
        kind=ACCOUNT, key=account_key, channel=MessageChannel.SMS
    )
    erase([contact.pk for contact in old])
    if number:
        add_contact(
            kind=ACCOUNT,
            key=account_key,
            channel=MessageChannel.SMS,
            address=number,
            owner=account_key,
            at=now,
        )

    journal.record(
        Act(actor, MessageVerb.DUTY_PHONE, now),
        Subject(kind=ACCOUNT, key=account_key),
        outcome={"channel": MessageChannel.SMS.value, "contacts": int(bool(number))},
    )


def follow_too(*, kind: str, key: str, owner: str, to_kind: str, to_key: str, at: datetime) -> int:
    """Copy an owner's contact points from one subject to another; return the number of copies.

    Called within the caller's transaction, which checks access and journals.
    """
    found = ContactPoint.objects.filter(kind=kind, key=key, owner=owner).exclude(channel=MessageChannel.NONE)
    rows = [
        ContactPoint(
            kind=to_kind,
            key=to_key,
            channel=contact.channel,
            owner=contact.owner,
            sealed=bytes(contact.sealed),
            masked=contact.masked,
            digest=bytes(contact.digest),
            pace=contact.pace,
            language=contact.language,
            added_at=at,
        )
        for contact in found
    ]
    return len(ContactPoint.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def drop_contact(*, actor: Actor, contact_id: int, now: datetime) -> None:
    """Erase a contact point, cancel its unsent messages, and erase the text of those already sent."""
    contact = ContactPoint.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise UnknownContact

    access.require(actor, MessageVerb.CONTACT_DROP, access.Facts(owner_key=contact.owner), now)

    erase([contact.pk])

    subject = Subject(kind="contact", key=str(contact_id))
    journal.record(
        Act(actor, MessageVerb.CONTACT_DROP, now),
        subject,
        outcome={"channel": contact.channel, "contacts": 1},
    )


@transaction.atomic
def drop_contacts_of(*, actor: Actor, owner: str, now: datetime) -> int:
    """Erase all contact points of one person; return how many were erased."""
    found = list(ContactPoint.objects.select_for_update().filter(owner=owner).exclude(owner=""))

    access.require(actor, MessageVerb.CONTACT_DROP, access.Facts(owner_key=owner), now)

    erase([contact.pk for contact in found])

    if found:
        subject = Subject(kind="contact", key=str(found[0].pk))
        journal.record(Act(actor, MessageVerb.CONTACT_DROP, now), subject, outcome={"contacts": len(found)})
    return len(found)


def carry_contacts(
    *, sources: Sequence[tuple[str, str]], target: tuple[str, str], besides: tuple[str, str], at: datetime
) -> int:
    """Copy the followers of merged subjects to the remaining subject; return the number of copies.

    Called within the caller's transaction. Followers of the target already, or of ``besides``, are skipped.
    """
    found = queries.followers([*sources, target, besides])
    known = {(one.channel, bytes(one.digest)) for pair in (target, besides) for one in found.get(pair, ())}
    fresh: dict[tuple[str, bytes], ContactPoint] = {}
    for source in sources:
        for one in found.get(source, ()):
            if (one.channel, bytes(one.digest)) not in known:
                one.pk, one.carried_from, one.added_at = None, one.key, at
                one.kind, one.key = target
                fresh.setdefault((one.channel, bytes(one.digest)), one)
    ContactPoint.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)


def release_contacts(*, source: str, target: tuple[str, str]) -> int:
    """Erase the contact points that ``carry_contacts`` copied from a subject to another; return how many."""
    kind, key = target
    carried = ContactPoint.objects.filter(kind=kind, key=key, carried_from=source)
    return erase([contact.pk for contact in carried])


def hold(*, kind: str, key: str) -> bool:
    """Lock the contact points of a subject until the transaction ends; return whether there are any."""
    return bool(list(ContactPoint.objects.select_for_update().filter(kind=kind, key=key)))


def part_from(*, kind: str, key: str, owner: str) -> int:
    """Erase one person's contact points that follow a subject; return how many were erased."""
    points = ContactPoint.objects.filter(kind=kind, key=key, owner=owner).exclude(owner="")
    return erase([contact.pk for contact in points])


def webhook_secret(contact_id: int) -> str:
    """Return a webhook's hex secret for checking signatures, to be shown only to whoever set it up."""
    return webhook_key(contact_id).hex()


def webhook_key(contact_id: int) -> bytes:
    """Return the secret bytes with which messages to a webhook are signed."""
    return keyring.digest(str(contact_id), purpose="messages.webhook")


def erase(contact_ids: list[int]) -> int:
    """Delete contact points, cancel their unsent messages and erase all texts; return how many points."""
    sent = Message.objects.filter(contact_id__in=contact_ids)
    sent.exclude(state__in=[MessageState.SENT, MessageState.DIGESTED]).update(state=MessageState.DROPPED)
    sent.update(sealed=b"")
    ContactPoint.objects.filter(pk__in=contact_ids).delete()
    return len(contact_ids)


def _masked(channel: MessageChannel, plain: str) -> str:
    """Enough to recognise one's own address, too little to use it."""
    if not plain:
        return ""
    if channel is MessageChannel.SMS or (channel is MessageChannel.PAPER and plain[:3].isdigit()):
        digits = plain.partition("-")[0]
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else "****"
    if channel is MessageChannel.PAPER:
        return f"{plain[:1]}**"  # a name
    if channel is MessageChannel.EMAIL:
        name, _at, domain = plain.rpartition("@")
        return f"{name[:1]}***@{domain}"
    if channel in ROBOTS:
        return f"{(urlsplit(plain).hostname or '')[:100]} …{robots.tail(plain)}"
    if channel is MessageChannel.WEBHOOK:
        return (urlsplit(plain).hostname or "")[:100] + "/…"
    return f"{plain[:2]}****"
