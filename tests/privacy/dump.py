"""A dump with the key in hand: every table of a district and of public, the sealed opened, and the files.

What a thief of database, folder and key ring would read. A word that is sealed is found here too.
"""

from __future__ import annotations

import base64
import logging
import re
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.db import connection

from yuanba.sealing import keyring, seals

PURPOSES = sorted({one.purpose for one in seals.sealed()} | {seals.FILES})
HEX = re.compile(r"\\x([0-9a-f]*)")


def everything() -> str:
    """All of it as one text."""
    return "\n".join([*tables(), *files()])


def tables() -> list[str]:
    """Every row of every table that we could have written to, with its sealed values opened."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select schemaname, tablename from pg_tables where schemaname in (current_schema(), 'public')"
        )
        for schema, table in cursor.fetchall():
            cursor.execute(f'select t::text from "{schema}"."{table}" t')
            for (row,) in cursor.fetchall():
                found.append(f"{schema}.{table} {row}")
                found += [f"{schema}.{table} {word}" for word in opened(row)]
    return found


def opened(row: str) -> list[str]:
    """The binary values of a row in plain, whatever they were sealed for."""
    words = []
    for value in HEX.findall(row.replace('"', "").replace("\\\\", "\\")):
        content = bytes.fromhex(value)
        words.append(content.decode("utf-8", "ignore"))
        words += unsealed(content)
    return words


def unsealed(content: bytes) -> list[str]:
    """What opens of these bytes, with any key of ours."""
    found = []
    for purpose in PURPOSES:
        try:
            plain = keyring.unseal_bytes(content, purpose=purpose)
        except keyring.SealBroken:
            continue
        found.append(plain.decode("utf-8", "ignore"))
        found.append(plain.decode("latin-1"))
    return found


def files() -> list[str]:
    """Every file of the districts, opened."""
    found = []
    for path in Path(settings.FILES).rglob("*"):
        if path.is_file() and path.name != ".lock":
            found += [f"file {path.name} {word}" for word in ["there", *unsealed(path.read_bytes())]]
    return found


def spellings(marker: str) -> list[str]:
    """How a marker could stand somewhere: itself, its pairs of characters in the index, base64, escaped."""
    pairs = [marker[at : at + 2] for at in range(len(marker) - 1)] if not marker.isascii() else []
    coded = base64.b64encode(marker.encode()).decode().rstrip("=")[:-1]
    return [marker, *pairs, coded, marker.encode("unicode_escape").decode(), marker.encode().hex()]


def found(markers: dict[str, str], text: str) -> dict[str, list[str]]:
    """Which markers stand in a text, each with the first lines that hold it."""
    lines = [*text.splitlines(), *(unquote(line) for line in text.splitlines() if "%E" in line)]
    hits = {}
    for name, marker in markers.items():
        where = [line[:160] for line in lines if any(one in line for one in spellings(marker))]
        if where:
            hits[name] = where[:3]
    return hits


class Heard(logging.Handler):
    """Everything that anybody logs, at every level, with its arguments."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__}")
