"""Folds what waited for a moment into one message: a day's digest, or what the quiet hours held back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import translation

from yuanba.districts.services import isolating
from yuanba.messages import queries, wording
from yuanba.messages.audiences import UNIT
from yuanba.messages.models import ContactPoint, Message, MessageChannel, MessageState
from yuanba.messages.queries.wishes import ACCOUNT
from yuanba.messages.services import reading
from yuanba.messages.wording import Rendered
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.addresses import public_address


def digest(*, actor: Actor, now: datetime) -> int:
    """Fold what is due of each address into one message; return how many messages are to leave.

    What was gathered comes as a digest, grouped by subject. Of what the quiet hours held back a single
    message leaves as it is; several are folded too. One address whose digest fails is set aside; the others
    get theirs.
    """
    access.require(actor, MessageVerb.SEND, access.Facts(), now)

    attempts = isolating.Attempts("messages.digest")
    return sum(
        attempts.run(partial(_digest_for, contact_ids, now), key=contact_ids[0]) or False
        for contact_ids in queries.resting(now)
    )


@transaction.atomic
def _digest_for(contact_ids: Sequence[int], now: datetime) -> bool:
    contacts = list(ContactPoint.objects.select_for_update().filter(pk__in=contact_ids).order_by("id"))
    waiting = queries.lock_resting(contacts, now)
    if not waiting:
        return False
    if len(waiting) == 1 and waiting[0].state == MessageState.HELD:
        Message.objects.filter(pk=waiting[0].pk).update(state=MessageState.WAITING)
        return True

    contact = next(one for one in contacts if one.pk == waiting[0].contact_id)
    with translation.override(contact.language):
        rendered = _rendered(contact, waiting)

    Message.objects.create(
        contact=contact,
        digest_on=day(now),
        kind=contact.kind,
        key=contact.key,
        verb=MessageVerb.SEND,
        channel=contact.channel,
        at=now,
        next_attempt_at=now,
        sealed=reading.sealed(rendered, {"messages": [str(m.token) for m in waiting]}),
    )
    Message.objects.filter(pk__in=[m.pk for m in waiting]).update(state=MessageState.DIGESTED)
    return True


def _rendered(contact: ContactPoint, waiting: list[Message]) -> Rendered:
    """Grouped by subject; the newest line leads its group, and the newest group the digest."""
    groups: dict[tuple[str, str], list[Message]] = {}
    for message in waiting:
        groups.setdefault((message.kind, message.key), []).append(message)
    channel, link = MessageChannel(contact.channel), _link(contact, groups)
    if channel is MessageChannel.SMS:
        return wording.phone_digest(
            count=len(waiting),
            subjects=len(groups),
            sender=reading.sender(),
            link=link,
            is_staffs=_is_staffs(contact),
        )
    told = [_group(messages) for messages in groups.values()]
    whole = wording.full_digest(told, count=len(waiting), is_staffs=_is_staffs(contact))
    linked = Rendered(title=whole.title, text=whole.text, link=link)
    return reading.framed(linked, channel=channel)


def _link(contact: ContactPoint, groups: dict[tuple[str, str], list[Message]]) -> str:
    """Where all of it is read: the newest message's own link where it is all about one thing."""
    if _is_staffs(contact):
        return ""
    if len(groups) == 1:
        [messages] = groups.values()
        return queries.opened(messages[0]).link
    return public_address(navigation.link("track"))


def _is_staffs(contact: ContactPoint) -> bool:
    """Whether it follows what concerns a unit, or a member of staff."""
    return contact.kind in (UNIT, ACCOUNT)


def _group(messages: list[Message]) -> tuple[str, list[str]]:
    lines = [queries.opened(message) for message in messages]
    head = lines[0].facts.get("outcome", {}).get("receipt", "")
    return wording.group_head(head), [line.facts.get("line") or line.text for line in lines]
