"""Reads who registered for an event and who was there; names are opened only where they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, QuerySet

from yuanba.events.models import Attendance, Event, EventPerson, Registration
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.stages import AttendanceRole, CheckInWay, RegistrationState
from yuanba.sealing import keyring
from yuanba.web.addresses import public_address

#: The purpose under which names are sealed.
NAME = "events.name"
KIND_OF_REGISTRATION = "registration"
#: More than this many of their own registrations nobody looks through.
SHOWN = 30


class RegistrationNotFound(Refused):
    """Raised when there is no such registration."""

    code: ClassVar[str] = "registration.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """One registration: of whom (masked), how it stands, and its place among those who wait."""

    id: int
    event_id: int
    title: str
    starts_at: datetime
    event_state: str
    person_id: int
    key: str
    masked: str
    token: str
    state: RegistrationState
    at: datetime
    #: From 1 on; 0 for who has a seat.
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One person who is there: by which key, masked, in which role, and how they checked in."""

    id: int
    person_id: int
    key: str
    masked: str
    role: AttendanceRole
    how: CheckInWay
    at: datetime


def registration_subject(registration_id: int) -> Subject:
    """Return the subject under which the journal records a registration."""
    return Subject(kind=KIND_OF_REGISTRATION, key=str(registration_id))


def address_of(key: str) -> str:
    """Return the URL of a registration's page; empty if no public address is configured."""
    token = Registration.objects.filter(pk=int(key)).values_list("token", flat=True).first()
    return public_address(f"/registrations/{token}") if token else ""


def registered_for(keys: Collection[str]) -> dict[str, str]:
    """Return what registrations are called in the journal: the titles of their events, by their keys."""
    found = Registration.objects.filter(pk__in=keyed(keys)).values_list("pk", "person__event__title")
    return {str(pk): title for pk, title in found}


def lock_registration(registration_id: int) -> Registration:
    """Return a registration whose event is locked until the transaction ends; or raise RegistrationNotFound.

    All that changes who has a seat waits for the event.
    """
    found = Registration.objects.select_related("person").filter(pk=registration_id).first()
    if found is None:
        raise RegistrationNotFound
    event = Event.objects.select_for_update().get(pk=found.person.event_id)
    found.refresh_from_db()
    found.person.event = event
    return found


def registration(token: str) -> RegistrationRow:
    """Return the registration with this token, or raise RegistrationNotFound."""
    found = Registration.objects.filter(token=token)
    rows = _registrations(found)
    if not rows:
        raise RegistrationNotFound
    (row,) = rows
    if row.state is not RegistrationState.WAITING:
        return row
    return next(one for one in registrations(row.event_id) if one.id == row.id)


def registration_by_id(registration_id: int) -> RegistrationRow | None:
    """Return the registration with this id, if there is one."""
    return next(iter(_registrations(Registration.objects.filter(pk=registration_id))), None)


def event_of_attendance(attendance_id: int) -> int | None:
    """Return the id of the event at which somebody checked in, if there is such an attendance."""
    found = Attendance.objects.filter(pk=attendance_id)
    return found.values_list("person__event_id", flat=True).first()


def own_registration(event_id: int, key: str) -> RegistrationRow | None:
    """Return the open registration of this person for an event, if there is one."""
    if not key:
        return None
    open_ones = Registration.objects.exclude(state=RegistrationState.WITHDRAWN)
    rows = _registrations(open_ones.filter(person__event_id=event_id, person__key=key))
    return rows[0] if rows else None


def registrations(event_id: int) -> list[RegistrationRow]:
    """Return the open registrations for an event: who has a seat, then who waits, in their order."""
    found = Registration.objects.filter(person__event_id=event_id)
    rows = _registrations(found.exclude(state=RegistrationState.WITHDRAWN))
    seated = [row for row in rows if row.state is RegistrationState.SEATED]
    waiting = [row for row in rows if row.state is RegistrationState.WAITING]
    return seated + [_in_turn(row, turn) for turn, row in enumerate(waiting, start=1)]


def registered_by(keys: Sequence[str]) -> list[RegistrationRow]:
    """Return the registrations of whoever has these keys, the newest first."""
    found = Registration.objects.filter(person__key__in=keys).order_by("-id")
    return _registrations(found[:SHOWN])


def seated(event_id: int) -> QuerySet[Registration]:
    """Return the registrations for an event that have a seat."""
    return Registration.objects.filter(person__event_id=event_id, state=RegistrationState.SEATED)


def attending(event_id: int) -> list[AttendanceRow]:
    """Return who is there, in the order in which they came; who was taken back is not."""
    found = Attendance.objects.select_related("person").filter(
        person__event_id=event_id, correction__isnull=True
    )
    return [
        AttendanceRow(
            id=row.pk,
            person_id=row.person_id,
            key=row.person.key,
            masked=row.person.masked,
            role=AttendanceRole(row.role),
            how=CheckInWay(row.how),
            at=row.at,
        )
        for row in found.order_by("id")
    ]


def count_there(event_ids: Collection[int]) -> dict[int, int]:
    """Return how many people checked in at each of these events, and were not taken out again."""
    found = Attendance.objects.filter(person__event__in=event_ids, correction__isnull=True)
    return dict(found.values_list("person__event").annotate(there=Count("pk")))


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return the opened names of these persons of events by their ids; the caller records that it looked."""
    found = EventPerson.objects.filter(pk__in=list(person_ids)).values_list("pk", "sealed_name")
    return {pk: keyring.unseal(sealed, purpose=NAME) if sealed else "" for pk, sealed in found}


def _in_turn(row: RegistrationRow, turn: int) -> RegistrationRow:
    return replace(row, turn=turn)


def _registrations(found: QuerySet[Registration]) -> list[RegistrationRow]:
    rows = found.select_related("person__event")
    if not found.query.is_sliced:
        rows = rows.order_by("id")
    return [
        RegistrationRow(
            id=row.pk,
            event_id=row.person.event_id,
            title=row.person.event.title,
            starts_at=row.person.event.starts_at,
            event_state=row.person.event.state,
            person_id=row.person_id,
            key=row.person.key,
            masked=row.person.masked,
            token=row.token,
            state=RegistrationState(row.state),
            at=row.at,
        )
        for row in rows
    ]
