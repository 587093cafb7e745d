"""Access control: decides which actor may do which action to which subject.

Pages hide what is refused here, and the services ask again before they write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.core.actions import ACTIONS, Bar, Scope, Who
from yuanba.rules.core.actor import (
    ANONYMOUS,
    Actor,
    ActorKind,
    Holding,
    PositionKind,
    bearer,
    operator,
    system,
)
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day

__all__ = [
    "ANONYMOUS",
    "Actor",
    "ActorKind",
    "Facts",
    "Holding",
    "NotAllowed",
    "PositionKind",
    "acted_in",
    "bearer",
    "may",
    "offered",
    "operator",
    "require",
    "system",
    "titles",
]


#: How near a position is to its subject, by the reach of the right: the nearest first.
NEAR = (Scope.UNIT, Scope.CO_UNIT, Scope.POOL, Scope.BRANCH, Scope.AREA, Scope.DISTRICT, Scope.ANY)


class NotAllowed(Refused):
    """Raised when an actor may not do an action to a subject: no right allows it, or a bar forbids it."""

    code: ClassVar[str] = "access.not_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts about one subject (such as a matter) that decide who may act: owner, place, unit, people.

    `units_above` are the units above its own, where a right reaches down the tree of units.
    `owner_key` is who filed the matter (or whose account or position it is); `handler_keys` are all who ever
    handled it. `co_units` are the units that help with it now (co-handlers), `follower_keys` the people who
    follow it because it concerns them too, `invited_keys` those who were asked to judge the result, and
    `takers` the units whose duty it is to take it from the pool, `seat_keys` those who have the chair of a
    council or write its minutes. The area path is empty for a subject that
    has no place.
    """

    state: State | None = None
    area_path: str = ""
    estate: str = ""
    unit: str = ""
    units_above: frozenset[str] = frozenset()
    owner_key: str = ""
    handler_keys: frozenset[str] = frozenset()
    co_units: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    follower_keys: frozenset[str] = frozenset()
    invited_keys: frozenset[str] = frozenset()
    seat_keys: frozenset[str] = frozenset()


def may(actor: Actor, verb: Verb, facts: Facts, at: datetime) -> bool:
    """Return whether the actor's rights allow the action `verb` on the subject that `facts` describes.

    Only rights, bars and the terms of positions are asked. Whether the subject's state allows the verb is
    asked by the rule of the verb.
    """
    if _is_barred(actor, verb, facts):
        return False
    if verb in actor.steps:
        return True
    on = day(at)
    return any(_reaches(actor, who, scope, facts, on) for who, scope in ACTIONS[verb].rights)


def require(actor: Actor, verb: Verb, facts: Facts, at: datetime) -> None:
    """Raise NotAllowed unless the actor may do the action `verb` to the subject that `facts` describes."""
    if not may(actor, verb, facts, at):
        raise NotAllowed(verb=verb.value)


def offered(actor: Actor, facts: Facts, at: datetime) -> tuple[Verb, ...]:
    """Return the actions that the actor may do to a matter in its present state: the buttons of its page."""
    return tuple(
        verb
        for verb, action in ACTIONS.items()
        if facts.state in action.from_states and may(actor, verb, facts, at)
    )


def titles(actor: Actor, verb: Verb, facts: Facts, at: datetime) -> frozenset[str]:
    """Return the local titles under which the actor may do the action `verb` to the subject."""
    rights = [(who, scope) for who, scope in ACTIONS[verb].rights if isinstance(who, PositionKind)]
    return frozenset(
        holding.title
        for who, scope in rights
        for holding in actor.holdings
        if holding.kind is who and holding.holds_on(day(at)) and _covers(holding, scope, facts)
    )


def acted_in(holdings: Sequence[Holding], verb: Verb, facts: Facts, at: datetime) -> Holding | None:
    """Return the position in which somebody did an action on a subject; None where none gave the right to.

    Of several the one that is nearest to the subject: in its unit before in its area, in a smaller area
    before in a larger one. Where none reaches the subject as it is told here, one whose kind may elsewhere.
    """
    rights = [(who, scope) for who, scope in ACTIONS[verb].rights if isinstance(who, PositionKind)]
    found: list[tuple[int, int, int]] = []
    for place, holding in enumerate(holdings):
        scopes = [scope for who, scope in rights if holding.kind is who and holding.holds_on(day(at))]
        near = [scope for scope in scopes if _covers(holding, scope, facts)]
        if scopes:
            rank = min((NEAR.index(scope) for scope in near), default=len(NEAR))
            found.append((rank, -len(holding.area_path), place))
    return holdings[min(found)[2]] if found else None


def _is_barred(actor: Actor, verb: Verb, facts: Facts) -> bool:
    if actor.only is not None and verb not in actor.only:
        return True
    if not actor.key:
        return False
    action = ACTIONS[verb]
    return (Bar.OWNER in action.barred and actor.key == facts.owner_key) or (
        Bar.HANDLER in action.barred and actor.key in facts.handler_keys
    )


def _reaches(actor: Actor, who: Who, scope: Scope, facts: Facts, on: date) -> bool:
    if isinstance(who, PositionKind):
        return actor.kind is ActorKind.STAFF and any(
            holding.kind is who and holding.holds_on(on) and _covers(holding, scope, facts)
            for holding in actor.holdings
        )
    if actor.kind is not who:
        return False
    return scope is Scope.ANY or (bool(actor.key) and actor.key in _known(scope, facts))


def _known(scope: Scope, facts: Facts) -> frozenset[str]:
    """Whom the subject knows, as owner, follower or evaluator, or by a seat."""
    if scope is Scope.OWN:
        return frozenset({facts.owner_key})
    if scope is Scope.FOLLOWED:
        return facts.follower_keys
    return facts.seat_keys if scope is Scope.SEAT else facts.invited_keys


def _covers(holding: Holding, scope: Scope, facts: Facts) -> bool:
    if scope is Scope.UNIT:
        return bool(holding.unit) and holding.unit == facts.unit
    if scope is Scope.CO_UNIT:
        return bool(holding.unit) and holding.unit in facts.co_units
    if scope is Scope.POOL:
        return bool(holding.unit) and holding.unit in facts.takers
    if scope is Scope.BRANCH:
        return bool(holding.unit) and holding.unit in {facts.unit, *facts.units_above}
    if scope is Scope.AREA:
        if holding.estate:
            return holding.estate == facts.estate
        return bool(holding.area_path) and facts.area_path.startswith(holding.area_path)
    return True
