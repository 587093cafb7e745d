"""The units that help with a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.matters.models import Order, Role
from yuanba.matters.queries.facts import NOT_HELPING
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """What one unit was told to do about a matter."""

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
    """Every order that was given for a matter, oldest first."""
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
        for order in Order.objects.filter(matter_id=matter_id).order_by("id")
    ]


def units_helping(matter_id: int) -> frozenset[str]:
    """The units that were asked to help in this round and did not decline."""
    lead = Order.objects.filter(matter_id=matter_id, role=Role.LEAD, ended_at=None).first()
    parts = Order.objects.filter(matter_id=matter_id, role=Role.CO).exclude(ending__in=NOT_HELPING)
    if lead:
        parts = parts.filter(sent_at__gte=lead.sent_at)
    return frozenset(parts.values_list("unit", flat=True))


def parts_open(matter_id: int) -> list[str]:
    """The helping units that have not handed in their part."""
    parts = Order.objects.filter(matter_id=matter_id, role=Role.CO, ended_at=None)
    return list(parts.order_by("id").values_list("unit", flat=True))


def part_of(matter_id: int, actor: Actor, now: datetime) -> Order | None:
    """The part of one of the actor's units, held: the open one, else the one that was ended last."""
    units = {holding.unit for holding in actor.holdings if holding.unit and holding.holds_on(day(now))}
    parts = Order.objects.select_for_update().filter(matter_id=matter_id, role=Role.CO, unit__in=units)
    return parts.filter(ended_at=None).order_by("id").first() or parts.order_by("-id").first()
