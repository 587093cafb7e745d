"""The life of a matter: one table, from which buttons and refusals both come."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb


class State(StrEnum):
    """Where a matter stands.

    `archived` is for matters taken over from an archive: they are read and searched, and no
    clock runs for them.
    """

    FILED = "filed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    CLOSED = "closed"
    REFUSED = "refused"
    ARCHIVED = "archived"


class WrongState(Refused):
    """The matter is not at a point where this can be done."""

    code: ClassVar[str] = "matter.wrong_state"


# A unit that cannot do what it was given says so before it accepts; who has accepted stays
# answerable until the triager reassigns (首接负责制). An answer on the spot needs no acceptance.
MOVES: Mapping[tuple[State, Verb], State] = MappingProxyType(
    {
        (State.FILED, Verb.ASSIGN): State.ASSIGNED,
        (State.FILED, Verb.REFUSE): State.REFUSED,
        (State.ASSIGNED, Verb.REASSIGN): State.ASSIGNED,
        (State.ASSIGNED, Verb.ACCEPT): State.ACCEPTED,
        (State.ASSIGNED, Verb.RETURN): State.FILED,
        (State.ASSIGNED, Verb.ANSWER): State.ANSWERED,
        (State.ACCEPTED, Verb.REASSIGN): State.ASSIGNED,
        (State.ACCEPTED, Verb.ANSWER): State.ANSWERED,
        (State.ANSWERED, Verb.CONFIRM): State.CLOSED,
        (State.ANSWERED, Verb.REOPEN): State.ASSIGNED,
    }
)

ENDS: frozenset[State] = frozenset({State.CLOSED, State.REFUSED, State.ARCHIVED})


def move(state: State, verb: Verb) -> State:
    """The state after the verb; WrongState where the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise WrongState(state=state.value, verb=verb.value) from None


def open_verbs(state: State) -> tuple[Verb, ...]:
    """What moves a matter on from here; pages draw their buttons from this."""
    return tuple(verb for source, verb in MOVES if source == state)


def sources(verb: Verb) -> frozenset[State]:
    """The states from which the verb moves a matter."""
    return frozenset(source for source, moved in MOVES if moved == verb)
