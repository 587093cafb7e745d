"""The page of a list: one view and one template for all of them, drawn from what the list declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from yuanba.rules.core.paging import row_number
from yuanba.web.addresses import parts_of
from yuanba.web.entrance import DistrictRequest, now, page, page_seen
from yuanba.web.tables import asked, bulk
from yuanba.web.tables.asked import TableState
from yuanba.web.tables.bulk import BulkVerb
from yuanba.web.tables.declared import (
    MOST_COUNTED,
    PAGE,
    Choice,
    Filter,
    FilterKind,
    TableColumn,
    TableReader,
    Value,
    WorkTable,
)
from yuanba.web.tables.ordered import MOST_SORTED
from yuanba.web.tables.registry import known

#: In the address of a row: the list from which it was opened, as code and query string.
FROM = "list"
#: In the address of a list: a form made it, so it is shortened; the row whose neighbours are asked.
SET, BESIDE = "set", "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The heading of a column: its link sorts by it, or turns the order round."""

    column: TableColumn
    url: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row: what it holds, and the template that draws it."""

    column: TableColumn
    value: Value

    @property
    def style(self) -> str:
        """Return the classes of the cell: its column, and whether it is the main one or holds nothing."""
        main = " yb-cell--main" if self.column.is_main else ""
        return f"yb-cell yb-cell--{self.column.code}{main}{'' if self.value else ' is-empty'}"

    @property
    def label(self) -> str:
        """Return what stands before a moment or a number on a phone's card, where there are no headings."""
        return "" if isinstance(self.value, str) or self.column.is_main else str(self.column.label)

    @property
    def said(self) -> str:
        """Return the whole text of the cell, which may be cut where there is no room for it."""
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row as it is drawn: its address along the list, its cells, and the class that marks it."""

    row: Any
    url: str
    tone: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterField:
    """One filter as it is drawn, with what it is set to and, where it is chosen, its choices with links."""

    filter: Filter
    value: str
    until: str
    choices: tuple[Choice, ...]
    urls: tuple[str, ...]

    @property
    def tabs(self) -> list[tuple[Choice, str]]:
        """Return the choices, each with the address that sets the filter to it."""
        return list(zip(self.choices, self.urls, strict=True))

    @property
    def is_set(self) -> bool:
        """Return whether somebody set the filter."""
        return bool(self.value or self.until) and self.value != self.filter.otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """Everything that the template of a list draws."""

    table: WorkTable
    asked: TableState
    query: str
    heads: tuple[Head, ...]
    lines: tuple[TableLine, ...]
    fields: tuple[FilterField, ...]
    columns: tuple[tuple[TableColumn, bool], ...]
    count: int
    is_sorted: bool
    next_url: str
    first_url: str
    clear_url: str
    verbs: tuple[tuple[BulkVerb, str], ...]

    @property
    def whole(self) -> list[tuple[BulkVerb, str]]:
        """Return the verbs that make one file of all that the list shows, each with its address."""
        return [(verb, url) for verb, url in self.verbs if url]

    @property
    def ticked(self) -> list[tuple[str, str]]:
        """Return what the form of the ticked rows carries along."""
        return self.hidden()

    @property
    def most_sorted(self) -> int:
        """Return how many rows a list has at most that can be sorted in every order."""
        return MOST_SORTED

    @property
    def is_more(self) -> bool:
        """Return whether there are more rows than were counted."""
        return self.count > MOST_COUNTED

    @property
    def shown_count(self) -> int:
        """Return the number of rows as far as it was counted."""
        return min(self.count, MOST_COUNTED)

    @property
    def tabs(self) -> list[FilterField]:
        """Return the filters that stand as tabs."""
        return [one for one in self.fields if one.filter.kind is FilterKind.TABS]

    @property
    def first(self) -> list[FilterField]:
        """Return the filters that stand in the open."""
        return [one for one in self.fields if one.filter.is_first and one not in self.tabs]

    @property
    def folded(self) -> list[FilterField]:
        """Return the filters that stand in the fold."""
        return [one for one in self.fields if not one.filter.is_first and one not in self.tabs]

    @property
    def folded_set(self) -> int:
        """Return how many filters of the fold are set."""
        return sum(one.is_set for one in self.folded)

    @property
    def is_filtered(self) -> bool:
        """Return whether any filter is set."""
        return any(one.is_set for one in self.fields if one not in self.tabs)

    def hidden(self, *left_out: str) -> list[tuple[str, str]]:
        """Return what a form of the page carries along, without what its own boxes say."""
        pairs = [(name, value) for name, value in self.asked.values.items() if name not in left_out]
        pairs.append((asked.SORT, self.asked.sort))
        if asked.COLUMN not in left_out:
            pairs += [(asked.COLUMN, code) for code in self.asked.columns]
        return pairs

    @property
    def beside_filters(self) -> list[tuple[str, str]]:
        """Return what the form of the filters carries along."""
        boxes = (name for one in (*self.first, *self.folded) for name in one.filter.parameters)
        return self.hidden(*boxes)

    @property
    def beside_columns(self) -> list[tuple[str, str]]:
        """Return what the form of the columns carries along."""
        return self.hidden(asked.COLUMN)


def respond(
    request: DistrictRequest,
    table: WorkTable,
    template: str = "web/table.html",
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Return the answer to whatever the address asks of a list: its page, or the neighbours of one row."""
    reader, wanted = TableReader(actor=request.actor, now=now()), asked.read(table, dict(request.GET.lists()))
    if SET in request.GET:
        return redirect(table_address(table, wanted))
    if bulk.VERB in request.GET:
        return bulk.respond(request, table, reader, wanted, table_address(table, wanted))
    if number := row_number(request.GET.get(BESIDE, "")):
        return _beside(request, table, reader, wanted, number)
    shown = {"page": table_page(table, reader, wanted), "now": reader.now}
    return render(request, template, {**(context or {}), **shown})


def table_page(table: WorkTable, reader: TableReader, wanted: TableState) -> TablePage:
    """Return what the page of a list draws for this reader."""
    found = table.rows(reader, wanted, PAGE)
    columns = [table.by_code[code] for code in wanted.columns]
    others = [column for column in table.columns if column.code not in wanted.columns]
    return TablePage(
        table=table,
        asked=wanted,
        query=wanted.query(table),
        heads=tuple(_head(table, wanted, column, is_sorted=found.is_sorted) for column in columns),
        lines=tuple(_line(table, wanted, columns, row) for row in found.rows),
        fields=tuple(_field(table, reader, wanted, one) for one in table.filters),
        columns=(*((one, True) for one in columns), *((one, False) for one in others)),
        count=table.count(reader, wanted),
        is_sorted=found.is_sorted,
        next_url=table_address(table, wanted.at(found.after)) if found.after else "",
        first_url=table_address(table, wanted.at("")) if wanted.after else "",
        clear_url=table_address(table, wanted.having(**dict.fromkeys(_cleared(table), ""))),
        verbs=tuple((one, _whole(table, wanted, one)) for one in bulk.offered(table, reader)),
    )


def _whole(table: WorkTable, wanted: TableState, verb: BulkVerb) -> str:
    """The address of what a verb makes of all that the list shows."""
    pairs = urlencode({bulk.VERB: verb.code, bulk.ALL: 1})
    return _joined(table_address(table, wanted.at("")), pairs) if verb.makes_of_whole else ""


def _joined(url: str, query: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _cleared(table: WorkTable) -> list[str]:
    tabs = {one.code for one in table.filters if one.kind is FilterKind.TABS}
    return [name for name in table.parameters if name not in tabs]


def table_address(table: WorkTable, wanted: TableState) -> str:
    """Return the address of a state of a list."""
    query = wanted.query(table)
    return reverse(table.to) + (f"?{query}" if query else "")


def _head(table: WorkTable, wanted: TableState, column: TableColumn, *, is_sorted: bool) -> Head:
    if not column.is_sorted:
        return Head(column=column, url="", direction="")
    is_here = is_sorted and wanted.order == column.code
    turned = f"-{column.code}" if is_here and not wanted.is_backwards else column.code
    direction = ("descending" if wanted.is_backwards else "ascending") if is_here else "none"
    return Head(column=column, url=table_address(table, wanted.sorted_by(turned)), direction=direction)


def _line(table: WorkTable, wanted: TableState, columns: Sequence[TableColumn], row: Any) -> TableLine:
    return TableLine(
        row=row,
        url=row_address(table, wanted, row.id),
        tone=table.tone(row),
        cells=tuple(Cell(column=column, value=column.value(row)) for column in columns),
    )


def row_address(table: WorkTable, wanted: TableState, number: int) -> str:
    """Return the address of a row, which tells from which list, and in which state of it, it was opened."""
    return f"{reverse(table.row_to, args=[number])}?{urlencode({FROM: _named(table, wanted)})}"


def _named(table: WorkTable, wanted: TableState) -> str:
    query = wanted.at("").query(table)
    return f"{table.code}?{query}" if query else table.code


def _field(table: WorkTable, reader: TableReader, wanted: TableState, one: Filter) -> FilterField:
    first, *last = one.parameters
    choices = tuple(one.choices(reader, wanted))
    is_tabs = one.kind is FilterKind.TABS
    return FilterField(
        filter=one,
        value=wanted[first],
        until=wanted[last[0]] if last else "",
        choices=choices,
        urls=tuple(table_address(table, wanted.having(**{one.code: choice.value})) for choice in choices)
        if is_tabs
        else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """The list from which a row was opened: its name and address, and where its neighbours are asked for."""

    table: WorkTable
    url: str
    beside_url: str


def along(query: Mapping[str, str], number: int) -> Along | None:
    """Return the list from which a row was opened, as its address tells, or None."""
    code, _mark, state = query.get(FROM, "").partition("?")
    table = known(code)
    if table is None:
        return None
    wanted = asked.read_text(table, state)
    url = table_address(table, wanted)
    return Along(table=table, url=url, beside_url=_joined(url, f"{BESIDE}={number}"))


def kept_along(request: DistrictRequest) -> str:
    """Return the query string that keeps a row's page along the list from which the page seen was opened."""
    seen = parse_qs(parts_of(page_seen(request)).query).get(FROM, [])
    return f"?{urlencode({FROM: seen[0]})}" if seen else ""


def _beside(
    request: DistrictRequest, table: WorkTable, reader: TableReader, wanted: TableState, number: int
) -> HttpResponse:
    """The links to the rows before and after one, as a fragment of that row's page."""
    found = table.beside(reader, wanted, number)
    before, after = (row_address(table, wanted, one) if one else "" for one in (found.before, found.after))
    return page(request, "web/beside.html", before=before, after=after)
