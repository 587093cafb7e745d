"""Adding districts and migrating their schemas; run as the database's owner, from the command line only."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from yuanba.districts import dates, queries
from yuanba.districts.models import District
from yuanba.districts.queries import TEMPLATE_SCHEMA, DistrictRow
from yuanba.rules.core.refusal import Refused

#: Any number, the same for everyone who migrates this database.
_MIGRATION_LOCK = 8_204_117
#: What a district's code looks like; its schema and its folders are named by it.
CODE = r"[a-z][a-z0-9]{1,39}"


class DistrictExists(Refused):
    """Raised when a district with this code exists already."""

    code: ClassVar[str] = "district.exists"


class BadCode(Refused):
    """Raised when a district's code is not 2 to 40 lower-case letters and digits, beginning with a letter."""

    code: ClassVar[str] = "district.bad_code"


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the migration lock: two upgrades at once would trip over each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_MIGRATION_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def upgrade(*, tell: Callable[[str], None]) -> None:
    """Migrate the shared schema, the template schema and every district's schema to this code's version.

    Safe to run again, and by two at once. `tell` is called with each schema's name, and with each stored date
    beyond the range of ``rules.time.span``.
    """
    with _alone():
        tell("public")
        call_command("migrate_schemas", "--shared", verbosity=0, interactive=False)
        _create_schema(TEMPLATE_SCHEMA)
        for schema in (TEMPLATE_SCHEMA, *(row.schema_name for row in queries.districts())):
            tell(schema)
            _migrate(schema, tell=tell)
        _grant_public()
        with queries.outside():
            District.objects.exclude(head=queries.code_head()).update(head=queries.code_head())


def add(*, code: str, name: str, name_en: str, at: datetime) -> DistrictRow:
    """Add a district: create its schema as a copy of the migrated template, and return its row.

    Raises BadCode or DistrictExists.
    """
    if not re.fullmatch(CODE, code):
        raise BadCode(district=code)
    with _alone():
        if queries.district(code):
            raise DistrictExists(district=code)
        schema = f"d_{code}"
        _copy_template(schema)
        _grant(schema)
        with queries.outside():
            District.objects.create(
                code=code,
                schema_name=schema,
                name=name,
                name_en=name_en,
                head=queries.code_head(),
                created_at=at,
            )
    found = queries.district(code)
    assert found, "just listed"
    return found


# --- a district that comes from a backup --------------------------------------------------------------


def settle(schema: str, *, head: str) -> None:
    """Prepare a restored schema: grant the application's role its rights, and migrate an outdated schema.

    `head` is what the schema was last migrated to. The district is not listed yet.
    """
    with _alone():
        if head == queries.code_head():
            _settle(schema)
        else:
            _migrate(schema)


def settle_shared(*, heads: set[str], tell: Callable[[str], None]) -> None:
    """Prepare restored shared and template schemas: grant the application's role its rights, or migrate them.

    `heads` are the versions of the districts that came with them.
    """
    if heads != {queries.code_head()}:
        upgrade(tell=tell)
        return
    with _alone():
        _settle(TEMPLATE_SCHEMA)
        _grant_public()


def adopt(*, row: DistrictRow, created_at: datetime, jobs: Sequence[Mapping[str, Any]]) -> None:
    """Register a district whose schema was restored from a backup, and queue its waiting background jobs.

    Jobs that were running start again. Raises DistrictExists.
    """
    with queries.outside(), transaction.atomic(), connection.cursor() as cursor:
        if District.objects.filter(code=row.code).exists():
            raise DistrictExists(district=row.code)
        District.objects.create(
            code=row.code,
            schema_name=row.schema_name,
            name=row.name,
            name_en=row.name_en,
            head=queries.code_head(),
            created_at=created_at,
        )
        for job in jobs:
            cursor.execute(
                "insert into procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, "
                "status, scheduled_at, attempts) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    *(job[name] for name in ("queue_name", "task_name", "priority", "lock", "queueing_lock")),
                    json.dumps(job["args"]),
                    "todo" if job["status"] == "doing" else job["status"],
                    job["scheduled_at"],
                    job["attempts"],
                ],
            )


def abandon(row: DistrictRow) -> None:
    """Drop the schema of a restored district that is not registered; raise DistrictExists if it is."""
    with queries.outside(), transaction.atomic(), connection.cursor() as cursor:
        if District.objects.filter(code=row.code).exists():
            raise DistrictExists(district=row.code)
        cursor.execute(f'drop schema if exists "{row.schema_name}" cascade')


def _create_schema(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'create schema if not exists "{schema}"')


def _migrate(schema: str, *, tell: Callable[[str], None] = lambda words: None) -> None:
    call_command("migrate_schemas", "--tenant", f"--schema={schema}", verbosity=0, interactive=False)
    queries.leave()
    _settle(schema, tell=tell)


def _settle(schema: str, *, tell: Callable[[str], None] = lambda words: None) -> None:
    """What follows from the tables that are there: the application's rights, and the range of dates."""
    _grant(schema)
    dates.settle(schema, tell=tell)


def _copy_template(schema: str) -> None:
    """Copy the template with pg_dump: tables, functions, triggers and the list of migrations.

    The dump qualifies every name with its schema, so renaming the schema in the text is exact:
    the template's name appears nowhere else.
    """
    arguments = settings.OWNER_CONNECTION
    dump = subprocess.run(
        [settings.PG_DUMP, "--schema", TEMPLATE_SCHEMA, "--no-owner", "--no-privileges", "--inserts"],
        env=arguments,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    text = re.sub(rf"\b{TEMPLATE_SCHEMA}\b", schema, dump)
    # psql's own commands (\restrict, from 17.6 on) and the dump's settings are not for us
    lines = (line for line in text.splitlines() if not line.startswith(("\\", "SET transaction_timeout")))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("\n".join(lines))
    connection.close()  # the dump emptied this session's search path


def _grant(schema: str) -> None:
    """Let the application's role read and write, but only add to what is append-only.

    Append-only is what carries a trigger on ``refuse_change``; the trigger stops the owner too.
    """
    role = settings.APP_ROLE
    with connection.cursor() as cursor:
        cursor.execute(f'grant usage on schema "{schema}" to "{role}"')
        cursor.execute(f'grant select, insert, update, delete on all tables in schema "{schema}" to "{role}"')
        cursor.execute(f'grant usage, select on all sequences in schema "{schema}" to "{role}"')
        cursor.execute(f'grant execute on all functions in schema "{schema}" to "{role}"')
        cursor.execute(
            """
            select distinct c.relname
            from pg_trigger t
            join pg_class c on c.oid = t.tgrelid
            join pg_namespace n on n.oid = c.relnamespace
            join pg_proc p on p.oid = t.tgfoid
            where n.nspname = %s and p.proname = 'refuse_change'
            """,
            [schema],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'revoke update, delete, truncate on "{schema}"."{table}" from "{role}"')


def _grant_public() -> None:
    """The shared schema: jobs are the application's to change, the list of districts is not."""
    role = settings.APP_ROLE
    _grant("public")
    with connection.cursor() as cursor:
        cursor.execute(f'revoke insert, update, delete on districts_district from "{role}"')
        cursor.execute(f'revoke insert, update, delete on django_migrations from "{role}"')
