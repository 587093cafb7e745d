"""Whatever people type can be indexed: no index holds a text that may be longer than a row of it takes."""

from __future__ import annotations

from django.db import connection

from yuanba.districts.queries import DistrictRow

#: A row of a B-tree holds a third of a page; UTF-8 needs at most four bytes for a character.
MOST_BYTES, BYTES = 2704, 4

#: Bytes in an index are digests, all of one length.
COLUMNS = """
select index.relname, kind.typname, columns.atttypmod - 4
from pg_index
join pg_class index on index.oid = pg_index.indexrelid
join pg_am on pg_am.oid = index.relam and pg_am.amname = 'btree'
join pg_namespace schema on schema.oid = index.relnamespace and schema.nspname = current_schema()
join pg_attribute columns on columns.attrelid = index.oid
join pg_type kind on kind.oid = columns.atttypid
where kind.typlen = -1 and kind.typname <> 'bytea'
"""


def test_a_row_of_every_index_has_room_for_the_longest_value(jiangjin: DistrictRow) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        rows = cursor.fetchall()
    assert len(rows) > 60
    longest: dict[str, int] = {}
    for index, kind, length in rows:
        most = length * BYTES if kind in {"varchar", "bpchar"} and length > 0 else MOST_BYTES + 1
        longest[index] = longest.get(index, 0) + most
    assert {index: most for index, most in longest.items() if most > MOST_BYTES} == {}
