"""Books again and again, as one object: shown day by day first, cancelled for a day, the rest, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues import repeating
from yuanba.rules.venues.bookings import BookingState, TimeSpan
from yuanba.rules.venues.repeating import Repeat
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries
from yuanba.venues.models import Booking, Repetition
from yuanba.venues.queries.bookings import lock_repetition, repetition_subject
from yuanba.venues.queries.entries import lock_bookables
from yuanba.venues.queries.free import claims_over, closures_over
from yuanba.venues.services.booking import claim_series, kinds_of, part_ids


class DaysTaken(Refused):
    """Raised when a repeated booking meets others on some days and nobody said to leave those out."""

    code: ClassVar[str] = "booking.days_taken"


class RepetitionOver(Refused):
    """Raised when a repeated booking would be ended that has no day to come."""

    code: ClassVar[str] = "booking.repetition_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDay:
    """One day of what would repeat: free, left out for a holiday, taken by others, or closed for a reason."""

    on: date
    span: TimeSpan
    holiday: Text | None = None
    is_taken: bool = False
    closed: str = ""

    @property
    def is_free(self) -> bool:
        """Return whether it would be booked."""
        return not (self.holiday or self.is_taken or self.closed)


def preview(*, bookable_ids: Sequence[int], repeat: Repeat, now: datetime) -> list[PreviewDay]:
    """Return the days of what would repeat, with what stands in the way of each; nothing is booked.

    Raises BadRun, and BookableNotFound.
    """
    pack = store.in_force(day(now))
    rows = [queries.bookable(one) for one in bookable_ids]
    buffers = [pack.bookables[one.kind].buffer_minutes for one in rows if one.kind in pack.bookables]
    return _days({part for one in rows for part in one.part_ids}, repeat, buffers, now)


@transaction.atomic
def repeat(
    *,
    actor: Actor,
    bookable_ids: Sequence[int],
    repeat: Repeat,
    purpose: str,
    leaves_out: bool = False,
    now: datetime,
) -> int:
    """Book things again and again and return the id of the repeated booking.

    Where others have some of its days it raises DaysTaken, unless these are to be left out (``leaves_out``);
    where no day is free it raises it in any case. Holidays and closures are left out by themselves.
    """
    things = lock_bookables(bookable_ids)

    for one in things:
        access.require(actor, BookingVerb.REPEAT, queries.facts_of(one), now)
    kinds = kinds_of(things, store.in_force(day(now)))
    said = rules.purpose(purpose)
    parts = {part for one in things for part in part_ids(one)}
    days = _days(parts, repeat, [kind.buffer_minutes for kind in kinds], now)
    free = [one.span for one in days if one.is_free]
    taken = sum(one.is_taken for one in days)
    if not free or (taken and not leaves_out):
        raise DaysTaken(days=taken)
    for span in (free[0], free[-1]):
        rules.check(span, kinds, is_staff=True, open_now=0, at=now)

    made = Repetition.objects.create(
        purpose=said, area_path=things[0].area_path, made_by=actor.key, made_at=now, **asdict(repeat)
    )
    claim_series(made, things, kinds, free, now)

    journal.record(
        Act(actor, BookingVerb.REPEAT, now),
        repetition_subject(made.pk),
        outcome={
            "area_path": made.area_path,
            "bookables": [one.pk for one in things],
            "days": len(free),
            "left_out": len(days) - len(free),
        },
    )
    return made.pk


@transaction.atomic
def stop_repeating(*, actor: Actor, repetition_id: int, from_on: date, reason: str, now: datetime) -> int:
    """End a repeated booking from a day on, with a reason; return how many of its days are cancelled.

    From its first day on that is all of it. One day alone is cancelled like any booking. Raises
    RepetitionOver, NoBookingReason.
    """
    found = lock_repetition(repetition_id)

    access.require(actor, BookingVerb.STOP_REPEATING, queries.facts_of(found), now)
    said = rules.reason(reason)
    held = [str(one) for one in rules.HOLDING]
    rest = Booking.objects.select_for_update(no_key=True).filter(
        repetition=found, state__in=[*held, str(BookingState.DISPLACED)], ends_at__gt=now
    )
    ended = [one for one in rest.order_by("pk") if day(one.starts_at) >= from_on]
    if not ended:
        raise RepetitionOver

    for one in ended:
        one.state, one.reason = BookingState.CANCELLED, said
        one.claims.update(is_open=False)
    Booking.objects.bulk_update(ended, ["state", "reason"])
    found.stopped_from, found.reason = from_on, said
    found.save(update_fields=["stopped_from", "reason"])

    journal.record(
        Act(actor, BookingVerb.STOP_REPEATING, now),
        repetition_subject(repetition_id),
        outcome={"area_path": found.area_path, "from_on": from_on.isoformat(), "days": len(ended)},
        words=said,
    )
    return len(ended)


def _days(parts: set[int], repeat: Repeat, buffers: Sequence[int], now: datetime) -> list[PreviewDay]:
    """The days with what stands in their way; two statements, however many days there are."""
    falls = repeating.days(repeat, store.in_force(day(now)).calendar)
    spans = [repeat.span(one.on) for one in falls]
    whole = rules.held(TimeSpan(spans[0].from_at, spans[-1].until_at), buffers)
    taken = [TimeSpan(*one) for one in claims_over(parts, whole).values_list("from_at", "until_at")]
    closed = [
        (TimeSpan(from_at, until_at or whole.until_at), why)
        for from_at, until_at, why in closures_over(parts, whole).values_list("from_at", "until_at", "reason")
    ]
    return [
        PreviewDay(
            on=one.on,
            span=span,
            holiday=one.holiday,
            is_taken=any(rules.held(span, buffers).meets(other) for other in taken) or span.from_at < now,
            closed=next((why for other, why in closed if other.meets(span)), ""),
        )
        for one, span in zip(falls, spans, strict=True)
    ]
