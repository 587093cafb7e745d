"""Reads tables of HTML pages and of XML spreadsheets (2003), both of which platforms send as ``.xls``."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, fromstring

from yuanba.sheets.ooxml import MOST_COLUMNS, MOST_ROWS, Grid
from yuanba.sheets.refusals import BadSheet

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HIDING = ("display:none", "visibility:hidden")
_MOST_READ = 3 * MOST_ROWS


def is_markup(text: str) -> bool:
    """Return whether a text is an HTML page with a table, or an XML spreadsheet."""
    start = text[:200_000].lower()
    return start.lstrip("\ufeff \t\r\n").startswith("<") and ("<table" in start or _SPREADSHEET in start)


def grids(text: str) -> list[Grid]:
    """Return the tables of an HTML page, or the sheets of an XML spreadsheet; raise BadSheet."""
    if _SPREADSHEET in text[:200_000].lower():
        return _spreadsheet(text)
    page = _Page()
    page.feed(text)
    page.close()
    return [table.grid() for table in page.tables if table.placed]


class _Placed:
    """Cells laid into a grid; one that spans rows and columns fills all of them."""

    def __init__(self) -> None:
        self.placed: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.row, self.column = -1, 0

    def next_row(self, row: int | None = None, *, is_hidden: bool) -> None:
        """Go to the row below, or to this one."""
        self.row, self.column = self.row + 1 if row is None else row, 0
        if self.row > _MOST_READ:
            raise BadSheet
        if is_hidden:
            self.hidden.add(self.row)

    def put(self, value: str, *, down: int, across: int, column: int | None = None) -> None:
        """Lay a cell at the next free place of the row, or at this column; `down` and `across` are added."""
        if column is not None:
            self.column = column
        while (self.row, self.column) in self.placed:
            self.column += 1
        for row in range(self.row, self.row + min(down, MOST_ROWS) + 1):
            for at in range(self.column, min(self.column + across + 1, MOST_COLUMNS)):
                self.placed[row, at] = value
        self.column += across + 1

    def grid(self) -> Grid:
        """Return the laid cells as rows of text."""
        lines: dict[int, dict[int, str]] = {}
        for (row, column), value in self.placed.items():
            if row <= self.row:
                lines.setdefault(row, {})[column] = value
        shown = [line for number, line in sorted(lines.items()) if number not in self.hidden]
        rows = [[line.get(column, "") for column in range(max(line) + 1)] for line in shown]
        return Grid(rows=rows, hidden_rows=len(lines) - len(shown))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Placed] = []
        self._open: list[_Placed] = []
        self._words: list[str] | None = None
        self._span = 0, 0
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._mute += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(_Placed())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            style = given.get("style", "").replace(" ", "").lower()
            self._open[-1].next_row(is_hidden="hidden" in given or any(one in style for one in _HIDING))
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._words, self._span = [], (_more(given.get("rowspan")), _more(given.get("colspan")))
        elif tag in ("br", "p", "div") and self._words:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._mute = max(0, self._mute - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._mute:
            self._words.append(" ".join(data.split()) if data.strip() else "")

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._words is None or not self._open:
            return
        table = self._open[-1]
        if table.row < 0:
            table.next_row(is_hidden=False)
        down, across = self._span
        table.put("".join(self._words).strip(), down=down, across=across)
        self._words = None


def _more(span: str | None) -> int:
    """How many rows or columns a cell takes besides its own."""
    return max(0, min(int(span), _MOST_READ) - 1) if span and span.isdecimal() else 0


def _spreadsheet(text: str) -> list[Grid]:
    if "<!DOCTYPE" in text:
        raise BadSheet  # no spreadsheet has one: entities could make little into very much
    try:
        book = fromstring(_bare(text))  # noqa: S314  # nosec B314 - no entities
    except ParseError as fault:
        raise BadSheet from fault
    sheets = [one for one in book.iter() if one.tag.endswith("}Worksheet")]
    return [_sheet(one) for one in sheets]


def _bare(text: str) -> bytes:
    """The document without its declaration, whose encoding is no longer true."""
    start = text.lstrip("\ufeff \t\r\n")
    return (start.partition("?>")[2] if start.startswith("<?xml") else start).strip().encode()


def _given(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _sheet(sheet: Element) -> Grid:
    laid = _Placed()
    for row in sheet.iter():
        if not row.tag.endswith("}Row"):
            continue
        at = _given(row, "Index")
        laid.next_row(int(at) - 1 if at.isdecimal() else None, is_hidden=_given(row, "Hidden") == "1")
        for cell in row:
            if not cell.tag.endswith("}Cell"):
                continue
            at = _given(cell, "Index")
            laid.put(
                _data(cell),
                down=_more_than(_given(cell, "MergeDown")),
                across=_more_than(_given(cell, "MergeAcross")),
                column=min(int(at), MOST_COLUMNS) - 1 if at.isdecimal() else None,
            )
    return laid.grid()


def _more_than(span: str) -> int:
    return min(int(span), _MOST_READ) if span.isdecimal() else 0


def _data(cell: Element) -> str:
    found = next((one for one in cell if one.tag.endswith("}Data")), None)
    if found is None:
        return ""
    words = "".join(found.itertext())
    if _given(found, "Type") == "DateTime":
        return words.replace("T00:00:00.000", "").replace("T", " ").removesuffix(".000")
    return words
