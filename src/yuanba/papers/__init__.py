"""Typesetting of PDF papers with Typst: a template of ours, and values that are only ever data.

A template is a file of ours; everything else reaches it as JSON, as values and never as source, so no word
that somebody typed is ever obeyed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext

from yuanba.rules.core.refusal import Refused

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
#: The weights that papers use, and the folders that the font's package keeps them in.
WEIGHTS = ("400Regular", "700Bold")
#: Fonts for what the papers' own lacks, as their packages lay them out: other scripts, and emoji.
SPARE = tuple(
    f"@expo-google-fonts/{name}/400Regular"
    for name in (
        "noto-sans",
        "noto-sans-arabic",
        "noto-serif-tibetan",
        "noto-sans-mongolian",
        "noto-sans-yi",
        "noto-sans-thai",
        "noto-sans-devanagari",
        "nanum-gothic",
        "noto-emoji",
    )
)
#: The rare characters of names, in pieces.
PIECES = "hanamin/HanaMin.css"
#: A paper takes a fifth of a second, one with a rare character two; on a machine that is very busy, more.
SET_WITHIN_SECONDS = 30
#: Line ends, and the joiners with which emoji and some scripts are made.
_KEPT = "\n\u200c\u200d"
Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]


#: What a reader can tell apart above and below one sign; a paper of thousands takes all memory.
MOST_MARKS = 8
#: Longer than anything a form takes; what comes another way ends here, and says so.
LONGEST_TEXT = 20_000


class PaperTooLarge(Refused):
    """Raised when a paper would take more time or memory than one may have."""

    code: ClassVar[str] = "papers.too_large"


class FontMissing(Refused):
    """Raised when the font for papers is not installed: run ``make ready``."""

    code: ClassVar[str] = "papers.font_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSheet:
    """The content of a public notice on paper; all its words are written by staff.

    Whoever puts it up answers for them.
    """

    number: str
    title: str
    paragraphs: tuple[str, ...]
    places: tuple[str, ...]
    from_on: date
    until_on: date
    how_to_object: str
    issued_by: str
    issued_on: date
    #: An address that the code leads to, or nothing.
    address: str = ""


def notice_sheet(notice: NoticeSheet, *, district: str, is_a3: bool = False) -> bytes:
    """Return a public notice as a PDF to print and put up: its text, places, period, and how to object."""
    return typeset(
        HERE / "notice.typ",
        {
            "paper": "a3" if is_a3 else "a4",
            "district": district,
            "number": notice.number,
            "title": notice.title,
            "paragraphs": list(notice.paragraphs),
            "places": list(notice.places),
            "period": gettext("From %(first)s to %(last)s")
            % {"first": day_words(notice.from_on), "last": day_words(notice.until_on)},
            "object": notice.how_to_object,
            "by": notice.issued_by,
            "on": day_words(notice.issued_on),
            "qr": qr(notice.address) if notice.address else "",
            "labels": {
                "kind": gettext("Public notice"),
                "period": gettext("Period"),
                "places": gettext("Put up at"),
                "object": gettext("How to object"),
                "number": gettext("No."),
                "scan": gettext("Scan to read it on a phone"),
            },
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinSheet:
    """The content of an everyday notice on paper: what, where, when, what to do, and whom to call."""

    title: str
    where: str
    from_at: datetime
    until_at: datetime
    paragraphs: tuple[str, ...]
    call: str
    issued_by: str
    issued_on: date
    address: str


def bulletin_sheet(bulletin: BulletinSheet, *, district: str) -> bytes:
    """Return an everyday notice as a PDF for the door, with large letters on one page."""
    return typeset(
        HERE / "bulletin.typ",
        {
            "district": district,
            "title": bulletin.title,
            "where": bulletin.where,
            "period": gettext("From %(first)s to %(last)s")
            % {"first": moment_words(bulletin.from_at), "last": moment_words(bulletin.until_at)},
            "paragraphs": list(bulletin.paragraphs),
            "call": bulletin.call,
            "by": bulletin.issued_by,
            "on": day_words(bulletin.issued_on),
            "qr": qr(bulletin.address),
            "labels": {
                "when": gettext("When"),
                "where": gettext("Where"),
                "call": gettext("Whom to call"),
                "scan": gettext("Scan to read it on a phone"),
            },
        },
    )


def moment_words(at: datetime) -> str:
    """Return a moment in full in the reader's language and local time: 2026年3月2日 14:05."""
    here = timezone.localtime(at)
    chinese = (get_language() or "zh").startswith("zh")
    return f"{day_words(here.date())}{' ' if chinese else ', '}{here:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """A list of the desk on paper: its title, whose it is, what it was filtered by, and its rows as words.

    `widths` are the shares of the columns; `maker` is who printed it.
    """

    title: str
    unit: str
    maker: str
    filters: str
    count: str
    printed_on: date
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


def table_sheet(sheet: TableSheet) -> bytes:
    """Return a list as a PDF (A4, across), with its headings on each page and lines for maker and checker."""
    return typeset(
        HERE / "table.typ",
        {
            "title": sheet.title,
            "unit": sheet.unit,
            "maker": sheet.maker,
            "filters": sheet.filters,
            "count": sheet.count,
            "date": day_words(sheet.printed_on),
            "headings": list(sheet.headings),
            "rows": [list(row) for row in sheet.rows],
            "widths": list(sheet.widths),
            "labels": {
                "unit": gettext("Unit: "),
                "date": gettext("Printed on "),
                "maker": gettext("Made by: "),
                "checker": gettext("Checked by: "),
                "page": gettext("Page {n} of {m}"),
            },
        },
    )


def typeset(template: Path, values: Mapping[str, Value], *, form: str = "pdf") -> bytes:
    """Fill a template with these values and return it, made by a separate process of bounded memory.

    `form` is "pdf", or "png" for the first page as a picture.

    Raises FontMissing, PaperTooLarge.
    """
    given = {**values, "language": "zh" if (get_language() or "zh").startswith("zh") else "en"}
    order = {
        "root": str(ROOT),
        "template": str(template),
        "fonts": _fonts(),
        "spare": [str(folder) for one in SPARE if (folder := settings.SPARE_FONTS / one).is_dir()],
        "pieces": str(settings.SPARE_FONTS / PIECES),
        "values": json.dumps(_clean(given), ensure_ascii=False),
        "form": form,
    }
    # -I: neither the folder we stand in nor the environment decides what is imported
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(HERE / "press.py")],
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            timeout=SET_WITHIN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise PaperTooLarge from fault
    if done.returncode < 0:  # a signal: it could get no more memory
        raise PaperTooLarge
    done.check_returncode()
    return done.stdout


def qr(address: str) -> str:
    """Return an address as a QR code in inline SVG (ISO/IEC 18004, error level M)."""
    return str(segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#000", omitsize=True))


def day_words(on: date) -> str:
    """Return a day in full in the reader's language, as papers write it: 2026年3月2日."""
    chinese = (get_language() or "zh").startswith("zh")
    return f"{on.year}年{on.month}月{on.day}日" if chinese else f"{on.day} {on:%B %Y}"


def _fonts() -> list[str]:
    folders = [settings.PAPER_FONTS / weight for weight in WEIGHTS]
    if not all(folder.is_dir() for folder in folders):
        raise FontMissing
    return [str(folder) for folder in folders]


def _clean(value: Value) -> Value:
    """The same in bounds, without what prints nothing or turns the direction of what follows.

    What Unicode took in later than this Python, or leaves to private agreement, may stand in a name.
    """
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, Mapping):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, Sequence):
        return [_clean(part) for part in value]
    return value


def _clean_text(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in text.replace("\r\n", "\n"):
        kind = unicodedata.category(sign)
        if sign not in _KEPT and kind in ("Cc", "Cf", "Cs"):
            continue
        marks = marks + 1 if kind.startswith("M") or kind == "Cf" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept) if len(kept) <= LONGEST_TEXT else "".join(kept[:LONGEST_TEXT]) + "……"
