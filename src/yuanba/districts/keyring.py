"""Sealing of personal data with keys that lie outside the database.

The ring is one JSON file, ``{"current": "k1", "keys": {"k1": base64 of 32 bytes}}``. A key per
purpose is derived from it (HKDF, RFC 5869), so words sealed for one purpose never open for another.
Sealed form: one byte of version, four of key name, twelve of nonce, then AES-256-GCM (NIST SP 800-38D).
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yuanba.rules.refusal import Refused

_VERSION = b"\x01"


class SealBroken(Refused):
    """The sealed words were altered, or the key that sealed them is gone."""

    code: ClassVar[str] = "keyring.seal_broken"


def create_if_missing(path: Path) -> None:
    """Make a ring with one new key, readable by its owner only; never touch an existing one."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring = {"current": "k001", "keys": {"k001": base64.b64encode(secrets.token_bytes(32)).decode()}}
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(ring, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # two first starts at once: the first ring wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@cache
def _ring() -> tuple[str, dict[str, bytes]]:
    path = Path(settings.KEY_RING)
    create_if_missing(path)
    ring = json.loads(path.read_text())
    return ring["current"], {name: base64.b64decode(key) for name, key in ring["keys"].items()}


@cache
def _derived(name: str, purpose: str) -> bytes:
    key = _ring()[1].get(name)
    if key is None:
        raise SealBroken
    return HKDF(algorithm=SHA256(), length=32, salt=b"yuanba", info=purpose.encode()).derive(key)


@cache
def _cipher(name: str, purpose: str) -> AESGCM:
    return AESGCM(_derived(name, purpose))


def seal(plain: str, *, purpose: str) -> bytes:
    """Encrypt words for one purpose with the current key."""
    return seal_bytes(plain.encode(), purpose=purpose)


def unseal(sealed: bytes | memoryview, *, purpose: str) -> str:
    """Open what ``seal`` closed for the same purpose; raises SealBroken."""
    try:
        return unseal_bytes(sealed, purpose=purpose).decode()
    except UnicodeDecodeError as fault:
        raise SealBroken from fault


def seal_bytes(plain: bytes, *, purpose: str) -> bytes:
    """The same for what is not words, such as a picture."""
    name = _ring()[0]
    nonce = os.urandom(12)
    head = _VERSION + name.encode()
    return head + nonce + _cipher(name, purpose).encrypt(nonce, plain, head)


def unseal_bytes(sealed: bytes | memoryview, *, purpose: str) -> bytes:
    """Open what ``seal_bytes`` closed for the same purpose; raises SealBroken."""
    sealed = bytes(sealed)
    head, nonce, body = sealed[:5], sealed[5:17], sealed[17:]
    if head[:1] != _VERSION:
        raise SealBroken
    try:
        return _cipher(head[1:].decode(), purpose).decrypt(nonce, body, head)
    except (InvalidTag, ValueError) as fault:
        raise SealBroken from fault


def digest(value: str, *, purpose: str) -> bytes:
    """A keyed digest (HMAC-SHA-256) under the ring's first key: look-up and comparison without the value.

    The first key, not the current one: a look-up must survive a rotation.
    """
    first = min(_ring()[1])
    return hmac.new(_derived(first, purpose), value.encode(), sha256).digest()
