"""What a row of the table of actions says, and how rights are written down."""

from dataclasses import dataclass
from enum import StrEnum

from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State

Who = ActorKind | PositionKind


class Scope(StrEnum):
    """How far a right reaches."""

    OWN = "own"
    FOLLOWED = "followed"
    INVITED = "invited"
    UNIT = "unit"
    CO_UNIT = "co_unit"
    POOL = "pool"
    AREA = "area"
    DISTRICT = "district"
    ANY = "any"


class Bar(StrEnum):
    """Who may not, whatever their position: nobody judges their own work or raises themselves."""

    OWNER = "owner"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One row of the table. A right is a pair of who and how far; any one of them suffices."""

    label: Text
    rights: frozenset[tuple[Who, Scope]]
    barred: frozenset[Bar] = frozenset()
    from_states: frozenset[State] = frozenset()
    pack_keys: tuple[str, ...] = ()
    needs_reason: bool = False

    @property
    def who(self) -> frozenset[Who]:
        """Every kind that may, however far."""
        return frozenset(who for who, _ in self.rights)


Rights = frozenset[tuple[Who, Scope]]


def rights(**scopes: tuple[Who, ...]) -> Rights:
    """Rights by how far they reach: `rights(own=(...), area=(...))`."""
    return frozenset((who, Scope(scope)) for scope, kinds in scopes.items() for who in kinds)
