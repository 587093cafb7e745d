"""The pack that binds: of a day, or of a digest that a matter refers to."""

from __future__ import annotations

import threading
from datetime import date
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from yuanba.districts import queries as districts
from yuanba.packs import load
from yuanba.packs.models import ResolvedPack
from yuanba.rules.pack import Pack
from yuanba.rules.refusal import Refused


class UnknownPack(Refused):
    """This district has no pack with this digest, or its text was altered."""

    code = "packs.unknown"


class NoDistrict(Refused):
    """Outside a district there is no mechanism."""

    code = "packs.no_district"


_lock = threading.Lock()
#: What this process knows to lie committed in a schema: (schema, digest).
_stored: set[tuple[str, str]] = set()
_packs: dict[tuple[str, str], Pack] = {}


def in_force(on: date) -> Pack:
    """The pack of the current district on this day.

    It is stored in the district's schema before it is given out, so that what refers to its
    digest can always be replayed. Files are read once per process; a warm call asks nothing of
    the database.
    """
    row = _district()
    pack = _of_file(row.code, _day_in_force(row.code, on))
    _store(pack, row.schema_name)
    return pack


def pack_of(digest: str) -> Pack:
    """The pack under which a matter was filed."""
    key = (_district().schema_name, digest)
    if key not in _packs:
        text = ResolvedPack.objects.filter(digest=digest).values_list("text", flat=True).first()
        if text is None or sha256(text.encode()).hexdigest() != digest:
            raise UnknownPack(digest=digest)
        _packs[key] = Pack.model_validate_json(text)
    return _packs[key]


def forget() -> None:
    """Read everything anew: after files changed, and between tests."""
    _stored.clear()
    _packs.clear()
    _of_file.cache_clear()
    _days.cache_clear()


def _district() -> districts.DistrictRow:
    row = districts.current()
    if row is None:
        raise NoDistrict
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
    ResolvedPack.objects.bulk_create([stored], ignore_conflicts=True)
    # Only a committed row may be relied upon by others: a rollback takes this one away again.
    transaction.on_commit(lambda: _stored.add(key))


@cache
def _days(name: str) -> tuple[date, ...]:
    return tuple(load.days_of(settings.PACKS, name))


def _day_in_force(district: str, on: date) -> date:
    """The day on which the rules of `on` last changed: a new file of the district or of base."""
    own = [day for day in _days(district) if day <= on]
    base = [day for day in _days(load.BASE) if day <= on]
    if not own or not base:
        raise load.NoPackInForce(district=district, on=on.isoformat())
    return max(own[-1], base[-1])


@cache
def _of_file(district: str, on: date) -> Pack:
    with _lock:
        return load.load(settings.PACKS, district, on)
