"""Encrypted file storage of a district, with file names that reveal nothing.

A file's name is the keyed digest of its content, so the same picture lies there once and nobody who sees the
folder can tell which. A file is on disk before any row refers to it. A name without a row is an orphan, and a
job sweeps orphans away once they are a day old.
"""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from yuanba.districts import queries
from yuanba.districts.jobs import NoDistrict
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring, seals
from yuanba.sealing.ring_file import sync_folder

_PURPOSE = seals.FILES
#: An act refers to its files within seconds; a day is more than any act takes.
ORPHAN_AFTER = timedelta(days=1)
_ASKED_AT_ONCE = 500


class FileLost(Refused):
    """Raised when a database row refers to a file that is not on disk; the backup may have it."""

    code: ClassVar[str] = "files.lost"


def put(content: bytes) -> str:
    """Encrypt content, store it as a file, and return the name of the file.

    When this returns, the file is on disk, and stays for at least a day without a row that names it.
    """
    name = keyring.digest(sha256(content).hexdigest(), purpose=_PURPOSE).hex()
    path = _path(name)
    with _held(fcntl.LOCK_SH):
        if path.exists():
            os.utime(path)
            return name
        path.parent.mkdir(exist_ok=True, mode=0o700)
        _draft(path, content).replace(path)
        for folder in (path.parent, path.parent.parent):
            sync_folder(folder)
    return name


def get(name: str) -> bytes:
    """Return the decrypted content of a stored file; raise FileLost or keyring.SealBroken."""
    try:
        sealed = _path(name).read_bytes()
    except FileNotFoundError as fault:
        raise FileLost from fault
    return keyring.unseal_bytes(sealed, purpose=_PURPOSE)


def remove(names: Iterable[str], *, known: Callable[[list[str]], frozenset[str]]) -> int:
    """Delete these stored files, except those that a database row still names; return the number deleted.

    ``known`` tells which of some names are referred to. Whoever puts the same content there again meanwhile
    finds it, or puts it there anew.
    """
    wanted = sorted(set(names))
    if not wanted:
        return 0
    removed = 0
    with _held(fcntl.LOCK_EX):
        kept = known(wanted)
        for name in wanted:
            if name not in kept and _path(name).exists():
                _path(name).unlink()
                removed += 1
    return removed


def sweep(*, known: Callable[[list[str]], frozenset[str]], now: datetime) -> int:
    """Delete stored files older than a day that no database row names, and return the number deleted.

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


def keys_named() -> Counter[str]:
    """Return the number of stored files that were encrypted with each key, by the key's name."""
    return Counter(_head(path)[1:].decode("ascii", "replace") for path in _kept())


def renew(*, broken: list[str]) -> Iterator[int]:
    """Encrypt each file that has an older key or cipher again; yield the number of files done after each.

    The name of a file that does not open is added to ``broken``. A file keeps its name and its age, and is
    replaced whole: who reads it meanwhile sees one or the other.
    """
    renewed, head = 0, keyring.head_now()
    for path in _kept():
        if _head(path) == head:
            continue
        try:
            content = get(path.name)
        except FileLost:
            continue  # swept or erased meanwhile
        except keyring.SealBroken:
            broken.append(f"files/{path.name}")
            continue
        draft = _draft(path, content)
        with _held(fcntl.LOCK_EX):
            try:
                found = path.stat()
            except FileNotFoundError:
                draft.unlink()
                continue
            os.utime(draft, ns=(found.st_atime_ns, found.st_mtime_ns))
            draft.replace(path)
        renewed += 1
        yield renewed


def broken() -> list[str]:
    """Return the names of stored files that cannot be decrypted."""
    found = []
    for path in _kept():
        try:
            get(path.name)
        except keyring.SealBroken:
            found.append(path.name)
        except FileLost:
            continue  # swept or erased meanwhile
    return found


def _kept() -> Iterator[Path]:
    """The files themselves; a draft has a dot in its name."""
    return (path for path in _folder().glob("??/*") if "." not in path.name)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(keyring.HEAD)
    except FileNotFoundError:
        return b""


def _draft(path: Path, content: bytes) -> Path:
    """A sealed content on disk, beside where it belongs."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(keyring.seal_bytes(content, purpose=_PURPOSE))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


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
