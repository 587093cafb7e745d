"""Rows that are built once: copying them takes a few milliseconds, building them a tenth of a second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from yuanba.districts import queries as districts

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
#: Who builds by the real clock gets what was built a moment before.
FRESH = timedelta(minutes=30)
#: What triggers write anew when the rows are laid.
BY_TRIGGERS = {"places_edition"}


class Builder(Protocol[T_co]):
    """Puts something into an empty district by its services."""

    def __call__(self, *, now: datetime) -> T_co: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one table as PostgreSQL copies them, and the sequence that numbered them."""

    columns: sql.Composed
    rows: bytes
    sequence: str | None
    newest_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Generic[T]):
    """What a builder returned, and every row that it left."""

    now: datetime
    surroundings: tuple[str, ...]
    tables: tuple[Table, ...]
    built: T


_taken: dict[Builder[object], list[Snapshot[object]]] = {}


def built(build: Builder[T], *, now: datetime) -> T:
    """What `build(now=now)` returns; its rows are in the district that we are in.

    If the same was built before in this process, its rows are copied. Where anything happened in the district
    already, the builder does its work.
    """
    if _anything_happened():
        return build(now=now)
    district = districts.current()
    assert district, "be inside a district"
    surroundings = (district.code, str(settings.PACKS), str(settings.KEY_RING))
    known: list[Snapshot[T]] = _taken.setdefault(build, [])  # type: ignore[assignment]
    for one in known:
        if one.surroundings == surroundings and timedelta(0) <= now - one.now < FRESH:
            _lay(one.tables)
            return one.built
    before = _tables_with_rows()
    found = build(now=now)
    tables = tuple(_photographed(name) for name in sorted(_tables_with_rows() - before - BY_TRIGGERS))
    known.append(Snapshot(now=now, surroundings=surroundings, tables=tables, built=found))
    return found


def _anything_happened() -> bool:
    """Whatever a service does is journalled, and what it decides is decided by a pack that is kept."""
    with connection.cursor() as cursor:
        cursor.execute("select exists(select from journal_entry) or exists(select from packs_resolvedpack)")
        return bool(cursor.fetchone()[0])


def _tables_with_rows() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        exists = sql.SQL("select {} where exists(select from {})")
        cursor.execute(
            sql.SQL(" union all ").join(
                exists.format(sql.Literal(name), sql.Identifier(name)) for (name,) in cursor.fetchall()
            )
        )
        return {name for (name,) in cursor.fetchall()}


def _photographed(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname, pg_get_serial_sequence(attrelid::regclass::text, attname) from pg_attribute "
            "where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
            [name],
        )
        columns = dict(cursor.fetchall())
        named = sql.SQL("{} ({})").format(
            sql.Identifier(name), sql.SQL(", ").join(sql.Identifier(column) for column in columns)
        )
        with cursor.copy(sql.SQL("copy {} to stdout").format(named)) as copied:
            rows = b"".join(bytes(part) for part in copied)
        sequence = next((found.rpartition(".")[2] for found in columns.values() if found), None)
        newest_id = 0
        if sequence:
            cursor.execute(sql.SQL("select max(id) from {}").format(sql.Identifier(name)))
            newest_id = cursor.fetchone()[0]
    return Table(columns=named, rows=rows, sequence=sequence, newest_id=newest_id)


def _lay(tables: tuple[Table, ...]) -> None:
    """Copy the rows in; in a database where they were not built, let their numbers be taken."""
    take = sql.SQL(
        "select count(nextval({})) "
        "from {}, generate_series(case when is_called then last_value + 1 else last_value end, {})"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(sql.SQL("copy {} from stdin").format(table.columns)) as copied:
                copied.write(table.rows)
        cursor.execute(
            sql.SQL(" union all ").join(
                take.format(
                    sql.Literal(table.sequence),
                    sql.Identifier(table.sequence),
                    sql.Literal(table.newest_id),
                )
                for table in tables
                if table.sequence
            )
        )
