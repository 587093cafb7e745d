"""Removes a demonstration: its schema, its row in the list of districts, its jobs. Database owner only."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction

from yuanba.demo import house
from yuanba.demo.setting import Setting
from yuanba.districts import queries


def wipe(wanted: Iterable[Setting]) -> None:
    """Drop the schemas and queued jobs of these demonstration districts, all or none.

    Raises OnlyInDemo, or NotOurs where one of them holds other data.
    """
    if not settings.DEMO:
        raise house.OnlyInDemo
    rows = []
    for one in wanted:
        row = queries.district(one.code)
        if row:
            with queries.inside(row):
                house.is_furnished(one)
            rows.append(row)
    with queries.outside(), transaction.atomic(), connection.cursor() as cursor:
        for row in rows:
            cursor.execute("delete from procrastinate_jobs where args->>'district' = %s", [row.code])
            cursor.execute("delete from districts_district where code = %s", [row.code])
            cursor.execute(f'drop schema "{row.schema_name}" cascade')
