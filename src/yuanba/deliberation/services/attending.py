"""Lets people in at a meeting: opens its door, checks seats in by the list, and whoever comes by phone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from yuanba.deliberation import queries
from yuanba.deliberation.queries import meetings as held
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events.stages import AttendanceRole, CheckInWay
from yuanba.rules.events.verbs import EventVerb


@transaction.atomic
def open_meeting_door(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Open the door of a meeting: people check in from now on."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.BEGIN, queries.council_facts(found.council), now)

    events.open_door(actor=actor.stepping(EventVerb.OPEN_DOOR), event_id=meeting_id, now=now)


@transaction.atomic
def check_in_seats(*, actor: Actor, meeting_id: int, seat_ids: Collection[int], now: datetime) -> None:
    """Check in by the list whose holders are there; who is there already stays so."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.BEGIN, queries.council_facts(found.council), now)

    for one in held.seats_there(held.meeting(meeting_id), with_names=True):
        if one.seat.id in seat_ids and not one.there:
            events.check_in(
                actor=actor.stepping(EventVerb.CHECK_IN),
                event_id=meeting_id,
                how=CheckInWay.LIST,
                role=meetings.ROLES[one.seat.role],
                given=GivenPerson(name=one.seat.name, key=held.seat_key(one.seat.id)),
                now=now,
            )


@transaction.atomic
def come_in(
    *,
    actor: Actor,
    meeting_id: int,
    how: CheckInWay,
    shown: str,
    given: GivenPerson | None = None,
    now: datetime,
) -> int:
    """Check somebody in by what is shown at the door: a seat's holder as what they sit there for.

    Whoever has a seat needs no position in the area; anybody else listens, and says who they are.
    """
    seat = held.seat_of(held.meeting(meeting_id), actor.key)
    role = AttendanceRole.OBSERVES
    if seat:
        given = GivenPerson(name=seat.seat.name, key=held.seat_key(seat.seat.id))
        role, actor = meetings.ROLES[seat.seat.role], actor.stepping(EventVerb.CHECK_IN)
    return events.check_in(
        actor=actor, event_id=meeting_id, how=how, shown=shown, role=role, given=given, now=now
    )
