"""The file of the key ring, outside the database: read, made, replaced and locked."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import connection
from psycopg import sql

from yuanba.districts import queries
from yuanba.rules.core.refusal import Refused
from yuanba.sealing.ring import Cipher, Ring, fresh, parse, text
from yuanba.sealing.seals import sealed


class RingLost(Refused):
    """Raised when the key ring is missing though encrypted data exist, which a new ring could not decrypt."""

    code: ClassVar[str] = "keyring.lost"


class RingBusy(Refused):
    """Raised when the key ring is locked by a running key rotation, backup or restore."""

    code: ClassVar[str] = "keyring.busy"


def path() -> Path:
    """Return the path of this installation's key ring file."""
    return _place(settings.KEY_RING)


#: Each filing asks seven times for the ring; making a path costs more than asking the file.
_place = cache(Path)


_read: tuple[tuple[str, int, int, int], Ring] | None = None


def load() -> Ring:
    """Return the key ring as it is on disk now; make one where there is none.

    A process that runs sees a new key at its next use. Raises RingLost where something is sealed already and
    the file is gone.
    """
    global _read
    place = path()
    try:
        found = place.stat()
    except FileNotFoundError:
        _refuse_if_lost(place)
        create_if_missing(place)
        found = place.stat()
    stamp = (str(place), found.st_ino, found.st_mtime_ns, found.st_size)
    if _read is None or _read[0] != stamp:
        _read = (stamp, parse(place.read_text()))
    return _read[1]


def _refuse_if_lost(place: Path) -> None:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("select to_regclass('districts_district')")
        if cursor.fetchone() == (None,):
            return
    for row in queries.districts():
        with queries.inside(row), connection.cursor() as cursor:
            for column in sealed():
                cursor.execute(
                    sql.SQL("select exists (select 1 from {} where octet_length({}) > 0)").format(
                        sql.Identifier(column.table), column.value
                    )
                )
                if cursor.fetchone() == (True,):
                    raise RingLost(file=str(place))


def create_if_missing(place: Path) -> None:
    """Write a key ring with one new key, readable by its owner only, unless the file exists."""
    if place.exists():
        return
    draft = _draft(place, fresh(cipher=Cipher(settings.SEAL_CIPHER)))
    try:
        os.link(draft, place)  # two first starts at once: the first ring wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(place.parent)


def store(ring: Ring, place: Path | None = None) -> None:
    """Replace the key ring file by one with these keys, atomically and flushed to disk."""
    place = place or path()
    _draft(place, ring).replace(place)
    sync_folder(place.parent)


def _draft(place: Path, ring: Ring) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(f"{place.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text(ring))
        file.flush()
        os.fsync(file.fileno())
    return draft


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that the names of new files in it survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def held(*, alone: bool) -> Iterator[None]:
    """Lock the key ring for a with-block, exclusively if `alone`, else shared; raise RingBusy if locked."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place.with_name(f"{place.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        yield
    except BlockingIOError as fault:
        raise RingBusy from fault
    finally:
        os.close(handle)
