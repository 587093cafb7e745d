"""Who acts: an account or the system, with the positions that it holds."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from yuanba.rules.core.verb import Verb


class ActorKind(StrEnum):
    """What kind of party acts."""

    ANONYMOUS = "anonymous"
    RESIDENT = "resident"
    STAFF = "staff"
    SYSTEM = "system"
    OPERATOR = "operator"


class PositionKind(StrEnum):
    """The kinds of position that the access table knows; packs map local titles to them."""

    TRIAGER = "triager"
    HANDLER = "handler"
    UNIT_LEAD = "unit_lead"
    GRID_WORKER = "grid_worker"
    COMMUNITY_LEAD = "community_lead"
    SUBDISTRICT_LEAD = "subdistrict_lead"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    EDITOR = "editor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


#: Who keeps the system, each apart from the others and from all work (三员分立).
KEEPERS = frozenset({PositionKind.SYSTEM_ADMIN, PositionKind.SECURITY_ADMIN, PositionKind.AUDIT_ADMIN})
#: Who answers for a unit and for what its people have in hand.
HEADS = (PositionKind.UNIT_LEAD, PositionKind.COMMUNITY_LEAD, PositionKind.SUBDISTRICT_LEAD)


def kept_apart(one: PositionKind, other: PositionKind) -> bool:
    """Whether nobody may hold both at once: whoever keeps the system does nothing else in it.

    >>> kept_apart(PositionKind.SYSTEM_ADMIN, PositionKind.AUDIT_ADMIN)
    True
    >>> kept_apart(PositionKind.CLERK, PositionKind.GRID_WORKER)
    False
    """
    return one is not other and bool(KEEPERS & {one, other})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A position held for a term, for an area, an estate or a unit.

    The last day of the term counts. `stands_in_for` names whose position it is while its
    holder is away: a stand-in may do what the holder may, and the journal shows both.
    """

    kind: PositionKind
    area_path: str = ""
    estate: str = ""
    unit: str = ""
    from_on: date
    until_on: date | None = None
    stands_in_for: str = ""

    def holds_on(self, on: date) -> bool:
        """Whether the term covers this legal day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. The key is opaque: an account, a job's name, or a proven receipt; never a person's name.

    An anonymous actor with a key has proven a receipt (number and query code), and owns what
    was filed under it. An anonymous actor without a key owns nothing.

    A program acts under its account's key, by a key of its own whose public part is `program_key`, and may do
    nothing but `only`, whatever its account's positions give.
    """

    kind: ActorKind
    key: str = ""
    holdings: tuple[Holding, ...] = ()
    program_key: str = ""
    only: frozenset[Verb] | None = None

    def also(self, verb: Verb) -> "Actor":
        """The same for a part of an act that was allowed already: taking an order in files a matter."""
        return self if self.only is None else replace(self, only=self.only | {verb})


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def system(name: str) -> Actor:
    """The platform itself, by the name of the job that acts."""
    return Actor(kind=ActorKind.SYSTEM, key=name)


def operator(name: str) -> Actor:
    """Who runs the server and works by command line."""
    return Actor(kind=ActorKind.OPERATOR, key=name)


def bearer(key: str) -> Actor:
    """Who showed a receipt's number and its query code, without an account."""
    return Actor(kind=ActorKind.ANONYMOUS, key=key)
