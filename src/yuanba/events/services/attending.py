"""Records who is at an event, takes a wrong check-in back, and opens the names for the sign-in sheet."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.events import queries
from yuanba.events.models import Attendance, AttendanceCorrection, Event
from yuanba.events.services.persons import GivenPerson, person_in
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events import stages
from yuanba.rules.events.stages import AttendanceRole, CheckInWay, EventState
from yuanba.rules.events.verbs import EventVerb


class AlreadyThere(Refused):
    """Raised when the person has checked in at this event already."""

    code: ClassVar[str] = "attendance.already_there"


class NotThere(Refused):
    """Raised when there is no such attendance, or it was taken back already."""

    code: ClassVar[str] = "attendance.not_there"


class AttendanceFrozen(Refused):
    """Raised when somebody would be added or taken out after the record of who was there was confirmed."""

    code: ClassVar[str] = "attendance.frozen"


@transaction.atomic
def check_in(
    *,
    actor: Actor,
    event_id: int,
    how: CheckInWay,
    role: AttendanceRole = AttendanceRole.ATTENDS,
    given: GivenPerson | None = None,
    shown: str = "",
    now: datetime,
) -> int:
    """Record that somebody is there, and return the id of the attendance; one person is there once.

    `shown` is the token of the QR code or the four digits that are spoken. By list staff let people in.
    """
    event = queries.lock(event_id)

    access.require(actor, EventVerb.CHECK_IN, queries.facts_of(event), now)
    _check_not_frozen(event)
    is_staff = actor.kind is ActorKind.STAFF
    stages.check_in(
        EventState(event.state), how=how, is_staff=is_staff, shown=shown, token=event.door_token, at=now
    )
    person = person_in(event, actor, given)
    last = person.attendances.select_related("correction").order_by("-id").first()
    if last and not hasattr(last, "correction"):
        raise AlreadyThere

    made = Attendance.objects.create(
        person=person, role=role, how=how, at=now, after=last.correction if last else None
    )

    journal.record(
        Act(actor, EventVerb.CHECK_IN, now),
        queries.subject(event_id),
        outcome={
            "area_path": event.area_path,
            "attendance": made.pk,
            "role": role.value,
            "how": how.value,
            **({"for_owner": True} if is_staff else {}),
        },
    )
    return made.pk


@transaction.atomic
def take_back(*, actor: Actor, attendance_id: int, now: datetime) -> None:
    """Take a wrong check-in back; the person can check in again."""
    found = Attendance.objects.select_related("person").filter(pk=attendance_id).first()
    if found is None:
        raise NotThere
    event = queries.lock(found.person.event_id)

    access.require(actor, EventVerb.TAKE_BACK, queries.facts_of(event), now)
    _check_not_frozen(event)
    if AttendanceCorrection.objects.filter(attendance=found).exists():
        raise NotThere

    AttendanceCorrection.objects.create(attendance=found, at=now)

    journal.record(
        Act(actor, EventVerb.TAKE_BACK, now),
        queries.subject(event.pk),
        outcome={"area_path": event.area_path, "attendance": found.pk},
    )


def freeze_attendance(event_id: int, now: datetime) -> None:
    """Let who was at a locked event stay as it is: a record of it is being confirmed by the room above."""
    queries.lock(event_id)
    Event.objects.filter(pk=event_id, frozen_at=None).update(frozen_at=now)


def _check_not_frozen(event: Event) -> None:
    if event.frozen_at is not None:
        raise AttendanceFrozen


@transaction.atomic
def see_names(*, actor: Actor, event_id: int, now: datetime) -> list[str]:
    """Return the names of who registered with a seat or is there, for the sign-in sheet; it is recorded."""
    event = queries.lock(event_id)

    access.require(actor, EventVerb.SEE_NAMES, queries.facts_of(event), now)
    registered = [row.person_id for row in queries.registrations(event_id) if not row.turn]
    there = [row.person_id for row in queries.attending(event_id)]
    wanted = list(dict.fromkeys([*registered, *there]))
    names = queries.names_of(wanted)

    journal.record(
        Act(actor, EventVerb.SEE_NAMES, now),
        queries.subject(event_id),
        outcome={"area_path": event.area_path, "people": len(wanted)},
    )
    return [names[one] for one in wanted]
