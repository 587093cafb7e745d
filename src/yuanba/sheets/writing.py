"""Writes a table as a workbook (.xlsx) for a spreadsheet: one sheet, one heading, values of their kind."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from yuanba.rules.time.calendar import HERE

#: What a cell may hold; a moment is written in local time.
Written = str | int | datetime | date | None
#: No wider, however long the texts of a column are; and the longest text that a cell takes.
WIDEST, LONGEST = 60, 32_767
#: What a spreadsheet does not take as the name of a sheet, and how long that may be.
REFUSED, LONGEST_NAME = "[]:*?/\\'", 31


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Written]]) -> bytes:
    """Return a workbook of one sheet: the heading stays in sight, texts are texts and never formulas."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("".join(sign for sign in title if sign not in REFUSED)[:LONGEST_NAME])
    sheet.write_row(0, 0, heads, book.add_format({"bold": True, "bottom": 1}))
    on_day = book.add_format({"num_format": "yyyy-mm-dd"})
    widths = [_width(head) for head in heads]
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, last, column, value, on_day))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, WIDEST))
    sheet.freeze_panes(1, 0)
    if heads:
        sheet.autofilter(0, 0, last, len(heads) - 1)
    book.close()
    return made.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Written, on_day: object) -> int:
    """Write a value by its kind; how wide it is."""
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(HERE).replace(tzinfo=None))
        return 17
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, on_day)
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
