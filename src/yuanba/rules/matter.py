"""The life of a matter: one table, from which buttons and refusals both come."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb


class State(StrEnum):
    """Where a matter stands.

    `answered` waits for the check (待核查), `noticed` is on public notice (公示中), `evaluating`
    waits for those who judge it (待评价). `archived` is for matters taken over from an archive:
    they are read and searched, and no clock runs for them.
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


class WrongState(Refused):
    """The matter is not at a point where this can be done."""

    code: ClassVar[str] = "matter.wrong_state"


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


def _from(verb: Verb, states: Iterable[State], *to: State) -> dict[tuple[State, Verb], tuple[State, ...]]:
    return {(state, verb): to for state in states}


def _stay(verb: Verb, *states: State) -> dict[tuple[State, Verb], tuple[State, ...]]:
    return {(state, verb): (state,) for state in states}


S = State
# What a verb makes of a state. Where several states stand, the rule of the verb chooses between
# them: a check passes or fails, a grant holds or extends, an un-merged matter goes back to where
# it was. A unit that cannot do what it was given says so before it accepts; who has accepted stays
# answerable until the triager reassigns (首接负责制). An answer on the spot needs no acceptance.
MOVES: Mapping[tuple[State, Verb], tuple[State, ...]] = MappingProxyType(
    _from(Verb.ASSIGN, (S.FILED,), S.ASSIGNED)
    | _from(Verb.REASSIGN, WITH_UNIT, S.ASSIGNED)
    | _from(Verb.REFUSE, (S.FILED,), S.REFUSED)
    | _from(Verb.GUIDE, (S.FILED,), S.GUIDED)
    | _from(Verb.SETTLE, (S.FILED,), S.ANSWERED)
    | _from(Verb.MERGE, OPEN, S.MERGED)
    | _from(Verb.UNMERGE, (S.MERGED,), *OPEN)
    | _from(Verb.WITHDRAW, OPEN, S.WITHDRAWN)
    | _from(Verb.OBJECT, (S.REFUSED, S.GUIDED), S.FILED)
    | _from(Verb.ACCEPT, (S.ASSIGNED,), S.ACCEPTED)
    | _from(Verb.TAKE, (S.ASSIGNED,), S.ACCEPTED)
    | _from(Verb.RETURN, (S.ASSIGNED,), S.FILED)
    | _stay(Verb.SPLIT, S.ACCEPTED)
    | _stay(Verb.JOIN, S.ACCEPTED, S.WAITING, S.HELD)
    | _stay(Verb.DECLINE, S.ACCEPTED, S.WAITING, S.HELD)
    | _stay(Verb.CONTRIBUTE, S.ACCEPTED, S.WAITING, S.HELD)
    | _from(Verb.ASK, (S.ACCEPTED,), S.WAITING)
    | _from(Verb.REPLY, (S.WAITING,), S.ACCEPTED)
    | _stay(Verb.REPLY, S.FILED, S.ASSIGNED, S.ACCEPTED, S.HELD)
    | _stay(Verb.ASK_HOLD, S.ACCEPTED)
    | _stay(Verb.ASK_EXTEND, S.ACCEPTED)
    | _from(Verb.GRANT, (S.ACCEPTED,), S.ACCEPTED, S.HELD)
    | _stay(Verb.DENY, S.ACCEPTED)
    | _from(Verb.RESUME, (S.WAITING, S.HELD), S.ACCEPTED)
    | _from(Verb.ANSWER, (S.ASSIGNED, S.ACCEPTED), S.ANSWERED)
    | _from(Verb.CHECK, (S.ANSWERED,), S.NOTICED, S.EVALUATING, S.ASSIGNED)
    | _from(Verb.INVITE, (S.NOTICED,), S.EVALUATING)
    | _stay(Verb.RATE, *JUDGED)
    | _from(Verb.REOPEN, JUDGED, S.ASSIGNED)
    | _from(Verb.CLOSE, (S.EVALUATING,), S.CLOSED)
    | _from(Verb.UNDO_CLOSE, (S.CLOSED,), S.ANSWERED)
    | _stay(Verb.URGE, S.FILED, S.ASSIGNED, S.ACCEPTED, S.HELD, S.ANSWERED)
    | _stay(Verb.PRIORITISE, *OPEN, *JUDGED)
    | _stay(Verb.RELAX, *(state for state in State if state is not S.ARCHIVED))
    | _stay(Verb.REMIND, *OPEN, *JUDGED)
    | _stay(Verb.LAPSE, S.FILED, S.ASSIGNED, S.ACCEPTED, S.ANSWERED)
    | _stay(Verb.ESCALATE, *OPEN, S.ANSWERED)
    | _stay(Verb.FOLLOW_UP, *WITH_UNIT, *JUDGED, S.CLOSED)
    | _stay(Verb.CORRECT_REPORTER, *(state for state in State if state is not S.ARCHIVED))
)


def move(state: State, verb: Verb, to: State | None = None) -> State:
    """The state after the verb; WrongState where the table has no such move.

    `to` says which, where the verb leads to more than one state.
    """
    targets = MOVES.get((state, verb), ())
    if to is None and len(targets) == 1:
        return targets[0]
    if to is None or to not in targets:
        raise WrongState(state=state.value, verb=verb.value)
    return to


def open_verbs(state: State) -> tuple[Verb, ...]:
    """What can be done from here; pages draw their buttons from this."""
    return tuple(verb for source, verb in MOVES if source == state)


def sources(verb: Verb) -> frozenset[State]:
    """The states from which the verb can be done."""
    return frozenset(source for source, moved in MOVES if moved == verb)
