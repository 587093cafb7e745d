"""Actors: who acts (a person, a job, an operator) and which positions they hold."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from yuanba.rules.core.verb import Verb


class ActorKind(StrEnum):
    """The kinds of actor: anonymous, resident, staff, the system itself, or an operator."""

    ANONYMOUS = "anonymous"
    RESIDENT = "resident"
    STAFF = "staff"
    SYSTEM = "system"
    OPERATOR = "operator"


class PositionKind(StrEnum):
    """The kinds of position to which rights are given; a district's pack gives each local title a kind."""

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
    """Return whether one person is forbidden to hold both kinds of position at once (三员分立).

    An administrator's position excludes every other one. Two positions of the same kind are never kept apart.

    >>> kept_apart(PositionKind.SYSTEM_ADMIN, PositionKind.AUDIT_ADMIN)
    True
    >>> kept_apart(PositionKind.CLERK, PositionKind.GRID_WORKER)
    False
    """
    return one is not other and bool(KEEPERS & {one, other})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One position held by somebody: its kind, its term, and the area, estate or unit that it is for.

    `title` is the local title, in Chinese as the pack wrote it, for what is kept for holders of some titles.
    `until_on` is the last day of the term, included; None is without end. `stands_in_for` names whose
    position it is while its holder is away: a stand-in may do what the holder may, and the journal shows
    both.
    """

    kind: PositionKind
    area_path: str = ""
    estate: str = ""
    unit: str = ""
    title: str = ""
    from_on: date
    until_on: date | None = None
    stands_in_for: str = ""

    def holds_on(self, on: date) -> bool:
        """Return whether the position's term covers this day, its first and last day included."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One party that acts: its kind, an opaque key, and the positions that it holds.

    The key names an account, a job or a proven receipt, never a person. An anonymous actor with a key has
    proven a receipt (number and query code), and owns what was filed under it. An anonymous actor without a
    key owns nothing.

    A program acts under its account's key, by a key of its own whose public part is `program_key`, and may do
    nothing but the verbs in `only`, whatever its account's positions give.

    `steps` are what a room that has asked its own right lets the actor do beneath it. `has_chair` says
    whether an account of staff convenes a council or writes its minutes, so that pages for it open.
    """

    kind: ActorKind
    key: str = ""
    holdings: tuple[Holding, ...] = ()
    program_key: str = ""
    only: frozenset[Verb] | None = None
    steps: frozenset[Verb] = frozenset()
    has_chair: bool = False

    def stepping(self, *verbs: Verb) -> "Actor":
        """Return a copy of this actor that may do these verbs as steps within an action already allowed.

        For example, whoever has the chair of a council begins the event that its meeting is.
        """
        return replace(self, steps=self.steps | frozenset(verbs))

    def also(self, verb: Verb) -> "Actor":
        """Return a copy of this actor that may also do `verb`, as a step within an action already allowed.

        For example, importing an external order files a matter. An actor that is not limited to named verbs
        is returned unchanged.
        """
        return self if self.only is None else replace(self, only=self.only | {verb})


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def system(name: str) -> Actor:
    """Return the actor for the platform itself, keyed by the name of the job that does the action."""
    return Actor(kind=ActorKind.SYSTEM, key=name)


def operator(name: str) -> Actor:
    """Return the actor for an operator of this name, who works on the server's command line."""
    return Actor(kind=ActorKind.OPERATOR, key=name)


def bearer(key: str) -> Actor:
    """Return the actor for a person without an account who gave a receipt's number and its query code."""
    return Actor(kind=ActorKind.ANONYMOUS, key=key)
