"""Prepared statements outlive the rollback with which each test ends.

psycopg forgets them all whenever something is rolled back: a table made in that transaction may be gone. No
test makes tables in its transaction, and in a web process, which seldom rolls back, statements stay as
well. When all are forgotten the server parses and plans each statement of each test anew: an eighth of the
processor's time of the walk over all pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from psycopg import pq
from psycopg._preparing import Prepare, PrepareManager

_TABLES_CHANGE = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b").match
_MOST = 1000

_should_discard = PrepareManager._should_discard


def _discards(manager: PrepareManager, prep: Prepare, results: Sequence[pq.abc.PGresult]) -> bool:
    return _should_discard(manager, prep, results, _TABLES_CHANGE)


def keep() -> None:
    """Let every connection of this process keep its prepared statements until a table changes."""
    PrepareManager._should_discard = _discards  # type: ignore[method-assign]
    PrepareManager.prepared_max = _MOST
