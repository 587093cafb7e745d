"""Forgetting a demonstration: its schema, its place in the list of districts, its jobs. As owner only."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction

from yuanba.demo import house
from yuanba.demo.logins import DISTRICT
from yuanba.districts import queries


def wipe() -> None:
    """Remove the demonstration's district; raises OnlyInDemo, or NotOurs where it is somebody's real one."""
    if not settings.DEMO:
        raise house.OnlyInDemo
    row = queries.district(DISTRICT)
    if row is None:
        return
    with queries.inside(row):
        house.is_furnished()
    with queries.outside(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where args->>'district' = %s", [row.code])
        cursor.execute("delete from districts_district where code = %s", [row.code])
        cursor.execute(f'drop schema "{row.schema_name}" cascade')
