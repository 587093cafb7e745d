"""The answer clock of one matter: from its facts to the deadline, and to the reasons for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import ClockPause, Due, Extension, Interval, Term, due, ended, explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The facts that decide a matter's answer deadline: class, item, start, reworks, pauses and extensions.

    `since_at` is when this round began: the first assignment, or the last rework. Pauses and extensions are
    all that the matter ever had; those before the round do not count.
    """

    class_code: str
    item_code: str = ""
    since_at: datetime
    reworks: int = 0
    #: What the community's list promises, where that is less.
    local: Term | None = None
    pauses: Sequence[ClockPause] = ()
    extensions: Sequence[Extension] = ()


def term_of(clock: Clock, pack: Pack) -> Term:
    """Return the time allowed for the answer in the matter's present round of work."""
    return pack.term_of(clock.class_code, clock.item_code, reworks=clock.reworks, local=clock.local)


def due_of(clock: Clock, pack: Pack, at: datetime) -> Due:
    """Return the deadline of the answer; a paused clock is treated as if it resumed at the moment `at`."""
    return due(
        clock.since_at,
        term_of(clock, pack),
        pack.calendar,
        pauses=ended(clock.pauses, at),
        extensions=clock.extensions,
    )


def way_of(clock: Clock, pack: Pack, at: datetime) -> tuple[Interval, ...]:
    """Return the intervals between the clock's start and the deadline, to explain the deadline's date."""
    return explain(
        clock.since_at,
        term_of(clock, pack),
        pack.calendar,
        pauses=ended(clock.pauses, at),
        extensions=clock.extensions,
    )
