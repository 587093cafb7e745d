"""Sends one daily digest to those who want no single messages: by subject, newest first."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import translation

from yuanba.districts import jobs
from yuanba.districts.services import isolating
from yuanba.messages import queries, wording
from yuanba.messages.models import ContactPoint, Message, MessageChannel, MessageState
from yuanba.messages.services import reading
from yuanba.messages.wording import Rendered
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages.verbs import MessageVerb


def digest(*, actor: Actor, on: date, now: datetime) -> int:
    """Create and queue the day's digest for each contact point with gathered messages; return how many.

    Once a day and contact point, however often it runs; who has nothing gathered gets nothing. One contact
    point whose digest fails is set aside; the others get theirs.
    """
    access.require(actor, MessageVerb.SEND, access.Facts(), now)

    attempts = isolating.Attempts("messages.digest")
    return sum(
        attempts.run(partial(_digest_for, contact_id, on, now), key=contact_id) or False
        for contact_id in queries.gathering()
    )


@transaction.atomic
def _digest_for(contact_id: int, on: date, now: datetime) -> bool:
    contact = ContactPoint.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None or Message.objects.filter(contact=contact, digest_on=on).exists():
        return False
    gathered = list(
        Message.objects.filter(contact=contact, state=MessageState.GATHERED)
        .select_for_update(of=("self",))
        .order_by("-at", "-id")
    )
    if not gathered:
        return False

    with translation.override(contact.language):
        rendered = _rendered(contact, gathered)

    Message.objects.bulk_create(
        [
            Message(
                contact=contact,
                digest_on=on,
                kind=contact.kind,
                key=contact.key,
                verb=MessageVerb.SEND,
                channel=contact.channel,
                at=now,
                sealed=reading.sealed(rendered, {"messages": [str(m.token) for m in gathered]}),
            )
        ]
    )
    Message.objects.filter(pk__in=[m.pk for m in gathered]).update(state=MessageState.DIGESTED)
    jobs.defer("messages.deliver")
    return True


def _rendered(contact: ContactPoint, gathered: list[Message]) -> Rendered:
    """Grouped by subject; the newest line leads its group, and the newest group the digest."""
    groups: dict[tuple[str, str], list[Message]] = {}
    for message in gathered:
        groups.setdefault((message.kind, message.key), []).append(message)
    channel = MessageChannel(contact.channel)
    if channel is MessageChannel.SMS:
        return wording.phone_digest(count=len(gathered), subjects=len(groups), sender=reading.sender())
    told = [_group(messages) for messages in groups.values()]
    return reading.framed(wording.full_digest(told, count=len(gathered)), channel=channel)


def _group(messages: list[Message]) -> tuple[str, list[str]]:
    lines = [queries.opened(message) for message in messages]
    head = lines[0].facts["outcome"].get("receipt", "")
    return wording.group_head(head), [line.text for line in lines]
