"""Remembers units, positions and names of areas in this process, as long as none of them has changed.

Triggers give the tables of areas, estates, units and positions a new edition with each statement that changes
one of them (ADR 0026). What was read under an edition holds until there is another one, in whichever process
it was made; so a look at the edition stands for all that was read before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from yuanba.districts import queries as districts
from yuanba.web.once import once

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What is known under one edition: by kind, each key with what was found."""

    edition: UUID | None
    kinds: dict[str, dict[Any, Any]] = field(default_factory=dict)


_shelves: dict[str, _Shelf] = {}


def edition() -> UUID | None:
    """Return the present edition of the district's areas, estates, units and positions; one SQL statement."""
    return once("edition", _edition)


def _edition() -> UUID | None:
    """Asked for nearly every page, so it is raw SQL: the ORM would cost more here than the statement."""
    with connection.cursor() as cursor:
        cursor.execute("select mark from places_edition")
        found: tuple[UUID] | None = cursor.fetchone()
    return found[0] if found else None


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
