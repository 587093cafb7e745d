"""Signatures of backup files: who made a file, checked before one byte of it is decrypted, parsed or used.

Whoever has a recipient's public key, or the passphrase, can make an envelope that opens; only an
installation can sign for itself. So one line follows the envelope, of fixed length: the signer's public key
and the Ed25519 signature over the digest of all that stands before it, head included. Who is trusted is the
operator's word or this machine's own key, never something that the file says.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar

from yuanba.journal.services import signer
from yuanba.keeping.envelope import CHUNK, MAGIC, EnvelopeDamaged, Identity, NotABackup, Passphrase
from yuanba.rules.core.refusal import Refused

_SIGNED = re.compile(rb"\nYUANBA SIGNED ([0-9a-f]{64}) ([0-9a-f]{128})\n")
_LENGTH = len("\nYUANBA SIGNED  \n") + 64 + 128


class CannotWrite(Refused):
    """Raised when a backup cannot be written, as on a full disk; nothing of it is left."""

    code: ClassVar[str] = "backup.cannot_write"


class BadSigner(Refused):
    """Raised when what an operator names as the signer of a backup is not a public key."""

    code: ClassVar[str] = "backup.bad_signer"


class NoSigner(Refused):
    """Raised when nobody said whose backups are trusted, and this installation has no signing key yet."""

    code: ClassVar[str] = "backup.no_signer"


class NotSigned(Refused):
    """Raised when a backup bears no signature, because its end is missing or an older release made it."""

    code: ClassVar[str] = "backup.not_signed"


class NeedsPassphrase(Refused):
    """Raised when an unsigned backup is to be opened by a private key, for which anybody can make a file."""

    code: ClassVar[str] = "backup.needs_passphrase"


class OtherSigner(Refused):
    """Raised when a backup is signed by another key than the trusted one."""

    code: ClassVar[str] = "backup.other_signer"


class BadSignature(Refused):
    """Raised when the signature of a backup does not fit what the file holds."""

    code: ClassVar[str] = "backup.bad_signature"


class SignedFile(io.RawIOBase):
    """A new file to write a backup to; `sign` ends it with this installation's signature over all of it."""

    def __init__(self, place: Path) -> None:
        self._place, self._digest = place, hashlib.sha256()
        try:
            self._handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as fault:
            raise self._fault(fault) from fault

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        left = memoryview(content)
        self._digest.update(left)
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as fault:
            raise self._fault(fault) from fault
        return len(content)

    def sign(self) -> None:
        """Write the signature, and flush the file to disk."""
        signature = signer.sign(_statement(self._digest.digest()))
        self.write(f"\nYUANBA SIGNED {signer.public_key()} {signature.hex()}\n".encode())
        try:
            os.fsync(self._handle)
        except OSError as fault:
            raise self._fault(fault) from fault

    def close(self) -> None:
        if not self.closed:
            os.close(self._handle)
        super().close()

    def _fault(self, fault: OSError) -> CannotWrite:
        return CannotWrite(file=str(self._place), said=fault.strerror or str(fault))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenFile:
    """A backup file that the trusted signer signed, and the key that opens it: what a restore may read."""

    path: Path
    opening: Passphrase | Identity
    size: int
    digest: bytes


def prove(file: Path, opening: Passphrase | Identity, *, by: str = "") -> ProvenFile:
    """Return a backup as proven, if the key `by` signed it (default: this installation's key).

    Raises NotABackup, NotSigned, BadSigner, NoSigner, OtherSigner or BadSignature.
    """
    if by and not re.fullmatch("[0-9a-f]{64}", by):
        raise BadSigner
    with file.open("rb") as source:
        size, signed = _end(source)
        if signed is None:
            raise NotSigned
        stated = signed[1].decode()
        trusted = by or signer.known_key()
        if not trusted:
            raise NoSigner(stated=stated)
        if stated != trusted:
            raise OtherSigner(stated=stated, trusted=trusted)
        digest = _digest(source, size)
    if not signer.is_signed(_statement(digest), signature=bytes.fromhex(signed[2].decode()), by=trusted):
        raise BadSignature
    return ProvenFile(path=file, opening=opening, size=size, digest=digest)


def vouch(file: Path, opening: Passphrase | Identity) -> ProvenFile:
    """Return a backup from before there were signatures as proven by its passphrase, which operators know.

    Raises NotABackup, NeedsPassphrase, and OtherSigner where it is signed: then its signer is to be named.
    """
    if isinstance(opening, Identity):
        raise NeedsPassphrase
    with file.open("rb") as source:
        size, signed = _end(source)
        if signed is not None:
            raise OtherSigner(stated=signed[1].decode(), trusted="-")
        return ProvenFile(path=file, opening=opening, size=size, digest=_digest(source, size))


@contextmanager
def opened(proven: ProvenFile) -> Iterator[IO[bytes]]:
    """Open the envelope of a proven backup; once read, raise EnvelopeDamaged if it is not what was proven."""
    with proven.path.open("rb") as source:
        bounded = _Bounded(source, proven.size)
        yield io.BufferedReader(bounded, CHUNK)
        if bounded.digest() != proven.digest:  # somebody wrote into it meanwhile
            raise EnvelopeDamaged(at="signature")


class _Bounded(io.RawIOBase):
    """The first bytes of a file, and their digest when they were read."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self._source, self._left, self._digest = source, size, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._source.read(min(len(buffer), self._left))
        self._left -= len(content)
        self._digest.update(content)
        buffer[: len(content)] = content
        return len(content)

    def digest(self) -> bytes:
        return self._digest.digest()


def _statement(digest: bytes) -> bytes:
    """What is signed: nothing else that this key signs begins like that."""
    return b"YUANBA SIGNED BACKUP\n" + digest


def _end(source: IO[bytes]) -> tuple[int, re.Match[bytes] | None]:
    """How long the envelope is, and the line of the signature if there is one."""
    if source.read(len(MAGIC)) != MAGIC:
        raise NotABackup
    size = source.seek(0, os.SEEK_END)
    source.seek(max(size - _LENGTH, 0))
    signed = _SIGNED.fullmatch(source.read(_LENGTH))
    return (size - _LENGTH, signed) if signed else (size, None)


def _digest(source: IO[bytes], size: int) -> bytes:
    source.seek(0)
    digest = hashlib.sha256()
    while size and (content := source.read(min(size, CHUNK))):
        digest.update(content)
        size -= len(content)
    return digest.digest()
