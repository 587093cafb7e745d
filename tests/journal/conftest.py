"""A small journal to look at: three subjects, words on some entries, every entry in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection

from yuanba.config import postgres
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services
from yuanba.journal.services import Subject
from yuanba.rules.access import operator, system

Superuser = psycopg.Connection[tuple[object, ...]]
#: A, B and C take turns; entries 1, 4, 7 … are A's.
SUBJECTS = ("a", "b", "c")
ENTRIES = 12


def tell(number: int, now: datetime) -> int:
    """The entry of this number, counted from 1."""
    subject = SUBJECTS[(number - 1) % 3]
    return services.record(
        actor=operator("test") if number % 2 else system("test"),
        verb="matter.read",
        subject=Subject(kind="matter", key=subject),
        at=now + timedelta(minutes=number),
        outcome={"state": "filed", "number": number, "parts": [1, None, {"zh": "院坝"}]},
        because=("grounds.test", f"number.{number}"),
        words=f"第{number}句话" if number % 2 else "",
    )


@pytest.fixture
def history(own_database: DistrictRow, morning: datetime) -> list[int]:
    """The ids of twelve committed entries that have their positions."""
    ids = [tell(number, morning) for number in range(1, ENTRIES + 1)]
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
