"""Which pack applies: the one in force on a day, or the one that a matter was filed under."""

from __future__ import annotations

import threading
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

from yuanba.districts import queries as districts
from yuanba.packs import load, queries
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
#: What binds in a district on a day that this process has been asked about, by its code.
_days: dict[tuple[str, date], Pack] = {}
#: Until which day this process has read a district's editions, and those of these days, which stay.
_editions: dict[str, tuple[date, load.Editions]] = {}


def in_force(on: date) -> Pack:
    """Return the current district's pack that is in force on this day, which is today or past.

    It is stored in the district's schema before it is given out, so that what refers to its digest can always
    be replayed. Files and released editions are read once per process and day; a warm call asks nothing of
    the database. Raises NoPackInForce. What is to come may still change: `planned` says what.
    """
    row = _district()
    pack = _of_day(row, on)
    _store(pack, row.schema_name)
    return pack


def shown(code: str, on: date) -> Pack | None:
    """Return any district's pack in force on this day, or None, for use by pages outside all districts.

    Nothing is stored, nothing refers to it. Before its schema is there, or as new as this code, the files
    alone are asked.
    """
    if (code, on) in _days:
        return _days[code, on]
    row = districts.district(code)
    try:
        if row is None or row.head != districts.code_head():
            return bound(code, on, load.NO_EDITIONS)
        with districts.inside(row):
            return _of_day(row, on)
    except load.NoPackInForce:
        return None


def planned(on: date) -> Pack:
    """Return the current district's pack that will be in force on this day, as far as is known now.

    Nothing is stored or kept. Raises NoPackInForce.
    """
    return bound(_district().code, on, queries.editions())


def left_out(on: date) -> list[date]:
    """Return the days up to this one whose rules are faulty and so did not enter, newest first.

    Those before them go on. Raises NoPackInForce.
    """
    return _entered(_district().code, on, queries.editions())[1]


def bound(district: str, on: date, editions: load.Editions) -> Pack:
    """Return the newest rules up to a day; faulty ones do not enter, and those before them go on."""
    return _entered(district, on, editions)[0]


def _entered(district: str, on: date, editions: load.Editions) -> tuple[Pack, list[date]]:
    """The rules of a day, and the days of newer ones that are faulty."""
    changes = load.changes(settings.PACKS, district, on, editions)
    if not changes:
        raise load.NoPackInForce(district=district, on=on.isoformat())
    texts, faulty_on = tuple(editions.items()), list[date]()
    for since in reversed(changes[1:]):
        try:
            return _of_texts(settings.PACKS, district, since, texts), faulty_on
        except load.FaultyPackError as faulty:
            faulty_on.append(since)
            _log.error(
                "packs.not_entered", district=district, day=since.isoformat(), faults=len(faulty.faults)
            )
    return _of_texts(settings.PACKS, district, changes[0], texts), faulty_on


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
    """Empty all caches of packs, so that files are read anew: after files changed."""
    forget_rows()
    _of_texts.cache_clear()


def forget_rows() -> None:
    """Empty the caches of what databases hold, such as after a rollback; files are as they were."""
    _stored.clear()
    _packs.clear()
    _days.clear()
    _editions.clear()


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


def _of_day(row: districts.DistrictRow, on: date) -> Pack:
    """What binds on this day. Files and editions are read once for each day, so that a pack of a later day
    enters by itself at midnight; an edition is settled an hour before."""
    key = (row.code, on)
    if key not in _days:
        _days[key] = bound(row.code, on, _editions_until(on, row.code))
    return _days[key]


def _editions_until(on: date, district: str) -> load.Editions:
    """The editions that have come into force up to a day."""
    known = _editions.get(district)
    if known is None or known[0] < on:
        found = {since: text for since, text in queries.editions().items() if since <= on}
        known = _editions[district] = (on, found)
    return known[1]


@lru_cache(maxsize=256)
def _of_texts(folder: Path, district: str, on: date, editions: tuple[tuple[date, str], ...]) -> Pack:
    with _lock:
        return load.load(folder, district, on, dict(editions))
