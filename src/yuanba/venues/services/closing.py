"""Closes what can be booked, for a time or for ever: bookings inside are displaced and their holders told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BadBookingTimes, BookingState
from yuanba.rules.venues.verbs import BookableVerb, BookingVerb
from yuanba.venues import queries
from yuanba.venues.models import Booking, Claim, Closure
from yuanba.venues.queries.entries import lock_bookables
from yuanba.venues.services.booking import part_ids

#: Who displaces bookings when something is closed.
DISPLACER = access.system("venues.displace")


class NotClosed(Refused):
    """Raised when a closure would be lifted that was lifted already, or is over."""

    code: ClassVar[str] = "bookable.not_closed"


@transaction.atomic
def close(
    *,
    actor: Actor,
    bookable_ids: Sequence[int],
    from_at: datetime,
    until_at: datetime | None,
    reason: str,
    now: datetime,
) -> list[int]:
    """Close things for a time, or for ever without an end; return the ids of the bookings displaced.

    A hall is closed with its half and a half with its hall. Raises BadBookingTimes, NoBookingReason.
    """
    things = lock_bookables(bookable_ids)

    for one in things:
        access.require(actor, BookableVerb.CLOSE, queries.facts_of(one), now)
    said = rules.reason(reason)
    if until_at is not None and (until_at <= from_at or until_at <= now):
        raise BadBookingTimes

    Closure.objects.bulk_create(
        Closure(bookable=one, from_at=from_at, until_at=until_at, reason=said, closed_at=now)
        for one in things
    )
    if until_at is None:
        for one in things:
            one.gone_at = max(from_at, now)
            one.save(update_fields=["gone_at"])
    parts = {part for one in things for part in part_ids(one)}
    inside = Claim.objects.filter(part__in=parts, is_open=True, booking__ends_at__gt=max(from_at, now))
    if until_at is not None:
        inside = inside.filter(booking__starts_at__lt=until_at)
    displaced = _displace(sorted(set(inside.values_list("booking", flat=True))), said, now)

    for one in things:
        journal.record(
            Act(actor, BookableVerb.CLOSE, now),
            queries.bookable_subject(one.pk),
            outcome={
                "area_path": one.area_path,
                "from_at": from_at.isoformat(),
                "until_at": until_at.isoformat() if until_at else None,
                "displaced": len(displaced),
            },
            words=said,
        )
    return displaced


@transaction.atomic
def reopen(*, actor: Actor, closure_id: int, now: datetime) -> None:
    """Lift a closure before its end; bookings that lost their place are not given it back by themselves."""
    found = Closure.objects.filter(pk=closure_id).values_list("bookable_id", flat=True).first()
    if found is None:
        raise NotClosed
    (thing,) = lock_bookables([found])

    access.require(actor, BookableVerb.REOPEN, queries.facts_of(thing), now)
    lifted = Closure.objects.filter(pk=closure_id, lifted_at=None).exclude(until_at__lte=now)
    if not lifted.update(lifted_at=now):
        raise NotClosed

    journal.record(
        Act(actor, BookableVerb.REOPEN, now),
        queries.bookable_subject(thing.pk),
        outcome={"area_path": thing.area_path},
    )


def _displace(ids: Sequence[int], reason: str, now: datetime) -> list[int]:
    """Take their time from locked bookings; return the ids of those that had one."""
    moved = []
    for found in Booking.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"):
        if not rules.can_be(BookingVerb.DISPLACE, BookingState(found.state)):
            continue
        found.state, found.reason = BookingState.DISPLACED, reason
        found.save(update_fields=["state", "reason"])
        found.claims.update(is_open=False)
        moved.append(found.pk)
        journal.record(
            Act(DISPLACER, BookingVerb.DISPLACE, now),
            queries.booking_subject(found.pk),
            outcome={"area_path": found.area_path, "starts_at": found.starts_at.isoformat()},
            words=reason,
        )
    return moved
