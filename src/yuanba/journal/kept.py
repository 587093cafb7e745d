"""What the journal keeps of what people typed, and how it goes."""

from __future__ import annotations

from yuanba.journal.queries import looks
from yuanba.journal.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, Retained

ERASERS = (
    Eraser(
        name="words",
        order=70,
        erase=lambda asked: erasing.erase_words_by(actor_keys=[asked.key], by=asked.by, now=asked.now),
        is_silent=True,
    ),
)
RETAINED = (
    Retained(
        kind=Kept.REPLIES,
        owner="journal",
        count=looks.old_replies,
        empty=lambda before, now: erasing.forget_replies(before=before),
    ),
)
