"""Everything that writes about offerings and weekly menus: entries, composing a week, and publishing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.activities import queries
from yuanba.activities.models import OfferedSession, Offering, WeeklyMenu
from yuanba.events import queries as events_known
from yuanba.events import services as events
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.rules.activities import menus
from yuanba.rules.activities.menus import Hours
from yuanba.rules.activities.verbs import MenuVerb, OfferingVerb
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import day
from yuanba.rules.venues.bookings import can_be
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries as venues
from yuanba.venues import services as bookings

#: Who keeps a room in step with the session that is in it.
KEEPER = access.system("activities.keep_room")
_in_step: ContextVar[bool] = ContextVar("in_step", default=False)


class OfferingAlready(Refused):
    """Raised when the centre offers something of this name already."""

    code: ClassVar[str] = "offering.already"


class SessionAlready(Refused):
    """Raised when the same session is in the week already."""

    code: ClassVar[str] = "menu.session_already"


class MenuPublished(Refused):
    """Raised when a menu is published already, or a session in it would be taken out silently."""

    code: ClassVar[str] = "menu.published"


class MenuEmpty(Refused):
    """Raised when a menu would be published in which nothing takes place."""

    code: ClassVar[str] = "menu.empty"


class RoomTaken(Refused):
    """Raised when a session's room or lecturer is taken or closed at its time; it names the session."""

    code: ClassVar[str] = "menu.room_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingEntry:
    """What is said of an offering; a `weekday` (Monday is 0) makes it a fixed one."""

    kind: str
    crowd: str
    title: str
    begins: time
    ends: time
    weekday: int | None = None
    about: str = ""
    provider: str = ""
    fee: str = ""
    room_id: int | None = None
    lecturer_id: int | None = None
    capacity: int | None = None
    cutoff_hours: int = 2


@transaction.atomic
def keep_offering(
    *, actor: Actor, entry: OfferingEntry, centre_id: int = 0, offering_id: int | None = None, now: datetime
) -> int:
    """Write the entry of an offering, a new one of a centre or one that is there; return its id.

    Sessions that are published stay as they are. Raises OfferingUntitled, UnknownActivity, NoProvider,
    OfferingAlready, OfferingNotFound, and what ``venues`` raises for a centre or room that is not there.
    """
    found = queries.lock_offering(offering_id) if offering_id else _new(centre_id)
    pack = store.in_force(day(now))

    access.require(actor, OfferingVerb.KEEP, queries.facts_of(found), now)
    kind = pack.activities.get(entry.kind)
    title = " ".join(entry.title.split())[: menus.LONGEST_TITLE]
    if not title:
        raise menus.OfferingUntitled
    if kind is None or entry.crowd not in kind.crowds:
        raise menus.UnknownActivity
    if kind.names_provider and not entry.provider.strip():
        raise menus.NoProvider
    menus.check_hours(Hours(begins=entry.begins, ends=entry.ends))
    for bookable in filter(None, (entry.room_id, entry.lecturer_id)):
        venues.bookable(bookable)

    found.kind, found.crowd, found.title, found.weekday = entry.kind, entry.crowd, title, entry.weekday
    found.about, found.provider = entry.about.strip()[: menus.LONGEST_WORDS], entry.provider.strip()[:60]
    found.fee, found.begins, found.ends = entry.fee.strip()[:60], entry.begins, entry.ends
    found.room_id, found.lecturer_id = entry.room_id, entry.lecturer_id
    found.capacity, found.cutoff_hours = entry.capacity, entry.cutoff_hours
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as fault:
        raise OfferingAlready from fault

    journal.record(
        Act(actor, OfferingVerb.KEEP, now),
        queries.offering_subject(found.pk),
        outcome={"area_path": found.area_path, "kind": found.kind, "crowd": found.crowd},
        words=title,
    )
    return found.pk


@transaction.atomic
def end_offering(*, actor: Actor, offering_id: int, now: datetime) -> None:
    """End an offering: no week has it any more; its published sessions take place."""
    found = queries.lock_offering(offering_id)

    access.require(actor, OfferingVerb.END, queries.facts_of(found), now)

    found.ended_at = now
    found.save(update_fields=["ended_at"])
    found.sessions.filter(event=None).delete()

    journal.record(
        Act(actor, OfferingVerb.END, now),
        queries.offering_subject(offering_id),
        outcome={"area_path": found.area_path},
    )


@transaction.atomic
def compose(*, actor: Actor, centre_id: int, monday: date, now: datetime) -> int:
    """Draft a centre's week with its fixed offerings, but for holidays, and return the menu's id.

    A week that is drafted already gets what is missing; a published one stays as it is. Raises BadWeek.
    """
    centre = venues.centre(centre_id)

    access.require(actor, MenuVerb.COMPOSE, Facts(area_path=centre.area_path), now)
    menus.check_week(monday, today=day(now))

    made, _is_new = WeeklyMenu.objects.get_or_create(
        centre_id=centre_id, monday=monday, defaults={"area_path": centre.area_path}
    )
    found = queries.lock_menu(made.pk)
    added = 0 if found.published_at else _add_fixed(found, now)

    journal.record(
        Act(actor, MenuVerb.COMPOSE, now),
        queries.menu_subject(found.pk),
        outcome={"area_path": found.area_path, "monday": monday.isoformat(), "sessions": added},
    )
    return found.pk


@transaction.atomic
def add(
    *, actor: Actor, menu_id: int, offering_id: int, on: date, begins: time, ends: time, now: datetime
) -> int:
    """Add a session to a week and return its id; in a published one it stands for everyone at once.

    Raises BadSession, SessionAlready, OfferingNotFound, RoomTaken.
    """
    found = queries.lock_menu(menu_id)
    offering = queries.lock_offering(offering_id)

    access.require(actor, MenuVerb.ADD, queries.facts_of(found), now)
    if offering.centre_id != found.centre_id:
        raise queries.OfferingNotFound
    menus.check_session(on, Hours(begins=begins, ends=ends), found.monday, at=now)

    try:
        with transaction.atomic():
            made = OfferedSession.objects.create(
                menu=found, offering=offering, on=on, begins=begins, ends=ends
            )
    except IntegrityError as fault:
        raise SessionAlready from fault
    if found.published_at:
        _hold(made, actor, now)

    journal.record(
        Act(actor, MenuVerb.ADD, now),
        queries.menu_subject(menu_id),
        outcome={"area_path": found.area_path, "offering": offering_id, "on": on.isoformat()},
    )
    return made.pk


@transaction.atomic
def drop(*, actor: Actor, session_id: int, now: datetime) -> None:
    """Take a session out of a drafted week; one that people read is called off on its own page."""
    menu_id = queries.menu_of_session(session_id).id
    found = queries.lock_menu(menu_id)

    access.require(actor, MenuVerb.DROP, queries.facts_of(found), now)
    if found.published_at:
        raise MenuPublished
    gone, _ = found.sessions.filter(pk=session_id).delete()
    if not gone:
        raise queries.MenuNotFound

    journal.record(
        Act(actor, MenuVerb.DROP, now),
        queries.menu_subject(menu_id),
        outcome={"area_path": found.area_path, "session": session_id},
    )


@transaction.atomic
def publish(*, actor: Actor, menu_id: int, now: datetime) -> int:
    """Publish a week: each session becomes an event with its room and lecturer, all of them or none.

    One that has begun meanwhile is left out. Returns how many. Raises MenuPublished, MenuEmpty, BadWeek, and
    RoomTaken with the session's title.
    """
    found = queries.lock_menu(menu_id)

    access.require(actor, MenuVerb.PUBLISH, queries.facts_of(found), now)
    if found.published_at:
        raise MenuPublished
    menus.check_week(found.monday, today=day(now))
    sessions = [one for one in found.sessions.order_by("on", "begins", "pk") if _begins(one) > now]
    if not sessions:
        raise MenuEmpty

    found.sessions.exclude(pk__in=[one.pk for one in sessions]).delete()
    for one in sessions:
        _hold(one, actor, now)
    found.published_at = now
    found.save(update_fields=["published_at"])

    journal.record(
        Act(actor, MenuVerb.PUBLISH, now),
        queries.menu_subject(menu_id),
        outcome={"area_path": found.area_path, "monday": found.monday.isoformat(), "sessions": len(sessions)},
    )
    return len(sessions)


def room_moves(event_id: int, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Move the booking of a session with its event, in the event's transaction; raise RoomTaken."""
    booking_id = queries.booking_of_event(event_id)
    if booking_id is None:
        return
    row = venues.booking(booking_id)
    if _in_step.get() or (row.starts_at, row.ends_at) == (starts_at, ends_at):
        return
    try:
        with _together():
            bookings.move(
                actor=KEEPER.stepping(BookingVerb.MOVE),
                booking_id=booking_id,
                bookable_ids=row.bookable_ids,
                starts_at=starts_at,
                ends_at=ends_at,
                now=now,
            )
    except bookings.Taken as fault:
        raise RoomTaken(title=row.purpose) from fault


def session_moves(booking_id: int, now: datetime) -> None:
    """Move a session's event to where its booking is now, in its transaction; who signed up is told."""
    event_id = queries.event_of_booking(booking_id)
    if event_id is None or _in_step.get():
        return
    row, event = venues.booking(booking_id), events_known.event(event_id)
    place = " · ".join((*row.places, *row.titles[:1]))
    if (event.place, event.starts_at, event.ends_at) == (place, row.starts_at, row.ends_at):
        return
    with _together():
        events.move(
            actor=KEEPER.stepping(EventVerb.MOVE),
            event_id=event_id,
            place=place,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            reason="场地调整",
            now=now,
        )


@contextmanager
def _together() -> Iterator[None]:
    """Within it a session and its room move as one, and neither follows the other once more."""
    before = _in_step.set(True)
    try:
        yield
    finally:
        _in_step.reset(before)


def room_goes(event_id: int, reason: str, now: datetime) -> None:
    """Give the room of a session back when its event is called off."""
    booking_id = queries.booking_of_event(event_id)
    if booking_id is not None and can_be(BookingVerb.CANCEL, venues.booking(booking_id).state):
        actor = KEEPER.stepping(BookingVerb.CANCEL)
        bookings.cancel(actor=actor, booking_id=booking_id, reason=reason, now=now)


def _new(centre_id: int) -> Offering:
    centre = venues.centre(centre_id)
    return Offering(centre_id=centre_id, area_path=centre.area_path)


def _add_fixed(found: WeeklyMenu, now: datetime) -> int:
    calendar = store.in_force(day(now)).calendar
    rows = []
    for one in queries.offerings(found.centre_id):
        if one.weekday is None:
            continue
        on = menus.fixed_day(one.weekday, found.monday, calendar, today=day(now))
        if on and one.hours.span(on)[0] > now:
            rows.append(
                OfferedSession(
                    menu=found, offering_id=one.id, on=on, begins=one.hours.begins, ends=one.hours.ends
                )
            )
    before = found.sessions.count()
    OfferedSession.objects.bulk_create(rows, ignore_conflicts=True)
    return found.sessions.count() - before


def _begins(one: OfferedSession) -> datetime:
    return Hours(begins=one.begins, ends=one.ends).span(one.on)[0]


def _hold(one: OfferedSession, actor: Actor, now: datetime) -> None:
    """Make a session an event that stands in the calendar, with what it needs booked."""
    row = queries.offering(one.offering_id)
    begins, ends = menus.check_session(
        one.on, Hours(begins=one.begins, ends=one.ends), one.menu.monday, at=now
    )
    centre = venues.centre(row.centre_id)
    needs = [bookable for bookable in (row.room_id, row.lecturer_id) if bookable]
    if needs:
        one.booking_id = _book(one, needs, begins, ends, actor, now)
    one.event_id = events.plan(
        actor=actor.stepping(EventVerb.PLAN),
        title=row.title,
        area_path=row.area_path,
        place=" · ".join(filter(None, (centre.title, row.room))),
        starts_at=begins,
        ends_at=ends,
        kind=row.kind,
        about="\n".join(filter(None, (row.about, row.lecturer, row.provider, row.fee))),
        capacity=row.capacity,
        registers_until=max(menus.registers_until(begins, row.cutoff_hours), now),
        now=now,
    )
    one.save(update_fields=["event", "booking"])


def _book(
    one: OfferedSession, needs: list[int], begins: datetime, ends: datetime, actor: Actor, now: datetime
) -> int:
    title = queries.offering(one.offering_id).title
    try:
        made = bookings.book(
            actor=actor.stepping(BookingVerb.ASK),
            bookable_ids=needs,
            starts_at=begins,
            ends_at=ends,
            purpose=title,
            subject=queries.session_subject(one.pk),
            now=now,
        )
    except (bookings.Taken, venues.BookableNotFound) as fault:
        raise RoomTaken(title=title) from fault
    return made.id
