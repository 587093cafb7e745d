"""The state machine of a matter, joined from the rows of its verbs; it gives both buttons and refusals."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions import ACTIONS


class WrongState(Refused):
    """Raised when an action cannot be done in the matter's present state."""

    code: ClassVar[str] = "matter.wrong_state"


# A unit that cannot do what it was given says so before it accepts; who has accepted stays answerable
# until the triager reassigns (首接负责制). An answer on the spot needs no acceptance.
MOVES: Mapping[tuple[State, Verb], tuple[State, ...]] = MappingProxyType(
    {(state, verb): to for verb, action in ACTIONS.items() for state, to in action.moves.items()}
)


def move(state: State, verb: Verb, to: State | None = None) -> State:
    """Return the state to which an action leads from this state; raise WrongState where it cannot be done.

    `to` says which, where the verb leads to more than one state.
    """
    targets = MOVES.get((state, verb), ())
    if to is None and len(targets) == 1:
        return targets[0]
    if to is None or to not in targets:
        raise WrongState(state=state.value, verb=verb.value)
    return to


def open_verbs(state: State) -> tuple[Verb, ...]:
    """Return the actions that can be done in this state of a matter, for the buttons of its page."""
    return tuple(verb for source, verb in MOVES if source == state)


def sources(verb: Verb) -> frozenset[State]:
    """Return the states of a matter in which this action can be done."""
    return frozenset(source for source, moved in MOVES if moved == verb)
