"""Moments at which the demonstration is begun, and what is there afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from django.db import connection

from yuanba.demo import house
from yuanba.matters.queries import MatterRow, tables

THURSDAY = datetime(2026, 11, 19, 6, 30, tzinfo=UTC)
#: Early on the first working day after National Day, with seven days off behind it.
AFTER_THE_HOLIDAY = datetime(2026, 10, 8, 0, 10, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 21, 20, 45, tzinfo=UTC)


def all_matters(now: datetime = THURSDAY) -> list[MatterRow]:
    """Every matter of the district that we are in."""
    return list(tables.listed(tables.readable(house.ACTOR, now), limit=1000).rows)


def counts() -> Counter[str]:
    """How much lies in the tables that a second run could add to."""
    tables = ("matters_matter", "journal_entry", "people_account", "messages_message", "procrastinate_jobs")
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return found
