"""What would be filed of a chat or of a platform's table: the pages' own reading, and nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from yuanba.exchange.services import columns, intake
from yuanba.exchange.services.reading import Home, ReadOrders, Sent, read_orders
from yuanba.reading import chats
from yuanba.rules.people import phone
from yuanba.sheets import workbooks
from yuanba.sheets.tables import CellFault, RefusedRow, Row


class Aside(StrEnum):
    """Why something that was read is in no card; what stands in no report has a ``chats.WhyLeftOut``."""

    SMALL_TALK = "small_talk"
    SPOKEN = "spoken"
    HEADINGS = "headings"
    BESIDE = "beside"
    UNREAD_COLUMN = "unread_column"
    NO_PHONE = "no_phone"
    REFUSED = "refused"
    HIDDEN = "hidden"
    UNREAD_SHEET = "unread_sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One matter that would be filed: who said what and when, where it lies, their number and deadline."""

    speaker: str
    said_at: datetime | None
    text: str
    area: str
    #: How many telephone numbers were recognised as the reporter's own.
    phones: int
    place: str = ""
    area_name: str = ""
    due_at: datetime | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be filed, what not and why (``Aside`` or ``chats.WhyLeftOut``), and what is wrong."""

    cards: tuple[Card, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    faults: tuple[CellFault, ...] = ()


def of_chat(chat: str, *, area_code: str, now: datetime) -> Preview:
    """Return what the chat page proposes to file of a pasted chat."""
    read = chats.read(chat, now=now)
    cards, left_out = [], []
    for report in read.reports:
        one = intake.proposed(report, area_code=area_code, now=now)
        if one.is_kept and one.text:
            card = Card(
                speaker=one.name,
                said_at=one.said_at,
                text=one.text,
                area=one.area_code,
                phones=len(report.own_numbers),
            )
            cards.append(card)
        else:
            why = Aside.SPOKEN if report.is_spoken else Aside.SMALL_TALK
            left_out.append(("\n".join((*report.heads, report.text)), why.value))
    left_out += [(one.text, one.why.value) for one in read.left_out]
    return Preview(cards=tuple(cards), left_out=tuple(left_out))


def of_orders(content: bytes, *, channel: str, home: Home, now: datetime) -> Preview:
    """Return what the page of external orders would file of a workbook or a table; raise a BadTable."""
    opened = workbooks.opened(content, known=columns.KNOWN)
    sheet = read_orders(BytesIO(opened.csv), channel=channel, home=home, now=now)
    places = {heading: at for at, heading in enumerate(sheet.headings)}
    read = {name: places[heading] for name, heading in sheet.columns.items() if heading in places}
    left_out = [(" ".join(sheet.headings), Aside.HEADINGS.value)]
    left_out += [(cell, Aside.BESIDE.value) for cell in _beside(content, sheet)]
    for row in sheet.rows:
        left_out += _left_of(row, sheet.headings, read)
    left_out += [(str(opened.hidden_rows), Aside.HIDDEN.value)] if opened.hidden_rows else []
    left_out += [(name, Aside.UNREAD_SHEET.value) for name in opened.unread]
    return Preview(
        cards=tuple(_card(row, read) for row in sheet.rows if isinstance(row, Sent)),
        left_out=tuple(left_out),
        faults=tuple(fault for row in sheet.rows if isinstance(row, RefusedRow) for fault in row.faults),
    )


def _card(one: Sent, read: Mapping[str, int]) -> Card:
    return Card(
        speaker=one.name,
        said_at=one.said_at,
        text=one.text,
        area=one.area_code,
        area_name=one.row.cells[read["area"]] if "area" in read else "",
        place=one.place,
        phones=len(phone.in_cell(one.phone)),
        number=one.number,
        due_at=one.due_at,
    )


def _left_of(
    row: Sent | RefusedRow, headings: Sequence[str], read: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """What of a row stands in no card: all of a refused one, else the columns that nobody reads."""
    if isinstance(row, RefusedRow):
        yield " ".join(cell for cell in row.cells if cell), Aside.REFUSED.value
        return
    cells: Row = row.row
    for at, (heading, cell) in enumerate(zip(headings, cells.cells, strict=True)):
        if cell and at not in read.values():
            yield f"{heading}：{cell}", Aside.UNREAD_COLUMN.value
    if row.phone and not phone.in_cell(row.phone):
        yield row.phone, Aside.NO_PHONE.value


def _beside(content: bytes, sheet: ReadOrders) -> Iterator[str]:
    """Cells of the file that are in no row of the table: titles above it, and what stands beside it."""
    rows: Iterable[Sequence[str]] = (
        row.row.cells if isinstance(row, Sent) else row.cells for row in sheet.rows
    )
    taken = Counter(cell.strip() for row in (sheet.headings, *rows) for cell in row)
    for row in workbooks.every_row(content, known=columns.KNOWN):
        for cell in map(str.strip, row):
            if taken[cell] > 0:
                taken[cell] -= 1
            elif cell:
                yield cell
