"""Limits how often something may happen, with counts in the database that all processes share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

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
select key, %s, 1 from unnest(%s::bytea[]) key order by key
on conflict (key) do update set
    count = case when known.window_at = excluded.window_at then known.count + 1 else 1 end,
    window_at = excluded.window_at
returning key, count
"""


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
    second = int(now.timestamp())
    begins = second - second % window_seconds
    by_key = {_digest(key): limit for key, limit in limits.items()}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_EACH, [datetime.fromtimestamp(begins, UTC), list(by_key)])
        if any(count > by_key[bytes(key)] for key, count in cursor.fetchall()):
            raise TooMany(retry_after=begins + window_seconds - second)


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
