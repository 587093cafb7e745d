"""Says whether what an entry tells may still be undone: the newest of its kind, not older than yesterday."""

from __future__ import annotations

from datetime import datetime

from yuanba.journal import queries
from yuanba.journal.queries import Recorded
from yuanba.rules.core import undo
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day


def require_undoable(kind: str, key: str, verb: Verb, number: int, *, at: datetime) -> Recorded | None:
    """Return the entry with this number if it is a subject's newest of this action; None for the number 0.

    Raises UndoOutdated where somebody has done the same since, UndoTooLate on the day after the next.
    """
    if not number:
        return None
    newest = queries.last(kind, key, verbs=[verb])
    if newest is None or newest.number != number:
        raise undo.UndoOutdated
    undo.require_safe(day(newest.at), on=day(at))
    return newest
