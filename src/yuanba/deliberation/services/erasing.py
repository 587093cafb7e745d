"""Empties the names of who sat in a council without an account, once the seat has ended."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from yuanba.deliberation.models import CouncilSeat


def end_seats(seats: QuerySet[CouncilSeat], *, on: date) -> None:
    """End these seats on a day; the names of their holders without an account are no longer kept."""
    seats.update(until_on=on, sealed_name=b"")
