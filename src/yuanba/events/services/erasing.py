"""Erases the names of people whom events know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from yuanba.events.models import EventPerson

_BATCH = 500


def erase_names(*, keys: Iterable[str]) -> int:
    """Erase the names of these people at all events; return at how many.

    Called within a higher app's transaction, which records it.
    """
    return _emptied(EventPerson.objects.filter(key__in=[key for key in keys if key]))


def old_names(before: datetime) -> QuerySet[EventPerson]:
    """Return whom events that ended before this moment still know by name."""
    return EventPerson.objects.filter(event__ends_at__lt=before).exclude(sealed_name=b"")


@transaction.atomic
def drop_old_names(*, before: datetime) -> int:
    """Erase a batch of names of people at events that ended before this moment; return how many."""
    found = old_names(before).order_by("pk").values_list("pk", flat=True)
    return _emptied(EventPerson.objects.filter(pk__in=list(found[:_BATCH])))


def _emptied(found: QuerySet[EventPerson]) -> int:
    return found.update(sealed_name=b"", masked="")
