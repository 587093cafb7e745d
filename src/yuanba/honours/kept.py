"""What is kept of who was nominated and of who nominated, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.honours import queries
from yuanba.honours.services import erasing
from yuanba.web.kept import Eraser, HeldQuery, Part, iso


def _held(asked: HeldQuery) -> Any:
    return tuple(queries.nominees_of([asked.key])), tuple(queries.nominated_by([asked.key]))


def _as_data(found: Any) -> Any:
    own, others = found
    return {
        "nominated": [
            {
                "award": row.award.title.zh,
                "at": iso(row.nominated_at),
                "name": row.name,
                "deeds": row.deeds,
                "state": str(row.state),
                "on_list": row.on_list,
                "honour": row.is_honoured,
            }
            for row in own
        ],
        "nominated_others": [
            {"award": row.award.title.zh, "at": iso(row.nominated_at), "deeds": row.deeds} for row in others
        ],
    }


PARTS = (
    Part(
        name="selections",
        order=95,
        held=_held,
        data=_as_data,
        has_words=lambda found: any(row.deeds for rows in found for row in rows),
    ),
)
ERASERS = (
    Eraser(
        name="selections",
        order=35,
        erase=lambda asked: erasing.erase_nominees(keys=[asked.key], by=asked.by, now=asked.now),
    ),
)
