"""Marks inbox lines as read; this is not journalled, so that it cannot serve to assess staff."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.messages import queries
from yuanba.messages.models import InboxItem
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.messages.verbs import MessageVerb


class UnknownInboxLine(Refused):
    """Raised when the inbox line does not exist."""

    code: ClassVar[str] = "messages.unknown_item"


@transaction.atomic
def read(*, actor: Actor, item_id: int, now: datetime) -> None:
    """Mark one inbox line as read for everyone who shares the inbox; reading it again changes nothing."""
    item = InboxItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise UnknownInboxLine

    owner = actor.key if queries.is_in_boxes(item, actor, now) else ""
    access.require(actor, MessageVerb.READ, access.Facts(owner_key=owner), now)

    InboxItem.objects.filter(pk=item.pk, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def read_until(*, actor: Actor, item_id: int, now: datetime) -> int:
    """Mark the actor's unread inbox lines with ids up to this one as read; return how many were marked."""
    items = queries.lock_unread(actor, at=now, until=item_id)

    access.require(actor, MessageVerb.READ, access.Facts(owner_key=actor.key), now)

    return InboxItem.objects.filter(pk__in=[item.pk for item in items]).update(read_at=now)
