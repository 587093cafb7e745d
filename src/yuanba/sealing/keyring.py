"""Encryption ("sealing") of personal data with keys that lie outside the database (``ring``).

Sealed form: one byte of version, which names the cipher; four of key name; twelve of nonce; then the cipher's
text with its tag. The key is derived for the district and the purpose, and both are authenticated too: words
sealed for one purpose or district never open for another. Which columns are sealed: ``seals``.
"""

from __future__ import annotations

import hmac
import os
from functools import lru_cache
from hashlib import sha256
from typing import ClassVar

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import ciphers
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yuanba.districts import queries
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import ring, ring_file, seals
from yuanba.sealing.ring import Cipher

_FIRST_FORM = b"\x01"
_VERSION_OF = {Cipher.AES: b"\x02", Cipher.SM4: b"\x03"}
_CIPHER_OF = {version: cipher for cipher, version in _VERSION_OF.items()}
_NONCE, _TAG = 12, 16
#: Version and key name: enough to tell with what a value was sealed.
HEAD = 5


class SealBroken(Refused):
    """Raised when encrypted data cannot be decrypted: it was altered, or its key is gone."""

    code: ClassVar[str] = "keyring.seal_broken"


class KeyMissing(SealBroken):
    """Raised when the key that encrypted the data is not on the key ring."""

    code: ClassVar[str] = "keyring.key_missing"


class CipherMissing(Refused):
    """Raised when this machine's OpenSSL lacks the cipher (SM4 needs a build that has it)."""

    code: ClassVar[str] = "keyring.cipher_missing"


def seal(plain: str, *, purpose: str) -> bytes:
    """Return a text encrypted for one purpose with the current key."""
    return seal_bytes(plain.encode(), purpose=purpose)


def unseal(sealed: bytes | memoryview, *, purpose: str) -> str:
    """Return the text that ``seal`` encrypted for the same purpose; raise SealBroken or KeyMissing."""
    try:
        return unseal_bytes(sealed, purpose=purpose).decode()
    except UnicodeDecodeError as fault:
        raise SealBroken from fault


def seal_bytes(plain: bytes, *, purpose: str) -> bytes:
    """Return bytes, such as a picture, encrypted for one purpose with the current key."""
    now = ring_file.load()
    head = _VERSION_OF[now.cipher] + now.current.encode()
    nonce = os.urandom(_NONCE)
    key = _key(now, now.current, purpose, now.cipher)
    bound = _bound(head, purpose)
    if now.cipher is Cipher.AES:
        return head + nonce + _aes(key).encrypt(nonce, plain, bound)
    return head + nonce + _sm4_seal(key, nonce, plain, bound)


def unseal_bytes(sealed: bytes | memoryview, *, purpose: str) -> bytes:
    """Return the bytes that ``seal_bytes`` encrypted for the same purpose; raise SealBroken or KeyMissing."""
    sealed = bytes(sealed)
    head, nonce, body = sealed[:HEAD], sealed[HEAD : HEAD + _NONCE], sealed[HEAD + _NONCE :]
    try:
        name = head[1:].decode("ascii")
        if head[:1] == _FIRST_FORM:
            return _open_first_form(name, purpose).decrypt(nonce, body, head)
        cipher = _CIPHER_OF[head[:1]]
        key = _key(ring_file.load(), name, purpose, cipher)
        if cipher is Cipher.AES:
            return _aes(key).decrypt(nonce, body, _bound(head, purpose))
        return _sm4_open(key, nonce, body, _bound(head, purpose))
    except (InvalidTag, ValueError, KeyError) as fault:
        raise SealBroken from fault


def head_now() -> bytes:
    """Return the bytes with which all newly encrypted data begin: version (for the cipher) and key name."""
    now = ring_file.load()
    return _VERSION_OF[now.cipher] + now.current.encode()


def _district() -> str:
    row = queries.current()
    return row.code if row else ""


def _bound(head: bytes, purpose: str) -> bytes:
    return b"\0".join([head, purpose.encode(), _district().encode()])


def _key(now: ring.Ring, name: str, purpose: str, cipher: Cipher) -> bytes:
    subkey = now.subkey(name, _district())
    if subkey is None:
        raise KeyMissing(key=name)
    if cipher is Cipher.AES:
        return ring.derived(subkey, f"seal/{purpose}")
    return ring.derived(subkey, f"seal/sm4/{purpose}", 16)


@lru_cache(maxsize=256)
def _aes(key: bytes) -> AESGCM:
    return AESGCM(key)


def _open_first_form(name: str, purpose: str) -> AESGCM:
    master = ring_file.load().keys.get(name)
    if master is None:
        raise KeyMissing(key=name)
    return _aes(ring.derived(master, purpose))


def try_out(cipher: Cipher) -> None:
    """Raise CipherMissing where this machine's OpenSSL does not have this cipher."""
    if cipher is Cipher.SM4:
        _sm4_seal(bytes(16), bytes(_NONCE), b"", b"")


# --- SM4: the library has it as a block cipher with the mode GCM, not as one call --------------------


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    try:
        at_work = ciphers.Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    except UnsupportedAlgorithm as fault:
        raise CipherMissing(cipher=Cipher.SM4.value) from fault
    at_work.authenticate_additional_data(bound)
    return at_work.update(plain) + at_work.finalize() + at_work.tag


def _sm4_open(key: bytes, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    closed, tag = body[:-_TAG], body[-_TAG:]
    try:
        at_work = ciphers.Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    except UnsupportedAlgorithm as fault:
        raise CipherMissing(cipher=Cipher.SM4.value) from fault
    at_work.authenticate_additional_data(bound)
    return at_work.update(closed) + at_work.finalize()


# --- digests: look-up and comparison without the value ----------------------------------------------


def digest(value: str, *, purpose: str) -> bytes:
    """Return a keyed digest (HMAC-SHA-256) of a value, by which rows are found without storing the value.

    Which purposes are rebuilt say the models; who looks one of them up asks ``digests``.
    """
    now = ring_file.load()
    if purpose in seals.rebuilt():
        return _indexed(now, now.current, value, purpose)
    return _mac(ring.derived(now.lasting_of(_district()), f"digest/{purpose}"), value)


def digests(value: str, *, purpose: str) -> list[bytes]:
    """Return the keyed digest of a value under each key that a row may still have, the current first.

    Only one, except during a rotation, and where the ring once had its first form.
    """
    now = ring_file.load()
    if purpose not in seals.rebuilt():
        first = now.first_of(_district()).get(purpose)
        return [digest(value, purpose=purpose), *([_mac(first, value)] if first else [])]
    master = now.first_master()
    before = [_mac(ring.derived(master, purpose), value)] if master else []
    return [_indexed(now, name, value, purpose) for name in now.names(_district())] + before


def _indexed(now: ring.Ring, name: str, value: str, purpose: str) -> bytes:
    subkey = now.subkey(name, _district())
    assert subkey, "the ring names its own keys"
    return _mac(ring.derived(subkey, f"index/{purpose}"), value)


def _mac(key: bytes, value: str) -> bytes:
    return hmac.new(key, value.encode(), sha256).digest()
