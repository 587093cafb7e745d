"""What went wrong in the database, told by SQLSTATE; and connections that the server has closed.

Whoever catches a database error asks here. Python's classes do not say it: a word that is too long for an
index is an ``OperationalError`` like a server that was stopped.
"""

from __future__ import annotations

import re
import select
from collections.abc import Iterator
from enum import StrEnum

import psycopg
from django.db import Error, InterfaceError, OperationalError, connections


class Trouble(StrEnum):
    """Why the database did not do what it was asked to do."""

    AWAY = "away"
    READ_ONLY = "read_only"
    REFUSED = "refused"
    BUSY = "busy"
    UNFIT = "unfit"


#: These end without a change of code or of what was asked: trying again later helps.
PASSING = frozenset({Trouble.AWAY, Trouble.READ_ONLY, Trouble.REFUSED, Trouble.BUSY})
#: The longest beginning of a SQLSTATE counts; any other state is a fault of ours.
_STATES = {
    "08": Trouble.AWAY,  # the line broke
    "25006": Trouble.READ_ONLY,  # a standby, or a database that was set so
    "25P03": Trouble.AWAY,  # the server ended an idle transaction, and the connection with it
    "25P04": Trouble.AWAY,
    "3D": Trouble.AWAY,  # no such database
    "53": Trouble.AWAY,  # no disk, no memory, no connection left
    "57P": Trouble.AWAY,  # stopped, starting, dropped
    "58": Trouble.AWAY,  # the server's own files
    "28": Trouble.REFUSED,
    "42501": Trouble.REFUSED,
    "40": Trouble.BUSY,  # a deadlock, a serialisation failure
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,  # a statement took too long
    "22": Trouble.UNFIT,
    "23": Trouble.UNFIT,
    "54": Trouble.UNFIT,  # too long for an index, too many columns
}
#: A connection that was refused at the door brings no SQLSTATE, only the server's sentence. Where the server
#: speaks another language, it counts as away, which is answered alike.
_AT_THE_DOOR = re.compile(
    r"authentication failed|no password supplied|pg_hba\.conf|permission denied|not permitted to log in"
    r'|role ".*" does not exist'
)


def trouble_of(fault: BaseException) -> Trouble | None:
    """Return what a database error, or an error caused by one, means; None for every other fault."""
    for one in _causes(fault):
        state = getattr(one, "sqlstate", None)
        if isinstance(one, psycopg.Error) and state:
            return _of_state(state)
    for one in _causes(fault):
        if isinstance(one, OperationalError | psycopg.OperationalError):
            return Trouble.REFUSED if _AT_THE_DOOR.search(str(one)) else Trouble.AWAY
        if isinstance(one, InterfaceError | psycopg.InterfaceError):
            return Trouble.AWAY
        if isinstance(one, psycopg.DataError):
            return Trouble.UNFIT
    return None


def is_passing(fault: BaseException) -> bool:
    """Return whether the same may succeed later, because the database was away, busy or took no writes."""
    return trouble_of(fault) in PASSING


def _of_state(state: str) -> Trouble | None:
    beginnings = (state[:length] for length in range(len(state), 1, -1))
    return next((_STATES[one] for one in beginnings if one in _STATES), None)


def _causes(fault: BaseException) -> Iterator[BaseException]:
    step: BaseException | None = fault
    while step is not None:
        yield step
        step = step.__cause__


def drop_lost_connections() -> None:
    """Close this thread's connections that the server has closed, so that the next statement connects anew.

    After a restart of the database the first request of each thread would fail otherwise. Costs no round
    trip: nothing is to be read on an idle connection unless the server said good-bye.
    """
    for wrapper in connections.all(initialized_only=True):
        if wrapper.connection is not None and not wrapper.in_atomic_block and _is_lost(wrapper.connection):
            close(wrapper.alias)


def close(alias: str = "default") -> None:
    """Close this thread's connection, also one that is too broken to be closed in good order."""
    try:
        connections[alias].close()
    except Error:
        connections[alias].connection = None


def _is_lost(line: psycopg.Connection) -> bool:
    try:
        look = select.poll()
        look.register(line.fileno(), select.POLLIN)
        return bool(look.poll(0))
    except (psycopg.Error, OSError, ValueError):
        return True
