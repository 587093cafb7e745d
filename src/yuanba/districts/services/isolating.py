"""Sets aside what fails, so that one bad district, job or row does not stop the others.

What failed is remembered by its district, the part of the work and a key, waits longer after each failure, is
tried again, and is forgotten when it works. The operator sees it in ``/health/ready``, and by
`yuanba district faults`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from yuanba.districts import faults, queries
from yuanba.districts.faults import Trouble
from yuanba.districts.models import SetAside
from yuanba.rules.core.refusal import Refused

log = structlog.get_logger("yuanba.isolating")

#: What some work returns.
Done = TypeVar("Done")

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
_HOUSE = str(Path(__file__).parents[2])


class Attempts:
    """Runs one part of a district's work thing by thing, and sets aside what fails.

    The district is the current one unless another is named. The waits go by the database's clock.
    """

    def __init__(self, part: str, *, district: str = "") -> None:
        current = queries.current()
        self.part = part
        self.district = district or (current.code if current else "")
        rows = SetAside.objects.filter(district=self.district, part=part)
        self._known = {row.key: row for row in rows.annotate(is_due=Q(retry_at__lte=Now()))}

    def run(self, work: Callable[[], Done], *, key: object = "") -> Done | None:
        """Do the work unless it is set aside at this moment; return what it returned, or None.

        A fault is raised on only where the database itself is away: then nothing can go on.
        """
        known = self._known.get(str(key))
        if known and not known.is_due:
            return None
        try:
            with savepoint():
                done = work()
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others go on
            self.failed(fault, key=key)
            return None
        self.worked(key=key)
        return done

    def worked(self, *, key: object = "") -> None:
        """Forget that this failed before, if it did."""
        known = self._known.pop(str(key), None)
        if known:
            known.delete()

    def failed(self, fault: Exception, *, key: object = "") -> None:
        """Set this aside because of a fault; raise the fault where the database itself is away."""
        if not goes_on(fault):
            raise fault
        known = self._known.get(str(key))
        tries = known.tries + 1 if known else 1
        words = described(fault)
        later: dict[str, Any] = {"fault": words, "tries": tries, "retry_at": Now() + wait(tries)}
        SetAside.objects.update_or_create(
            district=self.district,
            part=self.part,
            key=str(key),
            defaults=later,
            create_defaults={**later, "since_at": Now()},
        )
        log.error("set aside", part=self.part, item=f"{self.district} {key}", fault=words, tries=tries)


@contextmanager
def noted(part: str, *, key: str = "", district: str = "", raises: bool = True) -> Iterator[None]:
    """Set aside the work of a with-block if it fails, and forget that it failed once it works.

    The fault is raised on afterwards unless `raises` is false.
    """
    attempts = Attempts(part, district=district)
    try:
        with savepoint():
            yield
    except Exception as fault:
        attempts.failed(fault, key=key)
        if raises:
            raise
    else:
        attempts.worked(key=key)


def savepoint() -> AbstractContextManager[object]:
    """Return what undoes failed work alone: inside a transaction a savepoint; outside, work has its own."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def goes_on(fault: Exception) -> bool:
    """Return whether the database works on after a fault, so that only the failed work is at fault."""
    if faults.trouble_of(fault) in (Trouble.AWAY, Trouble.READ_ONLY):
        return False
    if connection.in_atomic_block:
        return not connection.needs_rollback
    return connection.connection is None or connection.is_usable()


def wait(tries: int) -> timedelta:
    """Return how long something waits after so many failures: twice as long each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 20)), LONGEST_WAIT)


def described(fault: Exception) -> str:
    """Return what a fault is and where it happened, without any value that it carries.

    The words of a fault of the database hold what people typed.
    """
    kind = fault.code if isinstance(fault, Refused) else type(fault).__name__
    state = getattr(fault.__cause__, "sqlstate", "") if isinstance(fault, DatabaseError) else ""
    frames = [one for one in traceback.extract_tb(fault.__traceback__) if one.filename.startswith(_HOUSE)]
    place = f" at {frames[-1].filename[len(_HOUSE) + 1 :]}:{frames[-1].lineno}" if frames else ""
    return f"{kind}{f' {state}' if state else ''}{place}"[:200]


def retry_now() -> int:
    """Let all that is set aside or passed over be tried at the next round; return how much that is."""
    count = SetAside.objects.update(retry_at=Now())
    for row in queries.districts():
        if row.head == queries.code_head():
            with queries.inside(row):
                count += sum(source.retry() for source in queries.fault_sources())
    return count
