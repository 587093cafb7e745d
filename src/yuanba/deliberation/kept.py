"""What is kept of who proposed a topic, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.deliberation.queries import topics
from yuanba.deliberation.services import erasing
from yuanba.web.kept import Eraser, Part, iso


def _topics(found: Any) -> Any:
    return [{"title": row.title, "at": iso(row.proposed_at), "words": words} for row, words in found]


PARTS = (
    Part(
        name="topics",
        order=95,
        held=lambda asked: tuple(topics.said_by([asked.key])),
        data=_topics,
        has_words=lambda found: any(words for _row, words in found),
    ),
)
ERASERS = (Eraser(name="topics", order=35, erase=lambda asked: erasing.erase_topics(keys=[asked.key])),)
