"""What an address asks of a list: filters, order, columns and page; unknown things in it are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qs, urlencode

from yuanba.rules.time.calendar import moment
from yuanba.rules.time.span import is_readable
from yuanba.web.tables.declared import FilterKind, WorkTable

#: Longer than any code or any words that one searches by.
LONGEST = 200
COLUMN, SORT, AFTER = "col", "sort", "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """One state of a list, as its address tells it; `values` is what filters are set to, by parameter."""

    values: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()
    after: str = ""

    def __getitem__(self, name: str) -> str:
        """Return what a filter is set to, or nothing."""
        return self.values.get(name, "")

    @property
    def order(self) -> str:
        """Return the code of the column by which the rows are sorted."""
        return self.sort.removeprefix("-")

    @property
    def is_backwards(self) -> bool:
        """Return whether the last stand first."""
        return self.sort.startswith("-")

    def from_at(self, name: str) -> datetime | None:
        """Return the beginning of the first day that a filter of days is set to, or None."""
        on = day_in(self[f"{name}_from"])
        return moment(on, time(0)) if on else None

    def to_at(self, name: str) -> datetime | None:
        """Return the end of the last day that a filter of days is set to, or None."""
        on = day_in(self[f"{name}_to"])
        return moment(on + timedelta(days=1), time(0)) if on else None

    def query(self, table: WorkTable) -> str:
        """Return this state as a query string: what the list does by itself is left out."""
        standing = {one.code: one.otherwise for one in table.filters if one.otherwise}
        pairs = [(name, value) for name, value in self.values.items() if value != standing.get(name, "")]
        if self.sort != table.sort:
            pairs.append((SORT, self.sort))
        if self.columns != standing_columns(table):
            pairs += [(COLUMN, code) for code in self.columns]
        if self.after:
            pairs.append((AFTER, self.after))
        return urlencode(pairs)

    def having(self, **changes: str) -> TableState:
        """Return this state with some filters set anew, from the first page on; "" clears one."""
        values = {**self.values, **changes}
        return replace(self, values={name: value for name, value in values.items() if value}, after="")

    def sorted_by(self, sort: str) -> TableState:
        """Return this state in another order, from the first page on."""
        return replace(self, sort=sort, after="")

    def at(self, after: str) -> TableState:
        """Return another page of this state."""
        return replace(self, after=after)


def standing_columns(table: WorkTable) -> tuple[str, ...]:
    """Return the columns that a list shows where nobody chose others."""
    return tuple(column.code for column in table.columns if column.is_shown)


def read(table: WorkTable, query: Mapping[str, Sequence[str]]) -> TableState:
    """Return what the parts of an address ask of a list."""
    given = {name: query[name][-1].strip()[:LONGEST] for name in query if query[name]}
    values: dict[str, str] = {}
    for one in table.filters:
        for name in one.parameters:
            value = given.get(name, "") or one.otherwise
            if value and not (one.kind is FilterKind.DAYS and day_in(value) is None):
                values[name] = value
    sort = given.get(SORT, "")
    known = table.by_code.get(sort.removeprefix("-"))
    chosen = [code for code in query.get(COLUMN, ()) if code in table.by_code]
    if chosen and table.main.code not in chosen:
        chosen.insert(0, table.main.code)
    return TableState(
        values=values,
        sort=sort if known and known.is_sorted else table.sort,
        columns=tuple(dict.fromkeys(chosen)) or standing_columns(table),
        after=given.get(AFTER, ""),
    )


def read_text(table: WorkTable, query: str) -> TableState:
    """Return what a query string asks of a list, such as the one that a view was saved under."""
    return read(table, parse_qs(query[: LONGEST * 10]))


def day_in(text: str) -> date | None:
    """Return the day that a text from an address names, or None.

    >>> day_in("2026-03-02"), day_in("20260302"), day_in("soon")
    (datetime.date(2026, 3, 2), None, None)
    """
    try:
        on = date.fromisoformat(text) if len(text) == len("2026-03-02") else None
    except ValueError:
        return None
    return on if on and is_readable(on) else None
