"""The clocks of one matter: from its facts to the deadlines of the answer, of milestones and of parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.rules.pack import Pack
from yuanba.rules.pack.milestones import CountedFrom
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


def milestones_of(
    clock: Clock, pack: Pack, at: datetime, *, accepted_at: datetime | None, answer_at: datetime
) -> dict[str, Due]:
    """Return when each milestone of the present round is due, by code, the earliest first.

    One that would not be due before the answer, at `answer_at`, is left out: the answer tells more. Pauses
    shift a milestone as they shift the answer; an extension of the answer does not. Without `accepted_at`
    those counted from the acceptance are left out, for they have no moment yet.
    """
    starts = {CountedFrom.DISPATCHED: clock.since_at, CountedFrom.ACCEPTED: accepted_at}
    pauses = ended(clock.pauses, at)
    found = {
        code: due(start, row.term, pack.calendar, pauses=pauses)
        for code, row in pack.classes[clock.class_code].milestones.items()
        if (start := starts[row.since])
    }
    kept = {code: end for code, end in found.items() if end.at < answer_at}
    return dict(sorted(kept.items(), key=lambda one: one[1].at))


def part_due_of(
    clock: Clock, pack: Pack, at: datetime, *, sent_at: datetime, answer_at: datetime
) -> datetime:
    """Return when a co-handler that was asked at `sent_at` is to hand in its part: never after the answer.

    Without a time of its own in the pack it is due with the answer, at `answer_at`.
    """
    if pack.orders.co_term is None:
        return answer_at
    own = due(sent_at, pack.orders.co_term, pack.calendar, pauses=ended(clock.pauses, at))
    return min(own.at, answer_at)
