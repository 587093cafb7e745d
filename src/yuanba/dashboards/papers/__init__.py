"""Typesets a leader's week as a PDF, with the drawings of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import Value, typeset

FOLDER = Path(__file__).resolve().parent
#: A drawing is handed over in pieces, for one text of a paper has its bounds.
PIECE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """One figure at the head of the paper: title, value, what it is of, what is usual, and its drawing."""

    title: str
    value: str
    of: str
    usual: str
    drawing: str
    is_bad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """One table of the paper, with the drawing above it, if there is one; `nothing` stands for no rows.

    `widths` are the shares of the columns, 0 for as much as its words need.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    nothing: str = ""
    drawing: str = ""
    #: How much of the page's width the drawing takes, in per cent.
    width: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """The content of a week on paper."""

    area: str
    days: str
    printed: str
    heads: Sequence[PaperHead]
    said: str
    tables: Sequence[PaperTable]


def week_sheet(sheet: WeekSheet, *, district: str) -> bytes:
    """Return a week in figures as a PDF (A4), with the drawings and tables of its page."""
    return typeset(
        FOLDER / "week.typ",
        {
            "district": district,
            "area": sheet.area,
            "days": sheet.days,
            "printed": sheet.printed,
            "said": sheet.said,
            "heads": [_head(one) for one in sheet.heads],
            "tables": [_table(one) for one in sheet.tables],
            "labels": {
                "kind": gettext("The week at a glance"),
                "printed": gettext("Printed"),
            },
        },
    )


def _head(one: PaperHead) -> Mapping[str, Value]:
    return {
        "title": one.title,
        "value": one.value,
        "of": one.of,
        "usual": one.usual,
        "drawing": _pieces(one.drawing),
        "bad": one.is_bad,
    }


def _table(one: PaperTable) -> Mapping[str, Value]:
    return {
        "title": one.title,
        "headings": list(one.headings),
        "rows": [list(row) for row in one.rows],
        "nothing": one.nothing,
        "widths": list(one.widths),
        "drawing": _pieces(one.drawing),
        "width": one.width,
    }


def _pieces(drawing: str) -> list[str]:
    return [drawing[start : start + PIECE] for start in range(0, len(drawing), PIECE)]
