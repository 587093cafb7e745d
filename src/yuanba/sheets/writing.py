"""Writes tables as a workbook (.xlsx) for a spreadsheet: a sheet and a heading each, values of their kind."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from yuanba.rules.time.calendar import HERE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, which a spreadsheet shows in per cent; None leaves the cell empty."""

    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Tenths:
    """A number that is shown with one decimal; None leaves the cell empty."""

    number: Fraction | None


#: What a cell may hold; a moment is written in local time.
Written = str | int | datetime | date | Percent | Tenths | None
#: No wider, however long the texts of a column are; and the longest text that a cell takes.
WIDEST, LONGEST = 60, 32_767
#: What a spreadsheet does not take as the name of a sheet, and how long that may be.
REFUSED, LONGEST_NAME = "[]:*?/\\'", 31


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """One sheet of a workbook: its title, its headings, and its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Written]]


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Return a workbook of one sheet: the heading stays in sight, texts are texts and never formulas."""
    return workbook_of([WrittenSheet(title=title, heads=heads, rows=rows)])


def workbook_of(sheets: Iterable[WrittenSheet]) -> bytes:
    """Return a workbook of several sheets, each as ``workbook`` writes it."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "percent": book.add_format({"num_format": "0%"}),
        "tenths": book.add_format({"num_format": "0.0"}),
    }
    for one in sheets:
        _write_sheet(book, one, formats)
    book.close()
    return made.getvalue()


def _write_sheet(book: Workbook, one: WrittenSheet, formats: Mapping[str, object]) -> None:
    sheet = book.add_worksheet("".join(sign for sign in one.title if sign not in REFUSED)[:LONGEST_NAME])
    sheet.write_row(0, 0, one.heads, formats["head"])
    widths = [_width(head) for head in one.heads]
    last = 0
    for last, row in enumerate(one.rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, last, column, value, formats))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, WIDEST))
    sheet.freeze_panes(1, 0)
    if one.heads:
        sheet.autofilter(0, 0, last, len(one.heads) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Written, formats: Mapping[str, object]) -> int:
    """Write a value by its kind; how wide it is."""
    if isinstance(value, Percent | Tenths):
        number, kind = (value.share, "percent") if isinstance(value, Percent) else (value.number, "tenths")
        if number is not None:
            sheet.write_number(row, column, float(number), formats[kind])
        return 8
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(HERE).replace(tzinfo=None))
        return 17
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
        return 11
    if isinstance(value, int):
        sheet.write_number(row, column, value)
        return len(str(value)) + 1
    text = (value or "")[:LONGEST]
    sheet.write_string(row, column, text)
    return _width(text)


def _width(text: str) -> int:
    """How wide a text is: a Chinese character takes the room of two letters."""
    return 2 + sum(1 + (ord(sign) > 0x2E7F) for sign in text[:WIDEST])
