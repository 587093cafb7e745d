"""Verification of the journal: every chain, every position, and a checkpoint if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yuanba.journal.models import Chain, Entry, EntryPosition, Waiting, Words
from yuanba.rules.core import chain
from yuanba.sealing import keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One inconsistency found in the journal: ``code`` names its kind, ``place`` the entry or position."""

    code: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The content of a checkpoint: a position in the journal, and the running digest there."""

    position: int
    running: bytes


def findings(*, until: Until | None = None) -> Iterator[Finding]:
    """Yield every inconsistency of the journal, chain by chain and then position by position.

    Found inside: an entry altered, inserted, removed or reordered; words altered; a chain that lost its head.
    Found only against a checkpoint: a tail cut with its chain's length set back, and a history rewritten
    throughout.
    """
    yield from _chains()
    yield from _positions(until)
    yield from _words()


def _chains() -> Iterator[Finding]:
    heads = {(row.kind, row.key): (row.length, bytes(row.head)) for row in Chain.objects.iterator()}
    subject: tuple[str, str] | None = None
    number, before = 0, chain.START
    entries = Entry.objects.order_by("subject_kind", "subject_key", "number")
    for entry in entries.iterator(chunk_size=2000):
        if subject != (entry.subject_kind, entry.subject_key):
            if subject:
                yield from _head(subject, number, before, heads)
            subject, number, before = (entry.subject_kind, entry.subject_key), 0, chain.START
        number += 1
        place = f"{entry.subject_kind}:{entry.subject_key}#{entry.number}"
        if entry.number != number:
            yield Finding(code="entry_missing_or_inserted", place=place)
            number = entry.number
        if bytes(entry.hash) != _link(entry, before):
            yield Finding(code="entry_altered", place=place)
        before = bytes(entry.hash)
    if subject:
        yield from _head(subject, number, before, heads)
    for kind, key in heads:
        yield Finding(code="chain_without_entries", place=f"{kind}:{key}")


def _head(
    subject: tuple[str, str],
    number: int,
    before: bytes,
    heads: dict[tuple[str, str], tuple[int, bytes]],
) -> Iterator[Finding]:
    if heads.pop(subject, None) != (number, before):
        yield Finding(code="chain_head_differs", place=f"{subject[0]}:{subject[1]}")


def _link(entry: Entry, before: bytes) -> bytes:
    body = chain.EntryBody(
        actor_kind=entry.actor_kind,
        actor_key=entry.actor_key,
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_key=entry.subject_key,
        at=entry.at,
        outcome=entry.outcome,
        because=entry.because,
        words_digest=bytes(entry.words_digest) if entry.words_digest else None,
    )
    try:
        digest = chain.body_digest(body)
    except TypeError:
        return b""
    return chain.link(before=before, number=entry.number, recorded_at=entry.recorded_at, digest=digest)


def _positions(until: Until | None) -> Iterator[Finding]:
    number, before = 0, chain.START
    rows: Any = EntryPosition.objects.order_by("position").values_list("position", "entry__hash", "running")
    for position, entry_hash, stated in rows.iterator(chunk_size=5000):
        number += 1
        if position != number:
            yield Finding(code="position_missing_or_inserted", place=str(position))
            number = position
        expected = chain.running(before=before, link=bytes(entry_hash or b""))
        if bytes(stated) != expected:
            yield Finding(code="position_differs", place=str(position))
        before = bytes(stated)
        if until and position == until.position and bytes(stated) != until.running:
            yield Finding(code="checkpoint_differs", place=str(position))
    if until and number < until.position:
        yield Finding(code="tail_cut", place=f"{number} < {until.position}")
    unplaced = Entry.objects.exclude(id__in=EntryPosition.objects.values("entry_id")).exclude(
        id__in=Waiting.objects.values("entry_id")
    )
    for entry in unplaced.iterator():
        yield Finding(code="entry_unplaced", place=f"{entry.subject_kind}:{entry.subject_key}#{entry.number}")


def _words() -> Iterator[Finding]:
    for row in Words.objects.select_related("entry").iterator(chunk_size=2000):
        entry = row.entry
        if not _fits(row, bytes(entry.words_digest or b"")):
            yield Finding(
                code="words_altered",
                place=f"{entry.subject_kind}:{entry.subject_key}#{entry.number}",
            )


def _fits(row: Words, digest: bytes) -> bool:
    try:
        words = keyring.unseal(row.sealed, purpose="journal.words")
    except keyring.SealBroken:
        return False
    return chain.words_digest(salt=bytes(row.salt), words=words) == digest
