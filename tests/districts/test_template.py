"""A new district is a copy of the migrated template, and equals one that was migrated itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

import psycopg
import pytest
from django.db import connection

from tests.conftest import _run
from yuanba.districts import queries
from yuanba.districts.queries import TEMPLATE_SCHEMA, DistrictRow
from yuanba.server import postgres

Shape = Mapping[str, list[tuple[object, ...]]]
#: What makes a schema; `%(schema)s` is its name, and no answer may contain it.
ASKED = {
    "columns": """
        select table_name, column_name, data_type, is_nullable, column_default,
               character_maximum_length, is_identity, identity_generation
        from information_schema.columns where table_schema = %(schema)s order by 1, 2
    """,
    "indexes": """
        select tablename, indexname, indexdef from pg_indexes where schemaname = %(schema)s order by 1, 2
    """,
    "constraints": """
        select r.relname, c.conname, c.contype, pg_get_constraintdef(c.oid)
        from pg_constraint c join pg_class r on r.oid = c.conrelid
        where c.connamespace = %(schema)s::regnamespace order by 1, 2
    """,
    "triggers": """
        select r.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled
        from pg_trigger t join pg_class r on r.oid = t.tgrelid
        where r.relnamespace = %(schema)s::regnamespace and not t.tgisinternal order by 1, 2
    """,
    "functions": """
        select proname, pg_get_function_arguments(oid), pg_get_function_result(oid), prosrc
        from pg_proc where pronamespace = %(schema)s::regnamespace order by 1, 2
    """,
    "sequences": """
        select sequencename, data_type, start_value, min_value, max_value, increment_by, cycle
        from pg_sequences where schemaname = %(schema)s order by 1
    """,
    "persistence": """
        select relname, relkind, relpersistence, reloptions from pg_class
        where relnamespace = %(schema)s::regnamespace and relkind in ('r', 'S', 'i') order by 1
    """,
    "rights": """
        select table_name, grantee, privilege_type from information_schema.role_table_grants
        where table_schema = %(schema)s and grantee = current_user order by 1, 2, 3
    """,
}


def shape(schema: str) -> Shape:
    """Everything about a schema, without its name."""
    found = {}
    with connection.cursor() as cursor:
        for kind, question in ASKED.items():
            cursor.execute(question, {"schema": schema})
            found[kind] = [
                tuple(plain(value, schema) if isinstance(value, str) else value for value in row)
                for row in cursor.fetchall()
            ]
    return found


def plain(definition: str, schema: str) -> str:
    """A definition without its schema, and without casts, which PostgreSQL spells anew at each reading."""
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", definition.replace(f"{schema}.", ""))


def test_a_copy_equals_the_migrated_template(jiangjin: DistrictRow) -> None:
    template, copy = shape(TEMPLATE_SCHEMA), shape(jiangjin.schema_name)

    for kind in ASKED:
        assert copy[kind] == template[kind], kind
    assert len(template["columns"]) > 100
    assert len(template["triggers"]) >= 4
    assert template["functions"]


def test_a_schema_that_differs_is_told_apart(own_database: DistrictRow) -> None:
    """The comparison itself can fail."""
    arguments = postgres.connect_arguments("owner", str(connection.settings_dict["NAME"]))
    with psycopg.connect(**arguments, autocommit=True) as owner:  # type: ignore[arg-type]
        owner.execute(f"drop trigger journal_entry_append_only on {own_database.schema_name}.journal_entry")
        owner.execute(f"drop index {own_database.schema_name}.matter_newest")

    template, copy = shape(TEMPLATE_SCHEMA), shape(own_database.schema_name)
    assert copy["triggers"] != template["triggers"]
    assert copy["indexes"] != template["indexes"]


def test_the_copy_brings_the_list_of_migrations_along(jiangjin: DistrictRow) -> None:
    def migrations(schema: str) -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(f"select app, name from {schema}.django_migrations order by id")
            return list(cursor.fetchall())

    assert migrations(jiangjin.schema_name) == migrations(TEMPLATE_SCHEMA)


@pytest.mark.slow
def test_an_upgrade_and_a_new_district_change_nothing_of_the_others(own_database: DistrictRow) -> None:
    name = str(connection.settings_dict["NAME"])
    before = shape(own_database.schema_name)

    _run("upgrade", database=name)
    _run("district", "add", "third", "--name", "第三区", "--name-en", "Third", database=name)

    assert shape(own_database.schema_name) == before
    row = queries.district("third")
    assert row
    assert row.head == queries.code_head()
    assert shape(row.schema_name) == before


def test_the_application_may_not_change_the_list_of_districts(jiangjin: DistrictRow) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select privilege_type from information_schema.role_table_grants "
            "where table_schema = 'public' and table_name = 'districts_district' and grantee = current_user"
        )
        assert cursor.fetchall() == [("SELECT",)]
