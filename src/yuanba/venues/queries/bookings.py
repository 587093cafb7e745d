"""Reads bookings: one, those of a holder, those that wait, and those that a closure displaced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from django.db.models import QuerySet

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.venues.bookings import HOLDING, BookingState, TimeSpan
from yuanba.rules.venues.repeating import Repeat, Rhythm
from yuanba.sealing import keyring
from yuanba.venues.models import Booking, Repetition
from yuanba.venues.queries.entries import MOST, kept_by

BOOKING, REPETITION = "booking", "repetition"
HOLDER = "venues.holder"


class BookingNotFound(Refused):
    """Raised when there is no such booking, or no such repeated one."""

    code: ClassVar[str] = "booking.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """One booking with what it takes; `masked` is enough for whoever keeps the door: 王** 138****8000."""

    id: int
    purpose: str
    starts_at: datetime
    ends_at: datetime
    area_path: str
    state: BookingState
    reason: str
    holder: str
    masked: str
    token: str
    subject_kind: str
    subject_key: str
    repetition_id: int | None
    asked_at: datetime
    bookable_ids: tuple[int, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def span(self) -> TimeSpan:
        """Return its time, without buffers."""
        return TimeSpan(self.starts_at, self.ends_at)

    @property
    def holds(self) -> bool:
        """Return whether it keeps others out."""
        return self.state in HOLDING


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionRow:
    """One booking that repeats, with its days that are still to come."""

    id: int
    purpose: str
    repeat: Repeat
    area_path: str
    made_at: datetime
    stopped_from: date | None
    reason: str
    bookings: tuple[BookingRow, ...]


def booking_subject(booking_id: int) -> Subject:
    """Return the subject under which the journal records a booking."""
    return Subject(kind=BOOKING, key=str(booking_id))


def repetition_subject(repetition_id: int) -> Subject:
    """Return the subject under which the journal records a repeated booking."""
    return Subject(kind=REPETITION, key=str(repetition_id))


def purposes(keys: Collection[str]) -> dict[str, str]:
    """Return what staff's bookings are for by their keys, as the journal names them; no resident's."""
    found = Booking.objects.filter(pk__in=keyed(keys), holder="").values_list("pk", "purpose")
    return {str(pk): purpose for pk, purpose in found}


def lock_booking(booking_id: int) -> Booking:
    """Lock a booking until the transaction ends and return it, or raise BookingNotFound."""
    found = Booking.objects.select_for_update(no_key=True).filter(pk=booking_id).first()
    if found is None:
        raise BookingNotFound
    return found


def lock_repetition(repetition_id: int) -> Repetition:
    """Lock a repeated booking until the transaction ends and return it, or raise BookingNotFound."""
    found = Repetition.objects.select_for_update(no_key=True).filter(pk=repetition_id).first()
    if found is None:
        raise BookingNotFound
    return found


def booking(booking_id: int) -> BookingRow:
    """Return the booking with this id, or raise BookingNotFound."""
    return _one(Booking.objects.filter(pk=booking_id))


def booking_by_token(token: str) -> BookingRow:
    """Return the booking under this address, or raise BookingNotFound."""
    return _one(Booking.objects.filter(token=token))


def bookings_of(keys: Collection[str]) -> list[BookingRow]:
    """Return the bookings that these persons hold or held, the last one first."""
    known = [key for key in keys if key]
    return _rows(Booking.objects.filter(holder__in=known).order_by("-starts_at", "-pk"))


def open_of(holder: str, now: datetime) -> int:
    """Return how many bookings to come somebody holds."""
    held = Booking.objects.filter(holder=holder, state__in=[str(one) for one in HOLDING], ends_at__gt=now)
    return held.count()


def waiting(actor: Actor, verb: Verb, now: datetime) -> list[BookingRow]:
    """Return the bookings to come that wait for the actor's answer, the soonest first."""
    return _in_state(BookingState.ASKED, actor, verb, now)


def displaced(actor: Actor, verb: Verb, now: datetime) -> list[BookingRow]:
    """Return the bookings to come that a closure displaced and the actor may move, the soonest first."""
    return _in_state(BookingState.DISPLACED, actor, verb, now)


def in_week(bookable_ids: Collection[int], span: TimeSpan) -> list[BookingRow]:
    """Return the bookings of these things that hold some of a time, the first first."""
    found = Booking.objects.filter(
        claims__bookable__in=bookable_ids,
        claims__is_open=True,
        starts_at__lt=span.until_at,
        ends_at__gt=span.from_at,
    )
    return _rows(found.distinct().order_by("starts_at", "pk"))


def holder_name(booking_id: int) -> str:
    """Return the name of who holds a booking, for those who run the place; empty where none is kept."""
    sealed = Booking.objects.filter(pk=booking_id).values_list("sealed_name", flat=True).first()
    return keyring.unseal(sealed, purpose=HOLDER) if sealed else ""


def repetition(repetition_id: int, now: datetime) -> RepetitionRow:
    """Return a repeated booking with its days to come, or raise BookingNotFound."""
    one = Repetition.objects.filter(pk=repetition_id).first()
    if one is None:
        raise BookingNotFound
    return RepetitionRow(
        id=one.pk,
        purpose=one.purpose,
        repeat=repeat_of(one),
        area_path=one.area_path,
        made_at=one.made_at,
        stopped_from=one.stopped_from,
        reason=one.reason,
        bookings=tuple(_rows(one.bookings.filter(ends_at__gt=now).order_by("starts_at", "pk"))),
    )


def repeat_of(one: Repetition) -> Repeat:
    """Return what of a repeated booking decides on which days it falls."""
    begins, ends = (time(clock.hour, clock.minute) for clock in (one.begins, one.ends))
    return Repeat(
        rhythm=Rhythm(one.rhythm),
        from_on=one.from_on,
        until_on=one.until_on,
        begins=begins,
        ends=ends,
        skips_holidays=one.skips_holidays,
    )


def _in_state(state: BookingState, actor: Actor, verb: Verb, now: datetime) -> list[BookingRow]:
    found = Booking.objects.filter(kept_by(actor, verb, now), state=str(state), ends_at__gt=now)
    return _rows(found.order_by("starts_at", "pk"))


def _one(found: QuerySet[Booking]) -> BookingRow:
    rows = _rows(found)
    if not rows:
        raise BookingNotFound
    return rows[0]


def _rows(found: QuerySet[Booking]) -> list[BookingRow]:
    return [_row(one) for one in found.prefetch_related("claims__bookable__centre")[:MOST]]


def _row(one: Booking) -> BookingRow:
    claims = sorted(one.claims.all(), key=lambda row: row.pk)
    shown = list({claim.bookable_id: claim.bookable for claim in claims}.values())
    return BookingRow(
        id=one.pk,
        purpose=one.purpose,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        area_path=one.area_path,
        state=BookingState(one.state),
        reason=one.reason,
        holder=one.holder,
        masked=one.masked,
        token=one.token,
        subject_kind=one.subject_kind,
        subject_key=one.subject_key,
        repetition_id=one.repetition_id,
        asked_at=one.asked_at,
        bookable_ids=tuple(thing.pk for thing in shown),
        titles=tuple(thing.title for thing in shown),
        places=tuple(dict.fromkeys(thing.centre.title for thing in shown if thing.centre)),
    )
