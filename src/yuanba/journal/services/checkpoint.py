"""Checkpoints: signed statements of how far the journal had come and what it said until then.

A checkpoint is JSON ``{district, at, position, running, key, signature}``; the signature is Ed25519 (RFC
8032) over the canonical JSON of the other fields. The key lies outside the database, and a published
checkpoint lies with others: a cut tail or a rewritten history no longer fits it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

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


def _signing_key() -> Ed25519PrivateKey:
    path = Path(settings.SIGNING_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(pem)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise BadCheckpoint
    return key


def public_key() -> str:
    """Return the public half of this installation's signing key, as hexadecimal digits."""
    return _signing_key().public_key().public_bytes_raw().hex()


def _signed_bytes(district: str, at: str, position: int, running: str, key: str) -> bytes:
    body = {"at": at, "district": district, "key": key, "position": position, "running": running}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def sign(*, district: str, position: int, running: bytes, at: datetime) -> Checkpoint:
    """Return a signed checkpoint for a district's journal at this position and running digest."""
    private = _signing_key()
    key = private.public_key().public_bytes_raw().hex()
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    body = _signed_bytes(district, moment, position, running.hex(), key)
    return Checkpoint(
        district=district,
        at=moment,
        position=position,
        running=running.hex(),
        key=key,
        signature=private.sign(body).hex(),
    )


def parse(text: str, *, trusted: str) -> Checkpoint:
    """Return the checkpoint in a text; raise BadCheckpoint unless the trusted key signed it."""
    try:
        fields = json.loads(text)
        found = Checkpoint(**fields)
        body = _signed_bytes(found.district, found.at, found.position, found.running, found.key)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(trusted)).verify(
            bytes.fromhex(found.signature), body
        )
    except (ValueError, TypeError, InvalidSignature) as fault:
        raise BadCheckpoint from fault
    return found
