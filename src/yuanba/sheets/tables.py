"""Reading CSV files that people wrote: every fault has a row, a column and a sentence.

A file is read twice: once to find its encoding (UTF-8, UTF-16, or GB18030, which Excel writes in China),
once row by row, so a file of any length needs the memory of one row. What cannot be
taken comes out as a ``RefusedRow`` that still holds the cells as they were, so a file of refusals has
the same columns and can be mended and given in again.

    columns = [Column(name="code", parse=cells.code()), Column(name="name", parse=cells.text(80))]
    table = read(file, columns)
    for row in table:
        ...
"""

from __future__ import annotations

import base64
import binascii
import csv
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, BinaryIO, ClassVar, TextIO
from unicodedata import category, normalize

from yuanba.rules.core import words
from yuanba.rules.core.refusal import Refused
from yuanba.sheets import decoding
from yuanba.sheets.cells import Parse
from yuanba.sheets.refusals import (
    Altered,
    BrokenQuotes,
    EmptyTable,
    MissingColumns,
    TooLarge,
    UnknownColumns,
)

#: Longer than any text a person files; the csv module's own limit is 131,072.
_LONGEST_CELL = 1 << 20
#: What makes a spreadsheet compute a cell (CWE-1236), in any width or size (NFKC), and what only looks so.
_FORMULA = frozenset("=+-@\u2212")
#: Letters by their kind that nothing is seen of, beside blanks, marks and controls.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_NUMBER = re.compile(r"[+-]\d[\d .]*")
#: How exports force a spreadsheet to keep a cell's digits: ="00123".
_FORCED = re.compile(r'="([^"]*)"')
#: What a spreadsheet writes where a formula has no value.
_NO_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|#+)")
_BLANKS = " \t\r\n\u3000\xa0\ufeff"


class CellEmpty(Refused):
    """Raised when a cell of a required column is empty."""

    code: ClassVar[str] = "cell.empty"


class CellUnprintable(Refused):
    """Raised when a cell holds a character that is no text (NUL)."""

    code: ClassVar[str] = "cell.unprintable"


class CellWithoutValue(Refused):
    """Raised when a cell holds a spreadsheet's sign for a missing value (#N/A) or for a narrow column."""

    code: ClassVar[str] = "cell.without_value"


class RowTooLong(Refused):
    """Raised when a row has more or fewer cells than there are columns."""

    code: ClassVar[str] = "row.cells"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One expected column of a file; ``absent`` is its value where an optional column is missing or empty."""

    name: str
    parse: Parse
    required: bool = True
    absent: object = ""
    #: Other headings for the same column, for instance in Chinese.
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """One reason why a cell or row is refused; row 2 is the first below the headings, as in spreadsheets."""

    row: int
    column: str
    refusal: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """One row of a file that is not accepted, with its original cells and its faults."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file that could be read, with its ``values`` by column name."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, Any]

    def refuse(self, column: str, refusal: Refused) -> RefusedRow:
        """Return this row as refused, for a reason found outside the file, such as in the database."""
        fault = CellFault(row=self.number, column=column, refusal=refusal)
        return RefusedRow(number=self.number, cells=self.cells, faults=(fault,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file whose headings were checked; iterate it once to read its rows."""

    headings: tuple[str, ...]
    _records: Iterator[tuple[int, list[str]]] = field(repr=False)
    _places: tuple[tuple[Column, int | None], ...] = field(repr=False)

    def __iter__(self) -> Iterator[Row | RefusedRow]:
        for number, cells in self._records:
            if any(cell.strip(_BLANKS) for cell in cells):
                yield self._row(number, cells)

    def _row(self, number: int, written: list[str]) -> Row | RefusedRow:
        cells = [_unquoted(cell) for cell in written]
        kept = tuple(cells)
        if len(cells) != len(self.headings):
            refusal = RowTooLong(found=len(cells), expected=len(self.headings))
            fault = CellFault(row=number, column="", refusal=refusal)
            return RefusedRow(number=number, cells=kept, faults=(fault,))
        values: dict[str, object] = {}
        faults: list[CellFault] = []
        for column, place in self._places:
            try:
                values[column.name] = _value(column, cells[place] if place is not None else "")
            except Refused as refusal:
                faults.append(CellFault(row=number, column=column.name, refusal=refusal))
        if faults:
            return RefusedRow(number=number, cells=kept, faults=tuple(faults))
        return Row(number=number, cells=kept, values=values)


def _value(column: Column, cell: str) -> object:
    plain = words.plain(cell).strip(_BLANKS) if "\x00" not in cell else cell
    if not plain:
        if column.required:
            raise CellEmpty
        return column.absent
    if "\x00" in plain:
        raise CellUnprintable
    if _NO_VALUE.fullmatch(plain):
        raise CellWithoutValue(cell=plain)
    return column.parse(plain)


def read(file: BinaryIO, columns: Sequence[Column], *, others: bool = False) -> Table:
    """Check the headings of a CSV file and return its rows as a Table; raise a BadTable if they are wrong.

    ``others`` lets columns through that nobody reads.
    """
    csv.field_size_limit(_LONGEST_CELL)
    encoding = decoding.encoding_of(file)
    names = {name for column in columns for name in (column.name, *column.also)}
    text = io.TextIOWrapper(io.BufferedReader(_Unclosed(file)), encoding=encoding, newline="")
    records = _records(text, lambda cell: cell.strip(_BLANKS) in names)
    headings = tuple(heading.strip(_BLANKS) for heading in next(records, (0, []))[1])
    if not any(headings):
        raise EmptyTable
    places = _places(headings, columns)
    missing = [column.name for column, place in places if place is None and column.required]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    known = {place for _, place in places}
    unknown = [heading for place, heading in enumerate(headings) if place not in known]
    if unknown and not others:
        raise UnknownColumns(columns=", ".join(unknown))
    return Table(headings=headings, _records=records, _places=tuple(places))


def _places(headings: tuple[str, ...], columns: Sequence[Column]) -> list[tuple[Column, int | None]]:
    places: list[tuple[Column, int | None]] = []
    for column in columns:
        found = [place for place, name in enumerate(headings) if name in (column.name, *column.also)]
        if len(found) > 1:
            raise UnknownColumns(columns=column.name)
        places.append((column, found[0] if found else None))
    return places


def _records(text: TextIO, is_known: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    first = text.readline(_LONGEST_CELL)
    separator = decoding.separator_of(first, is_known=is_known)
    reader = csv.reader(chain([first], text) if first else (), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise BrokenQuotes(row=number) from fault
        if cells is None:
            return
        yield number, cells


class _Unclosed(io.RawIOBase):
    """The caller's file, which stays the caller's to close."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        chunk = self._file.read(len(target))
        target[: len(chunk)] = chunk
        return len(chunk)


class CsvWriter:
    """A CSV writer whose cells no spreadsheet runs as formulas.

    What would begin a formula gets an apostrophe in front; ``read`` takes it off again, so a file that we
    wrote can be given in again.
    """

    def __init__(self, file: Any) -> None:
        self._writer = csv.writer(file)

    def writerow(self, cells: Iterable[object]) -> None:
        """Write one row, with an apostrophe before each cell that would be a formula."""
        self._writer.writerow([inert(cell) for cell in cells])

    def writerows(self, rows: Iterable[Iterable[object]]) -> None:
        """Write several rows, with an apostrophe before each cell that would be a formula."""
        for cells in rows:
            self.writerow(cells)


def inert(cell: object) -> object:
    """Return a cell, with an apostrophe before it where a spreadsheet would read it as a formula.

    >>> inert('=HYPERLINK("http://x")'), inert("+86 138 0013 8000"), inert("-5.2")
    ('\\'=HYPERLINK("http://x")', '+86 138 0013 8000', '-5.2')
    """
    if isinstance(cell, str) and _begins_formula(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _begins_formula(cell: str) -> bool:
    """Whether its first visible sign makes a spreadsheet compute, whatever unseen signs stand before it."""
    seen = (sign for sign in cell if sign != "'" and sign not in _UNSEEN and category(sign)[0] not in "ZCM")
    return normalize("NFKC", next(seen, ""))[:1] in _FORMULA


def _unquoted(cell: str) -> str:
    if forced := _FORCED.fullmatch(cell.strip(_BLANKS)):
        return forced[1]
    return cell[1:] if cell[:1] == "'" and _begins_formula(cell[1:]) else cell


def write_refused(file: TextIO, headings: Sequence[str], rows: Sequence[RefusedRow]) -> None:
    """Write refused rows as they were, under the same headings, to be corrected and sent again."""
    writer = CsvWriter(file)
    writer.writerow(headings)
    writer.writerows(row.cells for row in rows)


# --- the file between preview and confirmation ----------------------------------------------------


def fold(content: bytes, *, at_most: int) -> str:
    """Return a file as text for a hidden form field, which keeps the file between preview and confirmation.

    Raises TooLarge.
    """
    if len(content) > at_most:
        raise TooLarge(bytes=at_most)
    return base64.b64encode(zlib.compress(content, 9)).decode()


def unfold(folded: str, *, at_most: int) -> bytes:
    """Return the file that ``fold`` turned into text; raise Altered or TooLarge.

    It unpacks no more than `at_most`.
    """
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(base64.b64decode(folded, validate=True), at_most + 1)
    except (binascii.Error, ValueError, zlib.error) as fault:
        raise Altered from fault
    if len(content) > at_most:
        raise TooLarge(bytes=at_most)
    if not unpacker.eof:
        raise Altered
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTable:
    """The result of importing a table: counts of rows, refused rows, and whether anything was written.

    Nothing is written at a preview, nor where a row was refused and refusals were not to be skipped.
    """

    headings: tuple[str, ...]
    read: int
    accepted: int
    unchanged: int = 0
    refused: tuple[RefusedRow, ...] = ()
    is_written: bool = False
