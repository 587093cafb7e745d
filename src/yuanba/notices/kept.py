"""What is kept of who objected to a notice, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.notices import queries
from yuanba.notices.services import erasing
from yuanba.web.kept import Eraser, Part, iso


def _objections(found: Any) -> Any:
    return [
        {"notice": row.notice_title, "at": iso(row.at), "words": words, "answer": row.answer}
        for row, words in found
    ]


PARTS = (
    Part(
        name="objections",
        order=90,
        held=lambda asked: tuple(queries.said_by([asked.key])),
        data=_objections,
        has_words=lambda found: any(words for _row, words in found),
    ),
)
ERASERS = (
    Eraser(
        name="objections",
        order=30,
        erase=lambda asked: erasing.erase_objections(keys=[asked.key], by=asked.by, now=asked.now),
    ),
)
