"""Queries for districts, and how a thread switches between their database schemas."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db import connection as _connection
from django.db.migrations.loader import MigrationLoader

from yuanba.districts import dates
from yuanba.districts.models import District, SetAside
from yuanba.rules.core.registry import put

TEMPLATE_SCHEMA = "d_template"

#: The connection with what django-tenants adds to it (``tenant``, ``set_tenant``), which stubs do not know.
connection: Any = _connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictRow:
    """One district as other apps see it: a frozen copy of its row."""

    code: str
    schema_name: str
    name: str
    name_en: str
    head: str


def _row(district: District) -> DistrictRow:
    return DistrictRow(
        code=district.code,
        schema_name=district.schema_name,
        name=district.name,
        name_en=district.name_en,
        head=district.head,
    )


def districts() -> list[DistrictRow]:
    """Return every district, in the order in which they were added."""
    with outside():
        return [_row(district) for district in District.objects.order_by("id")]


def district(code: str) -> DistrictRow | None:
    """Return the district with this code, or None."""
    with outside():
        found = District.objects.filter(code=code).first()
    return _row(found) if found else None


def current() -> DistrictRow | None:
    """Return the district whose schema this thread uses, or None in the shared schema."""
    tenant = connection.tenant
    return tenant if isinstance(tenant, DistrictRow) else None


@contextmanager
def inside(row: DistrictRow) -> Iterator[DistrictRow]:
    """Switch to a district's schema for a with-block, and back to the previous one afterwards."""
    before = connection.tenant
    enter(row)
    try:
        yield row
    finally:
        connection.set_tenant(before)


@contextmanager
def outside() -> Iterator[None]:
    """Switch to the shared schema for a with-block, and back to the previous one afterwards."""
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)


def enter(row: DistrictRow) -> None:
    """Switch this thread to a district's schema until it is switched again.

    Costs nothing where the thread is there already.
    """
    if connection.tenant != row:
        connection.set_tenant(row)


def leave() -> None:
    """Switch this thread to the shared schema until it is switched again."""
    connection.set_schema_to_public()


@cache
def code_head() -> str:
    """Return a digest that identifies the newest migrations of this code for a district's schema."""
    loader = MigrationLoader(None)
    labels = {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}
    leaves = sorted(f"{label}.{name}" for label, name in loader.graph.leaf_nodes() if label in labels)
    return hashlib.sha256("\n".join(leaves).encode()).hexdigest()[:16]


# --- what is at fault ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """One thing that is at fault while the rest goes on: where, what, and when it is tried again."""

    district: str
    part: str
    key: str
    fault: str
    tries: int = 0
    since_at: datetime | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSource:
    """What an app passed over in the current district: a function that finds it, and one that retries it."""

    find: Callable[[], Sequence[PassedOver]]
    retry: Callable[[], int]


_sources: dict[str, FaultSource] = {}
#: The part under which stored dates beyond the range are named.
BAD_DATE = "dates"


def find_faults_with(
    name: str, *, find: Callable[[], Sequence[PassedOver]], retry: Callable[[], int]
) -> None:
    """Register how what an app has passed over in the current district is found, and tried again at once."""
    put(_sources, name, FaultSource(find=find, retry=retry))


def fault_sources() -> list[FaultSource]:
    """Return how what the apps passed over is found and retried."""
    return list(_sources.values())


def faults() -> list[PassedOver]:
    """Return all that is set aside or passed over, and every stored date beyond the range, of all districts.

    Empty where all is well. A district whose own tables cannot be read is among what is set aside.
    """
    rows = [row for row in districts() if row.head == code_head()]
    found = [*_set_aside(), *_bad_dates(rows)]
    for row in rows:
        for source in fault_sources():
            try:
                with inside(row), transaction.atomic():
                    found += source.find()
            except DatabaseError as fault:
                found.append(PassedOver(district=row.code, part="tables", key="", fault=type(fault).__name__))
    return found


def _set_aside() -> list[PassedOver]:
    with outside():
        return [
            PassedOver(
                district=row.district,
                part=row.part,
                key=row.key,
                fault=row.fault,
                tries=row.tries,
                since_at=row.since_at,
                retry_at=row.retry_at,
            )
            for row in SetAside.objects.order_by("district", "part", "key")
        ]


def _bad_dates(rows: Sequence[DistrictRow]) -> list[PassedOver]:
    codes = {row.schema_name: row.code for row in rows}
    with outside():
        return [
            PassedOver(
                district=codes[one.schema],
                part=BAD_DATE,
                key=f"{one.table} {one.key}",
                fault=f"{one.column} = {one.text}",
            )
            for one in dates.bad(list(codes))
        ]
