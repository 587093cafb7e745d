"""Every sealed column and every keyed digest: what a rotation must find, and an erasure empty.

They are read from the installed models, which state them (``sealing.fields``). A law test finds a binary
column that states nothing, and a digest whose purpose nobody states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from django.apps import apps
from django.db.models import Model
from psycopg import sql

from yuanba.rules.core.registry import put
from yuanba.sealing.fields import DigestField, SealedField

Stated = TypeVar("Stated", SealedField, DigestField)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One database column whose values are encrypted by ``keyring.seal`` for one purpose.

    An empty value holds nothing encrypted. Where a framework keeps JSON, ``within`` names what of it is
    sealed, written as hexadecimal digits.
    """

    table: str
    column: str
    purpose: str
    pk: str = "id"
    within: str = ""

    @property
    def value(self) -> sql.Composable:
        """Return the SQL expression that reads the column's encrypted bytes."""
        column = sql.Identifier(self.column)
        if not self.within:
            return column
        return sql.SQL("decode({}->>{}, 'hex')").format(column, sql.Literal(self.within))

    @property
    def put(self) -> sql.Composable:
        """Return the SQL expression that writes new encrypted bytes (its one parameter) into the column."""
        if not self.within:
            return sql.Placeholder()
        put = sql.SQL("jsonb_set({}, array[{}], to_jsonb(encode({}, 'hex')))")
        return put.format(sql.Identifier(self.column), sql.Literal(self.within), sql.Placeholder())


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One column of keyed digests by which an encrypted value is looked up without decrypting it.

    A rotation computes it anew. The digest is that of ``<the column before>:<the opened value>``.
    """

    table: str
    column: str
    purpose: str
    of: Sealed
    before: str


#: Attachments are sealed too, as files: ``sealing.files``.
FILES = "district.files"

_foreign: dict[tuple[str, str, str], Sealed] = {}
_lasting: dict[str, str] = {FILES: "the name of a file, which rows and the journal repeat"}


def seal_with(*columns: Sealed) -> None:
    """Register encrypted columns in tables of another library; our own models declare theirs as fields."""
    for column in columns:
        put(_foreign, (column.table, column.column, column.within), column)
    sealed.cache_clear()


def last_with(purposes: Mapping[str, str]) -> None:
    """Register purposes of digests that a key rotation does not change, each with the reason."""
    for purpose, ground in purposes.items():
        put(_lasting, purpose, ground)


def lasting() -> Mapping[str, str]:
    """Return the purposes of digests that a key rotation does not change, each with the reason."""
    return MappingProxyType(_lasting)


@cache
def sealed() -> tuple[Sealed, ...]:
    """Return every encrypted column of this installation."""
    own = (
        Sealed(
            table=model._meta.db_table,
            column=str(field.column),
            purpose=field.purpose,
            pk=str(model._meta.pk.column),
        )
        for model, field in _fields(SealedField)
    )
    return (*own, *_foreign.values())


@cache
def indexes() -> tuple[Index, ...]:
    """Return every digest column that a rotation computes again."""
    by_column = {(column.table, column.column): column for column in sealed()}
    found = []
    for model, field in _fields(DigestField):
        columns = {one.name: str(one.column) for one in model._meta.local_fields}
        of = by_column[model._meta.db_table, columns[field.of]]
        found.append(
            Index(
                table=of.table,
                column=columns[field.name],
                purpose=of.purpose,
                of=of,
                before=columns[field.before],
            )
        )
    return tuple(found)


@cache
def rebuilt() -> frozenset[str]:
    """Return the purposes of the digests that a rotation computes again."""
    return frozenset(index.purpose for index in indexes())


def _fields(kind: type[Stated]) -> Iterator[tuple[type[Model], Stated]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, kind):
                yield model, field
