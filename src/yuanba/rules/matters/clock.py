"""The clock of one matter's answer: from its facts to the due moment, and to the reasons for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import Due, Extension, Interval, Pause, Term, due, ended, explain


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What the due moment follows from.

    `since_at` is when this round began: the first giving, or the last rework. Pauses and
    extensions are all that the matter ever had; those before the round do not count.
    """

    class_code: str
    item_code: str = ""
    since_at: datetime
    reworks: int = 0
    #: What the community's list promises, where that is less.
    local: Term | None = None
    pauses: Sequence[Pause] = ()
    extensions: Sequence[Extension] = ()


def term_of(clock: Clock, pack: Pack) -> Term:
    """The term of this round."""
    return pack.term_of(clock.class_code, clock.item_code, reworks=clock.reworks, local=clock.local)


def due_of(clock: Clock, pack: Pack, at: datetime) -> Due:
    """When the answer is due; of a clock that stands still, if it went on at this moment."""
    return due(
        clock.since_at,
        term_of(clock, pack),
        pack.calendar,
        pauses=ended(clock.pauses, at),
        extensions=clock.extensions,
    )


def way_of(clock: Clock, pack: Pack, at: datetime) -> tuple[Interval, ...]:
    """Why then: the stretches from the start to the due moment."""
    return explain(
        clock.since_at,
        term_of(clock, pack),
        pack.calendar,
        pauses=ended(clock.pauses, at),
        extensions=clock.extensions,
    )
