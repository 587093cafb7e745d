"""What a dump holds goes into the database by one transaction, and by a role that reaches nothing else."""

from __future__ import annotations

import gzip

import psycopg
import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.keeping import loading
from yuanba.keeping.backup import ProgramFailed
from yuanba.keeping.dumps import NotADump
from yuanba.keeping.loading import Database, TooMighty
from yuanba.server import postgres

DUMP = b"""
SET statement_timeout = 0;
CREATE SCHEMA x_loaded;
CREATE TABLE x_loaded.a (id integer PRIMARY KEY, said text);
COPY x_loaded.a (id, said) FROM stdin;
1\t100 %s of it\\nand a second line
2\t\\N
\\.
"""


def load(dump: bytes) -> list[tuple[object, ...]]:
    """What stands in the table, seen before the transaction is given up."""
    database = Database()
    try:
        for place in range(0, len(packed := gzip.compress(dump)), 7):
            database.take("x_loaded", packed[place : place + 7])
        database.run("set search_path = x_loaded")
        return database._connection.execute("select id, said from x_loaded.a order by id").fetchall()
    finally:
        database.forget()


def test_rows_come_as_they_were_and_go_with_the_transaction(jiangjin: DistrictRow) -> None:
    assert load(DUMP) == [(1, "100 %s of it\nand a second line"), (2, None)]
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        assert here.execute("select to_regnamespace('x_loaded')").fetchone() == (None,)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (DUMP + b"\\! id > /tmp/x\n", NotADump),
        (DUMP + b"COPY x_loaded.a TO PROGRAM 'id';", NotADump),
        (DUMP[:-3], NotADump),
        (DUMP.replace(b"2\t", b"1\t"), ProgramFailed),
        (DUMP.replace(b"CREATE TABLE", b"CREATE TABLE x_loaded.b (id integer) CREATE TABLE"), ProgramFailed),
    ],
)
def test_what_is_wrong_is_refused(jiangjin: DistrictRow, wrong: bytes, fault: type[Exception]) -> None:
    with pytest.raises(fault) as refused:
        load(wrong)
    assert "100" not in str(refused.value), "no values of rows"


def test_what_is_cut_inside_the_stream_is_refused(jiangjin: DistrictRow) -> None:
    database = Database()
    database.take("x_loaded", gzip.compress(DUMP)[:-9])
    with pytest.raises(NotADump):
        database.commit()
    database.forget()


def test_a_role_that_reaches_the_server_does_not_restore(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not postgres.is_embedded():
        pytest.skip("needs the superuser of our own server")
    arguments = postgres.connect_arguments("superuser")
    monkeypatch.setattr(loading.postgres, "connect_arguments", lambda role: arguments)
    with pytest.raises(TooMighty):
        Database()
