"""Remembers units, positions and names of areas in this process, as long as none of them has changed.

Triggers give the tables of areas, estates, units and positions a new edition with each statement that changes
one of them (ADR 0026). What was read under an edition holds until there is another one, in whichever process
it was made; so a look at the edition stands for all that was read before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from yuanba.districts import queries as districts
from yuanba.places.models import Edition

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What is known under one edition: by kind, each key with what was found."""

    edition: UUID | None
    kinds: dict[str, dict[Any, Any]] = field(default_factory=dict)


_shelves: dict[str, _Shelf] = {}
_answer = threading.local()


def edition() -> UUID | None:
    """Return the present edition of the district's areas, estates, units and positions; one SQL statement.

    Within ``one_look`` it is asked once.
    """
    seen: dict[str, UUID | None] | None = getattr(_answer, "seen", None)
    schema = _schema()
    if seen is not None and schema in seen:
        return seen[schema]
    found = Edition.objects.values_list("mark", flat=True).first()
    if seen is not None:
        seen[schema] = found
    return found


@contextmanager
def one_look() -> Iterator[None]:
    """Ask for the edition once during this block, in which one page is made and nothing changes."""
    _answer.seen = {}
    try:
        yield
    finally:
        _answer.seen = None


def remembered(kind: str, keys: Iterable[K], ask: Callable[[set[K]], Mapping[K, V]]) -> dict[K, V]:
    """Return what ``ask`` finds for these keys, as a dict; it is asked for what is not known yet.

    Keys for which it finds nothing are not in the answer, and are asked for again: anybody can make up keys,
    and memory is not filled with those.
    """
    wanted = set(keys)
    if not wanted:
        return {}
    known = _kind(kind)
    if missing := wanted - known.keys():
        known.update(ask(missing))
    return {key: known[key] for key in wanted if key in known}


def _kind(kind: str) -> dict[Any, Any]:
    now, schema = edition(), _schema()
    shelf = _shelves.get(schema)
    if shelf is None or shelf.edition != now or now is None:
        shelf = _shelves[schema] = _Shelf(edition=now)
    return shelf.kinds.setdefault(kind, {})


def _schema() -> str:
    return str(districts.connection.schema_name)
