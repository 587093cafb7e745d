"""The table of actions read from a person's side: what somebody may do, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yuanba.rules.core.action import Scope, Who
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind, Holding, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

#: Who sees personal data by their position: whoever may read private matters or open what is masked, and the
#: three administrators, who open accounts, give rights and read who did what. A password alone, once it is
#: known, would give all of that away, so they show a second proof (GB/T 22239-2019, 8.1.4.1 d).
SEES_PERSONAL_DATA = KEEPERS | frozenset(
    kind for kind in PositionKind if {kind} & (ACTIONS[MatterVerb.READ].who | ACTIONS[MatterVerb.UNMASK].who)
)


def needs_second_factor(actor: Actor, *, on: date) -> bool:
    """Return whether a position that the actor holds on this day requires a second factor at log-in."""
    return any(held.kind in SEES_PERSONAL_DATA and held.holds_on(on) for held in actor.holdings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One source of somebody's rights, with its actions: a position that they hold, or their kind of account.

    `holding` is None for what every account of that kind may do. `verbs` maps each scope to the actions that
    may be done within it.
    """

    holding: Holding | None
    verbs: Mapping[Scope, tuple[Verb, ...]]


def verbs_of(who: Who) -> dict[Scope, tuple[Verb, ...]]:
    """Return the actions that a kind of actor or position may do, keyed by scope, the widest scope last.

    Within a scope the verbs have the order of the table of actions.

    >>> from yuanba.rules.core.actor import PositionKind
    >>> [verb.value for verb in verbs_of(PositionKind.AUDIT_ADMIN)[Scope.DISTRICT]]
    ['key.see', 'access.see', 'journal.read', 'journal.export', 'privacy.watch']
    """
    found: dict[Scope, list[Verb]] = {}
    for verb, action in ACTIONS.items():
        for kind, scope in action.rights:
            if kind is who:
                found.setdefault(scope, []).append(verb)
    return {scope: tuple(found[scope]) for scope in Scope if scope in found}


def grounds(actor: Actor, *, on: date) -> list[Ground]:
    """Return the sources of the actor's rights on this day: first each position held, then the account.

    An anonymous actor has no row for an account.
    """
    held = [holding for holding in actor.holdings if holding.holds_on(on)]
    found = [Ground(holding=holding, verbs=verbs_of(holding.kind)) for holding in held]
    if actor.kind is not ActorKind.ANONYMOUS:
        found.append(Ground(holding=None, verbs=verbs_of(actor.kind)))
    return found
