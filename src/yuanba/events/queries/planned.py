"""Reads events: one, those of a time and place, and those that somebody runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Count, Max, Q, QuerySet

from yuanba.events.models import Event
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow, housing
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.stages import REMINDED_BEFORE, EventState, RegistrationState
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import day

#: More than this many in a month of one place nobody reads.
SHOWN = 200
#: As many places are offered to whoever plans the next event.
MOST_PLACES = 12
#: How long an event stays on the desk after its end.
LATELY = timedelta(days=60)


class EventNotFound(Refused):
    """Raised when there is no such event."""

    code: ClassVar[str] = "event.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as everyone may read it, with how many have a seat and how many wait for one."""

    id: int
    subject_kind: str
    subject_key: str
    kind: str
    title: str
    about: str
    area_path: str
    area_label: str
    estate: str
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    registers_until: datetime | None
    state: EventState
    door_token: str
    reason: str
    planned_at: datetime
    seated: int
    waiting: int

    @property
    def left(self) -> int | None:
        """Return how many seats are free; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.seated, 0)

    @property
    def is_over(self) -> bool:
        """Return whether it has ended or was cancelled."""
        return self.state in {EventState.ENDED, EventState.CANCELLED}

    def takes_registrations(self, now: datetime) -> bool:
        """Return whether somebody can register now."""
        return bool(self.registers_until and now <= self.registers_until and not self.is_over)


def subject(event_id: int) -> Subject:
    """Return the subject under which the journal records an event."""
    return Subject(kind="event", key=str(event_id))


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of events by their keys, as the journal names them."""
    found = Event.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def facts_of(event: Event | EventRow, *, owner_key: str = "") -> access.Facts:
    """Return what decides who may act on an event; `owner_key` is whose registration it is about."""
    return access.Facts(area_path=event.area_path, estate=event.estate, owner_key=owner_key)


def lock(event_id: int) -> Event:
    """Lock an event until the transaction ends and return it, or raise EventNotFound."""
    found = Event.objects.select_for_update().filter(pk=event_id).first()
    if found is None:
        raise EventNotFound
    return found


def event(event_id: int) -> EventRow:
    """Return the event with this id, or raise EventNotFound."""
    rows = _rows(Event.objects.filter(pk=event_id))
    if not rows:
        raise EventNotFound
    return rows[0]


def events_by_id(ids: Collection[int]) -> dict[int, EventRow]:
    """Return the events with these ids, by id."""
    return {row.id: row for row in _rows(Event.objects.filter(pk__in=ids))}


def event_of(subject_kind: str, subject_key: str) -> EventRow | None:
    """Return the newest event that is for this subject, a cancelled one too."""
    rows = _rows(Event.objects.filter(subject_kind=subject_kind, subject_key=subject_key))
    return max(rows, key=lambda row: row.id, default=None)


def events_between(from_at: datetime, until_at: datetime, *, path: str = "") -> list[EventRow]:
    """Return the events that begin in this time, the first first; in or around this area, if one is named."""
    found = Event.objects.filter(starts_at__gte=from_at, starts_at__lt=until_at)
    if path:
        found = found.filter(Q(area_path__startswith=path) | Q(area_path__in=places.prefixes(path)))
    return _rows(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEdition:
    """What an event has come to, as pages that are asked every few seconds compare it."""

    door_token: str
    state: str
    there: int
    last: int
    taken_back: int


def edition(event_id: int, *, among: QuerySet[Any]) -> EventEdition | None:
    """Return what an event has come to, if it is among these. One statement."""
    persons = "persons__attendances"
    found = Event.objects.filter(pk=event_id, pk__in=among).annotate(
        there=Count(persons), last=Max(f"{persons}__id"), taken_back=Max(f"{persons}__correction__id")
    )
    row = found.values_list("door_token", "state", "there", "last", "taken_back").first()
    if row is None:
        return None
    token, state, there, last, back = row
    return EventEdition(door_token=token, state=state, there=there, last=last or 0, taken_back=back or 0)


def near(now: datetime) -> list[int]:
    """Return the ids of events that stand for themselves, begin soon, and were not reminded of."""
    until = now + timedelta(days=REMINDED_BEFORE + 1)
    found = Event.objects.filter(subject_kind="", reminded_at=None, starts_at__gt=now, starts_at__lte=until)
    return list(found.exclude(state=EventState.CANCELLED).order_by("id").values_list("pk", flat=True))


def count_coming(now: datetime, until_at: datetime) -> int:
    """Return how many events are to come until this moment."""
    coming = Event.objects.filter(ends_at__gte=now, starts_at__lt=until_at)
    return coming.exclude(state__in=[EventState.ENDED, EventState.CANCELLED]).count()


def places_used(paths: Collection[str], *, estate: str = "") -> list[str]:
    """Return where events of these areas took place or will, each place once, the one planned last first."""
    found = Event.objects.filter(area_path__in=paths).order_by("-id")
    if estate:
        found = found.filter(estate=estate)
    return list(dict.fromkeys(found.values_list("place", flat=True)[:SHOWN]))[:MOST_PLACES]


def events_for(actor: Actor, now: datetime) -> list[EventRow]:
    """Return the events of the areas in which the actor runs some, from lately on, the first first."""
    held = Q(pk__in=[])
    for area in _held(actor, now):
        held |= Q(area_path__startswith=area.path)
    return _rows(Event.objects.filter(held, ends_at__gt=now - LATELY))


def areas_for(actor: Actor, now: datetime) -> list[AreaRow]:
    """Return the areas in which the actor may plan events, each with what lies just below it."""
    found: dict[str, AreaRow] = {}
    for area in _held(actor, now):
        for one in (area, *places.children(area.code)):
            found.setdefault(one.code, one)
    return list(found.values())


def _held(actor: Actor, now: datetime) -> Iterable[AreaRow]:
    kinds = {who for who, _scope in ACTIONS[EventVerb.PLAN].rights if isinstance(who, PositionKind)}
    paths = {
        one.area_path
        for one in actor.holdings
        if one.kind in kinds and one.holds_on(day(now)) and one.area_path and not one.estate
    }
    return places.areas_by_path(sorted(paths)).values()


def _rows(found: QuerySet[Event]) -> list[EventRow]:
    def with_state(state: RegistrationState) -> Count:
        return Count("persons__registrations", filter=Q(persons__registrations__state=state))

    counted = found.annotate(
        seated=with_state(RegistrationState.SEATED), waiting=with_state(RegistrationState.WAITING)
    )
    rows = list(counted.order_by("starts_at", "id")[:SHOWN])
    labels = places.labels({row.area_path for row in rows})
    within = {row.estate for row in rows if row.estate}
    estates = housing.estate_names(within) if within else {}
    return [
        EventRow(
            id=row.pk,
            subject_kind=row.subject_kind,
            subject_key=row.subject_key,
            kind=row.kind,
            title=row.title,
            about=row.about,
            area_path=row.area_path,
            area_label=" · ".join(filter(None, (labels.get(row.area_path), estates.get(row.estate)))),
            estate=row.estate,
            place=row.place,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            capacity=row.capacity,
            registers_until=row.registers_until,
            state=EventState(row.state),
            door_token=row.door_token,
            reason=row.reason,
            planned_at=row.planned_at,
            seated=row.seated,
            waiting=row.waiting,
        )
        for row in rows
    ]
