"""Converts workbooks and pasted cells to CSV, so that one reader (``tables``) serves all three.

Platforms put a title or two above their headings and numbers in cells of many kinds. The first line that
holds enough known headings is taken as the headings; what stands above it is left out.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from typing import ClassVar
from xml.etree.ElementTree import ParseError

from yuanba.sheets import tables
from yuanba.sheets.tables import BadTable

MOST_ROWS, MOST_COLUMNS = 5_000, 200
#: Unpacked, a workbook may be so much larger than packed.
MOST_BYTES = 24 * 1024 * 1024
_HEAD_LINES = 12
_NEEDED_HEADINGS = 2
_ZIP = b"PK\x03\x04"


class BadSheet(BadTable):
    """Raised when a workbook cannot be read, or is larger than allowed."""

    code: ClassVar[str] = "table.bad_sheet"


def as_csv(content: bytes, *, known: Iterable[str]) -> bytes:
    """Return a workbook, a CSV file or pasted cells as UTF-8 CSV, from the row of headings on.

    `known` are the headings to look for. Raises BadSheet or another BadTable.
    """
    if content.startswith(_ZIP):
        rows: Iterator[Sequence[str]] = _workbook(content)
    else:
        text = io.TextIOWrapper(io.BytesIO(content), encoding=tables.encoding_of(io.BytesIO(content)))
        words = text.read()
        delimiter = "\t" if "\t" in words.split("\n", 1)[0] or words.count("\t") > words.count(",") else ","
        rows = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    try:
        return _written(_from_headings(rows, frozenset(known)))
    except csv.Error as fault:
        raise tables.BrokenQuotes(row=0) from fault


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    width = 0
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise BadSheet
        kept = [cell.strip() for cell in row]
        if not width:
            while kept and not kept[-1]:
                kept.pop()
            width = len(kept)
        if any(kept):
            # cells behind the last heading belong to nobody; cells that are missing are empty
            writer.writerow((kept + [""] * width)[:width])
    return made.getvalue().encode()


def _from_headings(rows: Iterator[Sequence[str]], known: frozenset[str]) -> Iterator[Sequence[str]]:
    head = list(islice(rows, _HEAD_LINES))
    for number, row in enumerate(head):
        if sum(cell.strip() in known for cell in row) >= _NEEDED_HEADINGS:
            return chain(head[number:], rows)
    return chain(head, rows)


def _workbook(content: bytes) -> Iterator[Sequence[str]]:
    # 7 MB in each process from its first workbook on; most processes never see one
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise BadSheet
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=MOST_ROWS + _HEAD_LINES, max_col=MOST_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, ParseError) as fault:
        raise BadSheet from fault


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
