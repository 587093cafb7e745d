"""Counts bookings, and the minutes for which rooms are used."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Sum
from django.db.models.expressions import Combinable, F

from yuanba.rules.pack.venues import BookableSort
from yuanba.rules.venues.bookings import HOLDING, BookingState
from yuanba.venues.models import Bookable, Booking, Claim
from yuanba.venues.queries.free import FROM, UNTIL


def held_between(from_at: datetime, until_at: datetime, path: str) -> int:
    """Return how many bookings in an area begin in this time and hold."""
    found = Booking.objects.filter(
        starts_at__gte=from_at, starts_at__lt=until_at, state__in=[str(one) for one in HOLDING]
    )
    return found.filter(area_path__startswith=path).count()


def minutes_used(
    from_at: datetime, until_at: datetime, path: str, *, centre_id: int | None = None
) -> tuple[int, int]:
    """Return for how many minutes rooms of an area or centre were booked, and for how many they could be.

    Bookings that began in this time count whole.
    """
    rooms = Bookable.objects.filter(sort=BookableSort.ROOM, gone_at=None, area_path__startswith=path)
    if centre_id is not None:
        rooms = rooms.filter(centre=centre_id)
    length: Combinable = F("booking__ends_at") - F("booking__starts_at")
    claims = Claim.objects.filter(
        bookable__in=rooms,
        is_open=True,
        booking__state=str(BookingState.CONFIRMED),
        booking__starts_at__gte=from_at,
        booking__starts_at__lt=until_at,
    )
    whole = (
        claims.values("booking", "bookable").distinct().annotate(length=length).aggregate(all=Sum("length"))
    )
    used: timedelta = whole["all"] or timedelta()
    days = (until_at - from_at).days
    return int(used.total_seconds()) // 60, rooms.count() * days * _minutes(FROM, UNTIL)


def _minutes(begins: time, ends: time) -> int:
    on = date(2000, 1, 1)
    return int((datetime.combine(on, ends) - datetime.combine(on, begins)).total_seconds()) // 60
