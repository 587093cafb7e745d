"""Pages of a long list by key: the rows after a place in an order, of one or several ways to find them.

Somebody may read what lies with their unit, what it helps with, and what lies in their area. One condition
"this or that or the third" makes the database walk the whole list for a page. So each way is a query of its
own, which an index answers in the order asked for, with no more rows than a page has; their union is sorted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yuanba.rules.core.paging import Cursor, row_number

#: Before the number of a row that has no moment of the order: these stand last.
WITHOUT = "~"
#: So many ids are looked up by themselves at most, rather than that a list is walked for them.
MOST_LOOKED_UP = 5000
#: Of words that it does not know the planner expects half a hundredth of all rows: up to four million, no
#: more than these. Above it knows the words.
COMMON = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOrder:
    """An order of rows by a column of moments and then by number; rows without a moment stand last."""

    field: str
    is_backwards: bool = False
    is_nullable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row's place in an order."""

    at: datetime | None
    id: int

    def text(self) -> str:
        """Return the place as text that fits into an address."""
        return Cursor(at=self.at, id=self.id).text() if self.at else f"{WITHOUT}{self.id}"


def parse(text: str) -> Place | None:
    """Return the place that a text from an address names, or None.

    >>> parse("~17")
    Place(at=None, id=17)
    """
    if text.startswith(WITHOUT):
        number = row_number(text[1:])
        return Place(at=None, id=number) if number else None
    cursor = Cursor.parse(text)
    return Place(at=cursor.at, id=cursor.id) if cursor else None


def places(
    ways: Sequence[QuerySet[Any]], order: RowOrder, place: Place | None, limit: int, *, is_back: bool = False
) -> list[Place]:
    """Return the places of the next rows after a place, or with ``is_back`` before it, nearest first.

    One statement; a second one where the end of those with a moment is reached.
    """
    found: list[Place] = []
    sides = [False, True] if order.is_nullable else [False]
    for is_without in reversed(sides) if is_back else sides:
        at_side = place is not None and (place.at is None) is is_without
        if place is not None and not at_side and is_without is is_back:
            continue  # this side lies behind the place
        start = place if at_side else None
        found += _of_side(ways, order, start, limit - len(found), is_without=is_without, is_back=is_back)
        if len(found) >= limit:
            break
    return found


def _of_side(
    ways: Sequence[QuerySet[Any]],
    order: RowOrder,
    start: Place | None,
    limit: int,
    *,
    is_without: bool,
    is_back: bool,
) -> list[Place]:
    is_down = order.is_backwards is not is_back
    sign, side = ("-", "lt") if is_down else ("", "gt")
    keys = [f"{sign}id"] if is_without else [f"{sign}{order.field}", f"{sign}id"]
    found = [
        way.filter(_beyond(order, start, side, is_without=is_without))
        .order_by(*keys)
        .values_list(order.field, "id")[:limit]
        for way in ways
    ]
    rows = found[0] if len(found) == 1 else found[0].union(*found[1:]).order_by(*keys)[:limit]
    return [Place(at=at, id=number) for at, number in rows]


def _beyond(order: RowOrder, start: Place | None, side: str, *, is_without: bool) -> Q:
    here = Q(**{f"{order.field}__isnull": is_without}) if order.is_nullable else Q()
    if start is None:
        return here
    if is_without:
        return here & Q(**{f"id__{side}": start.id})
    beyond = Q(**{f"{order.field}__{side}": start.at}) | Q(**{order.field: start.at, f"id__{side}": start.id})
    # the first condition is implied; it lets the index start at the right place
    return here & Q(**{f"{order.field}__{side}e": start.at}) & beyond


def beside(ways: Sequence[QuerySet[Any]], order: RowOrder, place: Place) -> tuple[int | None, int | None]:
    """Return the numbers of the rows before and after a place, or None at an end. Two to four statements."""
    before = places(ways, order, place, 1, is_back=True)
    after = places(ways, order, place, 1)
    return (before[0].id if before else None), (after[0].id if after else None)


def counted(ways: Sequence[QuerySet[Any]], most: int) -> int:
    """Return how many rows there are, counted to one more than ``most``. At most one statement."""
    if not ways:
        return 0
    found = [way.order_by().values("id")[: most + 1] for way in ways]
    rows = found[0] if len(found) == 1 else found[0].union(*found[1:])[: most + 1]
    return rows.count()


def few(ids: QuerySet[Any, int]) -> list[int] | None:
    """Return all of these ids where they are few, or None where they are many or the planner knows so.

    What it knows to be common is not looked up only to find that it is.
    """
    if expected_rows(ids) > COMMON:
        return None
    found = list(ids[: MOST_LOOKED_UP + 1])
    return found if len(found) <= MOST_LOOKED_UP else None


def expected_rows(found: QuerySet[Any, Any]) -> int:
    """Return how many rows the planner expects a query to give, as the last analysis saw its table."""
    return int(json.loads(found.explain(format="json"))[0]["Plan"]["Plan Rows"])
