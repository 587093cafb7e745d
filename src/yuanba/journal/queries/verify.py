"""Verification of the journal: every chain, every position, and a checkpoint if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from yuanba.journal.models import Chain, Entry, EntryPosition, Waiting, Words
from yuanba.rules.core import chain
from yuanba.sealing import keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One inconsistency found in the journal: ``code`` names its kind, ``place`` the entry or position."""

    code: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedWords:
    """The text of one entry that was erased: where, by which actor (key), and when."""

    place: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The content of a checkpoint: a position in the journal, and the running digest there."""

    position: int
    running: bytes


def findings(*, until: Until | None = None) -> Iterator[Finding]:
    """Yield every inconsistency of the journal, chain by chain and then position by position.

    Found inside: an entry altered, inserted, removed or reordered; words altered, or missing though nobody
    erased them; a chain that lost its head.
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
        place = _place(entry)
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
        yield Finding(code="entry_unplaced", place=_place(entry))


def erased_words() -> Iterator[ErasedWords]:
    """Yield the texts that were erased from entries, each with who did it and when; oldest entry first."""
    found = Words.objects.filter(erased_at__isnull=False).select_related("entry").order_by("entry_id")
    for row in found.iterator(chunk_size=2000):
        assert row.erased_at, "asked for"
        yield ErasedWords(place=_place(row.entry), by=row.erased_by, at=row.erased_at)


def _words() -> Iterator[Finding]:
    for row in Words.objects.select_related("entry").iterator(chunk_size=2000):
        if not _fits(row, bytes(row.entry.words_digest or b"")):
            yield Finding(code="words_altered", place=_place(row.entry))
    rows = Words.objects.filter(entry_id=OuterRef("pk"))
    missing = Entry.objects.filter(~Exists(rows), words_digest__isnull=False)
    for entry in missing.order_by("id").iterator(chunk_size=2000):
        yield Finding(code="words_missing", place=_place(entry))


def _fits(row: Words, digest: bytes) -> bool:
    if row.erased_at:
        return bool(digest and row.erased_by) and not row.sealed and not row.salt
    try:
        words = keyring.unseal(row.sealed, purpose="journal.words")
    except keyring.SealBroken:
        return False
    return chain.words_digest(salt=bytes(row.salt), words=words) == digest


def _place(entry: Entry) -> str:
    return f"{entry.subject_kind}:{entry.subject_key}#{entry.number}"
