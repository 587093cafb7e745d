"""Plays invented centres: their rooms, what is booked in them, what repeats, and a room that is closed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from pydantic import Field

from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Declared
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.venues.bookings import BookingState
from yuanba.rules.venues.repeating import Repeat, Rhythm
from yuanba.venues import services
from yuanba.venues.services import BookableEntry, CentreEntry, GivenHolder

FILE = "rooms.toml"
#: How long before the demonstration the centres were entered, and how long before its day one books.
SINCE, AHEAD = timedelta(days=40), timedelta(days=5)


class PlayedRoom(Declared):
    """One thing that can be booked; `within` names the hall of which it is a part."""

    kind: str
    title: str
    about: str = ""
    capacity: int | None = None
    is_barrier_free: bool = False
    within: str = ""


class PlayedBooking(Declared):
    """One booking so many days from now: of what, from which hour for how long, for what, and by whom.

    `by` is a resident's log-in; without one and without a `name` the centre books for itself. A booking that
    waits is answered where `answered` says so.
    """

    room: str
    days: int
    hour: int = Field(ge=0, le=23)
    hours: int = Field(default=2, ge=1, le=8)
    purpose: str
    by: str = ""
    name: str = ""
    answered: bool = True


class PlayedRepeat(Declared):
    """What repeats each week on the weekday of the day so many days from now, for three months."""

    room: str
    days: int
    hour: int
    hours: int = 2
    purpose: str


class PlayedCentre(Declared):
    """One centre with all that is in it."""

    area: str
    by: str
    title: str
    address: str = ""
    hours: str = ""
    floor_m2: int | None = None
    residents_m2: int | None = None
    functions: Mapping[str, str] = Field(default_factory=dict)
    rooms: tuple[PlayedRoom, ...] = Field(min_length=1)
    bookings: tuple[PlayedBooking, ...] = ()
    repeats: tuple[PlayedRepeat, ...] = ()
    #: A room that is closed from in two days on for a week, and why.
    closed: str = ""
    closed_because: str = ""


def furnish(setting: Setting, *, now: datetime) -> None:
    """Play the centres of a district; its staff and residents are there."""
    path = setting.path(FILE)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["centre"] if path.exists() else ()
    for row in told:
        _open(PlayedCentre.model_validate(row, strict=False), now=now)


def _open(told: PlayedCentre, *, now: datetime) -> None:
    by, at = actor(told.by), now - SINCE
    centre = services.keep_centre(
        actor=by,
        entry=CentreEntry(
            title=told.title,
            address=told.address,
            hours=told.hours,
            floor_m2=told.floor_m2,
            residents_m2=told.residents_m2,
            functions=told.functions,
        ),
        area_path=places.path_of(told.area),
        now=at,
    )
    rooms: dict[str, int] = {}
    for one in told.rooms:
        entry = BookableEntry(
            kind=one.kind,
            title=one.title,
            about=one.about,
            capacity=one.capacity,
            is_barrier_free=one.is_barrier_free,
            within=rooms[one.within] if one.within else None,
        )
        rooms[one.title] = services.keep_bookable(actor=by, entry=entry, centre_id=centre, now=at)
    for again in told.repeats:
        _repeat(again, rooms, by, now=now)
    for booking in told.bookings:
        _book(booking, rooms, by, now=now)
    if told.closed:
        from_at = moment(day(now) + timedelta(days=2), time(0))
        services.close(
            actor=by,
            bookable_ids=[rooms[told.closed]],
            from_at=from_at,
            until_at=from_at + timedelta(days=7),
            reason=told.closed_because,
            now=now - timedelta(hours=3),
        )


def _book(told: PlayedBooking, rooms: Mapping[str, int], by: Actor, *, now: datetime) -> None:
    begins = moment(day(now) + timedelta(days=told.days), time(told.hour))
    asked = min(begins, now) - AHEAD
    made = services.book(
        actor=actor(told.by) if told.by else by,
        bookable_ids=[rooms[told.room]],
        starts_at=begins,
        ends_at=begins + timedelta(hours=told.hours),
        purpose=told.purpose,
        given=GivenHolder(name=told.name) if told.name else None,
        now=asked,
    )
    if made.state is BookingState.ASKED and told.answered:
        services.confirm(actor=by, booking_id=made.id, now=asked + timedelta(hours=4))


def _repeat(told: PlayedRepeat, rooms: Mapping[str, int], by: Actor, *, now: datetime) -> None:
    first = day(now) + timedelta(days=told.days)
    services.repeat(
        actor=by,
        bookable_ids=[rooms[told.room]],
        repeat=Repeat(
            rhythm=Rhythm.WEEKLY,
            from_on=first,
            until_on=first + timedelta(days=90),
            begins=time(told.hour),
            ends=time(told.hour + told.hours),
        ),
        purpose=told.purpose,
        now=now - SINCE + timedelta(days=1),
    )
