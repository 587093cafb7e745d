"""Loading the dumps of a backup into the database through the driver, in one transaction.

No psql, whose meta-commands reach a shell: each statement goes to the server by the protocol that takes one
at a time, so a cut in the wrong place is an error and never a second statement. The role that loads must not
be one that reaches the files or programs of its server.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar, LiteralString

import psycopg
from psycopg import pq

from yuanba.keeping.backup import ProgramFailed
from yuanba.keeping.dumps import Cutter, NotADump, Rows, Statement
from yuanba.rules.core.refusal import Refused
from yuanba.server import postgres

_BLOCK = 1 << 20
_MIGHTY = """
select current_user, bool_or(
    role.rolsuper or role.rolname in
    ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
) from pg_roles role where pg_has_role(current_user, role.oid, 'member')
"""


class TooMighty(Refused):
    """Raised when the database role that is to restore may reach the files or programs of its server."""

    code: ClassVar[str] = "restore.too_mighty"


class Database:
    """An open transaction that loads dumps; without `commit` nothing is changed.

    Raises TooMighty where a dump could reach more than the database by this connection's role.
    """

    def __init__(self) -> None:
        self._connection: psycopg.Connection[Any] = psycopg.connect(
            **postgres.connect_arguments("owner")  # type: ignore[arg-type]
        )
        try:
            # also begins the transaction: statements of a dump go past the driver, which would begin it
            self._refuse_mighty()
        except BaseException:
            self._connection.close()
            raise
        self._schema = ""
        self._begin("")

    def _begin(self, schema: str) -> None:
        self._schema, self._zip, self._cutter = schema, zlib.decompressobj(31), Cutter()
        self._rows: tuple[AbstractContextManager[psycopg.Copy], psycopg.Copy] | None = None

    def _refuse_mighty(self) -> None:
        role, is_mighty = self._connection.execute(_MIGHTY).fetchone() or ("?", True)
        if is_mighty:
            raise TooMighty(role=role)

    def take(self, schema: str, part: bytes) -> None:
        """Load the next part of a schema's compressed dump."""
        if schema != self._schema:
            self._end_of_schema()
            self._begin(schema)
        with _told():
            while part:
                for found in self._cutter.cut(self._zip.decompress(part, _BLOCK)):
                    self._load(found)
                part = self._zip.unconsumed_tail

    def run(self, statements: LiteralString) -> None:
        """Run statements of our own in the same transaction, after all dumps."""
        self._end_of_schema()
        self._begin("")
        with _told():
            self._connection.execute(statements)

    def commit(self) -> None:
        """Commit the transaction; raise ProgramFailed, with nothing changed, where the database refuses."""
        self._end_of_schema()
        with _told():
            self._connection.commit()
        self._connection.close()

    def forget(self) -> None:
        """Roll the transaction back."""
        self._connection.close()

    def _load(self, found: Statement | Rows) -> None:
        if isinstance(found, Rows):
            assert self._rows, "rows follow the statement that takes them"
            taking, rows = self._rows
            if found.lines:
                rows.write(found.lines)
            else:
                taking.__exit__(None, None, None)
        elif found.takes_rows:
            taking = self._connection.cursor().copy(found.text)
            self._rows = taking, taking.__enter__()
        else:
            self._run_one(found.text)

    def _run_one(self, statement: bytes) -> None:
        result = self._connection.pgconn.exec_params(statement, [])
        if result.status not in {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}:
            raise psycopg.errors.error_from_result(result)

    def _end_of_schema(self) -> None:
        if self._schema:
            if not self._zip.eof:
                raise NotADump(what=self._schema)
            self._cutter.finish()


@contextmanager
def _told() -> Iterator[None]:
    """What the server refuses, in its own words; never its detail, which repeats values."""
    try:
        yield
    except psycopg.Error as fault:
        said = fault.diag.message_primary or type(fault).__name__
        raise ProgramFailed(program="PostgreSQL", said=said) from fault
    except zlib.error as fault:
        raise NotADump(what="gzip") from fault
