"""Where the rows of a work table come from: queries, read page by page, counted, and stepped through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from yuanba.web.tables import keyset, ordered
from yuanba.web.tables.asked import TableState
from yuanba.web.tables.declared import MOST_COUNTED, Neighbours, TableReader, TableRows
from yuanba.web.tables.keyset import RowOrder
from yuanba.web.tables.ordered import Order


def by_moment(orders: Mapping[str, RowOrder]) -> Callable[[TableReader, TableState], Order]:
    """Return what finds the order that is asked of a list which sorts by columns of moments only."""
    return lambda _reader, asked: replace(orders[asked.order], is_backwards=asked.is_backwards)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """Where the rows of one work table come from.

    `ways` are the queries that together are the list as it is asked for. `every` is all rows that there are,
    for one that has left the list still has its place between the others. `lines` makes what the cells show
    of the rows with some numbers, in their order; `may_read` gives the numbers that the reader may read.
    """

    ways: Callable[[TableReader, TableState], Sequence[QuerySet[Any]]]
    order: Callable[[TableReader, TableState], Order]
    every: Callable[[], QuerySet[Any]]
    lines: Callable[[TableReader, Sequence[int]], Sequence[Any]]
    may_read: Callable[[TableReader, Sequence[int]], Collection[int]]

    def rows(self, reader: TableReader, asked: TableState, limit: int) -> TableRows:
        """Return one page of the table."""
        found = ordered.listed(self.ways(reader, asked), self.order(reader, asked), asked.after, limit)
        return TableRows(rows=self.lines(reader, found.ids), after=found.after, is_sorted=found.is_sorted)

    def count(self, reader: TableReader, asked: TableState) -> int:
        """Return how many rows the table has, counted no further than one more than `MOST_COUNTED`."""
        return keyset.counted(self.ways(reader, asked), MOST_COUNTED)

    def beside(self, reader: TableReader, asked: TableState, number: int) -> Neighbours:
        """Return the rows before and after one in the table."""
        ways, order = self.ways(reader, asked), self.order(reader, asked)
        before, after = ordered.beside(ways, order, self.every(), number)
        return Neighbours(before=before, after=after)

    def by_ids(self, reader: TableReader, ids: Sequence[int], _asked: TableState) -> Sequence[Any]:
        """Return the rows with these numbers, as far as the reader may read them."""
        may = self.may_read(reader, ids)
        return self.lines(reader, [number for number in ids if number in may])
