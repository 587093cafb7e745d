"""Assigns many positions at once, and undoes an assignment or an end that was a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.journal.services import Act, Subject
from yuanba.people import queries
from yuanba.people.models import Position
from yuanba.people.services.accounts import UnknownAccount
from yuanba.people.services.positions import (
    appoint,
    check_term,
    codes_of,
    hold_seat,
    lock_position,
    outcome_of,
)
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day

#: What somebody does before they work: logging in is no use of a position.
ENTERING = (
    PeopleVerb.ACCOUNT_LOG_IN,
    PeopleVerb.ACCOUNT_LOG_OUT,
    PeopleVerb.ACCOUNT_PASSWORD,
    PeopleVerb.ACCOUNT_SET_FACTOR,
)


class PositionUsed(Refused):
    """Raised when an assignment would be taken back although its holder has acted or has a stand-in."""

    code: ClassVar[str] = "position.used"


class NotEndedByHand(Refused):
    """Raised when a position would be restored whose end nobody has just brought forward."""

    code: ClassVar[str] = "position.not_ended_by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatToFill:
    """One position to be assigned: to whom (by log-in name), which title of the rules, and in which unit."""

    login: str
    title: str
    unit: str


@transaction.atomic
def appoint_all(
    *, actor: Actor, seats: Sequence[SeatToFill], from_on: date, now: datetime
) -> list[Refused | None]:
    """Assign positions from a day on, all or none; return for each why it is refused, or None.

    Each has its own entry in the journal.
    """
    access.require(actor, PeopleVerb.POSITION_APPOINT, access.Facts(), at=now)
    faults: list[Refused | None] = []
    for seat in seats:
        try:
            with transaction.atomic():
                key = queries.key_of(seat.login)
                if not key:
                    raise UnknownAccount
                appoint(
                    actor=actor, account_key=key, title=seat.title, unit=seat.unit, from_on=from_on, now=now
                )
        except Refused as fault:
            faults.append(fault)
        else:
            faults.append(None)
    if any(faults):
        transaction.set_rollback(True)
    return faults


@transaction.atomic
def take_back(*, actor: Actor, position_id: int, now: datetime) -> None:
    """Take back an assignment that was a mistake, on its day or the day after, as if it had not been made.

    Raises UnknownPosition, UndoTooLate, and PositionUsed where the holder has acted since or has a stand-in.
    """
    position = lock_position(position_id)
    owner = position.account.key

    access.require(actor, PeopleVerb.POSITION_TAKE_BACK, access.Facts(owner_key=owner), at=now)
    made = _last(position, PeopleVerb.POSITION_APPOINT)
    if made is None:
        raise undo.UndoOutdated
    undo.require_safe(day(made.at), on=day(now))
    if position.stand_ins.exists() or entries.acted_since(owner, made.at, but=ENTERING):
        raise PositionUsed

    told = outcome_of(position, **codes_of(position))
    position.delete()

    journal.record(
        Act(actor, PeopleVerb.POSITION_TAKE_BACK, now), Subject(kind="account", key=owner), outcome=told
    )


@transaction.atomic
def restore(*, actor: Actor, position_id: int, now: datetime) -> None:
    """Give a position, and the stand-ins for it, the last day back that it had before its end was pressed.

    On the day of the press or the day after. Raises UnknownPosition, NotEndedByHand, UndoTooLate, and what an
    assignment is refused for, as where its unit was closed since.
    """
    position = lock_position(position_id)
    owner = position.account.key

    access.require(actor, PeopleVerb.POSITION_RESTORE, access.Facts(owner_key=owner), at=now)
    ended = _last(position, PeopleVerb.POSITION_END)
    if ended is None or position.until_on is None or ended.told.day("until_on") != position.until_on:
        raise NotEndedByHand
    undo.require_safe(day(ended.at), on=day(now))
    hold_seat(**codes_of(position))
    position.until_on = ended.told.day("until_before")
    check_term(position)

    position.save(update_fields=["until_on"])
    for pk, before in ended.told.items_of("stand_ins").items():
        shortened = Position.objects.filter(
            pk=pk, stands_in_for=position, until_on=ended.told.day("until_on")
        )
        shortened.update(until_on=date.fromisoformat(before) if before else None)

    journal.record(
        Act(actor, PeopleVerb.POSITION_RESTORE, now),
        Subject(kind="account", key=owner),
        outcome=outcome_of(position, **codes_of(position)),
    )


def _last(position: Position, verb: PeopleVerb) -> Recorded | None:
    """The newest entry of this action about a position."""
    return entries.last("account", position.account.key, verbs=[verb], told={"position": position.pk})
