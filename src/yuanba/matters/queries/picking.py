"""The pool from which departments take what is theirs, the urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, Value, When

from yuanba.matters.models import Matter
from yuanba.matters.queries import MatterRow, row_of, units_worked_in
from yuanba.people import queries as people
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.picking import Urgency, body_of
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import Unit

#: So many are shown at once; what is taken makes room.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A matter that waits for its department, how pressing it is, and how many report the same."""

    matter: MatterRow
    urgency: Urgency
    reports: int


def takers_of(matter: Matter, pack: Pack) -> frozenset[str]:
    """The units whose duty it is to take this matter, those that have it included."""
    body = body_of(matter.class_code, matter.item_code, pack=pack)
    return frozenset(unit.code for unit in people.units_for(body, matter.area_path)) if body else frozenset()


def has_pool(pack: Pack) -> bool:
    """Whether departments of this district pick at all."""
    return any(row.is_picked for row in pack.classes.values())


def pool(actor: Actor, pack: Pack, now: datetime) -> Sequence[Pooled]:
    """What units of the actor's may take now, by urgency, then first due first. Two statements."""
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
        if item.class_code in pack.classes and pack.term_of(item.class_code, code).unit is Unit.URGENT_HOURS
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
