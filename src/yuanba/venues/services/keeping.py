"""Keeps the entries of centres, their functions and rooms, and merges two centres into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.rules.venues.verbs import BookableVerb, CentreVerb
from yuanba.venues import queries
from yuanba.venues.models import AtomicPart, Bookable, Booking, Centre, Claim, OfferedFunction
from yuanba.venues.queries.entries import lock_bookables, lock_centre
from yuanba.venues.services.booking import UnknownBookableKind


class CentreUntitled(Refused):
    """Raised when a centre or what can be booked has no name."""

    code: ClassVar[str] = "centre.no_title"


class CentreAlready(Refused):
    """Raised when there is a centre or a thing of this name there already."""

    code: ClassVar[str] = "centre.already"


class BadFloor(Refused):
    """Raised when more of a floor would serve residents than there is, or nobody said how much there is."""

    code: ClassVar[str] = "centre.bad_floor"


class UnknownFunction(Refused):
    """Raised when a centre would have a function that the rules do not name."""

    code: ClassVar[str] = "centre.unknown_function"


class NoSuchHall(Refused):
    """Raised when a room would be a part of itself, of another centre's room, or of a part."""

    code: ClassVar[str] = "bookable.no_hall"


class SameCentre(Refused):
    """Raised when a centre would be merged into itself."""

    code: ClassVar[str] = "centre.same"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreEntry:
    """What is said of a centre: floor areas in whole square metres, functions by code with words."""

    title: str
    address: str = ""
    hours: str = ""
    phone: str = ""
    floor_m2: int | None = None
    residents_m2: int | None = None
    functions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookableEntry:
    """What is said of a thing that can be booked; `within` is the hall of which it is a part."""

    kind: str
    title: str
    about: str = ""
    capacity: int | None = None
    is_barrier_free: bool = False
    within: int | None = None


@transaction.atomic
def keep_centre(
    *, actor: Actor, entry: CentreEntry, area_path: str = "", centre_id: int | None = None, now: datetime
) -> int:
    """Write the entry of a centre, a new one in ``area_path`` or one that is there; return its id.

    Raises CentreUntitled, CentreAlready, BadFloor, UnknownFunction, CentreNotFound.
    """
    found = lock_centre(centre_id) if centre_id else Centre(area_path=area_path)
    known = store.in_force(day(now)).functions

    access.require(actor, CentreVerb.KEEP, Facts(area_path=found.area_path), now)
    title = " ".join(entry.title.split())[:60]
    if not title:
        raise CentreUntitled
    if entry.residents_m2 is not None and not (entry.floor_m2 and entry.residents_m2 <= entry.floor_m2):
        raise BadFloor
    if set(entry.functions) - set(known):
        raise UnknownFunction

    found.title, found.address, found.hours = title, entry.address.strip()[:200], entry.hours.strip()[:120]
    found.phone, found.floor_m2, found.residents_m2 = entry.phone.strip(), entry.floor_m2, entry.residents_m2
    _save(found)
    found.functions.all().delete()
    OfferedFunction.objects.bulk_create(
        OfferedFunction(centre=found, code=code, words=words.strip()[:120])
        for code, words in sorted(entry.functions.items())
    )

    journal.record(
        Act(actor, CentreVerb.KEEP, now),
        queries.centre_subject(found.pk),
        outcome={"area_path": found.area_path, "functions": len(entry.functions)},
        words=title,
    )
    return found.pk


@transaction.atomic
def keep_bookable(
    *,
    actor: Actor,
    entry: BookableEntry,
    centre_id: int | None = None,
    area_path: str = "",
    bookable_id: int | None = None,
    now: datetime,
) -> int:
    """Write the entry of a room, a lecturer or a thing, a new one of a centre or area; return its id.

    A part of a hall is kept apart from it from now on, in bookings that stand already, too. Raises
    CentreUntitled, CentreAlready, UnknownBookableKind, NoSuchHall, CentreNotFound, BookableNotFound.
    """
    pack = store.in_force(day(now))
    (found,) = lock_bookables([bookable_id]) if bookable_id else (_new(centre_id, area_path),)

    access.require(actor, BookableVerb.KEEP, Facts(area_path=found.area_path), now)
    if entry.kind not in pack.bookables:
        raise UnknownBookableKind
    title = " ".join(entry.title.split())[:60]
    if not title:
        raise CentreUntitled
    is_new = found.pk is None

    found.kind, found.sort, found.title = entry.kind, pack.bookables[entry.kind].sort, title
    found.about, found.capacity = entry.about.strip()[:200], entry.capacity
    found.is_barrier_free = entry.is_barrier_free
    _save(found)
    if is_new:
        found.parts.add(AtomicPart.objects.create())
        if entry.within is not None:
            _put_into(found, entry.within)

    is_lecturer = found.sort == "lecturer"
    journal.record(
        Act(actor, BookableVerb.KEEP, now),
        queries.bookable_subject(found.pk),
        outcome={"area_path": found.area_path, "kind": found.kind, "within": found.within_id},
        words="" if is_lecturer else title,
    )
    return found.pk


@transaction.atomic
def merge(*, actor: Actor, centre_id: int, into_id: int, now: datetime) -> int:
    """Merge a centre into another: its rooms and their bookings go there; return how many rooms.

    Its page leads to the other one from now on. Raises SameCentre, CentreNotFound.
    """
    if centre_id == into_id:
        raise SameCentre
    first, second = (lock_centre(one) for one in sorted((centre_id, into_id)))
    found, into = (first, second) if first.pk == centre_id else (second, first)

    for one in (found, into):
        access.require(actor, CentreVerb.MERGE, Facts(area_path=one.area_path), now)

    there = set(into.bookables.filter(gone_at=None).values_list("title", flat=True))
    rooms = list(found.bookables.select_for_update().order_by("pk"))
    for room in rooms:
        if room.title in there and room.gone_at is None:
            room.title = f"{room.title}（{found.title}）"[:60]
        room.centre, room.area_path = into, into.area_path
        room.save(update_fields=["centre", "area_path", "title"])
    Booking.objects.filter(claims__bookable__in=rooms, ends_at__gt=now).update(area_path=into.area_path)
    has = set(into.functions.values_list("code", flat=True))
    found.functions.exclude(code__in=has).update(centre=into)
    found.merged_into = into
    found.save(update_fields=["merged_into"])

    journal.record(
        Act(actor, CentreVerb.MERGE, now),
        queries.centre_subject(centre_id),
        outcome={"area_path": found.area_path, "to": into_id, "rooms": len(rooms)},
    )
    return len(rooms)


def _new(centre_id: int | None, area_path: str) -> Bookable:
    centre = lock_centre(centre_id) if centre_id else None
    return Bookable(centre=centre, area_path=centre.area_path if centre else area_path)


def _save(found: Centre | Bookable) -> None:
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as fault:
        raise CentreAlready from fault


def _put_into(piece: Bookable, hall_id: int) -> None:
    """Make a new room a part of a hall; the hall's bookings to come take this part, too."""
    (hall,) = lock_bookables([hall_id])
    if hall.within_id or hall.pk == piece.pk or hall.centre_id != piece.centre_id or hall.sort != piece.sort:
        raise NoSuchHall
    (part,) = piece.parts.all()
    hall.parts.add(part)
    piece.within = hall
    piece.save(update_fields=["within"])
    standing = Claim.objects.filter(bookable=hall, is_open=True).order_by("booking", "pk").distinct("booking")
    Claim.objects.bulk_create(
        Claim(booking_id=one.booking_id, bookable=hall, part=part, from_at=one.from_at, until_at=one.until_at)
        for one in standing
    )
