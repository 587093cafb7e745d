"""What is kept of who judged a result, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.evaluation.queries import keeping
from yuanba.evaluation.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, HeldQuery, Part, Retained, iso


def said_data(one: keeping.Said) -> dict[str, Any]:
    """Return a rating as JSON-ready values."""
    return {
        "matter": one.matter_id,
        "at": iso(one.at),
        "is_solved": one.is_solved,
        "satisfaction": one.satisfaction,
        "words": one.words,
    }


def _said(asked: HeldQuery) -> tuple[keeping.Said, ...]:
    """Every rating; "my data" shows those of one's own matters with the matter."""
    return tuple(keeping.said_by([asked.key]))


PARTS = (Part(name="said", order=30, held=_said),)
ERASERS = (
    Eraser(
        name="said",
        order=10,
        erase=lambda asked: erasing.erase_said(keys=[asked.key], by=asked.by, now=asked.now),
    ),
)
RETAINED = (
    Retained(
        kind=Kept.INVITATIONS,
        owner="evaluation",
        count=lambda before: keeping.old_codes(before).count(),
        empty=lambda before, now: erasing.forget_codes(before=before),
    ),
)
#: What lasting digests are of.
DIGESTS = {
    "evaluation.code": "the code itself: printed on papers that lie in letter-boxes",
    "evaluation.code_digest": "found by the code on the paper",
}
