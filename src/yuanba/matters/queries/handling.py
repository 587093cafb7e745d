"""Reads which units handle a matter: orders, co-handlers, and the pool from which units take matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, Value, When

from yuanba.matters.models import Matter, Order, Role
from yuanba.matters.queries.facts import NOT_HELPING, orders, units_worked_in
from yuanba.matters.queries.rows import MatterRow, row_of
from yuanba.people import queries as people
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.picking import Urgency, body_of
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import TermUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order of a matter: the unit's task, its deadline, who accepted the order, and how it ended."""

    matter_id: int
    is_lead: bool
    unit: str
    sent_at: datetime
    due_at: datetime
    accepted_at: datetime | None
    accepted_by: str
    ending: str
    ended_at: datetime | None


def orders_of(matter_id: int) -> Sequence[OrderRow]:
    """Return all orders of a matter, oldest first."""
    return [
        OrderRow(
            matter_id=matter_id,
            is_lead=order.role == Role.LEAD,
            unit=order.unit,
            sent_at=order.sent_at,
            due_at=order.due_at,
            accepted_at=order.accepted_at,
            accepted_by=order.accepted_by,
            ending=order.ending,
            ended_at=order.ended_at,
        )
        for order in orders(matter_id)
    ]


def units_helping(matter_id: int) -> frozenset[str]:
    """Return the codes of the co-handling units in the current round of work, without those that declined."""
    lead = Order.objects.filter(matter_id=matter_id, role=Role.LEAD, ended_at=None).first()
    parts = Order.objects.filter(matter_id=matter_id, role=Role.CO).exclude(ending__in=NOT_HELPING)
    if lead:
        parts = parts.filter(sent_at__gte=lead.sent_at)
    return frozenset(parts.values_list("unit", flat=True))


def in_hand_of(matter_ids: Sequence[int]) -> dict[int, str]:
    """Return who has each of these matters in hand in its unit, as account keys by matter id."""
    orders = Order.objects.filter(matter_id__in=matter_ids, role=Role.LEAD, ended_at=None).exclude(in_hand="")
    return dict(orders.values_list("matter_id", "in_hand"))


def parts_open(matter_id: int) -> list[str]:
    """Return the codes of the co-handling units that have not yet finished their part of the work."""
    parts = Order.objects.filter(matter_id=matter_id, role=Role.CO, ended_at=None)
    return list(parts.order_by("id").values_list("unit", flat=True))


def part_of(matter_id: int, actor: Actor, now: datetime) -> Order | None:
    """Lock and return the co-handler order of the actor's units, preferably an open one, or None."""
    units = {holding.unit for holding in actor.holdings if holding.unit and holding.holds_on(day(now))}
    parts = Order.objects.select_for_update().filter(matter_id=matter_id, role=Role.CO, unit__in=units)
    return parts.filter(ended_at=None).order_by("id").first() or parts.order_by("-id").first()


#: The most matters that the pool shows at once; taking some makes room for more.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A matter in the pool from which units take work, with its urgency and number of merged reports."""

    matter: MatterRow
    urgency: Urgency
    reports: int


def takers_of(matter: Matter, pack: Pack) -> frozenset[str]:
    """Return the codes of all units that are responsible for this matter's class or item in its area."""
    body = body_of(matter.class_code, matter.item_code, pack=pack)
    found = people.units_for(body, matter.area_path, place=matter.place) if body else []
    return frozenset(unit.code for unit in found)


def has_pool(pack: Pack) -> bool:
    """Return whether units of this district take matters from a pool."""
    return any(row.is_picked for row in pack.classes.values())


def pool(actor: Actor, pack: Pack, now: datetime) -> Sequence[Pooled]:
    """Return the matters in the pool that the actor's units may take, most urgent first, then by deadline.

    Two statements.
    """
    mine = [unit for unit in people.units(units_worked_in(actor, now)) if unit.is_active]
    theirs = Q(pk__in=[])
    for unit in mine:
        items = [
            code
            for code, item in pack.items.items()
            if body_of(item.class_code, code, pack=pack) == unit.body
        ]
        if items:
            theirs |= Q(item_code__in=items, area_path__startswith=unit.area_path)
    classes = [code for code, row in pack.classes.items() if row.is_picked]
    rows = (
        Matter.objects.filter(theirs, state=State.ASSIGNED, class_code__in=classes)
        .exclude(unit__in=[unit.code for unit in mine])
        .annotate(others=Count("merged"), rank=_rank(pack))
        .order_by("rank", "due_at", "id")[:MOST]
    )
    order = list(Urgency)
    return [
        Pooled(matter=row_of(matter), urgency=order[matter.rank], reports=matter.others + 1)
        for matter in rows
    ]


def _rank(pack: Pack) -> Case:
    by_hour = [
        code
        for code, item in pack.items.items()
        if item.class_code in pack.classes
        and pack.term_of(item.class_code, code).unit is TermUnit.URGENT_HOURS
    ]
    order = list(Urgency)
    return Case(
        When(~Q(dangers="") | Q(item_code__in=by_hour), then=Value(order.index(Urgency.URGENT))),
        When(
            Q(is_prioritised=True) | Q(urges__gt=0) | Q(others__gt=0),
            then=Value(order.index(Urgency.PRESSING)),
        ),
        default=Value(order.index(Urgency.ORDINARY)),
        output_field=IntegerField(),
    )
