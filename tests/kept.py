"""Scenes that many tests begin with: played once through the services, then laid out from what they left.

A scene only adds rows. What it added is kept as the database writes it out, and copied back into the empty
district (or the one with the scene before it) of the next test, whose moment is on the same day and later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar

from django.db import connection, transaction

from yuanba.rules.calendar import day

T = TypeVar("T")
#: A scene may have been played so long before the moment of a later test.
LATER = timedelta(hours=6)
#: What every scene leaves something in; empty before the first of them.
TELLTALE = "(select count(*) from journal_entry), (select count(*) from places_area)"


@dataclass(frozen=True, kw_only=True)
class Kept(Generic[T]):
    """What a scene gave, and the rows that it added, table by table."""

    now: datetime
    found: T
    database: str
    rows: dict[str, bytes]
    told: tuple[int, ...]

    def fits(self, now: datetime) -> bool:
        """Whether people who were there then are there now."""
        return day(now) == day(self.now) and timedelta() <= now - self.now < LATER


@dataclass
class Scene(Generic[T]):
    """A scene by its name; each time it was played is kept, with the scene that it was played onto."""

    play: Callable[[datetime], T]
    onto: Scene[Any] | None = None
    kept: list[tuple[Kept[Any] | None, Kept[T]]] = field(default_factory=list)
    #: What this test's district holds of it, as far as we laid it; an end of the test forgets it.
    laid: Kept[T] | None = None
    all: ClassVar[list[Scene[Any]]] = []

    def __post_init__(self) -> None:
        self.all.append(self)

    def __call__(self, *, now: datetime) -> T:
        """Play it, or lay it out as it was played for another test."""
        with transaction.atomic():
            before, base = _told(), self.onto.laid if self.onto else None
            if before != (base.told if base else (0, 0)):
                return self.play(now)
            for known, one in self.kept:
                if known is base and one.fits(now):
                    _lay(one)
                    self.laid = one
                    return one.found
            self.laid = self._keep(base, now)
            return self.laid.found

    def _keep(self, base: Kept[Any] | None, now: datetime) -> Kept[T]:
        were = _dump()
        found = self.play(now)
        rows = {}
        for table, lines in _dump().items():
            known = set(were.get(table, b"").splitlines(keepends=True))
            fresh = [line for line in lines.splitlines(keepends=True) if line not in known]
            if fresh:
                rows[table] = b"".join(fresh)
        name = str(connection.settings_dict["NAME"])
        kept = Kept(now=now, found=found, database=name, rows=rows, told=_told())
        self.kept.append((base, kept))
        return kept


def _told() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {TELLTALE}")
        return tuple(cursor.fetchone())


def _dump() -> dict[str, bytes]:
    """Every row of the district, as COPY writes it."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema() order by 1")
        for (table,) in cursor.fetchall():
            with cursor.copy(f'copy "{table}" to stdout') as out:
                found[table] = b"".join(bytes(part) for part in out)
    return found


def _lay(kept: Kept[T]) -> None:
    with connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            with cursor.copy(f'copy "{table}" from stdin') as into:
                into.write(rows)
        if connection.settings_dict["NAME"] != kept.database:  # its counters have not come so far
            for table in kept.rows:
                cursor.execute("select pg_get_serial_sequence(%s, a.attname) from pg_attribute a "
                    "where a.attrelid = %s::regclass and a.attidentity <> ''", [table, table])  # fmt: skip
                for (sequence,) in cursor.fetchall():
                    cursor.execute(
                        f'select count(nextval(%s)) from generate_series(1, (select max(id) from "{table}"))',
                        [sequence],
                    )
