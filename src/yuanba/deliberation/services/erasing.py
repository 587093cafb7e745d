"""Empties what is kept of people: names of ended seats, and the own words of who proposed a topic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from yuanba.deliberation.models import CouncilSeat, Topic
from yuanba.deliberation.services.chairs import note_chairs


def end_seats(seats: QuerySet[CouncilSeat], *, on: date) -> None:
    """End these seats on a day; the names of their holders without an account are no longer kept."""
    holders = list(seats.values_list("holder", flat=True))
    seats.update(until_on=on, sealed_name=b"")
    note_chairs(holders)


def erase_topics(*, keys: Iterable[str]) -> int:
    """Empty the words of these accounts' topics and return how many; what was published stays."""
    return (
        Topic.objects.filter(by_key__in=list(keys))
        .exclude(sealed_words=b"")
        .update(sealed_words=b"", text="")
    )
