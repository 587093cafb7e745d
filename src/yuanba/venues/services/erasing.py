"""Erases who held bookings: when they ask for it, and when its time is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from yuanba.rules.venues.bookings import HOLDING, BookingState
from yuanba.venues.models import Booking, Claim

_BATCH = 500


def erase_holders(*, keys: Iterable[str], now: datetime) -> int:
    """Erase these persons from their bookings and give up those to come; return how many bookings.

    Called within a higher app's transaction, which records it.
    """
    known = [key for key in keys if key]
    coming = Booking.objects.filter(
        holder__in=known, ends_at__gt=now, state__in=[*map(str, HOLDING), str(BookingState.DISPLACED)]
    )
    Claim.objects.filter(booking__in=coming).update(is_open=False)
    coming.update(state=str(BookingState.CANCELLED), reason="")
    return _emptied(Booking.objects.filter(holder__in=known))


def old_holders(before: datetime) -> QuerySet[Booking]:
    """Return the bookings that ended before this moment and still know who held them."""
    return Booking.objects.filter(ends_at__lt=before).exclude(holder="")


@transaction.atomic
def drop_old_holders(*, before: datetime) -> int:
    """Erase a batch of holders of bookings that ended before this moment; return how many."""
    found = old_holders(before).order_by("pk").values_list("pk", flat=True)
    return _emptied(Booking.objects.filter(pk__in=list(found[:_BATCH])))


def _emptied(found: QuerySet[Booking]) -> int:
    return found.update(holder="", sealed_name=b"", masked="", purpose="")
