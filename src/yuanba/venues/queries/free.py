"""Reads what is taken and what is free: at a time, in a week, and instead of what somebody wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from yuanba.places import queries as places
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.venues.bookings import TimeSpan, gaps
from yuanba.venues.models import Claim, Closure
from yuanba.venues.queries.entries import BookableRow, bookables

#: Within these hours other times are offered.
FROM, UNTIL = time(8), time(21, 30)
#: So many others are offered at once.
OFFERED = 3


@dataclass(frozen=True, slots=True)
class FreeInstead:
    """What is free instead: others at the same time, and other times on the same day."""

    others: tuple[BookableRow, ...] = ()
    times: tuple[TimeSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenTime:
    """A time at which a part cannot be booked: a booking with its buffers, or a closure with its reason."""

    part_id: int
    span: TimeSpan
    booking_id: int | None = None
    reason: str = ""


def claims_over(part_ids: Collection[int], span: TimeSpan) -> QuerySet[Claim]:
    """Return the claims that keep others out of these parts at this time."""
    return Claim.objects.filter(
        part__in=part_ids, is_open=True, from_at__lt=span.until_at, until_at__gt=span.from_at
    )


def closures_over(part_ids: Collection[int], span: TimeSpan) -> QuerySet[Closure]:
    """Return the closures at this time of whatever shares one of these parts."""
    ends = Q(until_at=None) | Q(until_at__gt=span.from_at)
    return Closure.objects.filter(
        ends, bookable__parts__in=part_ids, lifted_at=None, from_at__lt=span.until_at
    ).distinct()


def taken(rows: Sequence[BookableRow], span: TimeSpan) -> list[TakenTime]:
    """Return all times within a span at which parts of these are taken or closed. Two statements."""
    parts = {part for row in rows for part in row.part_ids}
    if not parts:
        return []
    found = [
        TakenTime(one.part_id, TimeSpan(one.from_at, one.until_at), booking_id=one.booking_id)
        for one in claims_over(parts, span).order_by("from_at", "pk")
    ]
    closed = closures_over(parts, span).values_list("bookable__parts", "from_at", "until_at", "reason")
    found += [
        TakenTime(part, TimeSpan(from_at, until_at or span.until_at), reason=reason)
        for part, from_at, until_at, reason in closed
        if part in parts
    ]
    return found


def is_free(row: BookableRow, busy: Sequence[TakenTime], span: TimeSpan) -> bool:
    """Return whether none of what is taken keeps this out at a time."""
    return not any(one.part_id in row.part_ids and one.span.meets(span) for one in busy)


def instead(wanted: BookableRow, span: TimeSpan, *, pack: Pack, now: datetime) -> FreeInstead:
    """Return what is free instead: like things of the town with as many seats, nearest first; and times."""
    town = next(iter(places.prefixes(wanted.area_path)[1:]), wanted.area_path)
    alike = [
        row
        for row in bookables(sort=wanted.sort, path=town)
        if row.id != wanted.id and row.kind in pack.bookables and _seats(row) >= _seats(wanted)
    ]
    alike.sort(key=lambda row: (row.centre_id != wanted.centre_id, -_shared(row, wanted), row.capacity or 0))
    on = day(span.from_at)
    open_hours = TimeSpan(max(moment(on, FROM), now), moment(on, UNTIL))
    wide = TimeSpan(open_hours.from_at - timedelta(hours=4), max(open_hours.until_at, span.until_at))
    busy = taken([wanted, *alike], wide)
    buffer = buffer_of(wanted, pack)
    first = _half_hour(open_hours.from_at)
    mine = [one.span for one in busy if one.part_id in wanted.part_ids]
    times = gaps(TimeSpan(first, open_hours.until_at), span.until_at - span.from_at, mine, buffer)
    nearest = sorted(times, key=lambda one: abs(one.from_at - span.from_at))
    return FreeInstead(
        others=tuple(row for row in alike if is_free(row, busy, _with(span, buffer_of(row, pack))))[:OFFERED],
        times=tuple(sorted(nearest[:OFFERED], key=lambda one: one.from_at)),
    )


def _with(span: TimeSpan, buffer: timedelta) -> TimeSpan:
    return TimeSpan(span.from_at, span.until_at + buffer)


def buffer_of(row: BookableRow, pack: Pack) -> timedelta:
    """Return how long a thing stays free between two bookings."""
    kind = pack.bookables.get(row.kind)
    return timedelta(minutes=kind.buffer_minutes if kind else 0)


def _seats(row: BookableRow) -> int:
    return row.capacity or 0


def _shared(one: BookableRow, other: BookableRow) -> int:
    """In how many areas, from the district down, both lie: the more, the nearer."""
    return len({*places.prefixes(one.area_path)}.intersection(places.prefixes(other.area_path)))


def _half_hour(at: datetime) -> datetime:
    """This moment, or the next half hour."""
    over = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + timedelta(minutes=30)


def closures_of(bookable_id: int, now: datetime) -> list[Closure]:
    """Return the closures of a thing that are not over, the first first."""
    ends = Q(until_at=None) | Q(until_at__gt=now)
    return list(Closure.objects.filter(ends, bookable=bookable_id, lifted_at=None).order_by("from_at"))
