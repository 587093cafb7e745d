"""Reads a table of external orders: each row becomes an order that can be filed, or says why not.

Nothing is written here and no request is needed: the page's preview and commands read through the same
functions. A table is UTF-8 CSV as ``sheets.workbooks`` makes it of workbooks and pasted cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from yuanba.exchange.services import addresses, columns
from yuanba.exchange.services.addresses import Gazetteer, Spot
from yuanba.matters import queries
from yuanba.matters.services.filing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    AlreadyTaken,
    SaidLater,
)
from yuanba.places.queries import searching
from yuanba.sheets import cells, tables
from yuanba.sheets.cells import SpoiltBySpreadsheet
from yuanba.sheets.refusals import MissingColumns
from yuanba.sheets.tables import Column, RefusedRow, Row

LONGEST_PHONE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """One external order as another platform sent it: its number, text, place, contact and deadline."""

    number: str
    text: str
    place: str = ""
    area_code: str = ""
    name: str = ""
    phone: str = ""
    said_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Foreign):
    """One external order read from an uploaded file, with its row in the file, its area and its estate."""

    row: Row
    area_path: str
    estate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrders:
    """A table of external orders: its headings, the column of each field, and its rows in order."""

    headings: tuple[str, ...]
    columns: dict[str, str]
    rows: tuple[Sent | RefusedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where orders lie that name no place (a code may be empty), and within what path places are sought."""

    area_code: str
    area_path: str
    whole: str


_PARSERS: Mapping[str, cells.Parse] = {
    "number": cells.number(80),
    "title": cells.text(500),
    "text": cells.text(LONGEST_TEXT),
    "said": cells.moment,
    "due": cells.deadline,
    "name": cells.text(LONGEST_NAME),
    "phone": cells.phones(LONGEST_PHONE),
    "place": cells.text(LONGEST_PLACE),
    "area": cells.text(80),
}


def columns_of(
    content: BinaryIO, *, channel: str, chosen: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return a table's headings, and the heading of each field's column or an empty text; raise BadTable."""
    content.seek(0)
    headings = tables.read(content, (), others=True).headings
    return headings, columns.meant(headings, kept=columns.kept(channel), chosen=chosen)


def read_orders(
    content: BinaryIO, *, channel: str, home: Home, chosen: Mapping[str, str] | None = None, now: datetime
) -> ReadOrders:
    """Read every row of a table of external orders; write nothing.

    `chosen` names the column of each field where a person said so; else see ``columns.meant``. Raises a
    BadTable, among them MissingColumns where no column holds the number or the words.
    """
    headings, found = columns_of(content, channel=channel, chosen=chosen)
    wanted = [
        Column(name=found[name] or columns.HEADINGS[name][0], parse=parse, required=name in columns.REQUIRED)
        for name, parse in _PARSERS.items()
    ]
    if not all(found[name] for name in columns.REQUIRED):
        missing = [columns.HEADINGS[name][0] for name in _PARSERS if name in columns.REQUIRED - _held(found)]
        raise MissingColumns(columns=", ".join(missing))
    content.seek(0)
    rows = list(tables.read(content, wanted, others=True))
    names = dict(zip(_PARSERS, (column.name for column in wanted), strict=True))
    sheet = _Checking(names=names, channel=channel, home=home, now=now)
    return ReadOrders(headings=headings, columns=found, rows=tuple(sheet.checked(rows)))


def _held(found: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, heading in found.items() if heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checking:
    names: Mapping[str, str]
    channel: str
    home: Home
    now: datetime

    def checked(self, rows: Sequence[Row | RefusedRow]) -> Iterator[Sent | RefusedRow]:
        """Each row as an order, or refused for what the database or the other rows say."""
        good = [row for row in rows if isinstance(row, Row)]
        numbers = [str(row.values[self.names["number"]]) for row in good]
        known, seen = queries.numbers_known(self.channel, numbers), set[str]()
        rounded = cells.rounded(numbers)
        areas = _areas({str(row.values[self.names["area"]]) for row in good} - {""})
        gazetteer = addresses.gazetteer(self.home.whole) if good else Gazetteer()
        for row in rows:
            if isinstance(row, RefusedRow):
                yield row
                continue
            value: dict[str, Any] = {name: row.values[heading] for name, heading in self.names.items()}
            number, said_at = value["number"], value["said"] or self.now
            if number in rounded:
                yield row.refuse(self.names["number"], SpoiltBySpreadsheet(cell=number))
            elif number in known or number in seen:
                yield row.refuse(self.names["number"], AlreadyTaken(number=number))
            elif said_at > self.now:
                yield row.refuse(self.names["said"], SaidLater())
            else:
                seen.add(number)
                yield _sent(row, value, said_at, self._spot(value, areas, gazetteer))

    def _spot(self, value: Mapping[str, Any], areas: Mapping[str, Spot], gazetteer: Gazetteer) -> Spot:
        """Where the order lies: as its area's column says, and within that as its address says."""
        named = areas.get(value["area"])
        within = named.area_path if named else self.home.whole
        address = value["place"] if named else f"{value['area']} {value['place']}"
        found = gazetteer.find(address, within=within)
        return found or named or Spot(self.home.area_code, self.home.area_path)


def _sent(row: Row, value: Mapping[str, Any], said_at: datetime, spot: Spot) -> Sent:
    words = [part for part in (value["title"], value["text"]) if part]
    return Sent(
        row=row,
        number=value["number"],
        text=words[-1] if words[0] in words[-1] else "\n".join(words),
        place=value["place"],
        area_code=spot.area_code,
        area_path=spot.area_path,
        estate=spot.estate,
        name=value["name"],
        phone=value["phone"],
        said_at=said_at,
        due_at=value["due"] or None,
    )


def _areas(named: Iterable[str]) -> dict[str, Spot]:
    """The areas that these names mean beyond doubt."""
    found = {}
    for name in named:
        hits = searching.search_areas(name, limit=20)
        exact = [area for area in hits if name in (area.label, area.name, area.code, area.full_label)]
        if len(exact) == 1:
            found[name] = Spot(exact[0].code, exact[0].path)
    return found
