"""Reads offerings, weekly menus, and what their sessions have come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db.models import QuerySet

from yuanba.activities.models import OfferedSession, Offering, WeeklyMenu
from yuanba.events import queries as events
from yuanba.events.queries import EventRow
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.rules.activities.menus import Hours, monday_of
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.stages import EventState
from yuanba.rules.time.calendar import HERE

#: More than this nobody reads on one page.
MOST = 300
OFFERING, MENU, SESSION = "offering", "menu", "session"


class OfferingNotFound(Refused):
    """Raised when there is no such offering, or it has ended."""

    code: ClassVar[str] = "offering.not_found"


class MenuNotFound(Refused):
    """Raised when there is no such weekly menu, or no such session in it."""

    code: ClassVar[str] = "menu.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingRow:
    """One offering as everyone may read it; `room` and `lecturer` are what is booked for it."""

    id: int
    centre_id: int
    area_path: str
    kind: str
    crowd: str
    title: str
    about: str
    provider: str
    fee: str
    weekday: int | None
    hours: Hours
    room_id: int | None
    lecturer_id: int | None
    room: str
    lecturer: str
    capacity: int | None
    cutoff_hours: int
    is_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session: drafted with its hours, or published as an event that knows when and where it is."""

    id: int
    menu_id: int
    offering: OfferingRow
    starts_at: datetime
    ends_at: datetime
    event: EventRow | None

    @property
    def where(self) -> str:
        """Return where it is in its centre: the room that it has now, once it is published."""
        if self.event is None:
            return self.offering.room
        centre, dot, room = self.event.place.partition(" · ")
        return room if dot else centre

    @property
    def is_cancelled(self) -> bool:
        """Return whether it was called off after it was published."""
        return self.event is not None and self.event.state is EventState.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuRow:
    """One centre's week, with its sessions in the order of time."""

    id: int
    centre_id: int
    centre: str
    area_path: str
    monday: date
    published_at: datetime | None
    sessions: tuple[SessionRow, ...]

    @property
    def days(self) -> list[tuple[date, list[SessionRow]]]:
        """Return the seven days of the week, each with its sessions."""
        found: dict[date, list[SessionRow]] = {self.monday + timedelta(days=n): [] for n in range(7)}
        for one in self.sessions:
            found.setdefault(one.starts_at.astimezone(HERE).date(), []).append(one)
        return sorted(found.items())


def offering_subject(offering_id: int) -> Subject:
    """Return the subject under which the journal records an offering."""
    return Subject(kind=OFFERING, key=str(offering_id))


def menu_subject(menu_id: int) -> Subject:
    """Return the subject under which the journal records a weekly menu."""
    return Subject(kind=MENU, key=str(menu_id))


def session_subject(session_id: int) -> Subject:
    """Return the subject for which a session's room is booked."""
    return Subject(kind=SESSION, key=str(session_id))


def offering_titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of offerings by their keys, as the journal names them."""
    found = Offering.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def facts_of(one: Offering | WeeklyMenu | OfferingRow | MenuRow) -> access.Facts:
    """Return what decides who may act on an offering or a weekly menu."""
    return access.Facts(area_path=one.area_path)


def lock_offering(offering_id: int) -> Offering:
    """Lock an offering that has not ended until the transaction ends; raise OfferingNotFound."""
    found = Offering.objects.select_for_update(no_key=True).filter(pk=offering_id, ended_at=None).first()
    if found is None:
        raise OfferingNotFound
    return found


def lock_menu(menu_id: int) -> WeeklyMenu:
    """Lock a weekly menu until the transaction ends and return it, or raise MenuNotFound."""
    found = WeeklyMenu.objects.select_for_update(no_key=True).filter(pk=menu_id).first()
    if found is None:
        raise MenuNotFound
    return found


def offerings(centre_id: int) -> list[OfferingRow]:
    """Return what a centre offers, the fixed ones first, by weekday and hour."""
    return _offerings(Offering.objects.filter(centre=centre_id, ended_at=None))


def offering(offering_id: int) -> OfferingRow:
    """Return the offering with this id, an ended one too; or raise OfferingNotFound."""
    rows = _offerings(Offering.objects.filter(pk=offering_id))
    if not rows:
        raise OfferingNotFound
    return rows[0]


def menu_of(centre_id: int, on: date) -> MenuRow | None:
    """Return a centre's menu of the week in which a day lies, drafted or published; None where none is."""
    return next(iter(_menus(WeeklyMenu.objects.filter(centre=centre_id, monday=monday_of(on)))), None)


def menu(menu_id: int) -> MenuRow:
    """Return the weekly menu with this id, or raise MenuNotFound."""
    rows = _menus(WeeklyMenu.objects.filter(pk=menu_id))
    if not rows:
        raise MenuNotFound
    return rows[0]


def menu_of_session(session_id: int) -> MenuRow:
    """Return the weekly menu in which a session is, or raise MenuNotFound."""
    found = OfferedSession.objects.filter(pk=session_id).values_list("menu", flat=True).first()
    if found is None:
        raise MenuNotFound
    return menu(found)


def published(on: date) -> list[MenuRow]:
    """Return the published menus of the week in which a day lies, by centre."""
    return _menus(WeeklyMenu.objects.filter(monday=monday_of(on), published_at__isnull=False))


def booking_of_event(event_id: int) -> int | None:
    """Return the id of the booking of the session that is this event; None where it has none."""
    return OfferedSession.objects.filter(event=event_id).values_list("booking", flat=True).first()


def event_of_booking(booking_id: int) -> int | None:
    """Return the id of the event of the session that has this booking; None where it is no session's."""
    return OfferedSession.objects.filter(booking=booking_id).values_list("event", flat=True).first()


def sessions_held(from_at: datetime, until_at: datetime, path: str) -> list[tuple[str, datetime, int]]:
    """Return crowd, beginning and event of each session of an area that began in this time and ended."""
    found = OfferedSession.objects.filter(
        event__state=str(EventState.ENDED),
        event__starts_at__gte=from_at,
        event__starts_at__lt=until_at,
        menu__area_path__startswith=path,
    )
    return list(found.values_list("offering__crowd", "event__starts_at", "event"))


def count_this_week(now: datetime) -> int:
    """Return how many sessions of published menus take place in this week, those called off apart."""
    monday = monday_of(now.astimezone(HERE).date())
    found = OfferedSession.objects.filter(menu__monday=monday, menu__published_at__isnull=False)
    return found.exclude(event__state=str(EventState.CANCELLED)).count()


def _menus(found: QuerySet[WeeklyMenu]) -> list[MenuRow]:
    rows = list(
        found.select_related("centre").prefetch_related("sessions").order_by("area_path", "pk")[:MOST]
    )
    kept = [one for row in rows for one in row.sessions.all()]
    known = events.events_by_id({one.event_id for one in kept if one.event_id})
    held = {
        row.id: row for row in _offerings(Offering.objects.filter(pk__in={one.offering_id for one in kept}))
    }
    return [
        MenuRow(
            id=row.pk,
            centre_id=row.centre_id,
            centre=row.centre.title,
            area_path=row.area_path,
            monday=row.monday,
            published_at=row.published_at,
            sessions=tuple(
                sorted(
                    (_session(one, held[one.offering_id], known) for one in row.sessions.all()),
                    key=lambda one: (one.starts_at, one.id),
                )
            ),
        )
        for row in rows
    ]


def _session(one: OfferedSession, offering: OfferingRow, known: dict[int, EventRow]) -> SessionRow:
    event = known.get(one.event_id or 0)
    starts_at, ends_at = Hours(begins=_clock(one.begins), ends=_clock(one.ends)).span(one.on)
    return SessionRow(
        id=one.pk,
        menu_id=one.menu_id,
        offering=offering,
        starts_at=event.starts_at if event else starts_at,
        ends_at=event.ends_at if event else ends_at,
        event=event,
    )


def _offerings(found: QuerySet[Offering]) -> list[OfferingRow]:
    rows = list(found.select_related("room", "lecturer").order_by("weekday", "begins", "pk")[:MOST])
    return [
        OfferingRow(
            id=row.pk,
            centre_id=row.centre_id,
            area_path=row.area_path,
            kind=row.kind,
            crowd=row.crowd,
            title=row.title,
            about=row.about,
            provider=row.provider,
            fee=row.fee,
            weekday=row.weekday,
            hours=Hours(begins=_clock(row.begins), ends=_clock(row.ends)),
            room_id=row.room_id,
            lecturer_id=row.lecturer_id,
            room=row.room.title if row.room else "",
            lecturer=row.lecturer.title if row.lecturer else "",
            capacity=row.capacity,
            cutoff_hours=row.cutoff_hours,
            is_ended=row.ended_at is not None,
        )
        for row in rows
    ]


def _clock(stored: time) -> time:
    return time(stored.hour, stored.minute)
