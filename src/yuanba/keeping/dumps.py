"""Cutting the text of a dump into statements and rows, and refusing what `pg_dump` does not write.

A cutter, not a parser: it knows where strings, names, comments and bodies of functions end, so that it finds
the semicolons between statements. The server has the last word on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from yuanba.rules.core.refusal import Refused

_TOKEN = re.compile(
    rb"""
    (?P<end>;)
    | (?P<meta>\\[^\n]*\n)
    | (?P<blank>\s+|--[^\n]*\n)
    | [eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'
    | '[^']*(?:''[^']*)*'
    | "[^"]*(?:""[^"]*)*"
    | \$(?P<tag>(?:[A-Za-z_]\w*)?)\$.*?\$(?P=tag)\$
    | (?![eE]')[^\s;'"$\\-]+
    | -(?!-)
    """,
    re.VERBOSE | re.DOTALL,
)
#: Settings that a dump begins with; each holds for one connection.
_SETTINGS = (
    "statement_timeout|lock_timeout|idle_in_transaction_session_timeout|client_encoding|"
    "standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security|"
    "default_tablespace|default_table_access_method"
)
_IN_A_DUMP = re.compile(
    rf"""
    SET\ ({_SETTINGS})\ =\ ('[^']*'|\w+)
    | SELECT\ pg_catalog\.set_config\('search_path',\ '',\ false\)
    | SELECT\ pg_catalog\.setval\('[^']*',\ \d+,\ (true|false)\)
    | CREATE\ (SCHEMA|TYPE|(UNLOGGED\ )?TABLE|SEQUENCE|VIEW|FUNCTION|(UNIQUE\ )?INDEX|TRIGGER)\ .*
    | ALTER\ (TABLE|SEQUENCE|INDEX)\ .*
    | COMMENT\ ON\ .*
    """.encode(),
    re.VERBOSE | re.DOTALL,
)
_COPY = re.compile(rb"COPY [^\s();]+ (\([^();]*\) )?FROM stdin")
#: What the dump says that a server may refuse: older ones do not know it, and `public` is there already.
_LEFT_OUT = {
    b"SET transaction_timeout = 0",
    b"CREATE SCHEMA public",
    b"COMMENT ON SCHEMA public IS 'standard public schema'",
}
#: psql's own commands around a dump since 17.6; nothing else that begins with a backslash is left out.
_FOR_PSQL = re.compile(rb"\\(un)?restrict \w+\n")
_LAST_LINE = b"\\.\n"


class NotADump(Refused):
    """Raised when a backup holds SQL that `pg_dump` does not write."""

    code: ClassVar[str] = "restore.not_a_dump"


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement without its semicolon; with ``takes_rows`` the rows of a table follow."""

    text: bytes
    takes_rows: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Whole lines of the rows of a table, in the text form of COPY; no lines: there are no more."""

    lines: bytes


class Cutter:
    """Cuts one dump, which comes in blocks of any size; raises NotADump for what is not in a dump."""

    def __init__(self) -> None:
        self._held, self._are_rows = b"", False

    def cut(self, block: bytes) -> Iterator[Statement | Rows]:
        """Yield the statements and rows that are whole with this block."""
        self._held += block
        while found := self._rows() if self._are_rows else self._statement():
            yield found

    def finish(self) -> None:
        """Raise NotADump unless the dump ended with a whole statement."""
        start = self._after_blanks()
        if self._are_rows or start < len(self._held):
            raise NotADump(what=_shown(self._held[start:]))

    def _rows(self) -> Rows | None:
        if self._held.startswith(_LAST_LINE):
            self._held, self._are_rows = self._held[len(_LAST_LINE) :], False
            return Rows(b"")
        last = self._held.find(b"\n" + _LAST_LINE)
        end = (last if last >= 0 else self._held.rfind(b"\n")) + 1
        lines, self._held = self._held[:end], self._held[end:]
        return Rows(lines) if lines else None

    def _statement(self) -> Statement | None:
        """The next statement; nothing while its end has not come."""
        start = place = self._after_blanks()
        while token := _TOKEN.match(self._held, place):
            place = token.end()
            if token["meta"]:
                raise NotADump(what=_shown(token[0]))
            if token["end"]:
                text = self._held[start : token.start()]
                if _COPY.fullmatch(text):
                    return self._copy(text, place)
                self._held = self._held[place:]
                if text in _LEFT_OUT:
                    start = place = self._after_blanks()
                    continue
                if not _IN_A_DUMP.fullmatch(text):
                    raise NotADump(what=_shown(text))
                return Statement(text)
        self._held = self._held[start:]
        return None

    def _copy(self, text: bytes, end: int) -> Statement | None:
        """The statement after which rows begin, on the next line; nothing while that has not come."""
        if end == len(self._held):
            return None
        if self._held[end : end + 1] != b"\n":
            raise NotADump(what=_shown(text))
        self._held, self._are_rows = self._held[end + 1 :], True
        return Statement(text, takes_rows=True)

    def _after_blanks(self) -> int:
        """Where the next statement begins: after white space, comments and psql's marks of a dump."""
        place = 0
        while token := _TOKEN.match(self._held, place):
            if not token["blank"] and not (token["meta"] and _FOR_PSQL.fullmatch(token[0])):
                break
            place = token.end()
        return place


def _shown(text: bytes) -> str:
    return text[:80].decode(errors="replace")
