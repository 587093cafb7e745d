"""What events keep of a person, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.events import queries
from yuanba.events.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, Part, Retained, iso


def _registrations(found: Any) -> Any:
    return [
        {"event": row.title, "at": iso(row.at), "begins": iso(row.starts_at), "state": row.state}
        for row in found
    ]


PARTS = (
    Part(
        name="registrations",
        order=95,
        held=lambda asked: tuple(queries.registered_by([asked.key])),
        data=_registrations,
    ),
)
ERASERS = (Eraser(name="registrations", order=35, erase=lambda asked: erasing.erase_names(keys=[asked.key])),)
RETAINED = (
    Retained(
        kind=Kept.CONTACTS,
        owner="events",
        count=lambda before: erasing.old_names(before).count(),
        empty=lambda before, now: erasing.drop_old_names(before=before),
    ),
)
