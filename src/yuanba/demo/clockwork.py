"""Runs the district's timers during the simulated year: reminders, escalations, resumptions, closing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.db import connection

from yuanba.evaluation import services as evaluation
from yuanba.journal import services as journal
from yuanba.matters.jobs import BATCH, CLOCK_SERVICES
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK
from yuanba.rules.matters.escalation import pressing
from yuanba.rules.time.calendar import Calendar, day, moment

#: On the evenings of these days the journal is read, even if no story waits for it.
EVENINGS = frozenset({4})
#: Stands for the stories that the clocks moved: any of them.
MANY = -1
#: A minute after the doors close.
HOUR = time(18, 1)


def ticks(since: datetime, until: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Yield the simulated moments at which timers are checked: the end of each workday, in order."""
    on = day(since)
    while (at := moment(on, HOUR)) <= until:
        if calendar.is_workday(on):
            yield at
        on += timedelta(days=1)


def pass_by(now: datetime, unread: set[int]) -> set[int]:
    """Run one simulated timer check; return the indexes of stories whose journal entries are still unread.

    Takes and returns the indexes of the stories whose journal entries are still unread (``MANY``:
    several).
    """
    if unread and now.weekday() in EVENINGS:
        unread = read_journal()
    return unread | {MANY} if tick(now) else unread


def tick(now: datetime) -> int:
    """Carry out due reminders, escalations and resumptions; end notices and rating periods that are over.

    Return how many matters moved on because a notice or a rating period ended.
    """
    moved, last = evaluation.round_off(now=now), 0
    while found := clock.courses(now, after=last, limit=BATCH):
        last = found[-1][0]
        for matter_id, read in found:
            for deed in pressing(*read(), now):
                service = CLOCK_SERVICES.get(deed.verb)
                if service:
                    service(actor=CLOCK, matter_id=matter_id, deed=deed, now=now)
    return moved


def read_journal() -> set[int]:
    """Process all new journal entries (notices, invitations); return an empty set, as none is left unread."""
    journal.number()
    evaluation.read_journal()
    return set()


@contextmanager
def savepoints(*, are_used: bool) -> Iterator[None]:
    """Let the services that are called here set savepoints inside the transaction that is open, or not.

    Without them there are a third fewer statements. Whoever catches a refusal of a service then has to stop,
    as the database would.
    """
    features = connection.features
    before, features.uses_savepoints = features.uses_savepoints, are_used
    try:
        yield
    finally:
        features.uses_savepoints = before
