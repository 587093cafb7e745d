"""The installation's Ed25519 key (RFC 8032), outside the database: it signs checkpoints and backups."""

from __future__ import annotations

import os
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


class BadSigningKey(Refused):
    """Raised when the file of the signing key holds no Ed25519 key."""

    code: ClassVar[str] = "journal.bad_signing_key"


def sign(body: bytes) -> bytes:
    """Return the signature of a body by this installation's key, which is made at its first use."""
    return _private_key().sign(body)


def public_key() -> str:
    """Return the public half of the signing key, as hexadecimal digits; the key is made if missing."""
    return _private_key().public_key().public_bytes_raw().hex()


def known_key() -> str:
    """Return the public half of this installation's signing key, or "" where there is none yet."""
    return public_key() if Path(settings.SIGNING_KEY).exists() else ""


def is_signed(body: bytes, *, signature: bytes, by: str) -> bool:
    """Return whether a signature of a body was made with the key whose public half is `by`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(by)).verify(signature, body)
    except (ValueError, InvalidSignature):
        return False
    return True


def _private_key() -> Ed25519PrivateKey:
    path = Path(settings.SIGNING_KEY)
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as fault:
        raise BadSigningKey(file=str(path)) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise BadSigningKey(file=str(path))
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(pem)
        os.link(draft, path)  # two first uses at once: the first key wins
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
