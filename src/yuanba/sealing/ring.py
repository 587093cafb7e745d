"""The key ring: the current key and those it replaced, as a value and as the JSON text of its file.

``keys`` are masters of the whole installation. No value is sealed with a master: each district has a subkey
of each (HKDF, RFC 5869), so a district can leave with what opens its own words and nobody else's. What a
district brought from elsewhere stands under ``districts`` until a rotation has replaced it. ``lasting`` makes
what must never change: codes on paper, names of files, secrets that others hold.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yuanba.rules.core.refusal import Refused

_FORM = 2
#: What was digested in the ring's first form and is compared for as long as somebody has a paper.
_OF_FIRST_FORM = ("matter.code", "evaluation.code_digest")
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Cipher(StrEnum):
    """The ciphers that can encrypt data: AES-256 or SM4, both in GCM mode.

    NIST SP 800-38D; GB/T 32907, GM/T 0002.
    """

    AES = "AES-256-GCM"
    SM4 = "SM4-GCM"


class RingUnreadable(Refused):
    """Raised when the file of the key ring is damaged or in an unknown format."""

    code: ClassVar[str] = "keyring.unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtKeys:
    """One district's keys from another installation, for encryption and for digests that never change."""

    keys: Mapping[str, bytes] = field(default_factory=dict)
    lasting: bytes = b""
    first: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Every encryption key of an installation; ``made`` says when each key became current.

    ``first`` are the keys, by purpose, of digests that were made while the ring had its first form: codes on
    paper must not die because the form changed, so they outlast the key that they came from.
    """

    cipher: Cipher
    current: str
    keys: Mapping[str, bytes]
    lasting: bytes
    made: Mapping[str, str] = field(default_factory=dict)
    first: Mapping[str, bytes] = field(default_factory=dict)
    districts: Mapping[str, BroughtKeys] = field(default_factory=dict)

    def subkey(self, name: str, district: str) -> bytes | None:
        """Return a district's version of the key with this name, or None where the ring does not have it."""
        brought = self.districts.get(district, BroughtKeys()).keys.get(name)
        if brought:
            return brought
        master = self.keys.get(name)
        return derived(master, f"district/{district}") if master else None

    def lasting_of(self, district: str) -> bytes:
        """Return the key for those digests of a district that no key rotation changes."""
        brought = self.districts.get(district, BroughtKeys()).lasting
        return brought or derived(self.lasting, f"district/{district}")

    def first_of(self, district: str) -> Mapping[str, bytes]:
        """Return the keys of digests that a district made while its ring had the first form, by purpose."""
        brought = self.districts.get(district, BroughtKeys())
        return brought.first if brought.lasting else self.first

    def first_master(self) -> bytes | None:
        """Return the key that a ring of the first form began with, while it is on the ring; else None."""
        return next((key for key in self.keys.values() if derived(key, "lasting") == self.lasting), None)

    def names(self, district: str) -> list[str]:
        """Return the names of all keys that a district may have used, the current one first."""
        older = {*self.keys, *self.districts.get(district, BroughtKeys()).keys} - {self.current}
        return [self.current, *sorted(older)]

    def older(self) -> set[str]:
        """Return the names of the keys that are not current and will be removed by a rotation."""
        brought = {name for one in self.districts.values() for name in one.keys}
        return ({*self.keys} - {self.current}) | brought


@lru_cache(maxsize=4096)
def derived(key: bytes, purpose: str, length: int = 32) -> bytes:
    """Return a key for one purpose, derived from another key.

    Neither the first key nor that of another purpose can be told from it (HKDF).
    """
    return HKDF(algorithm=SHA256(), length=length, salt=b"yuanba", info=purpose.encode()).derive(key)


def fresh(*, cipher: Cipher, made: str = "") -> Ring:
    """Return a new key ring that holds one new random key."""
    name = _new_name(set())
    return Ring(
        cipher=cipher,
        current=name,
        keys={name: secrets.token_bytes(32)},
        lasting=secrets.token_bytes(32),
        made={name: made},
    )


def with_new_key(ring: Ring, *, cipher: Cipher, made: str) -> Ring:
    """Return the key ring with one more key, which encrypts everything from now on."""
    taken = {*ring.keys, *(name for one in ring.districts.values() for name in one.keys)}
    name = _new_name(taken)
    keys = {**ring.keys, name: secrets.token_bytes(32)}
    return replace(ring, cipher=cipher, current=name, keys=keys, made={**ring.made, name: made})


def without_older(ring: Ring) -> Ring:
    """Return the key ring without its older keys.

    What districts brought to make lasting digests stays.
    """
    kept = {
        code: BroughtKeys(lasting=one.lasting, first=one.first)
        for code, one in ring.districts.items()
        if one.lasting
    }
    made = {ring.current: ring.made.get(ring.current, "")}
    return replace(ring, keys={ring.current: ring.keys[ring.current]}, made=made, districts=kept)


def of_district(ring: Ring, district: str) -> BroughtKeys:
    """Return a district's own keys, which let another installation decrypt this district and no other."""
    subkeys = {name: ring.subkey(name, district) or b"" for name in ring.names(district)}
    return BroughtKeys(keys=subkeys, lasting=ring.lasting_of(district), first=ring.first_of(district))


def with_brought(ring: Ring, district: str, brought: BroughtKeys) -> Ring:
    """Return the key ring with a district's keys from another installation added, but none of them twice."""
    plain = replace(ring, districts={code: one for code, one in ring.districts.items() if code != district})
    new = {name: key for name, key in brought.keys.items() if plain.subkey(name, district) != key}
    is_ours = plain.lasting_of(district) == brought.lasting
    if not new and is_ours:
        return plain
    lasting, first = (b"", {}) if is_ours else (brought.lasting, brought.first)
    added = BroughtKeys(keys=new, lasting=lasting, first=first)
    return replace(plain, districts={**plain.districts, district: added})


def _new_name(taken: set[str]) -> str:
    while True:
        name = "k" + "".join(secrets.choice(_LETTERS) for _ in range(3))
        if name not in taken:
            return name


def text(ring: Ring) -> str:
    """Return the key ring as the JSON text that its file holds."""
    written = {
        "version": _FORM,
        "cipher": ring.cipher.value,
        "current": ring.current,
        "keys": {
            name: {"key": _spelled(key), "made": ring.made.get(name, "")} for name, key in ring.keys.items()
        },
        "lasting": _spelled(ring.lasting),
        "first": _all_spelled(ring.first),
        "districts": {code: brought_text(one) for code, one in ring.districts.items()},
    }
    return json.dumps(written, indent=1) + "\n"


def parse(written: str) -> Ring:
    """Return the key ring that a JSON text describes; raise RingUnreadable where the text is malformed."""
    try:
        found = json.loads(written)
        if "version" not in found:
            return _of_first_form(found)
        if found["version"] != _FORM:
            raise RingUnreadable(version=str(found["version"]))
        ring = Ring(
            cipher=Cipher(found["cipher"]),
            current=found["current"],
            keys={name: _read_key(one["key"]) for name, one in found["keys"].items()},
            made={name: one["made"] for name, one in found["keys"].items()},
            lasting=_read_key(found["lasting"]),
            first=_all_read(found.get("first", {})),
            districts={code: parse_brought(one) for code, one in found["districts"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise RingUnreadable(version="?") from fault
    if ring.current not in ring.keys:
        raise RingUnreadable(version="?")
    return _with_first(ring)


def brought_text(one: BroughtKeys) -> dict[str, Any]:
    """Return a district's keys, for another installation, as a dictionary that JSON can hold."""
    return {
        "keys": _all_spelled(one.keys),
        "lasting": _spelled(one.lasting),
        "first": _all_spelled(one.first),
    }


def parse_brought(found: Mapping[str, Any]) -> BroughtKeys:
    """Return the keys that ``brought_text`` wrote; bad input raises KeyError, ValueError or TypeError."""
    return BroughtKeys(
        keys=_all_read(found["keys"]),
        lasting=_read_key(found["lasting"]) if found["lasting"] else b"",
        first=_all_read(found.get("first", {})),
    )


def _of_first_form(found: Mapping[str, Any]) -> Ring:
    """The form before districts had subkeys. What it sealed opens; its lasting key is told from its first."""
    keys = _all_read(found["keys"])
    lasting = derived(keys[min(keys)], "lasting")
    made = dict.fromkeys(keys, "")
    ring = Ring(cipher=Cipher.AES, current=found["current"], keys=keys, lasting=lasting, made=made)
    return _with_first(ring)


def _with_first(ring: Ring) -> Ring:
    """The ring with the keys of first-form digests, as long as what they come from is on it."""
    master = ring.first_master()
    if ring.first or master is None:
        return ring
    return replace(ring, first={purpose: derived(master, purpose) for purpose in _OF_FIRST_FORM})


def _all_spelled(keys: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _spelled(key) for name, key in keys.items()}


def _all_read(spelled: Mapping[str, str]) -> dict[str, bytes]:
    return {name: _read_key(key) for name, key in spelled.items()}


def _spelled(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _read_key(spelled: str) -> bytes:
    try:
        key = base64.b64decode(spelled, validate=True)
    except binascii.Error as fault:
        raise ValueError from fault
    if len(key) != 32:
        raise ValueError
    return key
