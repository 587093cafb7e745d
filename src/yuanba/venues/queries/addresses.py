"""Reads under which address whoever holds a booking opens it."""

from __future__ import annotations

from yuanba.venues.models import Booking
from yuanba.web.addresses import public_address


def address_of(key: str) -> str:
    """Return the URL of a booking's page for whoever holds it; an empty string where there is none."""
    token = Booking.objects.filter(pk=key).values_list("token", flat=True).first() if key.isdigit() else None
    return public_address(f"/bookings/{token}") if token else ""
