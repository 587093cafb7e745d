"""Reads leaves, stand-ins, who works in a unit on a day, and what can be handed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from yuanba.people.models import Leave, Position
from yuanba.people.queries import AccountRow, PositionRow, positions, staff_of
from yuanba.people.queries import superiors as superiors_of
from yuanba.rules.core import access
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind, PositionKind
from yuanba.rules.matters import handover
from yuanba.rules.matters.handover import Successor
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRow:
    """One leave: who is away, who stands in, first and last day."""

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
    """Return every leave that includes this day."""
    return [_row(leave) for leave in _leaves().filter(from_on__lte=on, until_on__gte=on)]


def leaves_of(keys: Collection[str], *, since: date) -> list[LeaveRow]:
    """Return the leaves of these accounts that end on this day or later."""
    return [_row(leave) for leave in _leaves().filter(account__key__in=keys, until_on__gte=since)]


def seats_to_hand_over(acting: Actor, account_key: str, on: date, now: datetime) -> list[PositionRow]:
    """Return an account's positions on a day that this actor may hand over to a stand-in.

    Positions of administrators and those in which it stands in for somebody are not among them.
    """
    held = Q(account__key=account_key, stands_in_for=None) & ~Q(kind__in=KEEPERS)
    return [
        seat
        for seat in positions(held & _running(on))
        if access.may(acting, PeopleVerb.POSITION_HAND_OVER, _facts(seat), now)
    ]


def _running(on: date) -> Q:
    """That the term of a position covers this day."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))


def _facts(seat: PositionRow) -> access.Facts:
    return access.Facts(owner_key=seat.account_key, unit=seat.unit)


def who_fits(acting: Actor, account_key: str, on: date, now: datetime) -> list[AccountRow]:
    """Return the accounts that are fit to stand in for an account in all positions to be handed over."""
    seats = seats_to_hand_over(acting, account_key, on, now)
    if not seats:
        return []
    above = superiors_of({seat.unit for seat in seats if seat.unit})
    units = {code for codes in above.values() for code in codes} | above.keys()
    near = Q(unit__code__in=units) | Q(kind__in={seat.kind for seat in seats})
    keys = Position.objects.filter(near & _running(on), account__is_active=True).values_list(
        "account__key", flat=True
    )
    rows = staff_of(set(keys) - {account_key})
    wanted = [seat.holding() for seat in seats]
    return [
        row
        for row in rows
        if all(
            handover.fits(seat, [p.holding() for p in row.positions], on=on, above=above) for seat in wanted
        )
    ]


def colleagues(acting: Actor, on: date, now: datetime) -> list[AccountRow]:
    """Return the other staff accounts in those units whose positions this actor may hand over."""
    units = {
        holding.unit
        for holding in acting.holdings
        if holding.unit
        and holding.holds_on(day(now))
        and access.may(acting, PeopleVerb.POSITION_HAND_OVER, access.Facts(unit=holding.unit), now)
    }
    keys = Position.objects.filter(
        _running(on), unit__code__in=units, account__is_active=True, stands_in_for=None
    )
    return staff_of(set(keys.values_list("account__key", flat=True)) - {acting.key})


def present(titles: Collection[str], area_path: str, on: date) -> tuple[str, ...]:
    """Return the keys of who holds one of these titles for an area on a day, without those on leave.

    Those whose own area covers it; where nobody's does, those within it. Stand-ins hold the title too.
    """
    seats = positions(_running(on) & _at_work(on) & Q(title__in=list(titles)))
    over = [seat for seat in seats if seat.area_path and area_path.startswith(seat.area_path)]
    within = [seat for seat in seats if seat.area_path.startswith(area_path)]
    return tuple(dict.fromkeys(seat.account_key for seat in over or within))


def present_of_kind(kind: PositionKind, on: date) -> tuple[str, ...]:
    """Return the keys of who holds this kind of position on a day, without those on leave."""
    seats = positions(_running(on) & _at_work(on) & Q(kind=kind))
    return tuple(dict.fromkeys(seat.account_key for seat in seats))


def _at_work(on: date) -> Q:
    """That the holder of a position is a person whose account is open, and not on leave that day."""
    away = Leave.objects.filter(from_on__lte=on, until_on__gte=on).values("account_id")
    return Q(account__is_active=True, account__is_program=False) & ~Q(account_id__in=away)


def holders(units: Iterable[str], kinds: Collection[PositionKind], *, on: date) -> list[Successor]:
    """Return the holders of these kinds of position in these units on a day, earliest appointment first."""
    found = positions(
        _running(on)
        & Q(
            unit__code__in=set(units),
            kind__in=[str(kind) for kind in kinds],
            account__is_active=True,
            account__kind=ActorKind.STAFF,
        )
    )
    return [
        Successor(key=seat.account_key, kind=seat.kind, unit=seat.unit, stands_in_for=seat.stands_in_for)
        for seat in found
    ]


def chain_above(unit: str) -> list[str]:
    """Return the codes of the units above a unit, the nearest first."""
    above = superiors_of([unit])
    found = set(above.get(unit, frozenset()))
    further = superiors_of(found)
    return sorted(found, key=lambda code: -len(further.get(code, frozenset())))
