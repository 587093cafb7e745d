"""What is kept of who takes part in consultations, and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.opinions.queries import statements
from yuanba.opinions.services import erasing
from yuanba.web.kept import Eraser, HeldQuery, Part, iso


def _held(asked: HeldQuery) -> Any:
    return tuple(statements.own([asked.key])), tuple(statements.stances_of([asked.key]))


def _as_data(found: Any) -> Any:
    added, taken = found
    return {
        "statements": [
            {
                "question": question,
                "at": iso(row.at),
                "words": row.words,
                "state": str(row.state),
                "reason": row.reason,
            }
            for row, question in added
        ],
        "stances": [
            {"question": question, "statement": words, "value": value} for question, words, value in taken
        ],
    }


PARTS = (
    Part(
        name="consultations",
        order=95,
        held=_held,
        data=_as_data,
        has_words=lambda found: any(row.words for row, _question in found[0]),
    ),
)
ERASERS = (
    Eraser(
        name="consultations",
        order=35,
        erase=lambda asked: erasing.erase_participation(keys=[asked.key]),
    ),
)
