"""A small journal to look at: three subjects, words on some entries, every entry in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services
from yuanba.journal.services import Act, Subject
from yuanba.rules.core.access import operator, system
from yuanba.server import postgres

Superuser = psycopg.Connection[tuple[object, ...]]
#: A, B and C take turns; entries 1, 4, 7 … are A's.
SUBJECTS = ("a", "b", "c")
ENTRIES = 12


def tell(number: int, now: datetime) -> int:
    """The entry of this number, counted from 1."""
    subject = SUBJECTS[(number - 1) % 3]
    return services.record(
        Act(
            operator("test") if number % 2 else system("test"), "matter.read", now + timedelta(minutes=number)
        ),
        Subject(kind="matter", key=subject),
        outcome={"state": "filed", "number": number, "parts": [1, None, {"zh": "院坝"}]},
        because=("grounds.test", f"number.{number}"),
        words=f"第{number}句话" if number % 2 else "",
    )


@pytest.fixture
def history(jiangjin: DistrictRow, morning: datetime) -> list[int]:
    """The ids of twelve entries that have their positions."""
    return _history(morning)


@pytest.fixture
def committed(own_database: DistrictRow, morning: datetime) -> list[int]:
    """The same, in a database of its own, where others see them."""
    return _history(morning)


def _history(now: datetime) -> list[int]:
    ids = [tell(number, now) for number in range(1, ENTRIES + 1)]
    assert services.number() == ENTRIES
    return ids


@pytest.fixture
def superuser(own_database: DistrictRow) -> Iterator[Superuser]:
    """Somebody who can do anything to the database, triggers or not."""
    database = str(connection.settings_dict["NAME"])
    arguments = postgres.connect_arguments("superuser", database=database)
    with psycopg.connect(**arguments, autocommit=True) as found:  # type: ignore[arg-type]
        found.execute("set session_replication_role = replica")
        found.execute(f"set search_path to {own_database.schema_name}")
        yield found


class Tamper:
    """A superuser inside a transaction that is rolled back: quick, and as thorough."""

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids

    def execute(self, statement: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
        """Do it with triggers and foreign keys off, and give what comes back."""
        with connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            cursor.execute(statement, values)
            rows = cursor.fetchall() if cursor.description else []
            cursor.execute("set local session_replication_role = origin")
        return rows


@pytest.fixture
def tamper(django_db_setup: None, django_db_blocker: DjangoDbBlocker, morning: datetime) -> Iterator[Tamper]:
    """Jiangjin with the twelve entries, seen by somebody who can do anything to the database."""
    named = connections["default"].settings_dict
    before = {key: named[key] for key in ("USER", "HOST", "PORT", "PASSWORD")}
    ours = postgres.connect_arguments("superuser")
    with django_db_blocker.unblock():
        connection.close()
        named.update(
            USER=ours["user"], HOST=ours["host"], PORT=ours["port"], PASSWORD=ours.get("password", "")
        )
        try:
            with transaction.atomic():
                row = queries.district("jiangjin")
                assert row
                with queries.inside(row):
                    yield Tamper(ids=_history(morning))
                transaction.set_rollback(True)
        finally:
            connection.close()
            named.update(before)
