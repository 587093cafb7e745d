"""Reads the first useful sheet of an .xlsx workbook as rows of text, and nothing else of it.

Only what cells hold is read: values, whether a number is shown as a date, merged ranges, and what is hidden.
How the workbook looks (fills, fonts, names, pictures), which other programs often write with faults, is never
looked at. Both editions of ISO/IEC 29500 are read (transitional, and strict with other namespaces).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, ParseError, iterparse

from yuanba.sheets.refusals import BadSheet

MOST_ROWS, MOST_COLUMNS = 5_000, 200
#: Rows above the headings, and hidden ones, come on top.
_MOST_READ = 3 * MOST_ROWS
#: Unpacked, a workbook may be so much larger than packed.
MOST_BYTES = 24 * 1024 * 1024
_CHUNK = 1 << 16
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
#: Formats of numbers that are known by number alone: dates, and times of day (ISO/IEC 29500-1, 18.8.30).
_DAY_FORMATS = frozenset({14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58})
_CLOCK_FORMATS = frozenset({18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_PLAIN_FORMATS = frozenset({1, 3})
_SPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
#: Excel keeps 15 digits of a number; it shows 12 and more as 2.02611E+11.
_EXACT_DIGITS, _SHOWN_DIGITS = 15, 11


@dataclass(slots=True)
class Grid:
    """One sheet as rows of text, with what its reader left out of it."""

    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: int = 0
    #: Names of visible sheets that hold something and were not read.
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Looks:
    """How a number is shown: as a date, with a time of day, with leading zeros, with all its digits."""

    is_day: bool = False
    is_clock: bool = False
    zeros: int = 0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    packed: zipfile.ZipFile
    names: dict[str, str]
    strings: list[str]
    looks: list[_Looks]
    epoch: datetime

    def open(self, name: str) -> io.BytesIO | None:
        """Return the content of a part of the workbook, by its name in small letters, or None."""
        found = self.names.get(name.lower())
        return io.BytesIO(self.packed.read(found)) if found else None


def grids(content: bytes) -> Iterator[Grid]:
    """Return the sheets of a workbook one by one: the visible ones in order, then the hidden ones.

    Raises BadSheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise BadSheet
            yield from _grids(packed)
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, IndexError, OverflowError) as fault:
        raise BadSheet from fault
    except (
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as fault:  # packed in an unknown way, or locked
        raise BadSheet from fault


def _grids(packed: zipfile.ZipFile) -> Iterator[Grid]:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in packed.namelist()}
    book = _Book(packed, names, [], [], datetime(1899, 12, 30))  # noqa: DTZ001 - Excel knows no zones
    main = _main(book)
    epoch, sheets = _contents(book, main)
    strings, looks = list(_strings(book, main)), _looks(book, main)
    book = _Book(packed, names, strings, looks, epoch)
    seen = [name for name, target, is_hidden in sheets if not is_hidden]
    for _name, target, _is_hidden in sorted(sheets, key=lambda one: one[2]):
        part = book.open(target)
        if part is not None:
            grid = _grid(part, book)
            grid.unread = tuple(name for name in seen if name != _name)
            yield grid


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    """An attribute whichever namespace it is in: ``r:id`` has another in the strict edition."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _elements(part: io.BytesIO | None, *wanted: str) -> Iterator[Element]:
    """Each element of these names, whole; what was read is let go."""
    if part is None:
        return
    if b"<!DOCTYPE" in part.getvalue():
        raise BadSheet  # no workbook has one: entities could make little into very much
    for _event, element in iterparse(part):  # noqa: S314  # nosec B314 - no entities, and no more than MOST_BYTES
        if _tag(element) in wanted:
            yield element
            element.clear()


def _linked(book: _Book, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each part that this one links to, by the link's id."""
    folder, name = posixpath.split(part)
    links = {}
    for one in _elements(book.open(posixpath.join(folder, "_rels", f"{name}.rels")), "Relationship"):
        target = one.get("Target", "").replace("\\", "/")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        links[one.get("Id", "")] = one.get("Type", "").rpartition("/")[2], posixpath.normpath(whole)
    return links


def _main(book: _Book) -> str:
    found = [target for kind, target in _linked(book, "").values() if kind == "officeDocument"]
    return next(iter(found), "xl/workbook.xml")


def _contents(book: _Book, main: str) -> tuple[datetime, list[tuple[str, str, bool]]]:
    """The day that dates are counted from, and name, part and hiddenness of each sheet."""
    links, epoch = _linked(book, main), book.epoch
    sheets: list[tuple[str, str, bool]] = []
    for one in _elements(book.open(main), "sheet", "workbookPr"):
        if _tag(one) == "workbookPr":
            if one.get("date1904") in ("1", "true"):
                epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no zones
            continue
        kind, target = links.get(_attribute(one, "id"), ("", f"xl/worksheets/sheet{len(sheets) + 1}.xml"))
        if kind in ("", "worksheet"):
            sheets.append((one.get("name", ""), target, one.get("state", "visible") != "visible"))
    if not sheets:
        raise BadSheet
    return epoch, sheets


def _beside(book: _Book, main: str, kind: str, usual: str) -> io.BytesIO | None:
    found = [target for one, target in _linked(book, main).values() if one == kind]
    return book.open(next(iter(found), posixpath.join(posixpath.dirname(main), usual)))


def _strings(book: _Book, main: str) -> Iterator[str]:
    for one in _elements(_beside(book, main, "sharedStrings", "sharedStrings.xml"), "si"):
        yield _words(one)


def _words(element: Element) -> str:
    """The text of a string, without the reading aids that stand beside it (``rPh``)."""
    found = []
    for child in element:
        if _tag(child) == "t":
            found.append(child.text or "")
        elif _tag(child) == "r":
            found += [part.text or "" for part in child if _tag(part) == "t"]
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(found))


def _looks(book: _Book, main: str) -> list[_Looks]:
    formats: dict[str, str] = {}
    looks: list[_Looks] = []
    for one in _elements(_beside(book, main, "styles", "styles.xml"), "numFmt", "cellXfs"):
        if _tag(one) == "numFmt":
            formats[one.get("numFmtId", "")] = one.get("formatCode", "")
        else:
            looks = [_look(xf.get("numFmtId", "0"), formats) for xf in one]
    return looks


def _look(number: str, formats: dict[str, str]) -> _Looks:
    shape = formats.get(number)
    if shape is None:
        code = int(number) if number.isdigit() else 0
        is_day, is_clock = code in _DAY_FORMATS or code == 22, code in _CLOCK_FORMATS
        return _Looks(is_day, is_clock, 0, code in _PLAIN_FORMATS)
    bare = _SPOKEN.sub("", shape.split(";")[0]).lower()
    is_clock = "h" in bare or "s" in bare
    is_day = "y" in bare or "d" in bare or ("m" in bare and not is_clock)
    if bare == "general" or "e+" in bare:
        return _Looks()
    zeros = len(bare) if bare.strip("0") == "" else 0
    return _Looks(is_day, is_clock, zeros, not (is_day or is_clock) and "." not in bare and "0" in bare)


def _grid(part: io.BytesIO, book: _Book) -> Grid:
    cells: dict[int, dict[int, str]] = {}
    hidden: set[int] = set()
    merged: list[tuple[int, int, int, int]] = []
    number = 0
    for one in _elements(part, "row", "mergeCell"):
        if _tag(one) == "mergeCell":
            merged += _range(one.get("ref", ""))
            continue
        number = int(one.get("r") or number + 1)
        if len(cells) > _MOST_READ:
            raise BadSheet
        if one.get("hidden") in ("1", "true"):
            hidden.add(number)
        if found := dict(_row(one, book)):
            cells[number] = found
    for top, left, bottom, right in merged:
        value = cells.get(top, {}).get(left, "")
        for row in range(top, min(bottom, max(cells, default=0)) + 1) if value else ():
            if row in cells:
                cells[row].update(dict.fromkeys(range(left, right + 1), value))
    rows = [
        [line.get(column, "") for column in range(max(line) + 1)]
        for row, line in sorted(cells.items())
        if row not in hidden
    ]
    return Grid(rows=rows, hidden_rows=len(hidden & cells.keys()))


def _row(element: Element, book: _Book) -> Iterator[tuple[int, str]]:
    column = -1
    for one in element:
        if _tag(one) != "c":
            continue
        place = _PLACE.fullmatch(one.get("r", ""))
        column = _column(place[1]) if place else column + 1
        value = _value(one, book) if column < MOST_COLUMNS else ""
        if value:
            yield column, value


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(written: str) -> list[tuple[int, int, int, int]]:
    first, _, last = written.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if not start or not end:
        return []
    right = min(_column(end[1]), MOST_COLUMNS - 1)
    return [(int(start[2]), _column(start[1]), int(end[2]), right)]


def _value(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    written = next((child.text or "" for child in cell if _tag(child) == "v"), "")
    if kind == "inlineStr":
        return next((_words(child) for child in cell if _tag(child) == "is"), "")
    if kind == "s":
        return book.strings[int(written)] if written else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(written, written)
    if kind == "d":
        return written.replace("T", " ")
    if kind == "n" and written.strip():
        style = cell.get("s", "0")
        at = int(style) if style.isdigit() else 0
        return shown(float(written), book.looks[at] if at < len(book.looks) else _Looks(), book.epoch)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), written)


def shown(number: float, looks: _Looks, epoch: datetime) -> str:
    """Return a number as its cell means it: a date, a time, or digits.

    A whole number of 12 digits and more comes as 2.0261128E+15 unless its format shows every digit and Excel
    keeps them all: leading zeros and what follows the fifteenth digit are lost, and nobody sees it.
    """
    if looks.is_day or looks.is_clock:
        return _date(number, looks, epoch)
    if not number.is_integer():
        return repr(number)
    digits = str(int(number))
    length = len(digits.lstrip("-"))
    if length > _EXACT_DIGITS or (length > _SHOWN_DIGITS and not (looks.is_whole or looks.zeros)):
        mantissa, _, power = f"{number:.14E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power}"
    return digits.zfill(looks.zeros)


def _date(number: float, looks: _Looks, epoch: datetime) -> str:
    """A day without a clock stays a day: whether it ends or begins there is for its reader to say."""
    at = epoch + timedelta(seconds=round(number * 86_400))
    if not looks.is_day:
        return f"{at:%H:%M:%S}" if number < 1 else f"{at:%Y-%m-%d %H:%M:%S}"
    has_clock = looks.is_clock or bool(number % 1)
    return f"{at:%Y-%m-%d %H:%M:%S}" if has_clock else f"{at:%Y-%m-%d}"
