"""Ends sessions by themselves: after a time without requests, and at the latest after a total time.

The session remembers when it began and when it was last seen; that costs a write every few minutes, not one
for each request.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from yuanba.rules.core.actor import ActorKind
from yuanba.web.entrance import now

_BEGAN, _SEEN = "began", "seen"
#: A session is seen again after so many seconds at most; so much earlier it may end than the setting says.
SEEN_EVERY_SECONDS = 120


def begin(session: SessionBase) -> None:
    """Store a new session's start time in the session."""
    session[_BEGAN] = session[_SEEN] = int(now().timestamp())


def is_over(session: SessionBase, kind: str, *, at: datetime) -> bool:
    """Return whether the session has been idle for too long or has lasted too long."""
    moment = int(at.timestamp())
    began, seen = session.get(_BEGAN, moment), session.get(_SEEN, moment)
    return bool(moment - seen >= _idle_seconds(kind) or moment - began >= settings.SESSION_COOKIE_AGE)


def see(session: SessionBase, kind: str, *, at: datetime) -> None:
    """Store in the session the moment of its last use, but only every few minutes."""
    moment = int(at.timestamp())
    if moment - session.get(_SEEN, 0) >= min(SEEN_EVERY_SECONDS, _idle_seconds(kind) // 10):
        session[_SEEN] = moment
        session.setdefault(_BEGAN, moment)


def _idle_seconds(kind: str) -> int:
    minutes = settings.IDLE_MINUTES if kind == ActorKind.STAFF else settings.IDLE_MINUTES_RESIDENT
    return int(minutes) * 60
