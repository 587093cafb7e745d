"""Who reads the journal: apps register at start, the worker runs all of them after each numbering."""

from __future__ import annotations

from collections.abc import Callable

from yuanba.rules.core.registry import put

#: Reads new entries from its own place on, and says how many.
Reader = Callable[[], int]

_readers: dict[str, tuple[int, Reader]] = {}


def read_with(name: str, reader: Reader, *, order: int) -> None:
    """Register a function that reads new journal entries; the function with the lowest order runs first."""
    put(_readers, name, (order, reader))


def readers() -> dict[str, Reader]:
    """Return the functions that read new journal entries, by their names, in the order in which they run."""
    return {name: _readers[name][1] for name in sorted(_readers, key=lambda name: (_readers[name][0], name))}
