"""Which pack applies: the one in force on a day, or the one that a matter was filed under."""

from __future__ import annotations

import threading
from datetime import date
from functools import cache
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import transaction

from yuanba.districts import queries as districts
from yuanba.packs import load
from yuanba.packs.models import ResolvedPack
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack


class UnknownPack(Refused):
    """Raised when a district has no stored pack with this digest, or the text of that pack was altered."""

    code = "packs.unknown"


class NoDistrictEntered(Refused):
    """Raised when code asks for the current district's pack while no district is current."""

    code = "packs.no_district"


_log = structlog.get_logger(__name__)
_lock = threading.Lock()
#: What this process knows to lie committed in a schema: (schema, digest).
_stored: set[tuple[str, str]] = set()
_packs: dict[tuple[str, str], Pack] = {}


def in_force(on: date) -> Pack:
    """Return the current district's pack that is in force on this day.

    It is stored in the district's schema before it is given out, so that what refers to its digest can always
    be replayed. Files are read once per process; a warm call asks nothing of the database. Raises
    NoPackInForce.
    """
    row = _district()
    pack = _of_day(row.code, on)
    _store(pack, row.schema_name)
    return pack


def shown(code: str, on: date) -> Pack | None:
    """Return any district's pack in force on this day, or None, for use by pages outside all districts.

    Nothing is stored, nothing refers to it.
    """
    try:
        return _of_day(code, on)
    except load.NoPackInForce:
        return None


def pack_of(digest: str) -> Pack:
    """Return the stored pack with this digest, under which a matter was filed; raise UnknownPack."""
    key = (_district().schema_name, digest)
    if key not in _packs:
        text = ResolvedPack.objects.filter(digest=digest).values_list("text", flat=True).first()
        if text is None or sha256(text.encode()).hexdigest() != digest:
            raise UnknownPack(digest=digest)
        _packs[key] = Pack.model_validate_json(text)
    return _packs[key]


def forget() -> None:
    """Empty all caches of packs, so that files are read anew.

    After files changed, and between tests.
    """
    _stored.clear()
    _packs.clear()
    _of_day.cache_clear()
    _of_file.cache_clear()


def _district() -> districts.DistrictRow:
    row = districts.current()
    if row is None:
        raise NoDistrictEntered
    return row


def _store(pack: Pack, schema: str) -> None:
    key = (schema, pack.digest)
    if key in _stored:
        return
    stored = ResolvedPack(
        digest=pack.digest,
        text=pack.canonical,
        district=pack.district,
        in_force_from=pack.in_force_from,
    )
    # Asked first: a process that starts beside a standby can show what was stored before.
    if not ResolvedPack.objects.filter(digest=pack.digest).exists():
        ResolvedPack.objects.bulk_create([stored], ignore_conflicts=True)
    # Only a committed row may be relied upon by others: a rollback takes this one away again.
    transaction.on_commit(lambda: _stored.add(key))


@cache
def _of_day(district: str, on: date) -> Pack:
    """What binds on this day. The folder is read once for each day, so that a pack of a later day enters by
    itself at midnight; one with a fault does not enter, and the one before it goes on."""
    changes = load.changes(settings.PACKS, district, on)
    if not changes:
        raise load.NoPackInForce(district=district, on=on.isoformat())
    for since in reversed(changes[1:]):
        try:
            return _of_file(district, since)
        except load.FaultyPackError as faulty:
            _log.error(
                "packs.not_entered", district=district, day=since.isoformat(), faults=len(faulty.faults)
            )
    return _of_file(district, changes[0])


@cache
def _of_file(district: str, on: date) -> Pack:
    with _lock:
        return load.load(settings.PACKS, district, on)
