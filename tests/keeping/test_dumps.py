"""A dump is cut where its statements end, and what `pg_dump` does not write is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.keeping.dumps import Cutter, NotADump, Rows, Statement

DUMP = r"""
--
-- PostgreSQL database dump; with a semicolon, and 'a quote
--

\restrict abc123

SET statement_timeout = 0;
SET transaction_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA d_x;
CREATE FUNCTION d_x.f() RETURNS trigger LANGUAGE plpgsql AS $_$
begin raise exception 'a;b'; /* $$ */ end
$_$;
CREATE TABLE d_x."a;b" (c text DEFAULT 'it''s; \' NOT NULL, d text DEFAULT E'\';' CHECK (d <> '-- no'));
COPY d_x.empty (c) FROM stdin;
\.

COPY d_x."a_b" (c, d) FROM stdin;
1\tSELECT 1;
\\.\t\\! id
\.


SELECT pg_catalog.setval('d_x.s', 7, true);
\unrestrict abc123

""".replace(r"\t", "\t")

EXPECTED = [
    b"SET statement_timeout = 0",
    b"SELECT pg_catalog.set_config(",
    b"CREATE SCHEMA d_x",
    b"CREATE FUNCTION d_x.f()",
    b'CREATE TABLE d_x."a;b" (',
    b"COPY d_x.empty (c) FROM stdin",
    b'COPY d_x."a_b" (c, d) FROM stdin',
    b"SELECT pg_catalog.setval(",
]


def cut(text: bytes, size: int = 1 << 20) -> list[Statement | Rows]:
    cutter = Cutter()
    found = [one for at in range(0, len(text), size) for one in cutter.cut(text[at : at + size])]
    cutter.finish()
    return found


@given(st.integers(min_value=1, max_value=900))
def test_a_dump_is_cut_the_same_whatever_blocks_it_comes_in(size: int) -> None:
    found = cut(DUMP.encode(), size)
    statements = [one.text for one in found if isinstance(one, Statement)]
    assert len(statements) == len(EXPECTED)
    assert all(text.startswith(start) for text, start in zip(statements, EXPECTED, strict=True))
    rows = b"".join(one.lines for one in found if isinstance(one, Rows))
    assert rows == b"1\tSELECT 1;\n\\\\.\t\\\\! id\n"
    assert sum(one == Rows(b"") for one in found) == 2, "each table's rows end once"


@pytest.mark.parametrize(
    "text",
    [
        b"\\! id > /tmp/x\n",
        b"SET statement_timeout = 0;\n\\! id\n",
        b"SELECT 1 \\! id\n;",
        b"\\restrict a\n\\o |id\n",
        b"COPY d_x.a (c) TO PROGRAM 'id';",
        b"COPY d_x.a (c) FROM PROGRAM 'id';",
        b"COPY (SELECT 1) TO '/tmp/x';",
        b"DO $$ begin perform 1; end $$;",
        b"SELECT pg_read_file('/etc/passwd');",
        b"SELECT pg_catalog.setval('x', (select 1), true);",
        b"SET ROLE postgres;",
        b"SET SESSION AUTHORIZATION postgres;",
        b"GRANT pg_execute_server_program TO yuanba_owner;",
        b"ALTER ROLE yuanba_owner SUPERUSER;",
        b"ALTER SYSTEM SET archive_command = 'id';",
        b"CREATE EXTENSION plpython3u;",
        b"DROP TABLE d_x.a;",
        b"DELETE FROM d_x.a;",
        b"COMMIT;",
        b"CREATE TABLE d_x.a (c text",
        b"COPY d_x.a (c) FROM stdin;\n1\n",
        b"CREATE TABLE d_x.a (c text DEFAULT 'open);",
    ],
)
def test_what_no_dump_holds_is_refused(text: bytes) -> None:
    for size in (1, 5, 1 << 20):
        with pytest.raises(NotADump):
            cut(text, size)
