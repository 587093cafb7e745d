"""Reads lists of matters in pages by key, never by page number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from yuanba.matters.models import Matter, Order
from yuanba.matters.queries.facts import reach, units_worked_in
from yuanba.matters.queries.rows import PAGE, MatterNotFound, MatterRow, MatterRows, row_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.paging import Cursor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb


def to_triage(actor: Actor, now: datetime, *, after: str = "", limit: int = PAGE) -> MatterRows:
    """Return a page of the triage queue: filed matters in the actor's areas, oldest first."""
    rows = Matter.objects.filter(reach(actor, MatterVerb.ASSIGN, now), state=State.FILED)
    return paged(rows, "filed_at", after, limit)


class Whose(StrEnum):
    """Whose orders a list shows: those in the reader's hands, those in nobody's, or all of the unit."""

    MINE = "mine"
    NOBODYS = "nobodys"
    UNITS = "units"


def _orders_of(actor: Actor, now: datetime) -> QuerySet[Order]:
    return Order.objects.filter(unit__in=units_worked_in(actor, now), ended_at=None)


def _in_hand(whose: Whose, actor: Actor) -> Q:
    return {Whose.MINE: Q(in_hand=actor.key), Whose.NOBODYS: Q(in_hand=""), Whose.UNITS: Q()}[whose]


def order_counts(actor: Actor, now: datetime) -> Mapping[Whose, int]:
    """Return how many open orders of the actor's units are theirs, nobody's, or anybody's. One statement."""
    counted = {str(whose): Count("pk", filter=_in_hand(whose, actor)) for whose in Whose if whose != "units"}
    found = _orders_of(actor, now).aggregate(units=Count("pk"), **counted)
    return {whose: found[str(whose)] for whose in Whose}


def orders_for(
    actor: Actor, now: datetime, *, whose: Whose = Whose.UNITS, after: str = "", limit: int = PAGE
) -> MatterRows:
    """Return a page of the matters with open orders of the actor's units, earliest deadline first."""
    orders = _orders_of(actor, now).filter(_in_hand(whose, actor)).select_related("matter")
    cursor = Cursor.parse(after)
    if cursor:
        later = Q(due_at__gt=cursor.at) | Q(due_at=cursor.at, id__gt=cursor.id)
        orders = orders.filter(later, due_at__gte=cursor.at)
    found = list(orders.order_by("due_at", "id")[: limit + 1])
    shown = found[:limit]
    more = Cursor(at=shown[-1].due_at, id=shown[-1].pk).text() if len(found) > limit else ""
    return MatterRows(rows=[row_of(order.matter) for order in shown], after=more)


def public_matter(matter_id: int) -> MatterRow:
    """Return a published matter; raise MatterNotFound if it does not exist or is not published."""
    matter = Matter.objects.exclude(published_at=None).filter(pk=matter_id).first()
    if matter is None:
        raise MatterNotFound
    return row_of(matter)


def owned(keys: Iterable[str], *, states: Collection[State] = (), limit: int = PAGE) -> Sequence[MatterRow]:
    """Return the newest matters that belong to these owner keys, optionally only those in some states."""
    rows = Matter.objects.filter(owner_key__in=[key for key in keys if key])
    if states:
        rows = rows.filter(state__in=[str(state) for state in states])
    return [row_of(matter) for matter in rows.order_by("-id")[:limit]]


def paged(rows: QuerySet[Matter], order: str, after: str, limit: int) -> MatterRows:
    """Return one page of the given matters, ordered by a column of times and then by id."""
    shown, more = keyed(rows, order, after, limit)
    return MatterRows(rows=[row_of(matter) for matter in shown], after=more)


def keyed(rows: QuerySet[Any, Any], order: str, after: str, limit: int) -> tuple[list[Any], str]:
    """Return one page of matters as the query gives them, and the cursor of the page after it, or ""."""
    field, backwards = order.lstrip("-"), order.startswith("-")
    side = "lt" if backwards else "gt"
    cursor = Cursor.parse(after)
    if cursor:
        beyond = Q(**{f"{field}__{side}": cursor.at}) | Q(**{field: cursor.at, f"id__{side}": cursor.id})
        # the first condition is implied; it lets the index start at the right place
        rows = rows.filter(Q(**{f"{field}__{side}e": cursor.at}), beyond)
    found = list(rows.order_by(order, "-id" if backwards else "id")[: limit + 1])
    shown = found[:limit]
    more = Cursor(at=getattr(shown[-1], field), id=shown[-1].id).text() if len(found) > limit else ""
    return shown, more
