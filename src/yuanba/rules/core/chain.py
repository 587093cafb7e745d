"""Hash functions of the journal: canonical bytes of an entry, links of a chain, and the running digest.

A link is SHA-256 over the link before it in the subject's chain (32 zero bytes at the start), the entry's
number and the database clock in microseconds (each as eight bytes, big endian), and the SHA-256 of the
entry's canonical body. The running digest of a position is SHA-256 over the running digest before it and the
entry's link (hash chains: Haber and Stornetta, 1991).
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

START = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBody:
    """The content of one journal entry: who did which action to what, when, and with which outcome."""

    actor_kind: str
    actor_key: str
    verb: str
    subject_kind: str
    subject_key: str
    at: datetime
    outcome: Mapping[str, Json]
    because: Sequence[str]
    words_digest: bytes | None


def body_digest(body: EntryBody) -> bytes:
    """Return the SHA-256 digest of an entry's content in canonical form: JSON, sorted keys, no spaces.

    Raises TypeError where the outcome holds a float: it might not come back from a database unchanged.
    """
    _refuse_floats(body.outcome)
    fields = {
        "actor": [body.actor_kind, body.actor_key],
        "at": body.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "because": list(body.because),
        "outcome": body.outcome,
        "subject": [body.subject_kind, body.subject_key],
        "verb": body.verb,
        "words": body.words_digest.hex() if body.words_digest else "",
    }
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).digest()


def _refuse_floats(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("the journal holds whole numbers only")
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)


def link(*, before: bytes, number: int, recorded_at: datetime, digest: bytes) -> bytes:
    """Return the hash that chains a journal entry to the previous entry about the same subject."""
    clock = (recorded_at - _EPOCH) // timedelta(microseconds=1)
    return sha256(before + struct.pack(">qq", number, clock) + digest).digest()


def words_digest(*, salt: bytes, words: str) -> bytes:
    """Return the salted digest of typed words, which a journal entry keeps even after the words are erased.

    Without the salt the digest says nothing about the words.
    """
    return sha256(salt + words.encode()).digest()


def running(*, before: bytes, link: bytes) -> bytes:
    """Return the journal's digest after one more entry, from the digest before it and that entry's link."""
    return sha256(before + link).digest()
