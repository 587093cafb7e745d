"""The range of stored dates: how it is kept by the database, and how a date beyond it is read all the same.

Every column of a district that holds a day or a moment carries a check of the range of ``rules.time.span``.
The checks are settled after each migration, as the rights of the application's role are, from the columns
that are there: a new column has its check without anybody having to remember it. A row that was stored
before stays where it is: its check then is "not valid" for old rows, and the row is named to the operator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.errors import DataError
from psycopg.types.datetime import DateLoader

from yuanba.rules.time import span

_COLUMNS = """
select n.nspname, c.relname, a.attname, coalesce(k.convalidated, false), k.oid is not null
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_constraint k on k.conrelid = c.oid and k.contype = 'c'
    and k.conname = left(c.relname || '_' || a.attname, 52) || '_in_range'
where n.nspname = any(%s) and c.relkind = 'r' and a.atttypid in ('date'::regtype, 'timestamptz'::regtype)
order by 1, 2, 3
"""
_KEY = """
select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
where i.indrelid = %s::regclass and i.indisprimary order by a.attnum
"""
#: More rows of one column are not named: their number says enough.
NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """One column that holds days or moments, and whether its check is there and holds for every row."""

    schema: str
    table: str
    name: str
    is_checked: bool
    has_check: bool

    @property
    def check(self) -> str:
        """Return the name of this column's check."""
        return f"{f'{self.table}_{self.name}'[:52]}_in_range"

    @property
    def condition(self) -> str:
        """Return what the check says, as SQL: the same for days and moments."""
        return f"\"{self.name}\" between '{span.EARLIEST} 00:00+00' and '{span.LATEST} 00:00+00'"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadDate:
    """One stored date beyond the range: where it stands, and its text as the database writes it."""

    schema: str
    table: str
    key: str
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.table} {self.key}: {self.column} = {self.text}"


# --- reading ------------------------------------------------------------------------------------------


def _is_early(data: Buffer) -> bool:
    """Whether what Python cannot hold lies before its first year: 0044-03-15 BC, -infinity."""
    text = bytes(data)
    return text.endswith(b" BC") or text.startswith((b"-", b"0"))


class _MomentLoader(BaseTzLoader):  # type: ignore[misc]
    """Django's loader of moments, which never raises: one bad row must not hide all others of a list."""

    def load(self, data: Buffer) -> datetime:
        try:
            return span.stored_at(super().load(data))
        except (DataError, OverflowError):
            return span.EARLIEST_AT if _is_early(data) else span.LATEST_AT


class _DayLoader(DateLoader):
    """The same for days."""

    def load(self, data: Buffer) -> date:
        try:
            return span.stored_day(super().load(data))
        except DataError:
            return span.EARLIEST if _is_early(data) else span.LATEST


def read_on(sender: object, connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Let a new connection read every stored date; receiver of Django's ``connection_created``."""
    del sender

    class MomentLoader(_MomentLoader):
        timezone = connection.timezone  # as Django compares it with the connection's

    adapters = connection.connection.adapters
    adapters.register_loader("timestamptz", MomentLoader)
    adapters.register_loader("date", _DayLoader)


# --- checks -------------------------------------------------------------------------------------------


def columns(schemas: Sequence[str]) -> list[DateColumn]:
    """Return every column of these schemas that holds days or moments."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [list(schemas)])
        return [
            DateColumn(schema=schema, table=table, name=name, is_checked=is_valid, has_check=is_there)
            for schema, table, name, is_valid, is_there in cursor.fetchall()
        ]


def settle(schema: str, *, tell: Callable[[str], None] = lambda words: None) -> None:
    """Give every column of days or moments its check, also for the rows that are there, if all keep to it.

    `tell` is called with each stored date that does not.
    """
    for column in columns([schema]):
        if column.is_checked:
            continue
        table = f'"{schema}"."{column.table}"'
        with connection.cursor() as cursor:
            if not column.has_check:
                check = f'add constraint "{column.check}" check ({column.condition}) not valid'
                cursor.execute(f"alter table {table} {check}")
            try:
                with transaction.atomic():
                    cursor.execute(f'alter table {table} validate constraint "{column.check}"')
            except IntegrityError:
                for bad in _bad(column):
                    tell(str(bad))


def bad(schemas: Sequence[str]) -> list[BadDate]:
    """Return stored dates beyond the range; only columns are searched whose check does not vouch for them."""
    return [found for column in columns(schemas) if not column.is_checked for found in _bad(column)]


def _bad(column: DateColumn, *, limit: int | None = NAMED) -> list[BadDate]:
    table = sql.Identifier(column.schema, column.table)
    with connection.cursor() as cursor:
        cursor.execute(_KEY, [f'"{column.schema}"."{column.table}"'])
        key = [sql.Identifier(name) for (name,) in cursor.fetchall()] or [sql.Identifier("ctid")]
        cursor.execute(
            sql.SQL("select concat_ws(' ', {}), {}::text from {} where not ({}) order by 1 limit %s").format(
                sql.SQL(", ").join(key), sql.Identifier(column.name), table, sql.SQL(column.condition)
            ),
            [limit],
        )
        found = cursor.fetchall()
    return [
        BadDate(schema=column.schema, table=column.table, key=key, column=column.name, text=text)
        for key, text in found
    ]


def mend(schema: str, *, tell: Callable[[str], None]) -> int:
    """Put the edge of the range, which pages show as unreadable, in place of stored dates beyond it.

    Such a row can be changed again afterwards. `tell` is called with each date as it stood; returns how many
    there were. What is append-only refuses.
    """
    count = 0
    open_ones = [column for column in columns([schema]) if not column.is_checked]
    for table, found in groupby(open_ones, key=lambda column: column.table):
        count += _mend_table(schema, table, list(found), tell)
    settle(schema)
    return count


@transaction.atomic
def _mend_table(schema: str, table: str, found: Sequence[DateColumn], tell: Callable[[str], None]) -> int:
    """All columns at once: the checks of a table look at the whole of a row that is changed."""
    bad = [one for column in found for one in _bad(column, limit=None)]
    for one in bad:
        tell(str(one))
    if bad:
        first, last = (f"'{edge} 00:00+00'" for edge in (span.EARLIEST, span.LATEST))
        edges = ", ".join(
            f'"{one.name}" = case when not ({one.condition})'
            f' then greatest(least("{one.name}", {last}), {first}) else "{one.name}" end'
            for one in found
        )
        which = " or ".join(f"not ({one.condition})" for one in found)
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("update {} set {} where {}").format(
                    sql.Identifier(schema, table), sql.SQL(edges), sql.SQL(which)
                )
            )
    return len(bad)
