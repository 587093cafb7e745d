"""The clocks of the district, wound through the year: what nobody does by hand happens in its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

from yuanba.evaluation import services as evaluation
from yuanba.journal import services as journal
from yuanba.matters.jobs import BATCH, DEEDS
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK
from yuanba.packs import store
from yuanba.rules.matters.escalation import pressing
from yuanba.rules.time.calendar import Calendar, day, moment

P = ParamSpec("P")
R = TypeVar("R")
#: On the evenings of these days the journal is read, even if no story waits for it.
EVENINGS = frozenset({4})
#: Stands for the stories that the clocks moved: any of them.
MANY = -1
#: A minute after the doors close.
HOUR = time(18, 1)


def ticks(since: datetime, until: datetime, calendar: Calendar) -> Iterator[datetime]:
    """Every moment at which the clocks are looked at: at the end of each day of work."""
    on = day(since)
    while (at := moment(on, HOUR)) <= until:
        if calendar.is_workday(on):
            yield at
        on += timedelta(days=1)


def pass_by(now: datetime, unread: set[int]) -> set[int]:
    """One look: read what people did, and do what is due; says what is to be read of that in turn."""
    if unread and now.weekday() in EVENINGS:
        unread = read_journal()
    return unread | {MANY} if tick(now) else unread


def tick(now: datetime) -> int:
    """Remind, escalate, resume, take down and close, as the worker would; says how many were taken down."""
    moved, last = evaluation.round_off(now=now), 0
    while found := clock.courses(now, after=last, limit=BATCH):
        last = found[-1][0]
        for matter_id, digest, course in found:
            for deed in pressing(course, store.pack_of(digest), now):
                service = DEEDS.get(deed.verb)
                if service:
                    service(actor=CLOCK, matter_id=matter_id, deed=deed, now=now)
    return moved


def read_journal() -> set[int]:
    """Post, ask and send back what the last acts made due; nothing is left unread."""
    journal.number()
    evaluation.read_journal()
    return set()


def without_savepoints(play: Callable[P, R]) -> Callable[P, R]:
    """Let all services inside share one transaction with no way back within: a third fewer statements.

    Whoever catches a refusal of a service in there has to stop, as the database would.
    """

    @wraps(play)
    def played(*args: P.args, **kwargs: P.kwargs) -> R:
        features = connection.features
        before, features.uses_savepoints = features.uses_savepoints, False
        try:
            return play(*args, **kwargs)
        finally:
            features.uses_savepoints = before

    return played
