"""Recording, numbering and reading the journal; nothing else writes to it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import ClassVar

from django.db import connection, transaction

from yuanba.districts.services import isolating
from yuanba.journal import queries
from yuanba.journal.models import Acknowledged, Reader, Skipped
from yuanba.journal.services import skipping
from yuanba.rules.core import chain
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring

#: Two-part advisory locks: the first number says "journal", the second which job.
_LOCK, _NUMBERING = 8_204_118, 1
_BATCH = 2_000
_APPEND_ALL = """
select count(journal_append(a, b, c, d, e, f, g, h, i, j, k, l))
from unnest(CASTS) as act(a, b, c, d, e, f, g, h, i, j, k, l)
"""
_PLACE_ALL = """
insert into journal_position (position, entry_id, running)
select * from unnest(%s::bigint[], %s::bigint[], %s::bytea[])
"""


class KeyUsedOtherwise(Refused):
    """Raised when a request uses an idempotency key that already belongs to a different request."""

    code: ClassVar[str] = "request.key_used_otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The thing that a journal entry is about, as kind and key: ``matter`` and ``17``, for instance."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Act:
    """One action for the journal: the actor, the action's code, and the moment."""

    actor: Actor
    verb: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewEntry:
    """The content of one journal entry before it is recorded: the action, its subject and its outcome."""

    act: Act
    subject: Subject
    _: KW_ONLY
    outcome: Mapping[str, Json]
    because: Sequence[str] = ()
    words: str = ""


def record(
    act: Act,
    subject: Subject,
    *,
    outcome: Mapping[str, Json] | None = None,
    because: Sequence[str] = (),
    words: str = "",
) -> int:
    """Add one entry to its subject's chain and return its id; one database round trip."""
    entry = NewEntry(act, subject, outcome=outcome or {}, because=because, words=words)
    with connection.cursor() as cursor:
        cursor.execute(f"select journal_append({', '.join(['%s'] * 12)})", _row(entry))
        return int(cursor.fetchone()[0])


def record_all(entries: Sequence[NewEntry]) -> None:
    """Add these entries to their subjects' chains, in this order, in one SQL statement."""
    columns = list(zip(*(_row(entry) for entry in entries), strict=True))
    if not columns:
        return
    types = ("text", "text", "text", "text", "text", "timestamptz", "jsonb", "jsonb")
    casts = ", ".join(f"%s::{kind}[]" for kind in (*types, "bytea", "bytea", "bytea", "bytea"))
    statement = _APPEND_ALL.replace("CASTS", casts)
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in columns])


def _row(entry: NewEntry) -> tuple[str | bytes | datetime | None, ...]:
    """The arguments of ``journal_append``."""
    act = entry.act
    salt = sealed = words_digest = None
    outcome = {**entry.outcome, "by_key": act.actor.program_key} if act.actor.program_key else entry.outcome
    if entry.words:
        salt = os.urandom(16)
        sealed = keyring.seal(entry.words, purpose="journal.words")
        words_digest = chain.words_digest(salt=salt, words=entry.words)
    body = chain.EntryBody(
        actor_kind=str(act.actor.kind),
        actor_key=act.actor.key,
        verb=str(act.verb),
        subject_kind=entry.subject.kind,
        subject_key=entry.subject.key,
        at=act.at,
        outcome=outcome,
        because=entry.because,
        words_digest=words_digest,
    )
    return (
        entry.subject.kind,
        entry.subject.key,
        str(act.verb),
        str(act.actor.kind),
        act.actor.key,
        act.at,
        json.dumps(outcome, ensure_ascii=False),
        json.dumps(list(entry.because), ensure_ascii=False),
        chain.body_digest(body),
        words_digest,
        salt,
        sealed,
    )


class NoSuchEntry(Exception):  # noqa: N818
    """Raised when an entry that waits for its position does not exist."""


def number() -> int:
    """Give positions to all committed entries that have none; return how many entries got one.

    One at a time (an advisory lock): ids of concurrent commits appear out of order, positions must not. Where
    a batch fails its entries go one by one, and the one at fault is passed over and tried again later.
    """
    placed = one_by_one = 0
    while True:
        limit = 1 if one_by_one else _BATCH
        try:
            with transaction.atomic():
                count = _place_batch(limit) if _is_ours_to_number() else 0
        except Exception as fault:
            if not isolating.goes_on(fault):
                raise
            if limit > 1:
                one_by_one = limit
            else:
                _skip_waiting(fault)
            continue
        placed += count
        one_by_one -= bool(one_by_one)
        if count < limit:
            return placed


def _is_ours_to_number() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(%s, %s # hashtext(current_schema()))", [_LOCK, _NUMBERING]
        )
        return bool(cursor.fetchone()[0])


def _place_batch(limit: int) -> int:
    waiting = queries.waiting(limit=limit)
    if not waiting:
        return 0
    last = queries.last_position()
    position, running = (last.position, last.running) if last else (0, chain.START)
    ids, positions, runnings = [], [], []
    for entry_id, entry_hash in waiting:
        if entry_hash is None:
            raise NoSuchEntry
        position, running = position + 1, chain.running(before=running, link=entry_hash)
        ids.append(entry_id)
        positions.append(position)
        runnings.append(running)
    with connection.cursor() as cursor:
        cursor.execute(_PLACE_ALL, [positions, ids, runnings])
        cursor.execute("delete from journal_waiting where entry_id = any(%s::bigint[])", [ids])
    Skipped.objects.filter(reader=Skipped.NUMBERING, entry_id__in=ids).delete()
    return len(ids)


@transaction.atomic
def _skip_waiting(fault: Exception) -> None:
    """Pass over the entry that would have been numbered next."""
    for entry_id, _ in queries.waiting(limit=1):
        skipping.skip(reader=Skipped.NUMBERING, entry_id=entry_id, fault=fault)


def read(
    *,
    name: str,
    take: Callable[[Sequence[queries.Recorded]], None],
    verbs: Collection[str] | None = None,
    limit: int = 200,
) -> int:
    """Pass `take` the entries that a reader has not seen, in order; return how far the reader advanced.

    The result counts positions. Each batch is one transaction. A reader that names verbs is handed only
    those. What ``take`` writes commits together with the reader's place, so no entry is taken twice. Where
    a batch fails its entries go one by one, and the one at fault is passed over and tried again later.
    """
    seen = one_by_one = 0
    while any(
        unread := queries.unread(name)
    ):  # no lock: a lock is a write, and idle workers ask every second
        has_new, has_due = unread
        if has_due:
            skipping.take_again(name, take)
        if not has_new:
            return seen
        size = 1 if one_by_one else limit
        try:
            with transaction.atomic():
                moved = _take_batch(name, take, verbs, size)
        except Exception as fault:
            if not isolating.goes_on(fault):
                raise
            if size > 1:
                one_by_one = size
                continue
            moved = _skip_next(name, fault)
        seen += moved
        one_by_one -= bool(one_by_one)
        if moved < size:
            return seen
    return seen


def _take_batch(
    name: str,
    take: Callable[[Sequence[queries.Recorded]], None],
    verbs: Collection[str] | None,
    size: int,
) -> int:
    """Hand on the next positions, and say how many; none where another worker reads right now."""
    reader = _lock_reader(name)
    if reader is None:
        return 0
    until = min(reader.position + size, _end())
    entries = queries.between(reader.position, until, verbs=verbs)
    if entries:
        take(entries)
    Reader.objects.filter(name=name).update(position=until)
    return until - reader.position


@transaction.atomic
def _skip_next(name: str, fault: Exception) -> int:
    """Pass over the entry that a reader would have taken next, and say by how many positions it moved."""
    reader = _lock_reader(name)
    if reader is None:
        return 0
    after = reader.position + 1
    skipping.skip(reader=name, entry_id=queries.entry_at(after), fault=fault)
    Reader.objects.filter(name=name).update(position=after)
    return 1


def _lock_reader(name: str) -> Reader | None:
    """The reader, held until the transaction ends; nothing where somebody else holds it."""
    free = Reader.objects.select_for_update(skip_locked=True).filter(name=name)
    found = free.first()
    if found is None and Reader.objects.get_or_create(name=name)[1]:
        return free.first()
    return found


def _end() -> int:
    """The newest position; they follow each other without a gap."""
    last = queries.last_position()
    return last.position if last else 0


def acknowledge(*, scope: bytes, body_digest: bytes, reply: str, at: datetime) -> str | None:
    """Claim an idempotency key for a request; return None if the key is new, else the earlier reply.

    When it is new, go on and do the work in the same transaction: `reply` is what it will answer. One round
    trip then. Waits where the same key is being carried out at this moment. Raises KeyUsedOtherwise.
    """
    sealed = keyring.seal(reply, purpose="journal.reply")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into journal_acknowledged (scope, body_digest, reply, at) values (%s, %s, %s, %s) "
            "on conflict (scope) do nothing",
            [scope, body_digest, sealed, at],
        )
        if cursor.rowcount:
            return None
    earlier = Acknowledged.objects.get(scope=scope)
    if bytes(earlier.body_digest) != body_digest:
        raise KeyUsedOtherwise
    return keyring.unseal(earlier.reply, purpose="journal.reply")
