"""The state machine of a matter: one table of moves, which gives both buttons and refusals."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import JUDGED, OPEN, WITH_UNIT, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb


class WrongState(Refused):
    """Raised when an action cannot be done in the matter's present state."""

    code: ClassVar[str] = "matter.wrong_state"


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
    _from(MatterVerb.ASSIGN, (S.FILED,), S.ASSIGNED)
    | _from(MatterVerb.REASSIGN, WITH_UNIT, S.ASSIGNED)
    | _from(MatterVerb.REFUSE, (S.FILED,), S.REFUSED)
    | _from(MatterVerb.GUIDE, (S.FILED,), S.GUIDED)
    | _from(MatterVerb.SETTLE, (S.FILED,), S.ANSWERED)
    | _from(MatterVerb.MERGE, OPEN, S.MERGED)
    | _from(MatterVerb.UNMERGE, (S.MERGED,), *OPEN)
    | _from(MatterVerb.WITHDRAW, OPEN, S.WITHDRAWN)
    | _from(MatterVerb.OBJECT, (S.REFUSED, S.GUIDED), S.FILED)
    | _from(MatterVerb.ACCEPT, (S.ASSIGNED,), S.ACCEPTED)
    | _from(MatterVerb.TAKE, (S.ASSIGNED,), S.ACCEPTED)
    | _from(MatterVerb.RETURN, (S.ASSIGNED,), S.FILED)
    | _stay(MatterVerb.SPLIT, S.ACCEPTED)
    | _stay(MatterVerb.JOIN, S.ACCEPTED, S.WAITING, S.HELD)
    | _stay(MatterVerb.DECLINE, S.ACCEPTED, S.WAITING, S.HELD)
    | _stay(MatterVerb.CONTRIBUTE, S.ACCEPTED, S.WAITING, S.HELD)
    | _from(MatterVerb.ASK, (S.ACCEPTED,), S.WAITING)
    | _from(MatterVerb.REPLY, (S.WAITING,), S.ACCEPTED)
    | _stay(MatterVerb.REPLY, S.FILED, S.ASSIGNED, S.ACCEPTED, S.HELD)
    | _stay(MatterVerb.ASK_HOLD, S.ACCEPTED)
    | _stay(MatterVerb.ASK_EXTEND, S.ACCEPTED)
    | _from(MatterVerb.GRANT, (S.ACCEPTED,), S.ACCEPTED, S.HELD)
    | _stay(MatterVerb.DENY, S.ACCEPTED)
    | _from(MatterVerb.RESUME, (S.WAITING, S.HELD), S.ACCEPTED)
    | _from(MatterVerb.ANSWER, (S.ASSIGNED, S.ACCEPTED), S.ANSWERED)
    | _from(MatterVerb.CHECK, (S.ANSWERED,), S.NOTICED, S.EVALUATING, S.ASSIGNED)
    | _from(MatterVerb.INVITE, (S.NOTICED,), S.EVALUATING)
    | _stay(MatterVerb.RATE, *JUDGED)
    | _from(MatterVerb.REOPEN, JUDGED, S.ASSIGNED)
    | _from(MatterVerb.CLOSE, (S.EVALUATING,), S.CLOSED)
    | _from(MatterVerb.UNDO_CLOSE, (S.CLOSED,), S.ANSWERED)
    | _stay(MatterVerb.URGE, S.FILED, S.ASSIGNED, S.ACCEPTED, S.HELD, S.ANSWERED)
    | _stay(MatterVerb.PRIORITISE, *OPEN, *JUDGED)
    | _stay(MatterVerb.RELAX, *(state for state in State if state is not S.ARCHIVED))
    | _stay(MatterVerb.REMIND, *OPEN, *JUDGED)
    | _stay(MatterVerb.LAPSE, S.FILED, S.ASSIGNED, S.ACCEPTED, S.ANSWERED)
    | _stay(MatterVerb.ESCALATE, *OPEN, S.ANSWERED)
    | _stay(MatterVerb.FOLLOW_UP, *WITH_UNIT, *JUDGED, S.CLOSED)
    | _stay(MatterVerb.CORRECT_REPORTER, *(state for state in State if state is not S.ARCHIVED))
)


def move(state: State, verb: Verb, to: State | None = None) -> State:
    """Return the state that an action leads to from this state; raise WrongState where it cannot be done.

    `to` says which, where the verb leads to more than one state.
    """
    targets = MOVES.get((state, verb), ())
    if to is None and len(targets) == 1:
        return targets[0]
    if to is None or to not in targets:
        raise WrongState(state=state.value, verb=verb.value)
    return to


def open_verbs(state: State) -> tuple[Verb, ...]:
    """Return the actions that can be done from this state; pages draw their buttons from them."""
    return tuple(verb for source, verb in MOVES if source == state)


def sources(verb: Verb) -> frozenset[State]:
    """Return the states from which this action can be done."""
    return frozenset(source for source, moved in MOVES if moved == verb)
