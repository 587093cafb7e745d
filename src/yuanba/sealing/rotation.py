"""Key rotation while the servers run: a new key, everything encrypted anew, the old key removed.

The new key is on the ring, and current, before anything is sealed anew: what is written meanwhile is right.
Batches are small and take only rows that nobody holds. Killed at any point, the next run goes on: the head of
each value says what is left. The old key goes when nothing names it, and no work can be under way that sealed
with it before.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, LiteralString

from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yuanba.districts import queries
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import files, keyring, ring, ring_file
from yuanba.sealing.ring import Cipher
from yuanba.sealing.seals import Index, Sealed, indexes, sealed

Tell = Callable[[str], None]
Key = int | str | bytes

_KEYS_NAMED = """
    select substring({value} from 2 for 4), count(*) from {table} where octet_length({value}) > 0 group by 1
"""
_ALL = "select {pk}, {value} from {table} where octet_length({value}) > 0"
_HOLD = """
    select {pk}, {value} from {table}
    where octet_length({value}) > 0 and substring({value} from 1 for 5) <> %s
    order by {pk} limit 200 for no key update skip locked
"""
_HOLD_AFTER = """
    select {pk}, {value} from {table}
    where octet_length({value}) > 0 and substring({value} from 1 for 5) <> %s and {pk} > %s
    order by {pk} limit 200 for no key update skip locked
"""
_PUT = "update {table} set {column} = {put} where {pk} = %s"
_HOLD_INDEX = """
    select {pk}, {index}, {column}, {before} from {table} where octet_length({column}) > 0
    order by {pk} limit 200 for no key update skip locked
"""
_HOLD_INDEX_AFTER = """
    select {pk}, {index}, {column}, {before} from {table} where octet_length({column}) > 0 and {pk} > %s
    order by {pk} limit 200 for no key update skip locked
"""
_PUT_INDEX = "update {table} set {index} = %s where {pk} = %s"
#: Rows held at once; the statements above repeat it.
BATCH = 200
#: An act seals and commits within seconds; this and the end of every older transaction are waited for.
GRACE_SECONDS = 60.0
LOOKS_EVERY_SECONDS = 1.0


class StillInUse(Refused):
    """Raised when an old key must stay because values that it encrypted cannot be decrypted."""

    code: ClassVar[str] = "keyring.still_in_use"


class DistrictLags(Refused):
    """Raised when a district needs a migration before a key rotation can know all its encrypted columns."""

    code: ClassVar[str] = "keyring.district_lags"


@dataclass(slots=True, kw_only=True)
class RotationTally:
    """The result of one pass of a key rotation: values encrypted again, and values it could not decrypt."""

    renewed: int = 0
    broken: list[str] = field(default_factory=list)


def rotate(*, now: datetime, tell: Tell, cipher: Cipher | None = None) -> list[str]:
    """Make a new key, encrypt everything with it, and remove the old keys; return the old keys' names.

    A rotation that was broken off is gone on with. Raises DistrictLags, RingBusy while another runs, and
    StillInUse where values name an old key and cannot be opened.
    """
    for row in queries.districts():
        if row.head != queries.code_head():
            raise DistrictLags(district=row.code)
    with ring_file.held(alone=True):
        before = ring_file.load()
        if before.older() and cipher in {None, before.cipher}:
            tell(f"going on with {before.current}: {', '.join(sorted(before.older()))} to replace")
        else:
            new = ring.with_new_key(before, cipher=cipher or before.cipher, made=now.isoformat())
            keyring.try_out(new.cipher)
            ring_file.store(new)
            tell(f"new key {new.current} ({new.cipher})")
        switched = time.time()
        _until_nothing_is_left(tell)
        _wait_for_older_work(switched, tell)
        _until_nothing_is_left(tell)
        ended = sorted(ring_file.load().older())
        ring_file.store(ring.without_older(ring_file.load()))
        return ended


def references() -> Counter[str]:
    """Return the number of encrypted values and files for each key, by the key's name, in all districts."""
    found: Counter[str] = Counter()
    for row in queries.districts():
        with queries.inside(row):
            found += references_here()
    return found


def references_here() -> Counter[str]:
    """Return the number of encrypted values and files for each key, by its name, in the current district."""
    found = files.keys_named()
    with connection.cursor() as cursor:
        for column in sealed():
            cursor.execute(_about(column, _KEYS_NAMED))
            for name, count in cursor.fetchall():
                found[bytes(name).decode("ascii", "replace")] += count
    return found


def broken() -> list[str]:
    """Read every encrypted value and file of all districts; return what cannot be decrypted."""
    found: list[str] = []
    for row in queries.districts():
        with queries.inside(row):
            found += [f"{row.code} {place}" for place in broken_here()]
    return found


def broken_here() -> list[str]:
    """Read every encrypted value and file of the current district; return what cannot be decrypted."""
    found = [place for column in sealed() for place in _broken_of(column)]
    return found + [f"files/{name}" for name in files.broken()]


def _broken_of(column: Sealed) -> Iterator[str]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_about(column, _ALL))
        for key, value in cursor:
            try:
                keyring.unseal_bytes(value, purpose=column.purpose)
            except keyring.SealBroken:
                yield _place(column, key)


def _place(column: Sealed, key: Key) -> str:
    """Where a value is, for the operator."""
    shown = bytes(key).hex() if isinstance(key, bytes | memoryview) else key
    within = f".{column.within}" if column.within else ""
    return f"{column.table}.{column.column}{within} {column.pk}={shown}"


def _about(column: Sealed, statement: LiteralString) -> sql.Composed:
    """A statement about a sealed column, with its names in place."""
    return sql.SQL(statement).format(
        table=sql.Identifier(column.table),
        column=sql.Identifier(column.column),
        value=column.value,
        put=column.put,
        pk=sql.Identifier(column.pk),
    )


def _of(index: Index, statement: LiteralString) -> sql.Composed:
    """A statement about an index, with its names in place."""
    return sql.SQL(statement).format(
        table=sql.Identifier(index.table),
        index=sql.Identifier(index.column),
        column=sql.Identifier(index.of.column),
        before=sql.Identifier(index.before),
        pk=sql.Identifier(index.of.pk),
    )


# --- passes -----------------------------------------------------------------------------------------


def _until_nothing_is_left(tell: Tell) -> None:
    """Pass after pass: rows that somebody held are free the next time."""
    while True:
        tally = RotationTally()
        for row in queries.districts():
            with queries.inside(row):
                _renew_district(row.code, tally, tell)
        older = ring_file.load().older()
        named = {name: count for name, count in references().items() if name in older}
        if not named:
            return
        if not tally.renewed and sum(named.values()) <= len(tally.broken):
            raise StillInUse(keys=", ".join(sorted(named)), places="; ".join(tally.broken[:5]))
        time.sleep(LOOKS_EVERY_SECONDS)


def _renew_district(code: str, tally: RotationTally, tell: Tell) -> None:
    for column in sealed():
        done = 0
        for renewed in _renew_column(column, tally):
            done += renewed
            tell(f"{code} {column.table}.{column.column}: {done}")
    for renewed in files.renew(broken=tally.broken):
        tally.renewed += 1
        if renewed % BATCH == 0:
            tell(f"{code} files: {renewed}")
    for index in indexes():
        rebuild(index)


def _renew_column(column: Sealed, tally: RotationTally) -> Iterator[int]:
    """Seal anew in batches; yields after each how many values it changed."""
    last: Key | None = None
    while True:
        with transaction.atomic():
            rows = _hold(column, after=last)
            changes = list(_sealed_anew(column, rows, tally))
            with connection.cursor() as cursor:
                cursor.executemany(_about(column, _PUT), changes)
        tally.renewed += len(changes)
        if changes:
            yield len(changes)
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def _hold(column: Sealed, *, after: Key | None) -> list[tuple[Key, bytes]]:
    """The next values that are not sealed as now, of rows that nobody holds; ours until the commit."""
    statement = _about(column, _HOLD if after is None else _HOLD_AFTER)
    with connection.cursor() as cursor:
        cursor.execute(statement, [keyring.head_now(), *([] if after is None else [after])])
        return [(key, bytes(value)) for key, value in cursor.fetchall()]


def _sealed_anew(
    column: Sealed, rows: list[tuple[Key, bytes]], tally: RotationTally
) -> Iterator[tuple[bytes, Key]]:
    for key, value in rows:
        try:
            plain = keyring.unseal_bytes(value, purpose=column.purpose)
        except keyring.SealBroken:
            tally.broken.append(_place(column, key))
        else:
            yield keyring.seal_bytes(plain, purpose=column.purpose), key


def _wait_for_older_work(switched: float, tell: Tell) -> None:
    """Let everything end that may have sealed with the old key before the switch and is not yet committed."""
    is_told = False
    while time.time() < switched + GRACE_SECONDS or _oldest_transaction() < switched:
        if not is_told:
            tell(f"waiting {GRACE_SECONDS:.0f} s, and for transactions that began before the new key")
            is_told = True
        time.sleep(LOOKS_EVERY_SECONDS)


def _oldest_transaction() -> float:
    """When the oldest open transaction of another session began; the end of time if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select extract(epoch from min(xact_start)) from pg_stat_activity where "
            "datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
        (found,) = cursor.fetchone()
    return float(found) if found is not None else float("inf")


# --- indexes ----------------------------------------------------------------------------------------


def rebuild(index: Index) -> int:
    """Compute all digests of one column in the current district again, and return the number that changed.

    Two rows that were one address under different keys stay two: the second keeps a digest nobody asks for.
    """
    changed = 0
    last: Key | None = None
    while True:
        with transaction.atomic():
            rows = _hold_indexed(index, after=last)
            for key, digest in _digests_anew(index, rows):
                changed += _put_digest(index, key, digest)
        if len(rows) < BATCH:
            return changed
        last = rows[-1][0]


def _hold_indexed(index: Index, *, after: Key | None) -> list[tuple[Key, bytes, bytes, str]]:
    statement = _of(index, _HOLD_INDEX if after is None else _HOLD_INDEX_AFTER)
    with connection.cursor() as cursor:
        cursor.execute(statement, [] if after is None else [after])
        return [(key, bytes(old), bytes(value), before) for key, old, value, before in cursor.fetchall()]


def _digests_anew(index: Index, rows: list[tuple[Key, bytes, bytes, str]]) -> Iterator[tuple[Key, bytes]]:
    for key, old, value, before in rows:
        try:
            plain = keyring.unseal(value, purpose=index.of.purpose)
        except keyring.SealBroken:
            continue  # its own column says so
        new = keyring.digest(f"{before}:{plain}", purpose=index.purpose)
        if new != old:
            yield key, new


def _put_digest(index: Index, key: Key, digest: bytes) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_of(index, _PUT_INDEX), [digest, key])
    except IntegrityError:
        return 0
    return 1
