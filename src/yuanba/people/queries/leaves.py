"""Who is away and who stands in; who works in a unit today; what one may hand over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from yuanba.people.models import Leave, Position
from yuanba.people.queries import AccountRow, PositionRow, holding_of, positions, staff_of
from yuanba.people.queries import row_of_position as row_of
from yuanba.people.queries import superiors as superiors_of
from yuanba.rules import access, handover
from yuanba.rules.actor import KEEPERS, Actor, ActorKind, PositionKind
from yuanba.rules.calendar import day
from yuanba.rules.handover import Holder
from yuanba.rules.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRow:
    """A leave, with who stands in."""

    account_key: str
    to_key: str
    from_on: date
    until_on: date


def _row(leave: Leave) -> LeaveRow:
    return LeaveRow(
        account_key=leave.account.key,
        to_key=leave.stand_in.key,
        from_on=leave.from_on,
        until_on=leave.until_on,
    )


def _leaves() -> QuerySet[Leave]:
    return Leave.objects.select_related("account", "stand_in").order_by("from_on", "id")


def on_leave(on: date) -> list[LeaveRow]:
    """Every leave that runs on this day."""
    return [_row(leave) for leave in _leaves().filter(from_on__lte=on, until_on__gte=on)]


def leaves_of(keys: Collection[str], *, since: date) -> list[LeaveRow]:
    """The leaves of these accounts that run or begin from this day on."""
    return [_row(leave) for leave in _leaves().filter(account__key__in=keys, until_on__gte=since)]


def seats_to_hand_over(acting: Actor, account_key: str, on: date, now: datetime) -> list[Position]:
    """The positions of an account that this actor may hand over: its own, at work, on that day."""
    held = positions().filter(account__key=account_key, stands_in_for=None).exclude(kind__in=KEEPERS)
    return [
        position
        for position in held.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
        if access.may(acting, Verb.POSITION_HAND_OVER, _facts(position), now)
    ]


def seat_rows(acting: Actor, account_key: str, on: date, now: datetime) -> list[PositionRow]:
    """The same as rows, for a page."""
    return [row_of(position) for position in seats_to_hand_over(acting, account_key, on, now)]


def _facts(position: Position) -> access.Facts:
    return access.Facts(owner_key=position.account.key, unit=position.unit.code if position.unit else "")


def who_fits(acting: Actor, account_key: str, on: date, now: datetime) -> list[AccountRow]:
    """Who could stand in for everything that this actor may hand over of an account."""
    seats = seats_to_hand_over(acting, account_key, on, now)
    if not seats:
        return []
    above = superiors_of({seat.unit.code for seat in seats if seat.unit})
    units = {code for codes in above.values() for code in codes} | above.keys()
    near = Q(unit__code__in=units) | Q(kind__in={seat.kind for seat in seats})
    term = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
    keys = Position.objects.filter(near & term, account__is_active=True).values_list(
        "account__key", flat=True
    )
    rows = staff_of(set(keys) - {account_key})
    wanted = [holding_of(seat) for seat in seats]
    return [
        row
        for row in rows
        if all(
            handover.fits(seat, [p.holding() for p in row.positions], on=on, above=above) for seat in wanted
        )
    ]


def colleagues(acting: Actor, on: date, now: datetime) -> list[AccountRow]:
    """Whose work this actor may hand over as head of their units; the actor is not among them."""
    units = {
        holding.unit
        for holding in acting.holdings
        if holding.unit
        and holding.holds_on(day(now))
        and access.may(acting, Verb.POSITION_HAND_OVER, access.Facts(unit=holding.unit), now)
    }
    term = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
    keys = Position.objects.filter(term, unit__code__in=units, account__is_active=True, stands_in_for=None)
    return staff_of(set(keys.values_list("account__key", flat=True)) - {acting.key})


def holders(units: Iterable[str], kinds: Collection[PositionKind], *, on: date) -> list[Holder]:
    """Who holds a position of these kinds in these units on this day, who came first before the others."""
    found = positions().filter(
        Q(until_on=None) | Q(until_on__gte=on),
        unit__code__in=set(units),
        kind__in=[str(kind) for kind in kinds],
        from_on__lte=on,
        account__is_active=True,
        account__kind=ActorKind.STAFF,
    )
    return [
        Holder(
            key=position.account.key,
            kind=PositionKind(position.kind),
            unit=position.unit.code if position.unit else "",
            stands_in_for=position.stands_in_for.account.key if position.stands_in_for else "",
        )
        for position in found
    ]


def chain_above(unit: str) -> list[str]:
    """The units above a unit, the nearest first."""
    above = superiors_of([unit])
    found = set(above.get(unit, frozenset()))
    further = superiors_of(found)
    return sorted(found, key=lambda code: -len(further.get(code, frozenset())))
