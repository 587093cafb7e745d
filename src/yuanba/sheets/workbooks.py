"""Converts workbooks and pasted cells to CSV, so that one reader (``tables``) serves all of them.

Read are .xlsx, CSV and pasted cells in any usual encoding and with any usual separator, and what platforms
send as .xls though it is an HTML page or XML. A merged cell counts for every row and column that it covers.
Hidden rows are left out, and of several sheets the first visible one with known headings is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from yuanba.sheets import decoding, headings, markup, ooxml
from yuanba.sheets.ooxml import MOST_ROWS, Grid
from yuanba.sheets.refusals import BadSheet, BrokenQuotes, OldWorkbook

_ZIP = b"PK\x03\x04"
#: Compound files: .xls before 2007, and workbooks locked with a password.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEETS_LOOKED_AT = 12
_NEEDED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook or text as CSV from its headings on, and what was left out of it."""

    csv: bytes
    #: Rows that a filter or a person had hidden.
    hidden_rows: int = 0
    #: Names of further visible sheets, which were not read.
    unread: tuple[str, ...] = ()


def as_csv(content: bytes, *, known: Iterable[str]) -> bytes:
    """Return a workbook, a CSV file or pasted cells as UTF-8 CSV, from the row of headings on.

    `known` are the headings to look for. Raises BadSheet or another BadTable.
    """
    return opened(content, known=known).csv


def opened(content: bytes, *, known: Iterable[str]) -> Opened:
    """Return a workbook, a CSV file or pasted cells as ``Opened``: UTF-8 CSV, and what was left out.

    `known` are the headings to look for; without them the first row that is as wide as the others is taken
    for the headings. Raises BadSheet or another BadTable. It reads bytes only: no request, no database.
    """
    words = frozenset(headings.plain(one) for one in known)
    grid = _grid(content, words)
    written = _written(headings.from_headings(iter(grid.rows), words))
    return Opened(csv=written, hidden_rows=grid.hidden_rows, unread=grid.unread)


def every_row(content: bytes, *, known: Iterable[str]) -> Sequence[Sequence[str]]:
    """Return all rows of the sheet that ``opened`` reads, also what stands above or beside the table."""
    return _grid(content, frozenset(headings.plain(one) for one in known)).rows


def _grid(content: bytes, words: frozenset[str]) -> Grid:
    if content.startswith(_COMPOUND):
        raise OldWorkbook
    if content.startswith(_ZIP):
        return _best(ooxml.grids(content), words)
    text = decoding.decoded(content)
    if markup.is_markup(text):
        return _best(markup.grids(text), words)
    separator = decoding.separator_of(text[:20_000], is_known=lambda cell: headings.plain(cell) in words)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return Grid(rows=list(islice(rows, MOST_ROWS + headings.HEAD_LINES + 1)))
    except csv.Error as fault:
        raise BrokenQuotes(row=rows.line_num) from fault


def _best(grids: Iterable[Grid], words: frozenset[str]) -> Grid:
    """The first sheet with known headings, else the first that holds anything."""
    first = None
    for grid, _ in zip(grids, range(_SHEETS_LOOKED_AT), strict=False):
        head = grid.rows[: headings.HEAD_LINES]
        if any(sum(headings.plain(cell) in words for cell in row) >= _NEEDED for row in head):
            return grid
        first = first or (grid if grid.rows else None)
    return first or Grid()


def _written(rows: Iterator[Sequence[str]]) -> bytes:
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
