"""Records leaves: who stands in for an account, in which positions and for which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Q, QuerySet

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people import queries
from yuanba.people.models import Account, Leave, Position
from yuanba.people.queries import PositionRow, leaves
from yuanba.people.services.accounts import lock
from yuanba.people.services.positions import (
    Overlaps,
    StandsInForSelf,
    TermBackwards,
    check_term,
    codes_of,
    outcome_of,
)
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import handover
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time import span
from yuanba.rules.time.calendar import day


class AwayAlready(Refused):
    """Raised when a leave would overlap another leave of the same account."""

    code: ClassVar[str] = "handover.away_already"


class BeginsInThePast(Refused):
    """Raised when a leave would begin in the past."""

    code: ClassVar[str] = "handover.begins_in_the_past"


class StandInAway(Refused):
    """Raised when the stand-in for a leave is on leave themselves on one of its days."""

    code: ClassVar[str] = "handover.stand_in_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The result of recording a leave: the positions given and not given to the stand-in, and their units."""

    given: tuple[int, ...]
    held_already: tuple[int, ...]
    units: tuple[str, ...]


@transaction.atomic
def go_on_leave(
    *,
    actor: Actor,
    account_key: str,
    to_key: str,
    from_on: date,
    until_on: date,
    said: Mapping[str, Json],
    now: datetime,
) -> Seats:
    """Record a leave, and give the stand-in the absent account's positions that the actor may hand over.

    ``said`` goes into the journal. A position whose term ends sooner is stood in for until then.
    Nobody raises themselves: a head who takes the work over gets no position by it.
    """
    away, taker = _both(account_key, to_key)
    _check_days(from_on, until_on, now)

    seats = leaves.seats_to_hand_over(actor, account_key, from_on, now)
    if not seats:
        raise access.NotAllowed(verb=PeopleVerb.POSITION_HAND_OVER.value)
    _check_fit(seats, to_key, from_on)
    _check_free(away, taker, from_on, until_on)

    given: list[int] = []
    held_already: list[int] = []
    for position in _positions(seats):
        draft = _draft(position, taker, from_on, until_on)
        is_given = actor.key != to_key and _is_free(draft)
        if is_given:
            draft.save(force_insert=True)
            _record_stand_in(actor, draft, position, now)
        (given if is_given else held_already).append(position.pk)
    Leave.objects.create(account=away, stand_in=taker, from_on=from_on, until_on=until_on, made_at=now)

    units = tuple(sorted({seat.unit for seat in seats if seat.unit}))
    journal.record(
        Act(actor, PeopleVerb.POSITION_HAND_OVER, now),
        Subject(kind="account", key=account_key),
        outcome={
            "to": to_key,
            "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat(),
            "positions": len(given),
            **said,
        },
    )
    return Seats(given=tuple(given), held_already=tuple(held_already), units=units)


def _positions(seats: list[PositionRow]) -> QuerySet[Position]:
    found = Position.objects.filter(pk__in=[seat.id for seat in seats])
    return found.select_related("account", "unit", "area", "estate").order_by("from_on", "id")


def _both(account_key: str, to_key: str) -> tuple[Account, Account]:
    """Who goes and who takes over, locked in one order whoever comes first."""
    locked = {key: lock(key) for key in sorted({account_key, to_key})}
    if len(locked) == 1:
        raise StandsInForSelf
    return locked[account_key], locked[to_key]


def _check_days(from_on: date, until_on: date, now: datetime) -> None:
    span.taken(from_on)
    span.taken(until_on)
    if until_on < from_on:
        raise TermBackwards
    if from_on < day(now):
        raise BeginsInThePast


def _check_free(away: Account, taker: Account, from_on: date, until_on: date) -> None:
    if away.leaves.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise AwayAlready
    if taker.leaves.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise StandInAway


def _check_fit(seats: list[PositionRow], to_key: str, on: date) -> None:
    above = queries.superiors({seat.unit for seat in seats if seat.unit})
    taker = queries.actor(to_key)
    holdings = taker.holdings if taker else ()
    for seat in seats:
        if not handover.fits(seat.holding(), holdings, on=on, above=above):
            raise handover.NotFitting


def _draft(position: Position, taker: Account, from_on: date, until_on: date) -> Position:
    last = min(until_on, position.until_on) if position.until_on else until_on
    return Position(
        account=taker,
        kind=position.kind,
        title=position.title,
        unit_id=position.unit_id,
        area_id=position.area_id,
        estate_id=position.estate_id,
        from_on=max(from_on, position.from_on),
        until_on=last,
        stands_in_for=position,
    )


def _is_free(draft: Position) -> bool:
    """Whether the stand-in does not hold the same position in that term anyway."""
    try:
        check_term(draft)
    except Overlaps:
        return False
    return True


def _record_stand_in(actor: Actor, draft: Position, position: Position, now: datetime) -> None:
    journal.record(
        Act(actor, PeopleVerb.POSITION_STAND_IN, now),
        Subject(kind="account", key=draft.account.key),
        outcome={**outcome_of(draft, **codes_of(position)), "stands_in_for": position.account.key},
    )


@transaction.atomic
def come_back(*, actor: Actor, account_key: str, until_on: date, now: datetime) -> None:
    """End an account's leave and its stand-in's positions early, with ``until_on`` as the last day."""
    away = lock(account_key)
    leave = away.leaves.filter(Q(from_on__lte=until_on), until_on__gt=until_on).first()
    stand_ins = Position.objects.filter(stands_in_for__account=away, until_on__gt=until_on)

    if not leaves.seats_to_hand_over(actor, account_key, until_on, now):
        raise access.NotAllowed(verb=PeopleVerb.POSITION_HAND_OVER.value)
    if leave is None:
        raise handover.NothingToHandOver

    leave.until_on = until_on
    leave.save(update_fields=["until_on"])
    stand_ins.filter(account=leave.stand_in_id, from_on__lte=until_on).update(until_on=until_on)

    journal.record(
        Act(actor, PeopleVerb.POSITION_HAND_OVER, now),
        Subject(kind="account", key=account_key),
        outcome={"until_on": until_on.isoformat(), "back": True, "tell": []},
    )


@transaction.atomic
def note_taken_over(
    *, actor: Actor, account_key: str, to_key: str, orders: int, unit: str, now: datetime
) -> None:
    """Record in the journal that an account's open orders were passed to another account or to its unit."""
    access.require(actor, PeopleVerb.POSITION_HAND_OVER, access.Facts(owner_key=account_key, unit=unit), now)

    journal.record(
        Act(actor, PeopleVerb.POSITION_HAND_OVER, now),
        Subject(kind="account", key=account_key),
        outcome={"to": to_key, "orders": orders, "unit": unit, "tell": ["taker" if to_key else "unit"]},
    )
