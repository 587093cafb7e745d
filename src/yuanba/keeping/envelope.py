"""The encrypted file format of backups: only the key's holder can open it, and only if it is complete.

One line of magic; one line of JSON (``head``) with who can open it; then the content in chunks of 1 MiB, each
AES-256-GCM under a key of this file alone. A chunk's nonce is its number and whether it is the last; what is
authenticated with it is the digest of the head. So a byte that flipped, a chunk that moved, an end that is
missing and anything appended are found (STREAM; Hoang, Reyhanitabar, Rogaway, Vizár 2015).

The file's key is wrapped for a passphrase (scrypt, RFC 7914) or for a recipient's key (X25519, RFC 7748).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from yuanba.rules.core.refusal import Refused

MAGIC = b"YUANBA BACKUP\n"
FORM = 1
CHUNK = 1 << 20
_TAG = 16
_LONGEST_HEAD = 4096
#: 128 MB of memory and about half a second for each guess.
SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
_MOST_SCRYPT_N = 1 << 20
SHORTEST_PASSPHRASE = 16


class NotABackup(Refused):
    """Raised when a file is not a backup in our format."""

    code: ClassVar[str] = "backup.not_one"


class Newer(Refused):
    """Raised when a backup was made by a newer version of Yuanba than this one."""

    code: ClassVar[str] = "backup.newer"


class WrongKey(Refused):
    """Raised when the passphrase or key given does not decrypt a backup, or its header was altered."""

    code: ClassVar[str] = "backup.wrong_key"


class EnvelopeDamaged(Refused):
    """Raised when a part of a backup was damaged or altered after it was written."""

    code: ClassVar[str] = "backup.damaged"


class Cut(Refused):
    """Raised when the end of a backup is missing: the file was cut, or never finished."""

    code: ClassVar[str] = "backup.cut"


class WeakPassphrase(Refused):
    """Raised when a passphrase is too short to withstand guessing."""

    code: ClassVar[str] = "backup.weak_passphrase"


class BadKeyFile(Refused):
    """Raised when a file holds no backup key in our format."""

    code: ClassVar[str] = "backup.bad_key_file"


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase, which both encrypts and decrypts backups."""

    words: bytes


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key, which only encrypts: a machine that makes backups need not be able to read them."""

    key: X25519PublicKey


@dataclass(frozen=True, slots=True)
class Identity:
    """A private key, which decrypts backups that were encrypted for its public key."""

    key: X25519PrivateKey


def passphrase(file: Path) -> Passphrase:
    """Return the passphrase in the first line of a file; raise WeakPassphrase where it is too short."""
    words = file.read_bytes().split(b"\n", 1)[0].strip()
    if len(words) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase(least=SHORTEST_PASSPHRASE)
    return Passphrase(words)


def new_identity() -> tuple[str, str]:
    """Return a new key pair as text: (private, public)."""
    key = X25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    return f"yuanba-identity-{key.private_bytes_raw().hex()}", f"yuanba-recipient-{public}"


def identity(text: str) -> Identity:
    """Return the private key that a text holds; raise BadKeyFile where it holds none."""
    return Identity(X25519PrivateKey.from_private_bytes(_raw(text, "yuanba-identity-")))


def recipient(text: str) -> Recipient:
    """Return the public key that a text holds; raise BadKeyFile where it holds none."""
    return Recipient(X25519PublicKey.from_public_bytes(_raw(text, "yuanba-recipient-")))


def _raw(text: str, kind: str) -> bytes:
    try:
        found = bytes.fromhex(text.strip().removeprefix(kind))
    except ValueError as fault:
        raise BadKeyFile(kind=kind) from fault
    if len(found) != 32 or not text.strip().startswith(kind):
        raise BadKeyFile(kind=kind)
    return found


# --- the key of the file ----------------------------------------------------------------------------


def _wrap(file_key: bytes, closing: Passphrase | Recipient) -> dict[str, Any]:
    if isinstance(closing, Passphrase):
        salt = os.urandom(16)
        way: dict[str, Any] = {
            "kind": "scrypt",
            "n": SCRYPT_N,
            "r": _SCRYPT_R,
            "p": _SCRYPT_P,
            "salt": salt.hex(),
        }
        outer = _stretched(closing, way)
    else:
        ours = X25519PrivateKey.generate()
        public = ours.public_key().public_bytes_raw()
        way = {"kind": "x25519", "ephemeral": public.hex()}
        outer = _agreed(ours.exchange(closing.key), public, closing.key.public_bytes_raw())
    # the outer key is of this file alone (fresh salt or fresh pair), so a nonce of zeros is used once
    return {**way, "wrapped": AESGCM(outer).encrypt(bytes(12), file_key, _named(way)).hex()}


def _unwrap(way: Mapping[str, Any], opening: Passphrase | Identity) -> bytes:
    try:
        if isinstance(opening, Passphrase) and way["kind"] == "scrypt":
            outer = _stretched(opening, way)
        elif isinstance(opening, Identity) and way["kind"] == "x25519":
            public = bytes.fromhex(way["ephemeral"])
            shared = opening.key.exchange(X25519PublicKey.from_public_bytes(public))
            outer = _agreed(shared, public, opening.key.public_key().public_bytes_raw())
        else:
            raise WrongKey(kind=str(way["kind"]))
        known = {name: value for name, value in way.items() if name != "wrapped"}
        return AESGCM(outer).decrypt(bytes(12), bytes.fromhex(way["wrapped"]), _named(known))
    except (InvalidTag, ValueError, KeyError, TypeError) as fault:
        raise WrongKey(kind="?") from fault


def _stretched(opening: Passphrase, way: Mapping[str, Any]) -> bytes:
    if way["n"] > _MOST_SCRYPT_N or way["r"] > _SCRYPT_R or way["p"] > _SCRYPT_P:
        raise ValueError
    salt = bytes.fromhex(way["salt"])
    return Scrypt(salt=salt, length=32, n=way["n"], r=way["r"], p=way["p"]).derive(opening.words)


def _agreed(shared: bytes, ours: bytes, theirs: bytes) -> bytes:
    info = b"yuanba backup" + ours + theirs
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)


def _named(way: Mapping[str, Any]) -> bytes:
    return json.dumps(way, sort_keys=True).encode()


# --- the content ------------------------------------------------------------------------------------


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


class EnvelopeWriter(io.RawIOBase):
    """A stream that encrypts the backup written to it, chunk by chunk.

    Without a call of ``finish`` the file can never be opened.
    """

    def __init__(self, out: IO[bytes] | io.RawIOBase, closing: Passphrase | Recipient) -> None:
        file_key = AESGCM.generate_key(256)
        head = json.dumps({"form": FORM, "opens": _wrap(file_key, closing)}).encode() + b"\n"
        out.write(MAGIC + head)
        self._out, self._cipher, self._bound = out, AESGCM(file_key), hashlib.sha256(MAGIC + head).digest()
        self._held, self._number, self._is_given_up = bytearray(), 0, False

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._held += b"" if self._is_given_up else content
        while len(self._held) > CHUNK:  # one chunk is kept back: it may be the last
            self._put(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]
        return len(content)

    def finish(self) -> None:
        """Encrypt and write the rest of the buffer as the last chunk, which completes the file."""
        self._put(bytes(self._held), is_last=True)
        self._held.clear()

    def discard(self) -> None:
        """Give the file up: what is written from now on goes nowhere."""
        self._held.clear()
        self._is_given_up = True

    def _put(self, content: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, content, self._bound))
        self._number += 1


class EnvelopeReader(io.RawIOBase):
    """A stream that decrypts a backup chunk by chunk, and returns only content that is verified as intact.

    Raises NotABackup, Newer or WrongKey when made, and EnvelopeDamaged or Cut while it is read.
    """

    def __init__(self, source: IO[bytes], opening: Passphrase | Identity) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise NotABackup
        line = source.readline(_LONGEST_HEAD)
        head = _head(line)
        if head["form"] > FORM:
            raise Newer(version=head["form"])
        file_key = _unwrap(head["opens"], opening)
        self._source, self._cipher = source, AESGCM(file_key)
        self._bound = hashlib.sha256(MAGIC + line).digest()
        self._number, self._open, self._is_over = 0, b"", False
        self._next = source.read(CHUNK + _TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._open and not self._is_over:
            self._open = self._take()
        size = min(len(buffer), len(self._open))
        buffer[:size] = self._open[:size]
        self._open = self._open[size:]
        return size

    def _take(self) -> bytes:
        sealed, self._next = self._next, self._source.read(CHUNK + _TAG)
        is_last = not self._next
        try:
            found = self._cipher.decrypt(_nonce(self._number, is_last=is_last), sealed, self._bound)
        except InvalidTag as fault:
            raise self._fault(sealed, is_last=is_last) from fault
        self._number, self._is_over = self._number + 1, is_last
        return found

    def _fault(self, sealed: bytes, *, is_last: bool) -> Refused:
        """Cut at the end of a chunk: it opens as one that is not the last. Cut inside: it is short."""
        if is_last:
            try:
                self._cipher.decrypt(_nonce(self._number, is_last=False), sealed, self._bound)
            except InvalidTag:
                return Cut() if len(sealed) < CHUNK + _TAG else EnvelopeDamaged(at=self._number)
            return Cut()
        return EnvelopeDamaged(at=self._number)


def _head(line: bytes) -> dict[str, Any]:
    try:
        head: dict[str, Any] = json.loads(line)
        if not isinstance(head["form"], int) or not isinstance(head["opens"], dict):
            raise NotABackup
    except (ValueError, KeyError, TypeError) as fault:
        raise NotABackup from fault
    return head
