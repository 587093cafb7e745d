"""The lists of the desk, which apps register at start; addresses and saved views name them by code."""

from __future__ import annotations

from collections.abc import Iterable

from yuanba.rules.core.registry import put
from yuanba.web.tables.declared import WorkTable

_tables: dict[str, WorkTable] = {}


def lay_with(tables: Iterable[WorkTable]) -> None:
    """Register an app's lists."""
    for table in tables:
        put(_tables, table.code, table)


def known(code: str) -> WorkTable | None:
    """Return the list with this code, or None."""
    return _tables.get(code)


def everyone() -> tuple[WorkTable, ...]:
    """Return all lists of the desk, by their codes."""
    return tuple(_tables[code] for code in sorted(_tables))
