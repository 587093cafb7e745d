"""Lists erased people outside the database, so that a restored backup does not bring them back.

One file a district beside the folder of its files, a line for each: the opaque key of an account or a
receipt, and when. No word of anybody. A backup takes it along; a restore joins what the backup, the data
folder and an operator bring, and erases again before anybody can read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yuanba.districts import queries as districts
from yuanba.districts.jobs import NoDistrict
from yuanba.rules.core.actor import Actor, ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedErasure:
    """One entry in the list of erased people: the person, and when they asked to be erased."""

    actor: Actor
    at: datetime


def remember(*, actor: Actor, now: datetime) -> None:
    """Append the person to the district's list of erased people once the transaction commits."""
    path = _path()
    line = json.dumps({"kind": actor.kind, "key": actor.key, "at": now.isoformat()})
    transaction.on_commit(lambda: _append(path, line))


def remembered() -> Iterator[RememberedErasure]:
    """Yield everyone who asked to be erased in this district, oldest first."""
    path = _path()
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        actor = Actor(kind=ActorKind(found["kind"]), key=found["key"])
        yield RememberedErasure(actor=actor, at=datetime.fromisoformat(found["at"]))


def list_of(code: str) -> Path:
    """Return the path of a district's list of erased people; the file may not exist."""
    return Path(settings.FILES).parent / "erased" / f"{code}.jsonl"


def join(brought: str) -> int:
    """Add to the district's list of erased people the lines that only another copy has; return how many."""
    path = _path()
    known = set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()
    new = [line for line in dict.fromkeys(brought.splitlines()) if line.strip() and line not in known]
    for line in new:
        _append(path, line)
    return len(new)


def _path() -> Path:
    row = districts.current()
    if row is None:
        raise NoDistrict(job="erased")
    return list_of(row.code)


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
