"""Lists erased people outside the database, so that a restored backup does not bring them back.

One file a district beside the folder of its files, a line for each: the opaque key of an account or a
receipt, when, and a digest of the line. No word of anybody. The line is on disk before anything is erased: an
erasure that failed afterwards is completed at night, and one that cannot be written here does not begin. A
backup takes the list along; a restore joins what the backup, the data folder and an operator bring.

A line that was torn or damaged is set aside and counted; it never keeps the others from being read.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings

from yuanba.districts import queries as districts
from yuanba.districts.jobs import NoDistrict
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused

_DECODER = json.JSONDecoder()


class CannotRemember(Refused):
    """Raised when an erasure cannot be added to the list of erased people; nothing is erased then."""

    code: ClassVar[str] = "privacy.cannot_remember"


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedErasure:
    """One entry in the list of erased people: the person, and when they asked to be erased."""

    actor: Actor
    at: datetime

    def line(self) -> str:
        """Return the entry as a line of the list, with its digest."""
        body = {"kind": self.actor.kind.value, "key": self.actor.key, "at": self.at.isoformat()}
        return json.dumps({**body, "digest": _digest(body)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureList:
    """A list of erased people as far as it can be read, oldest first, and how many lines cannot."""

    people: tuple[RememberedErasure, ...]
    unreadable: int


def remember(*, actor: Actor, now: datetime) -> None:
    """Append the person to the district's list of erased people; raise CannotRemember if that fails."""
    try:
        _append(_path(), RememberedErasure(actor=actor, at=now))
    except OSError as fault:
        raise CannotRemember from fault


def remembered() -> ErasureList:
    """Return everyone who asked to be erased in this district."""
    return parse(text_of(_code()))


def counts() -> dict[str, int]:
    """Return the numbers of sound and of damaged lines in the district's list of erased people."""
    found = remembered()
    return {"sound": len(found.people), "damaged": found.unreadable}


def text_of(code: str) -> bytes:
    """Return a district's list of erased people as it is on disk; empty where there is none."""
    try:
        with _locked(list_of(code), os.O_RDONLY) as handle, os.fdopen(os.dup(handle), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def list_of(code: str) -> Path:
    """Return the path of a district's list of erased people; the file may not exist."""
    return Path(settings.FILES).parent / "erased" / f"{code}.jsonl"


def join(brought: bytes) -> ErasureList:
    """Add to the district's list those people that only another copy names; return what that copy says."""
    found = parse(brought)
    known = set(remembered().people)
    for one in dict.fromkeys(found.people):
        if one not in known:
            _append(_path(), one)
    return found


def parse(written: bytes) -> ErasureList:
    """Return the people whom the text of a list names, and how many lines are damaged."""
    people: list[RememberedErasure] = []
    unreadable = 0
    for line in written.decode(errors="replace").split("\n"):
        rest = line.strip("\0 \t\r")
        found = list(_in_line(rest))
        people += [one for one, _ in found]
        unreadable += sum(size for _, size in found) < len(rest)
    return ErasureList(people=tuple(people), unreadable=unreadable)


def _in_line(line: str) -> Iterator[tuple[RememberedErasure, int]]:
    """The sound entries of a line, with their lengths: one, or the one that follows a torn one."""
    place = line.find("{")
    while place >= 0:
        try:
            body, end = _DECODER.raw_decode(line, place)
            yield _entry(body), end - place
        except (ValueError, KeyError, TypeError, RecursionError):
            end = place + 1
        place = line.find("{", end)


def _entry(body: dict[str, Any]) -> RememberedErasure:
    """The entry that a line holds; lines from before there were digests have none."""
    stated = body.pop("digest", None)
    if stated is not None and stated != _digest(body):
        raise ValueError
    at, key = datetime.fromisoformat(body["at"]), body["key"]
    if at.tzinfo is None or not isinstance(key, str) or not key:
        raise ValueError
    return RememberedErasure(actor=Actor(kind=ActorKind(body["kind"]), key=key), at=at)


def _digest(body: dict[str, Any]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _code() -> str:
    row = districts.current()
    if row is None:
        raise NoDistrict(job="erased")
    return row.code


def _path() -> Path:
    return list_of(_code())


def _append(path: Path, entry: RememberedErasure) -> None:
    """Write one line and flush it; a line that cannot be written whole is taken back."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(path, os.O_RDWR | os.O_CREAT) as handle:
        size = os.fstat(handle).st_size
        is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        written = (b"\n" if is_torn else b"") + entry.line().encode() + b"\n"
        try:
            if os.pwrite(handle, written, size) < len(written):
                raise OSError("the disk is full")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise


@contextmanager
def _locked(path: Path, flags: int) -> Iterator[int]:
    """The file while nobody else writes to it."""
    handle = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if flags & os.O_RDWR else fcntl.LOCK_SH)
        yield handle
    finally:
        os.close(handle)
