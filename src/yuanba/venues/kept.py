"""What bookings keep of a person, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.rules.privacy import Kept
from yuanba.venues import queries
from yuanba.venues.services import erasing
from yuanba.web.kept import Eraser, Part, Retained, iso


def _bookings(found: Any) -> Any:
    return [
        {
            "what": list(row.titles),
            "purpose": row.purpose,
            "begins": iso(row.starts_at),
            "ends": iso(row.ends_at),
            "state": str(row.state),
        }
        for row in found
    ]


PARTS = (
    Part(
        name="bookings",
        order=96,
        held=lambda asked: tuple(queries.bookings_of([asked.key])),
        data=_bookings,
    ),
)
ERASERS = (
    Eraser(
        name="bookings",
        order=36,
        erase=lambda asked: erasing.erase_holders(keys=[asked.key], now=asked.now),
    ),
)
RETAINED = (
    Retained(
        kind=Kept.CONTACTS,
        owner="venues",
        count=lambda before: erasing.old_holders(before).count(),
        empty=lambda before, now: erasing.drop_old_holders(before=before),
    ),
)
