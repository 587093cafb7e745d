"""The types of a row in the table of actions: its label, its rights and its bars."""

from dataclasses import dataclass
from enum import StrEnum

from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State

Who = ActorKind | PositionKind


class Scope(StrEnum):
    """How far a right reaches: one's own subjects, those of one's unit or area, the district, or any."""

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
    """Who is never allowed, whatever position they hold: the subject's owner, or whoever handled it.

    So nobody judges their own work or raises themselves.
    """

    OWNER = "owner"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One row of the table of actions: the action's label, who may do it, and what it needs.

    A right is a pair of a kind (of actor or position) and a scope; any one of them suffices. `from_states`
    are the states of a matter in which the verb is offered, `pack_keys` the parts of the district's pack that
    it reads, and `needs_reason` says whether somebody must type why.
    """

    label: Text
    rights: frozenset[tuple[Who, Scope]]
    barred: frozenset[Bar] = frozenset()
    from_states: frozenset[State] = frozenset()
    pack_keys: tuple[str, ...] = ()
    needs_reason: bool = False

    @property
    def who(self) -> frozenset[Who]:
        """Return every kind of actor or position that may do the action, whatever the scope."""
        return frozenset(who for who, _ in self.rights)


Rights = frozenset[tuple[Who, Scope]]


def rights(**scopes: tuple[Who, ...]) -> Rights:
    """Return a set of rights (pairs of kind and scope), given by scope: `rights(own=(...), area=(...))`."""
    return frozenset((who, Scope(scope)) for scope, kinds in scopes.items() for who in kinds)
