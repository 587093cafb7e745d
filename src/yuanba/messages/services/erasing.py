"""Erases contact points, words of messages and read inbox lines; the calling app journals it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yuanba.messages.models import ContactPoint, InboxItem, Message, MessageWishes
from yuanba.messages.queries import keeping
from yuanba.messages.queries.keeping import Ended
from yuanba.messages.services.contacts import erase

BATCH = 1000


def erase_contacts(*, owners: Iterable[str]) -> int:
    """Erase these people's contact points, what they chose and the texts to them; return how many points."""
    known = [owner for owner in owners if owner]
    found = ContactPoint.objects.filter(owner__in=known)
    MessageWishes.objects.filter(owner__in=known).delete()
    return erase(list(found.values_list("id", flat=True)))


@transaction.atomic
def erase_old_contacts(*, kind: str, ended: Ended, before: datetime) -> int:
    """Erase the contact points whose subject, of this kind, ended before this moment; return how many."""
    return erase(list(keeping.to_part(kind, before, ended).values_list("id", flat=True)))


@transaction.atomic
def empty_messages(*, before: datetime) -> int:
    """Erase the texts of one batch of messages older than a moment; return how many messages."""
    found = list(keeping.to_empty(before).order_by("id").values_list("id", flat=True)[:BATCH])
    return Message.objects.filter(pk__in=found).update(sealed=b"")


@transaction.atomic
def forget_read(*, before: datetime) -> int:
    """Delete one batch of inbox lines that were read before this moment; return how many."""
    found = InboxItem.objects.filter(read_at__lt=before).order_by("id")
    return InboxItem.objects.filter(pk__in=list(found.values_list("id", flat=True)[:BATCH])).delete()[0]
