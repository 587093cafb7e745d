"""Services that move open orders from person to person as leaves and terms begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from yuanba.districts.services import isolating
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.queries import handover
from yuanba.people import services as people
from yuanba.people.queries import leaves
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day

#: The actor of the nightly handover of orders.
TERMS = system("matters.follow_terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The result of a handover: the numbers of positions given, positions already held, and orders moved."""

    positions: int
    held_already: int
    orders: int


@transaction.atomic
def hand_over(
    *, actor: Actor, account_key: str, to_key: str, from_on: date, until_on: date, now: datetime
) -> HandedOver:
    """Hand a person's positions and open work over to a stand-in for the time of a leave.

    A leave that begins later hands the orders over in the night before its first day.
    """
    seats = leaves.seats_to_hand_over(actor, account_key, from_on, now)
    units = {seat.unit for seat in seats if seat.unit}
    begins = from_on <= day(now)
    orders = handover.lock_orders(handover.open_orders(account_key, units)) if begins else []

    done = people.go_on_leave(
        actor=actor,
        account_key=account_key,
        to_key=to_key,
        from_on=from_on,
        until_on=until_on,
        said={"orders": len(orders), "tell": ["taker"]},
        now=now,
    )

    _move(actor, orders, to_key, kept_for=account_key, now=now)
    return HandedOver(positions=len(done.given), held_already=len(done.held_already), orders=len(orders))


@transaction.atomic
def come_back(*, actor: Actor, account_key: str, now: datetime) -> int:
    """End a person's leave today and give the person's orders back; return the number of orders."""
    people.come_back(actor=actor, account_key=account_key, until_on=day(now), now=now)

    kept = Order.objects.filter(ended_at=None, in_hand_for=account_key)
    orders = handover.lock_orders(kept)

    _move(actor, orders, account_key, kept_for="", now=now)
    return len(orders)


def follow_terms(*, actor: Actor, now: datetime) -> int:
    """Move open orders to stand-ins and successors, or back after a leave; return the number of orders.

    Each person's in a transaction of its own: done twice, the second finds nothing left to do. Where one
    person's orders cannot be moved, those of the others are.
    """
    access.require(actor, PeopleVerb.POSITION_HAND_OVER, access.Facts(), now)
    today = day(now)
    away = handover.still_away(today)
    attempts, moved = isolating.Attempts("matters.follow_terms"), 0
    for orphan in handover.orphans(today):
        moved += attempts.run(partial(_take_over, actor, orphan, now), key=orphan.key) or 0
    for key, units in handover.kept_for_others().items():
        if key not in away:
            moved += attempts.run(partial(_give_back, actor, key, units, now), key=key) or 0
    for key, to_key in away.items():
        moved += attempts.run(partial(_begin, actor, key, to_key, now), key=key) or 0
    return moved


@transaction.atomic
def _begin(actor: Actor, key: str, to_key: str, now: datetime) -> int:
    units = {
        unit
        for unit, there in handover.working_in(_units_of(key), day(now)).items()
        if any(one.key == to_key for one in there)
    }
    orders = handover.lock_orders(handover.open_orders(key, units))
    if orders:
        people.note_taken_over(
            actor=actor, account_key=key, to_key=to_key, orders=len(orders), unit="", now=now
        )
        _move(actor, orders, to_key, kept_for=key, now=now)
    return len(orders)


@transaction.atomic
def _give_back(actor: Actor, key: str, units: set[str], now: datetime) -> int:
    working = handover.working_in(units, day(now))
    here = {unit for unit, there in working.items() if any(one.key == key for one in there)}
    orders = handover.lock_orders(Order.objects.filter(ended_at=None, in_hand_for=key, unit__in=here))
    _move(actor, orders, key, kept_for="", now=now)
    return len(orders)


@transaction.atomic
def _take_over(actor: Actor, orphan: handover.Orphan, now: datetime) -> int:
    found = handover.open_orders(orphan.key, {orphan.unit}).filter(in_hand_for=orphan.kept_for)
    orders = handover.lock_orders(found)
    if orders:
        people.note_taken_over(
            actor=actor,
            account_key=orphan.key,
            to_key=orphan.to_key,
            orders=len(orders),
            unit=orphan.unit,
            now=now,
        )
        _move(actor, orders, orphan.to_key, kept_for="", now=now)
    return len(orders)


def _units_of(key: str) -> set[str]:
    return set(handover.open_orders(key).values_list("unit", flat=True))


def _move(actor: Actor, orders: Sequence[Order], to_key: str, *, kept_for: str, now: datetime) -> None:
    """Write who has each order in hand now, and record it beside each matter; nobody is told each by each."""
    moved = Order.objects.filter(pk__in=[order.pk for order in orders])
    if kept_for:  # what was kept for a third stays kept for them
        moved.filter(in_hand_for="").update(in_hand_for=kept_for)
        moved.update(in_hand=to_key)
    else:
        moved.update(in_hand=to_key, in_hand_for="")
    journal.record_all(
        [
            NewEntry(
                Act(actor, PeopleVerb.POSITION_HAND_OVER, now),
                queries.subject(order.matter_id),
                outcome={
                    "receipt": order.matter.receipt,
                    "state": order.matter.state,
                    "unit": order.unit,
                    "area_path": order.matter.area_path,
                    "role": order.role,
                    "from": order.in_hand,
                    "to": to_key,
                    "tell": [],
                },
            )
            for order in orders
        ]
    )
