"""The types of a row in the table of actions: rights, bars, moves, and who reads of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.audience import Audience
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb

Who = ActorKind | PositionKind


class Scope(StrEnum):
    """The scopes of a right: how far it reaches, from one's own subjects to the whole district or beyond."""

    OWN = "own"
    FOLLOWED = "followed"
    INVITED = "invited"
    SEAT = "seat"
    UNIT = "unit"
    CO_UNIT = "co_unit"
    POOL = "pool"
    BRANCH = "branch"
    AREA = "area"
    DISTRICT = "district"
    ANY = "any"


class Bar(StrEnum):
    """The kinds of people who may not do an action, whatever their position: the owner, or a past handler.

    So nobody judges their own work or raises themselves.
    """

    OWNER = "owner"
    HANDLER = "handler"


class Sight(StrEnum):
    """The readers to whom a step of a matter's history is shown: staff only, the resident too, or all."""

    STAFF = "staff"
    OWNER = "owner"
    PUBLIC = "public"


class Spoken(StrEnum):
    """The readers of the text that somebody typed for a step of a matter: staff only, or the resident too.

    The resident reads words on the matter's page, masked. What was addressed to the resident belongs to
    what is kept of them: they see and export it as it was written.
    """

    STAFF = "staff"
    OWNER = "owner"
    ADDRESSED = "addressed"


Rights = frozenset[tuple[Who, Scope]]
#: What a verb makes of a state; where several states stand, the rule of the verb chooses between them.
Moves = Mapping[State, tuple[State, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One row of the table of actions: who may do the action, in which states, and what follows from it.

    A right is a pair of a kind (of actor or position) and a scope; any one of them suffices. `moves` is the
    verb's part in a matter's state machine, `beside` are the states in which it is offered and moves nothing.
    `pack_keys` are the parts of the district's pack that it reads, `needs_reason` says whether somebody must
    type why. `tells` are the audiences for whom a message has a sentence. `program` is what a key may be
    given, in plain words; `needs_person` is why none can be given. `done_by` is the app that does it, where
    it is another than the one that declares it. `unrecorded` is why the journal has no such entry, `again`
    why doing it twice takes nothing from anybody; what has neither is recorded, and done once. `undone_by` is
    the action that takes it back while that is safe (`rules.core.undo`), which pages offer beside the change.
    """

    label: Text
    rights: Rights
    icon: str = "check"
    barred: frozenset[Bar] = frozenset()
    moves: Moves = field(default_factory=dict)
    beside: frozenset[State] = frozenset()
    pack_keys: tuple[str, ...] = ()
    needs_reason: bool = False
    step: Sight = Sight.OWNER
    words: Spoken = Spoken.STAFF
    #: Whether it gives the matter to a unit, which its story names.
    gives: bool = False
    tells: tuple[Audience, ...] = ()
    #: Whether the resident has to be told of it, whatever they chose about their messages.
    is_owed: bool = False
    program: Text | None = None
    needs_person: Text | None = None
    done_by: str = ""
    unrecorded: str = ""
    again: str = ""
    undone_by: Verb | None = None

    @property
    def who(self) -> frozenset[Who]:
        """Return every kind of actor or position that may do the action, whatever the scope."""
        return frozenset(who for who, _ in self.rights)

    @property
    def who_by_position(self) -> frozenset[Who]:
        """Return the same without those who may only because of a seat, which no position tells."""
        return frozenset(who for who, scope in self.rights if scope is not Scope.SEAT)

    @property
    def from_states(self) -> frozenset[State]:
        """Return the states of a matter in which the action is offered."""
        return frozenset(self.moves) | self.beside


def rights(**scopes: tuple[Who, ...]) -> Rights:
    """Return the set of (kind, scope) pairs for kinds given by scope, as in `rights(own=..., area=...)`."""
    return frozenset((who, Scope(scope)) for scope, kinds in scopes.items() for who in kinds)


def moves(states: Iterable[State], *to: State) -> dict[State, tuple[State, ...]]:
    """Return a mapping of each of these states to the target states to which an action can lead."""
    return dict.fromkeys(states, to)


def stays(*states: State) -> dict[State, tuple[State, ...]]:
    """Return a mapping of each of these states to itself, for an action that leaves the state as it is."""
    return {state: (state,) for state in states}
