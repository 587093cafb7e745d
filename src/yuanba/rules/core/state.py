"""The states of a matter, and the groups of states that rules speak of."""

from enum import StrEnum


class State(StrEnum):
    """The states that a matter can be in, from filed to closed or another end.

    `answered` waits for the check (待核查), `noticed` is on public notice (公示中), `evaluating` waits for
    those who judge it (待评价). `archived` is for matters taken over from an archive: they are read and
    searched, and no clock runs for them.
    """

    FILED = "filed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    HELD = "held"
    ANSWERED = "answered"
    NOTICED = "noticed"
    EVALUATING = "evaluating"
    CLOSED = "closed"
    REFUSED = "refused"
    GUIDED = "guided"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    ARCHIVED = "archived"


#: With a unit that has not answered yet.
WITH_UNIT: tuple[State, ...] = (State.ASSIGNED, State.ACCEPTED, State.WAITING, State.HELD)
#: Before the answer: who filed it may still take it back, and a triager may merge it.
OPEN: tuple[State, ...] = (State.FILED, *WITH_UNIT)
#: After the answer and before the end: those concerned say whether it is solved.
JUDGED: tuple[State, ...] = (State.ANSWERED, State.NOTICED, State.EVALUATING)
#: States in which the clock of the answer runs.
RUNNING: frozenset[State] = frozenset({State.ASSIGNED, State.ACCEPTED})
#: States in which the clock of the answer stands still.
PAUSED: frozenset[State] = frozenset({State.WAITING, State.HELD})
ENDS: frozenset[State] = frozenset(
    {State.CLOSED, State.REFUSED, State.GUIDED, State.WITHDRAWN, State.MERGED, State.ARCHIVED}
)
