"""Tells in which areas somebody may do an action, as a filter and as codes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from yuanba.people import queries as people
from yuanba.rules.core.actions import ACTIONS, Scope
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day


def within(actor: Actor, verb: Verb, now: datetime, field: str, *, unit: str = "") -> Q:
    """Return a filter on ``field`` (an area path) for the areas in which the actor may do this action.

    And on ``unit`` (the code of one), if it is named, for the units that the actor leads. It matches nothing
    without such a position, and everything if one of them covers the whole district.
    """
    paths = _paths(actor, verb, now)
    if paths is None:
        return Q()
    found = Q(**{f"{unit}__in": led_units(actor, verb, now)}) if unit else Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


def led_units(actor: Actor, verb: Verb, now: datetime) -> set[str]:
    """Return the codes of the units in whose branch the actor may do this action."""
    kinds = {who for who, scope in ACTIONS[verb].rights if scope is Scope.BRANCH}
    held = [one for one in actor.holdings if one.kind in kinds and one.unit and one.holds_on(day(now))]
    return {code for one in held for code in people.branch(one.unit)}


def area_codes(actor: Actor, verb: Verb, now: datetime, *, district: str) -> list[str]:
    """Return the codes of the areas in which the actor may do this action; none lies within another.

    That of the whole district (``district``) where one of the actor's positions covers it.
    """
    paths = _paths(actor, verb, now)
    if paths is None:
        return [district]
    outer = {one for one in paths if not any(one != other and one.startswith(other) for other in paths)}
    return sorted(path.rstrip("/").rpartition("/")[2] for path in outer)


def _paths(actor: Actor, verb: Verb, now: datetime) -> set[str] | None:
    """The paths of the areas; None for the whole district."""
    paths: set[str] = set()
    if actor.kind is not ActorKind.STAFF:
        return paths
    scopes = {who: scope for who, scope in ACTIONS[verb].rights if isinstance(who, PositionKind)}
    for holding in actor.holdings:
        scope = scopes.get(holding.kind)
        if scope is None or not holding.holds_on(day(now)):
            continue
        if scope in ("district", "any"):
            return None
        if scope == "area" and holding.area_path and not holding.estate:
            paths.add(holding.area_path)
    return paths
