"""Checkpoints: signed statements of how far the journal had come and what it said until then.

A checkpoint is JSON ``{district, at, position, running, key, signature}``; the signature is Ed25519 (RFC
8032) over the canonical JSON of the other fields. The key lies outside the database, and a published
checkpoint lies with others: a cut tail or a rewritten history no longer fits it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from yuanba.journal.services import signer
from yuanba.rules.core.refusal import Refused


class BadCheckpoint(Refused):
    """Raised when a text is not a checkpoint, or its signature is not valid."""

    code: ClassVar[str] = "journal.bad_checkpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One signed statement of the position and running digest of a district's journal at a moment."""

    district: str
    at: str
    position: int
    running: str
    key: str
    signature: str


def _signed_bytes(district: str, at: str, position: int, running: str, key: str) -> bytes:
    body = {"at": at, "district": district, "key": key, "position": position, "running": running}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def sign(*, district: str, position: int, running: bytes, at: datetime) -> Checkpoint:
    """Return a signed checkpoint for a district's journal at this position and running digest."""
    key = signer.public_key()
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    body = _signed_bytes(district, moment, position, running.hex(), key)
    return Checkpoint(
        district=district,
        at=moment,
        position=position,
        running=running.hex(),
        key=key,
        signature=signer.sign(body).hex(),
    )


def parse(text: str, *, trusted: str) -> Checkpoint:
    """Return the checkpoint in a text; raise BadCheckpoint unless the trusted key signed it."""
    try:
        fields = json.loads(text)
        found = Checkpoint(**fields)
        body = _signed_bytes(found.district, found.at, found.position, found.running, found.key)
        signature = bytes.fromhex(found.signature)
    except (ValueError, TypeError) as fault:
        raise BadCheckpoint from fault
    if not signer.is_signed(body, signature=signature, by=trusted):
        raise BadCheckpoint
    return found
