"""Reads who is on duty now, and the open orders that pass from one person to another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yuanba.matters.models import OPEN_ORDER, Matter, Order, Request, Role
from yuanba.people import queries as people
from yuanba.people.queries import PositionRow, leaves
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.matters import handover
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack, duty
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """One job title of the duty rota that is on duty now, with the positions of the people who hold it."""

    title: Text
    held: Sequence[PositionRow]


def titles_now(pack: Pack, now: datetime) -> Sequence[Text]:
    """Return the job titles on duty now; empty if the district has no duty rota. No SQL statement."""
    return [pack.positions[code].title for code in duty.on_duty(pack.duty, now)] if pack.duty else []


def on_duty(actor: Actor, pack: Pack, now: datetime) -> Sequence[OnDuty]:
    """Return who is on duty now for the areas where the actor works. One SQL statement."""
    if pack.duty is None:
        return []
    rows = [pack.positions[code] for code in duty.on_duty(pack.duty, now)]
    today = day(now)
    paths = [one.area_path for one in actor.holdings if one.holds_on(today) and one.area_path]
    held = [
        seat
        for seat in people.held_by_title(said.zh for one in rows for said in one.titles)
        if seat.holds_on(today)
        and any(seat.area_path.startswith(path) or path.startswith(seat.area_path) for path in paths)
    ]
    return [
        OnDuty(
            title=row.title, held=[seat for seat in held if seat.title in {said.zh for said in row.titles}]
        )
        for row in rows
    ]


#: The kinds of position whose holders work on orders.
WORKING = [kind for kind in PositionKind if kind in ACTIONS[MatterVerb.ANSWER].who]


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """One open order assigned to a person; ``asked``: the kind of the person's undecided request, if any."""

    matter_id: int
    receipt: str
    place: str
    unit: str
    is_lead: bool
    due_at: datetime
    asked: str
    kept_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """The open orders of somebody who left a unit, with the new holder; empty means the whole unit."""

    key: str
    unit: str
    kept_for: str
    to_key: str


def open_orders(key: str, units: Collection[str] | None = None) -> QuerySet[Order]:
    """Return the open orders assigned to a person, optionally only those of some units."""
    found = Order.objects.filter(OPEN_ORDER, in_hand=key).exclude(in_hand="")
    return found if units is None else found.filter(unit__in=units)


def in_hand(key: str, units: Collection[str]) -> list[InHand]:
    """Return the open orders assigned to a person in some units as rows, earliest deadline first."""
    orders = open_orders(key, units).select_related("matter").defer("matter__words")
    rows = list(orders.order_by("due_at", "id"))
    asked = dict(
        Request.objects.filter(
            matter__in=[row.matter_id for row in rows], decided_at=None, asked_by=key
        ).values_list("matter_id", "wish")
    )
    return [
        InHand(
            matter_id=row.matter_id,
            receipt=row.matter.receipt,
            place=row.matter.place,
            unit=row.unit,
            is_lead=row.role == Role.LEAD,
            due_at=row.due_at,
            asked=asked.get(row.matter_id, "") if row.role == Role.LEAD else "",
            kept_for=row.in_hand_for,
        )
        for row in rows
    ]


def kept_for_others() -> dict[str, set[str]]:
    """Return the people whose open orders a stand-in holds, as a dict from account key to unit codes."""
    found: dict[str, set[str]] = {}
    kept = Order.objects.filter(OPEN_ORDER).exclude(in_hand_for="")
    for key, unit in kept.values_list("in_hand_for", "unit").distinct():
        found.setdefault(key, set()).add(unit)
    return found


def working_in(units: Collection[str], on: date) -> Mapping[str, list[handover.Successor]]:
    """Return the people who work in each of these units on a day, as a dict by unit code."""
    found: dict[str, list[handover.Successor]] = {unit: [] for unit in units}
    for holder in leaves.holders(units, WORKING, on=on):
        found[holder.unit].append(holder)
    return found


def workers_of(unit: str, on: date) -> tuple[str, ...]:
    """Return the keys of the people who work on a unit's orders on a day, earliest appointment first."""
    return tuple(dict.fromkeys(one.key for one in working_in([unit], on)[unit]))


def orphans(on: date) -> list[Orphan]:
    """Return the groups of open orders whose holder has left the unit, each group with its new holder."""
    held = Order.objects.filter(OPEN_ORDER).exclude(in_hand="")
    seats = set(held.values_list("in_hand", "unit", "in_hand_for").distinct())
    if not seats:
        return []
    units = {unit for _, unit, _ in seats}
    above = {unit: leaves.chain_above(unit) for unit in units if _someone_left(seats, unit, on)}
    working = working_in(units | {code for codes in above.values() for code in codes}, on)
    return [
        Orphan(
            key=key,
            unit=unit,
            kept_for=kept_for,
            to_key=handover.heir(
                unit,
                gone=key,
                kept_for=kept_for,
                holders=[one for near in (unit, *above.get(unit, ())) for one in working[near]],
                above=above.get(unit, []),
            ),
        )
        for key, unit, kept_for in sorted(seats)
        if all(one.key != key for one in working[unit])
    ]


def _someone_left(seats: Collection[tuple[str, str, str]], unit: str, on: date) -> bool:
    there = {one.key for one in leaves.holders([unit], WORKING, on=on)}
    return any(here == unit and key not in there for key, here, _ in seats)


def lock_orders(orders: QuerySet[Order]) -> list[Order]:
    """Lock the matters of these orders (in order of id, against deadlocks) and return the orders."""
    ids = sorted(set(orders.values_list("matter_id", flat=True)))
    list(Matter.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return list(orders.select_related("matter").defer("matter__words").order_by("matter_id", "id"))


def still_away(on: date) -> dict[str, str]:
    """Return who is on leave on a day, as a dict from account key to the stand-in's key."""
    return {leave.account_key: leave.to_key for leave in leaves.on_leave(on)}
