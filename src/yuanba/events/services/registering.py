"""Registers people for events and withdraws them; whoever waits moves up by itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.events import queries
from yuanba.events.models import Event, EventPerson, Registration
from yuanba.events.services.persons import GivenPerson, NoNumber, person_in
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events import stages
from yuanba.rules.events.stages import EventState, RegistrationState, SeatCount
from yuanba.rules.events.verbs import EventVerb

#: Who moves up those who wait.
MOVER = access.system("events.promote")


class AlreadyRegistered(Refused):
    """Raised when the person is registered for this event already."""

    code: ClassVar[str] = "registration.already_there"


class AlreadyWithdrawn(Refused):
    """Raised when the registration was withdrawn already."""

    code: ClassVar[str] = "registration.already_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A registration as it was made: its id, its token, and whether it has a seat or waits for one."""

    id: int
    token: str
    state: RegistrationState


@transaction.atomic
def register(*, actor: Actor, event_id: int, given: GivenPerson | None = None, now: datetime) -> Registered:
    """Register somebody for an event: with a seat as long as there are any, else in the order of waiting.

    By an account for itself, by whoever gives name and mobile number, or by staff for whoever asks them.
    """
    event = queries.lock(event_id)

    access.require(actor, EventVerb.REGISTER, queries.facts_of(event), now)
    is_staff = actor.kind is ActorKind.STAFF
    if not is_staff and given is not None and not given.phone:
        raise NoNumber
    state = stages.register(_seats(event), at=now)
    person = person_in(event, actor, given)
    if person.registrations.exclude(state=RegistrationState.WITHDRAWN).exists():
        raise AlreadyRegistered

    made = Registration.objects.create(
        person=person,
        token=secrets.token_urlsafe(18),
        state=state,
        at=now,
        is_for_other=is_staff,
        seated_at=now if state is RegistrationState.SEATED else None,
    )
    _follow(made, person, given.phone if given else "", now)

    journal.record(
        Act(actor, EventVerb.REGISTER, now),
        queries.registration_subject(made.pk),
        outcome=_outcome(event, state) | ({"for_owner": True} if is_staff else {}),
    )
    return Registered(id=made.pk, token=made.token, state=state)


@transaction.atomic
def withdraw(*, actor: Actor, registration_id: int, now: datetime) -> None:
    """Withdraw a registration; a seat that becomes free goes to who waits longest, and they are told."""
    found = queries.lock_registration(registration_id)
    event, person = found.person.event, found.person

    access.require(actor, EventVerb.WITHDRAW, queries.facts_of(event, owner_key=person.key), now)
    if found.state == RegistrationState.WITHDRAWN:
        raise AlreadyWithdrawn
    if event.state in {EventState.ENDED, EventState.CANCELLED}:
        raise stages.NotNow(verb=EventVerb.WITHDRAW.value, state=event.state)

    found.state, found.withdrawn_at = RegistrationState.WITHDRAWN, now
    found.save(update_fields=["state", "withdrawn_at"])
    for subject in _subjects(found):
        messages.part_from(kind=subject.kind, key=subject.key, owner=person.key)

    is_staff = actor.kind is ActorKind.STAFF
    journal.record(
        Act(actor, EventVerb.WITHDRAW, now),
        queries.registration_subject(registration_id),
        outcome=_outcome(event, RegistrationState.WITHDRAWN) | ({"for_owner": True} if is_staff else {}),
    )
    promote(event, now)


def promote(event: Event, now: datetime) -> int:
    """Give the free seats of a locked event to those who wait, the longest waiting first; return how many."""
    free = stages.free_seats(_seats(event), at=now)
    waiting = Registration.objects.filter(person__event=event, state=RegistrationState.WAITING)
    moved_up = list(waiting.order_by("id")[:free])
    for one in moved_up:
        one.state, one.seated_at = RegistrationState.SEATED, now
        one.save(update_fields=["state", "seated_at"])
        journal.record(
            Act(MOVER, EventVerb.PROMOTE, now),
            queries.registration_subject(one.pk),
            outcome=_outcome(event, RegistrationState.SEATED),
        )
    return len(moved_up)


def _seats(event: Event) -> SeatCount:
    return SeatCount(
        state=EventState(event.state),
        registers_until=event.registers_until,
        capacity=event.capacity,
        seated=queries.seated(event.pk).count(),
    )


def _outcome(event: Event, state: RegistrationState) -> dict[str, Json]:
    return {"event": event.pk, "area_path": event.area_path, "state": state.value}


def _subjects(registration: Registration) -> tuple[journal.Subject, journal.Subject]:
    """What somebody who registered is told of: the event, which others share, and their own place in it."""
    return queries.subject(registration.person.event_id), queries.registration_subject(registration.pk)


def _follow(registration: Registration, person: EventPerson, phone: str, now: datetime) -> None:
    """Tell them by the number that they left or that their account has; else in the account's inbox."""
    number = phone or phones.phone_of(person.key)
    is_guest = person.key.startswith("guest:")
    if not number and is_guest:
        return  # staff wrote them down, and staff tell them
    for subject in _subjects(registration):
        messages.add_contact(
            kind=subject.kind,
            key=subject.key,
            channel=MessageChannel.SMS if number else MessageChannel.INBOX,
            address=number or person.key,
            owner=person.key,
            at=now,
        )
