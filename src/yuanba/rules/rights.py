"""What somebody may do and why: the table of actions read from the side of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yuanba.rules.action import Scope, Who
from yuanba.rules.actions import ACTIONS
from yuanba.rules.actor import Actor, ActorKind, Holding
from yuanba.rules.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why somebody may: a position that they hold, or (without one) what kind of party they are."""

    holding: Holding | None
    verbs: Mapping[Scope, tuple[Verb, ...]]


def verbs_of(who: Who) -> dict[Scope, tuple[Verb, ...]]:
    """What a kind may do, by how far it reaches, the widest last; the table's order within.

    >>> from yuanba.rules.actor import PositionKind
    >>> [verb.value for verb in verbs_of(PositionKind.AUDIT_ADMIN)[Scope.DISTRICT]]
    ['access.see', 'journal.read', 'journal.export']
    """
    found: dict[Scope, list[Verb]] = {}
    for verb, action in ACTIONS.items():
        for kind, scope in action.rights:
            if kind is who:
                found.setdefault(scope, []).append(verb)
    return {scope: tuple(found[scope]) for scope in Scope if scope in found}


def grounds(actor: Actor, *, on: date) -> list[Ground]:
    """Everything that this actor may do on this day, position by position, then as any account."""
    held = [holding for holding in actor.holdings if holding.holds_on(on)]
    found = [Ground(holding=holding, verbs=verbs_of(holding.kind)) for holding in held]
    if actor.kind is not ActorKind.ANONYMOUS:
        found.append(Ground(holding=None, verbs=verbs_of(actor.kind)))
    return found
