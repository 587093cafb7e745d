"""In which orders a work table of matters can be read: by moments, and by the rank of what a column holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from yuanba.matters import queries
from yuanba.matters.queries import handover, tables
from yuanba.matters.queries.tables import MatterList
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core.state import State
from yuanba.rules.time.calendar import day
from yuanba.web.tables import TableReader, TableState
from yuanba.web.tables.ordered import Order, RankedOrder

Rank = Callable[..., Any]


def _as_it_is(value: str | int) -> str | int | None:
    """Numbers and texts stand as they are; an empty text has no rank."""
    return None if value == "" else value


def _in_order(codes: Iterable[str]) -> Rank:
    return {code: number for number, code in enumerate(codes)}.get


def _states(_reader: TableReader) -> Rank:
    return _in_order(State)


def _units(_reader: TableReader) -> Rank:
    return _in_order(unit.code for unit in sorted(people.units(), key=lambda unit: unit.name))


def _classes(reader: TableReader) -> Rank:
    return _in_order(store.in_force(day(reader.now)).classes)


def _items(reader: TableReader) -> Rank:
    return _in_order(store.in_force(day(reader.now)).items)


def _kinds(reader: TableReader) -> Rank:
    """The directory's items class by class; what has only a class stands behind them."""
    of_class, of_item = _classes(reader), _items(reader)

    def rank(class_code: str, item_code: str) -> tuple[int, bool, int] | None:
        number, item = of_class(class_code), of_item(item_code)
        return None if number is None else (number, item is None, item or 0)

    return rank


def _channels(reader: TableReader) -> Rank:
    return _in_order(store.in_force(day(reader.now)).channels)


def _hands(reader: TableReader) -> Rank:
    """Who works in the reader's units, by their names; what nobody has in hand stands last."""
    units = queries.units_worked_in(reader.actor, reader.now)
    working = handover.working_in(units, day(reader.now)) if units else {}
    names = people.names({one.key for holders in working.values() for one in holders})
    return _in_order(sorted(names, key=lambda key: names[key]))


#: What a column sorts by: the fields that hold it, and the rank of what they hold for a reader.
RANKED: dict[str, tuple[tuple[str, ...], Callable[[TableReader], Rank]]] = {
    "receipt": (("receipt",), lambda _reader: _as_it_is),
    "where": (("area_path",), lambda _reader: _as_it_is),
    "place": (("place",), lambda _reader: _as_it_is),
    "kind": (("class_code", "item_code"), _kinds),
    "class": (("class_code",), _classes),
    "item": (("item_code",), _items),
    "state": (("state",), _states),
    "unit": (("unit",), _units),
    "hand": (("mine__in_hand",), _hands),
    "channel": (("channel",), _channels),
    "number": (("source_number",), lambda _reader: _as_it_is),
    "returns": (("returns",), lambda _reader: _as_it_is),
    "reworks": (("reworks",), lambda _reader: _as_it_is),
    "urges": (("urges",), lambda _reader: _as_it_is),
}


def order_of(found: MatterList, reader: TableReader, asked: TableState) -> Order:
    """Return the order that an address asks of a list of matters."""
    if asked.order in tables.ORDERS:
        return found.order(asked.order, is_backwards=asked.is_backwards)
    return ranked_by(asked, reader, newest="filed_at")


def ranked_by(asked: TableState, reader: TableReader, *, newest: str, of: str = "") -> RankedOrder:
    """Return the order by the ranks of a column of matters; ``of`` leads from a row to its matter."""
    fields, rank = RANKED[asked.order]
    return RankedOrder(
        fields=tuple(f"{of}{name}" for name in fields),
        newest=newest,
        rank=rank(reader),
        is_backwards=asked.is_backwards,
    )
