"""Pages of a list in any of its orders: by a column of moments, or by the rank of what a column holds.

Moments have an index and go by key, however long the list is. What has ranks, such as units by their names or
states as they follow one another, is read whole and sorted here, which has an end: a list that is longer
stands newest first, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yuanba.rules.core.paging import row_number
from yuanba.web.tables import keyset
from yuanba.web.tables.keyset import Place, RowOrder

#: A list with more rows is not sorted by ranks.
MOST_SORTED = 5000
#: Before the number of rows shown so far, and of the last of them, in an order by ranks.
SHOWN = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedOrder:
    """An order of rows by the rank of what some columns hold, the newest first where it is the same.

    `rank` gets what the columns hold and gives what is compared; rows for which it gives None stand last.
    """

    fields: tuple[str, ...]
    newest: str
    rank: Callable[..., Any]
    is_backwards: bool = False

    @property
    def instead(self) -> RowOrder:
        """Return the order in which a list stands that is too long for this one."""
        return RowOrder(field=self.newest, is_backwards=True)


Order = RowOrder | RankedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRows:
    """The numbers of the rows of a page, the cursor of the next, and whether they stand as asked for."""

    ids: Sequence[int]
    after: str
    is_sorted: bool = True


def listed(ways: Sequence[QuerySet[Any]], order: Order, after: str, limit: int) -> FoundRows:
    """Return a page of a list. One statement; two by ranks or at the end of moments, three of a long list."""
    if not ways:
        return FoundRows(ids=[], after="")
    if isinstance(order, RankedOrder):
        ids = _ranked(ways, order)
        return (
            _by_key(ways, order.instead, after, limit, is_sorted=False)
            if ids is None
            else _cut(ids, after, limit)
        )
    return _by_key(ways, order, after, limit)


def beside(
    ways: Sequence[QuerySet[Any]], order: Order, rows: QuerySet[Any], number: int
) -> tuple[int | None, int | None]:
    """Return the numbers of the rows before and after one, or None at an end; `rows` are all there are.

    A row that has left the list still has its place between the others.
    """
    if not ways:
        return None, None
    if isinstance(order, RankedOrder):
        ids = _ranked(ways, order, rows.filter(pk=number))
        if ids is not None:
            at = ids.index(number) if number in ids else len(ids)
            return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
        order = order.instead
    moments = rows.filter(pk=number).values_list(order.field.rpartition("__")[2], flat=True)
    here = [way.filter(pk=number).values_list(order.field, flat=True) for way in ways]
    at_moment = next((at for way in (*here, moments) for at in way[:1]), None)
    return keyset.beside(ways, order, Place(at=at_moment, id=number))


def _by_key(
    ways: Sequence[QuerySet[Any]], order: RowOrder, after: str, limit: int, *, is_sorted: bool = True
) -> FoundRows:
    places = keyset.places(ways, order, keyset.parse(after), limit + 1)
    more = places[limit - 1].text() if len(places) > limit else ""
    ids = list(dict.fromkeys(place.id for place in places[:limit]))
    return FoundRows(ids=ids, after=more, is_sorted=is_sorted)


def _ranked(
    ways: Sequence[QuerySet[Any]], order: RankedOrder, also: QuerySet[Any] | None = None
) -> list[int] | None:
    """The numbers of all rows in their order, or None where there are too many. Two statements.

    `also` are rows that get a place though they may have left the list.
    """
    most = MOST_SORTED + 1
    found = [way.order_by().values_list("pk", order.newest, *order.fields) for way in ways]
    every = found[0] if len(found) == 1 else found[0].union(*found[1:])
    if every[MOST_SORTED:most].exists():
        return None
    ranks = _of_left(also, order)
    ranks |= {number: (order.rank(*held), at, number) for number, at, *held in every}
    last = [one for one in ranks.values() if one[0] is None]
    first = [one for one in ranks.values() if one[0] is not None]
    for each in (last, first):
        each.sort(key=lambda one: one[1:], reverse=True)
    first.sort(key=lambda one: one[0], reverse=order.is_backwards)
    return [number for _rank, _at, number in (*first, *last)]


def _of_left(also: QuerySet[Any] | None, order: RankedOrder) -> dict[int, tuple[Any, Any, int]]:
    """What decides the place of rows that may have left; what only the list knew of them has no rank."""
    if also is None:
        return {}
    fields = {one.name for one in also.model._meta.get_fields()}
    if not all(name.partition("__")[0] in fields for name in order.fields):
        return {number: (None, at, number) for number, at in also.values_list("pk", order.newest)}
    rows = also.values_list("pk", order.newest, *order.fields)
    return {number: (order.rank(*held), at, number) for number, at, *held in rows}


def _cut(ids: Sequence[int], after: str, limit: int) -> FoundRows:
    """One page; the row shown last says where it begins, its number where that row has left."""
    number, _dot, last = after.removeprefix(SHOWN).partition(".") if after.startswith(SHOWN) else ("", "", "")
    start = row_number(number) or 0
    if start and (row_number(last) or 0) in ids:
        start = ids.index(row_number(last) or 0) + 1
    shown = ids[start : start + limit]
    end = start + len(shown)
    return FoundRows(ids=shown, after=f"{SHOWN}{end}.{shown[-1]}" if shown and end < len(ids) else "")
