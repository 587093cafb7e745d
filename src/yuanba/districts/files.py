"""Files of a district: sealed, under a name that says nothing, on disk before anyone refers to them.

A file's name is the keyed digest of its content, so the same picture lies there once and nobody who
sees the folder can tell which. Rows refer to names; a name without a row is an orphan, and a job
sweeps orphans away once they are a day old.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from yuanba.districts import keyring, queries
from yuanba.districts.jobs import NoDistrict
from yuanba.rules.refusal import Refused

_PURPOSE = "district.files"
#: An act refers to its files within seconds; a day is more than any act takes.
ORPHAN_AFTER = timedelta(days=1)
_ASKED_AT_ONCE = 500


class FileLost(Refused):
    """A row refers to a file that is not there; restore it from the backup."""

    code: ClassVar[str] = "files.lost"


def put(content: bytes) -> str:
    """Keep a content and give its name; when this returns, it is on disk for at least a day."""
    name = keyring.digest(sha256(content).hexdigest(), purpose=_PURPOSE).hex()
    path = _path(name)
    with _held(fcntl.LOCK_SH):
        if path.exists():
            os.utime(path)
            return name
        path.parent.mkdir(exist_ok=True, mode=0o700)
        draft = path.with_name(f"{name}.{os.getpid()}.{os.urandom(4).hex()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(keyring.seal_bytes(content, purpose=_PURPOSE))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        for folder in (path.parent, path.parent.parent):
            _sync(folder)
    return name


def get(name: str) -> bytes:
    """The content of a name; raises FileLost or keyring.SealBroken."""
    try:
        sealed = _path(name).read_bytes()
    except FileNotFoundError as fault:
        raise FileLost from fault
    return keyring.unseal_bytes(sealed, purpose=_PURPOSE)


def sweep(*, known: Callable[[list[str]], frozenset[str]], now: datetime) -> int:
    """Remove files that no row names and that are older than a day; says how many.

    ``known`` tells which of some names are referred to. What is written or named again meanwhile stays.
    """
    before = (now - ORPHAN_AFTER).timestamp()
    removed = 0
    old = [path for path in _folder().glob("??/*") if path.stat().st_mtime < before]
    for start in range(0, len(old), _ASKED_AT_ONCE):
        batch = old[start : start + _ASKED_AT_ONCE]
        kept = known([path.name for path in batch])
        with _held(fcntl.LOCK_EX):
            for path in batch:
                if path.name not in kept and path.stat().st_mtime < before:
                    path.unlink()
                    removed += 1
    return removed


def _folder() -> Path:
    row = queries.current()
    if row is None:
        raise NoDistrict(job="files")
    folder = Path(settings.FILES) / row.code
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(name: str) -> Path:
    return _folder() / name[:2] / name


@contextmanager
def _held(how: int) -> Iterator[None]:
    """Writers share the store, the sweep has it alone: nothing is swept that was just named again."""
    handle = os.open(_folder() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
