"""What all think, on paper: what the groups share, the picture of them, and how each statement was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import moment_words, qr, typeset

HERE = Path(__file__).resolve().parent
#: A drawing is handed over in pieces, for one text of a paper has its bounds.
PIECE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGroup:
    """One group of opinion on paper: its name with how many people, its colour, and what it says."""

    name: str
    ink: str
    says: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSheet:
    """The groups of a consultation on paper; `drawing` is "" where they do not differ.

    `rows` are the statements, each with a cell for each group.
    """

    question: str
    where: str
    taken_part: str
    made_at: datetime
    shared: Sequence[tuple[str, str]]
    sentence: str
    drawing: str
    groups: Sequence[PaperGroup]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str
    address: str


def opinion_sheet(sheet: OpinionSheet, *, district: str, is_picture: bool = False) -> bytes:
    """Return what all think as a PDF (A4) with every statement, or as one PNG without them."""
    return typeset(
        HERE / "groups.typ",
        {
            "district": district,
            "question": sheet.question,
            "facts": [sheet.where, sheet.taken_part, moment_words(sheet.made_at)],
            "shared": [list(one) for one in sheet.shared],
            "sentence": sheet.sentence,
            "drawing": [
                sheet.drawing[start : start + PIECE] for start in range(0, len(sheet.drawing), PIECE)
            ],
            "groups": [{"name": one.name, "ink": one.ink, "says": list(one.says)} for one in sheet.groups],
            "headings": list(sheet.headings),
            "rows": [] if is_picture else [list(row) for row in sheet.rows],
            "note": sheet.note,
            "picture": is_picture,
            "qr": qr(sheet.address),
            "labels": {
                "kind": gettext("What all think"),
                "shared": gettext("What all groups share"),
                "nothing": gettext("There is no statement on which all groups think the same."),
                "alike": gettext("Who thinks alike"),
                "silent": gettext("Nothing on which it stands out."),
                "all": gettext("All statements"),
                "scan": gettext("Scan to read it on a phone"),
            },
        },
        form="png" if is_picture else "pdf",
    )
