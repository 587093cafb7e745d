"""Limits how often something may happen, with counts in the database that all processes share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from ipaddress import IPv6Network
from typing import ClassVar, TypeVar

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from yuanba.people.models import Throttle
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring

_COUNT = """
insert into people_throttle as known (key, window_at, count) values (%s, %s, 1)
on conflict (key) do update set
    count = case when known.window_at = excluded.window_at then known.count + 1 else 1 end,
    window_at = excluded.window_at
returning count
"""
_COUNT_EACH = """
insert into people_throttle as known (key, window_at, count)
select key, window_at, 1 from unnest(%s::bytea[], %s::timestamptz[]) as counted (key, window_at) order by key
on conflict (key) do update set
    count = case when known.window_at = excluded.window_at then known.count + 1 else 1 end,
    window_at = excluded.window_at
returning key, count
"""
_GIVE_BACK = """
with counted as (
    select known.key from people_throttle known
    join unnest(%s::bytea[], %s::timestamptz[]) as given (key, window_at) using (key, window_at)
    order by known.key for update of known
)
update people_throttle set count = count - 1 where key in (select key from counted) and count > 0
"""
#: Of wrong codes: the window, and from how many others an asker is not heard. See `prove`.
TRIES_SECONDS, DAY_SECONDS = 600, 24 * 3600
FEW = 3
Proven = TypeVar("Proven")


class TooMany(Refused):
    """Raised when a rate limit is exceeded; ``retry_after`` is the number of seconds to wait."""

    code: ClassVar[str] = "throttle.too_many"


def throttle(*, key: str, limit: int, window_seconds: int, now: datetime) -> None:
    """Count one event under a key; raise TooMany if the key is over its limit for the time window.

    Call it at the entrance, outside any transaction: a count inside one would make everybody behind
    the same address wait for its commit, and would be forgotten where it matters, at a refusal.
    """
    second = int(now.timestamp())
    begins = second - second % window_seconds
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_digest(key), datetime.fromtimestamp(begins, UTC)])
        (count,) = cursor.fetchone()
    if count > limit:
        raise TooMany(retry_after=begins + window_seconds - second)


def throttle_each(*, limits: Mapping[str, int], window_seconds: int, now: datetime) -> None:
    """Count one event under several keys; raise TooMany if one of them is over its limit.

    One statement; keys are locked in one order, so two requests never wait for each other.
    """
    counts = _count_each(dict.fromkeys(limits, window_seconds), now)
    if any(counts[key] > limit for key, limit in limits.items()):
        raise TooMany(retry_after=_rest(window_seconds, now))


def prove(
    *,
    code: str,
    asker: str,
    limit: int,
    of_asker: int = 0,
    now: datetime,
    check: Callable[[], Proven | None],
) -> Proven | None:
    """Return what `check` finds behind a code that somebody typed, None if it is wrong; or raise TooMany.

    `code` says what the code belongs to (a receipt, a person), `asker` who typed it, by address or account.
    Only wrong tries stay counted, `check` refusing being one too; each is counted before it is looked at, so
    that a thousand at once are no more than a thousand one by one. In ten minutes an asker has `limit` wrong
    tries at one code and `of_asker` (three times as many) at all. A code at which others, all together, tried
    more than `limit` is still opened by who has it: of each asker the first few tries of a day are heard, so
    that no stranger locks an owner out, and thousands of addresses guess no faster than by a few a day each.
    """
    at_code, at_all = f"code:{code}", f"tries:{asker}"
    here, today = f"code:{code}:{_site(asker)}", f"code.day:{code}:{_site(asker)}"
    windows = {at_code: TRIES_SECONDS, at_all: TRIES_SECONDS, here: TRIES_SECONDS, today: DAY_SECONDS}
    counts = _count_each(windows, now)
    is_crowded = counts[at_code] > limit
    too_many = TooMany(retry_after=_rest(TRIES_SECONDS, now))
    if (
        counts[here] > limit
        or counts[at_all] > (of_asker or 3 * limit)
        or (is_crowded and counts[today] > FEW)
    ):
        raise too_many
    try:
        found = check()
    except Refused as refusal:
        raise too_many if is_crowded else refusal from None
    if found is not None:
        give_back(windows=windows, now=now)
    elif is_crowded:
        raise too_many
    return found


def guess(
    *,
    limits: Mapping[str, int],
    now: datetime,
    wrong: type[Refused],
    check: Callable[[], Proven],
) -> Proven:
    """Return what `check` returns; count where it raises `wrong`, and raise TooMany over one of the limits.

    For codes that many type behind one address at once, as at the door of a meeting: each browser has a
    narrow limit, and what they share a wide one. It is counted before it is looked at, and what was no wrong
    guess is given back.
    """
    windows = dict.fromkeys(limits, TRIES_SECONDS)
    counts = _count_each(windows, now)
    if any(counts[key] > limit for key, limit in limits.items()):
        raise TooMany(retry_after=_rest(TRIES_SECONDS, now))
    try:
        found = check()
    except wrong:
        raise
    except Refused:
        give_back(windows=windows, now=now)
        raise
    give_back(windows=windows, now=now)
    return found


def give_back(*, windows: Mapping[str, int], now: datetime) -> None:
    """Take one event off the counters of these keys, given with their windows in seconds."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, _with_windows(windows, now))


def _count_each(windows: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Count one event under each key, in its window; the counts. One statement."""
    names = {_digest(key): key for key in windows}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_EACH, _with_windows(windows, now))
        return {names[bytes(key)]: count for key, count in cursor.fetchall()}


def _with_windows(windows: Mapping[str, int], now: datetime) -> list[list[bytes] | list[datetime]]:
    second = int(now.timestamp())
    begins = [datetime.fromtimestamp(second - second % seconds, UTC) for seconds in windows.values()]
    return [[_digest(key) for key in windows], begins]


def _rest(window_seconds: int, now: datetime) -> int:
    """How many seconds of the window are left."""
    return window_seconds - int(now.timestamp()) % window_seconds


def _site(asker: str) -> str:
    """Of an IPv6 network the /48 around it, in which one customer has 65,536 of them; else the asker."""
    try:
        return str(IPv6Network(asker).supernet(new_prefix=48))
    except ValueError:
        return asker


def throttle_filing(*, address: str, now: datetime) -> None:
    """Count a filed matter per client address and for the district; raise TooMany over a limit."""
    limits = {f"file:{address}": settings.LIMIT_FILING, "file.district": settings.LIMIT_DISTRICT}
    throttle_each(limits=limits, window_seconds=3600, now=now)


def forgive(*, key: str) -> None:
    """Reset the counter of a key, for instance after the right password."""
    Throttle.objects.filter(key=_digest(key)).delete()


def forget_throttles(*, before: datetime) -> int:
    """Delete the counters of time windows that began before this moment; return how many were deleted."""
    return Throttle.objects.filter(window_at__lt=before).delete()[0]


def forget_sessions() -> None:
    """Delete expired sessions."""
    SessionStore.clear_expired()


def _digest(key: str) -> bytes:
    return keyring.digest(key, purpose="people.throttle")
