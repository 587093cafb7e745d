"""Tables that apps fill at start: the same twice is harmless, two things under one key are a fault."""

from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Twice(Exception):  # noqa: N818
    """Raised at start when two apps register different values under one key, which a developer must mend."""


def put(table: dict[Key, Value], key: Key, value: Value) -> None:
    """Add an entry to a table that apps fill at start; raise Twice where the key has another value already.

    >>> table: dict[str, int] = {}
    >>> put(table, "notice.not_up", 409)
    >>> put(table, "notice.not_up", 409)
    >>> put(table, "notice.not_up", 404)
    Traceback (most recent call last):
    yuanba.rules.core.registry.Twice: notice.not_up is registered twice: as 409 and as 404
    """
    known = table.setdefault(key, value)
    if known is not value and known != value:
        raise Twice(f"{key} is registered twice: as {known!r} and as {value!r}")
