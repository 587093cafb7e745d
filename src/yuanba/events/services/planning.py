"""Plans events, moves and cancels them, and takes them through their stages."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from yuanba.events import queries
from yuanba.events.models import Attendance, AttendanceCorrection, Event
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.registry import put
from yuanba.rules.events import stages
from yuanba.rules.events.stages import EventState
from yuanba.rules.events.verbs import EventVerb


class AlreadyPlanned(Refused):
    """Raised when the same event, or another one for the same subject, is planned already."""

    code: ClassVar[str] = "event.already_planned"


class NotMoved(Refused):
    """Raised when an event would move to the time and place that it has."""

    code: ClassVar[str] = "event.not_moved"


class NoReason(Refused):
    """Raised when an event is moved or cancelled without a reason."""

    code: ClassVar[str] = "event.no_reason"


#: What of rooms above moves with an event, and goes when it is cancelled, in its transaction.
_moving: dict[str, Callable[[int, datetime, datetime, datetime], None]] = {}
_going: dict[str, Callable[[int, str, datetime], None]] = {}


def follow_with(
    name: str,
    *,
    moves: Callable[[int, datetime, datetime, datetime], None],
    goes: Callable[[int, str, datetime], None],
) -> None:
    """Register what a room above does with its own when an event moves (its id, from, until) or is cancelled.

    Either may refuse, which refuses the whole act.
    """
    put(_moving, name, moves)
    put(_going, name, goes)


@transaction.atomic
def plan(
    *,
    actor: Actor,
    title: str,
    area_path: str,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    subject_kind: str = "",
    subject_key: str = "",
    kind: str = "",
    about: str = "",
    estate: str = "",
    capacity: int | None = None,
    registers_until: datetime | None = None,
    now: datetime,
) -> int:
    """Plan an event and return its id; with a cut-off of registration people can register for it.

    A room above says what it is for by a kind and a key of its own; a subject has one event at a time.
    """
    access.require(actor, EventVerb.PLAN, access.Facts(area_path=area_path, estate=estate), now)
    stages.check_times(starts_at=starts_at, ends_at=ends_at, registers_until=registers_until)

    made = _made(
        subject_kind=subject_kind,
        subject_key=subject_key,
        kind=kind,
        estate=estate,
        title=title.strip(),
        about=about.strip(),
        place=place.strip(),
        area_path=area_path,
        starts_at=starts_at,
        ends_at=ends_at,
        planned_at=now,
        capacity=capacity,
        registers_until=registers_until,
    )

    journal.record(
        Act(actor, EventVerb.PLAN, now),
        queries.subject(made.pk),
        outcome={"area_path": area_path, **_times(made), "kind": kind, "subject_kind": subject_kind},
    )
    return made.pk


@transaction.atomic
def move(
    *,
    actor: Actor,
    event_id: int,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    subject_key: str = "",
    now: datetime,
) -> None:
    """Move an event to another time or place; those who registered keep their seats and are told.

    What it is for may be known by another key on another day (`subject_key`). The cut-off of registration
    moves with it. Whoever was at the door on the old day is not there on the new.
    """
    event = queries.lock(event_id)

    access.require(actor, EventVerb.MOVE, queries.facts_of(event), now)
    state = stages.moved(EventState(event.state), EventVerb.MOVE)
    if (place.strip(), starts_at, ends_at) == (event.place, event.starts_at, event.ends_at):
        raise NotMoved
    until = event.registers_until
    until = until + (starts_at - event.starts_at) if until else None
    stages.check_times(starts_at=starts_at, ends_at=ends_at, registers_until=until)

    event.starts_at, event.ends_at, event.registers_until = starts_at, ends_at, until
    event.place, event.state, event.reason = place.strip(), state, _reason(reason)
    event.subject_key, event.reminded_at = subject_key or event.subject_key, None
    _move(event)
    for moves in _moving.values():
        moves(event_id, starts_at, ends_at, now)
    standing = Attendance.objects.filter(person__event=event, correction__isnull=True)
    AttendanceCorrection.objects.bulk_create(AttendanceCorrection(attendance=one, at=now) for one in standing)

    journal.record(
        Act(actor, EventVerb.MOVE, now),
        queries.subject(event_id),
        outcome={"area_path": event.area_path, **_times(event)},
        words=event.reason,
    )


@transaction.atomic
def cancel(*, actor: Actor, event_id: int, reason: str, now: datetime) -> None:
    """Cancel an event; those who registered are told, and who was there stays on record."""
    event = queries.lock(event_id)

    access.require(actor, EventVerb.CANCEL, queries.facts_of(event), now)
    event.state = stages.moved(EventState(event.state), EventVerb.CANCEL)

    event.reason = _reason(reason)
    event.save(update_fields=["state", "reason"])
    for goes in _going.values():
        goes(event_id, event.reason, now)

    journal.record(
        Act(actor, EventVerb.CANCEL, now),
        queries.subject(event_id),
        outcome={"area_path": event.area_path, **_times(event)},
        words=event.reason,
    )


@transaction.atomic
def open_door(*, actor: Actor, event_id: int, now: datetime) -> None:
    """Open the door of an event: people check in from now on."""
    event = _turn(actor, event_id, EventVerb.OPEN_DOOR, now)

    journal.record(Act(actor, EventVerb.OPEN_DOOR, now), queries.subject(event_id), outcome=_stage(event))


@transaction.atomic
def begin(*, actor: Actor, event_id: int, now: datetime) -> None:
    """Begin an event; who comes later still checks in."""
    event = _turn(actor, event_id, EventVerb.BEGIN, now)

    journal.record(Act(actor, EventVerb.BEGIN, now), queries.subject(event_id), outcome=_stage(event))


@transaction.atomic
def end(*, actor: Actor, event_id: int, now: datetime) -> None:
    """End an event: nobody checks in any more, but for a list that was signed on paper."""
    event = _turn(actor, event_id, EventVerb.END, now)

    journal.record(Act(actor, EventVerb.END, now), queries.subject(event_id), outcome=_stage(event))


def _made(**columns: Any) -> Event:
    try:
        with transaction.atomic():
            return Event.objects.create(door_token=secrets.token_urlsafe(18), **columns)
    except IntegrityError as fault:
        raise AlreadyPlanned from fault


def _move(event: Event) -> None:
    """Write a moved event; raise AlreadyPlanned where the same one is there at that time."""
    changed = ["starts_at", "ends_at", "registers_until", "place", "state", "reason"]
    changed += ["subject_key", "reminded_at"]
    try:
        with transaction.atomic():
            event.save(update_fields=changed)
    except IntegrityError as fault:
        raise AlreadyPlanned from fault


def _turn(actor: Actor, event_id: int, verb: EventVerb, now: datetime) -> Event:
    """Lock an event, ask whether it may go to its next stage, and write that it did."""
    event = queries.lock(event_id)
    access.require(actor, verb, queries.facts_of(event), now)
    event.state = stages.moved(EventState(event.state), verb)
    event.save(update_fields=["state"])
    return event


def _stage(event: Event) -> dict[str, str]:
    return {"area_path": event.area_path, "state": event.state}


def _reason(typed: str) -> str:
    words = typed.strip()
    if not words:
        raise NoReason
    return words


def _times(event: Event) -> dict[str, str]:
    return {"starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat()}
