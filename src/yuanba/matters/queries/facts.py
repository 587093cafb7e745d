"""Reads the facts that decisions about a matter need: its owner, its handlers, a person's ties to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.db.models.lookups import Exact

from yuanba.matters.models import COMMUNITY_CODE, GRID_CODE, Follower, Order, Role
from yuanba.people import queries as people
from yuanba.people.queries import kinship
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS, Scope
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.check import Judge, Past
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.once import once

if TYPE_CHECKING:
    from yuanba.matters.models import Matter
    from yuanba.matters.queries import MatterRow

#: Endings of a co-handler's part that never was accepted, or that is no longer waited for.
NOT_HELPING = ("declined", "dropped")

_OF_ORDER = ("role", "unit", "accepted_by", "ended_by", "ending", "in_hand")

_ASKED: list[Callable[[int], frozenset[str]]] = []


def ask_for_invited(ask: Callable[[int], frozenset[str]]) -> None:
    """Register the function that returns who was invited to rate a matter; apps call this at start-up."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def facts_of(matter: Matter | MatterRow, *, with_handlers: bool = False) -> access.Facts:
    """Return the facts about a matter that the access rules use: its state, area, unit, owner and handlers.

    With ``with_handlers`` also followers and invited raters, for one query each.
    """
    given = _orders(matter.id) if matter.class_code else []
    return access.Facts(
        state=State(matter.state),
        area_path=matter.area_path,
        unit=matter.unit,
        owner_key=matter.owner_key,
        co_units=frozenset(
            unit for role, unit, _, _, ending, _ in given if role == Role.CO and ending not in NOT_HELPING
        ),
        handler_keys=_handlers(given),
        follower_keys=_followers(matter.id) if with_handlers else frozenset(),
        invited_keys=_invited(matter.id) if with_handlers else frozenset(),
    )


def facts_before(
    matter: Matter | MatterRow, actor: Actor, *, among: Collection[Verb] | None = None
) -> access.Facts:
    """Return the facts about a matter that decide what this actor may do with it in its present state.

    Of followers and invited raters only where a right of theirs is among what can be done (and is ``among``
    what is asked about), and is not the owner's anyway; nobody who is not staff handled it.
    """
    state = State(matter.state)
    if actor.kind is ActorKind.STAFF:
        facts = facts_of(matter)
    else:
        facts = access.Facts(
            state=state, area_path=matter.area_path, unit=matter.unit, owner_key=matter.owner_key
        )
    is_owner = actor.key == matter.owner_key
    told = {scope for verb in among or ACTIONS for scope in _scopes(verb, actor, state, is_owner=is_owner)}
    return replace(
        facts,
        follower_keys=_followers(matter.id) if Scope.FOLLOWED in told else frozenset(),
        invited_keys=_invited(matter.id) if Scope.INVITED in told else frozenset(),
    )


def _scopes(verb: Verb, actor: Actor, state: State, *, is_owner: bool) -> frozenset[Scope]:
    """By what an actor of this kind may do this in a state; nothing where the right of an owner is enough."""
    if not actor.key or state not in ACTIONS[verb].from_states:
        return frozenset()
    scopes = frozenset(scope for who, scope in ACTIONS[verb].rights if who is actor.kind)
    return frozenset() if is_owner and Scope.OWN in scopes else scopes


def past_of(matter_id: int) -> Past:
    """Return the people and units that worked on a matter; omit units that returned it without accepting."""
    return _past(_orders(matter_id))


def pasts_of(matter_ids: Collection[int]) -> dict[int, Past]:
    """Return the people and units that worked on each of these matters, by matter id. One statement."""
    found: dict[int, list[tuple[str, str, str, str, str, str]]] = {one: [] for one in matter_ids}
    rows = Order.objects.filter(matter_id__in=found).order_by("id")
    for matter_id, *order in rows.values_list("matter_id", *_OF_ORDER):
        found[matter_id].append(tuple(order))
    return {matter_id: _past(given) for matter_id, given in found.items()}


def _past(given: list[tuple[str, str, str, str, str, str]]) -> Past:
    taken = {unit for _, unit, accepted, _, ending, _ in given if accepted or ending in ("", "answered")}
    return Past(handlers=_handlers(given), units=frozenset(taken))


def person_of(actor: Actor, now: datetime) -> Judge:
    """Return an actor's units, superior units and declared relatives, to detect conflicts of interest."""
    return persons_of([actor], now)[0]


def persons_of(actors: Sequence[Actor], now: datetime) -> list[Judge]:
    """Return each actor's units, superior units and relatives; as many SQL statements as for one actor."""
    units = [
        {holding.unit for holding in actor.holdings if holding.unit and holding.holds_on(day(now))}
        for actor in actors
    ]
    above = people.superiors(frozenset().union(*units))
    kin = kinship.kin_of_each(actor.key for actor in actors if actor.kind is ActorKind.STAFF)
    return [
        Judge(
            key=actor.key,
            units={unit: above[unit] for unit in of_it if unit in above},
            kin=kin.get(actor.key, frozenset()),
        )
        for actor, of_it in zip(actors, units, strict=True)
    ]


def _orders(matter_id: int) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (one.role, one.unit, one.accepted_by, one.ended_by, one.ending, one.in_hand)
        for one in orders(matter_id)
    ]


def orders(matter_id: int) -> list[Order]:
    """Return the stored orders of a matter, oldest first, to be read; one SQL statement."""
    return once(("orders", matter_id), lambda: list(Order.objects.filter(matter_id=matter_id).order_by("id")))


def _handlers(given: list[tuple[str, str, str, str, str, str]]) -> frozenset[str]:
    """Who accepted, who took it over, and who answered."""
    had = {key for _, _, accepted, _, _, in_hand in given for key in (accepted, in_hand) if key}
    return frozenset(
        had | {by for *_, by, ending, _ in given if by and ending in ("answered", "contributed")}
    )


def _followers(matter_id: int) -> frozenset[str]:
    found = Follower.objects.filter(matter_id=matter_id).values_list("key", flat=True)
    return once(("followers", matter_id), lambda: frozenset(found))


def _invited(matter_id: int) -> frozenset[str]:
    return once(("invited", matter_id), lambda: frozenset().union(*(ask(matter_id) for ask in _ASKED)))


def units_worked_in(actor: Actor, now: datetime) -> list[str]:
    """Return the codes of the units in which the actor holds a position that may accept orders."""
    kinds = ACTIONS[MatterVerb.ACCEPT].who
    held = (one for one in actor.holdings if one.unit and one.kind in kinds and one.holds_on(day(now)))
    return sorted({one.unit for one in held})


def reach(actor: Actor, verb: Verb, now: datetime) -> Q:
    """Return the database filter for the matters on which the access rules allow the actor this action."""
    within = Q(pk__in=[])
    for way in ways(actor, verb, now):
        if not way:
            return way
        within |= way
    return within


def ways(actor: Actor, verb: Verb, now: datetime) -> list[Q]:
    """Return the filters that together give what `reach` gives: one for each way in which the actor reaches.

    A list asks for each by itself, since one index answers one way. Without any reach there is none.
    """
    today, found = day(now), dict[tuple[Scope, str], Q]()
    for who, scope in ACTIONS[verb].rights:
        if isinstance(who, PositionKind):
            for holding in actor.holdings:
                if actor.kind is ActorKind.STAFF and holding.kind is who and holding.holds_on(today):
                    if scope in (Scope.DISTRICT, Scope.ANY):
                        return [Q()]
                    found |= _within(holding, scope)
        elif actor.kind is who and scope is Scope.ANY:
            return [Q()]
        elif actor.kind is who and actor.key:
            found |= _known(actor.key, scope)
    areas = [path for scope, path in found if scope is Scope.AREA]
    return [
        way
        for (scope, path), way in found.items()
        if scope is not Scope.AREA or not any(path != wide and path.startswith(wide) for wide in areas)
    ]


def _within(holding: access.Holding, scope: Scope) -> dict[tuple[Scope, str], Q]:
    if scope is Scope.UNIT and holding.unit:
        return {(scope, holding.unit): Q(unit=holding.unit)}
    if scope is Scope.CO_UNIT and holding.unit:
        helping = Order.objects.filter(unit=holding.unit, role=Role.CO).exclude(ending__in=NOT_HELPING)
        return {(scope, holding.unit): Q(pk__in=helping.values("matter_id"))}
    if scope is Scope.BRANCH and holding.unit:
        return {(scope, holding.unit): Q(unit__in=people.branch(holding.unit))}
    if scope is Scope.AREA and holding.area_path and not holding.estate:
        return {(scope, holding.area_path): within_area(holding.area_path)}
    return {}


def _known(key: str, scope: Scope) -> dict[tuple[Scope, str], Q]:
    if scope is Scope.OWN:
        return {(scope, key): Q(owner_key=key)}
    if scope is Scope.FOLLOWED:
        return {(scope, key): Q(pk__in=Follower.objects.filter(key=key).values("matter_id"))}
    return {}


def within_area(path: str) -> Q:
    """Return the database filter for the matters that lie in an area or below it.

    The beginning of the path decides. The code at its level says the same once more, as an index knows it;
    beside it the path is asked for in a way of which the planner expects nothing: it would multiply the two.
    """
    codes, here = path.strip("/").split("/"), Q(area_path__startswith=path)
    if len(codes) < 2:
        return here if path.startswith("/") else Q(pk__in=[])
    here = Q(Case(When(here, then=True), default=False))
    if len(codes) == 2:
        return here & Q(subdistrict_code=codes[1])
    level, code = (COMMUNITY_CODE, codes[2]) if len(codes) == 3 else (GRID_CODE, codes[3])
    return here & Q(Exact(level, code))
