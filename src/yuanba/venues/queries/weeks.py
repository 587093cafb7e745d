"""Reads the weeks of rooms: when each is taken, and when it is free, in lines that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.venues.bookings import TimeSpan
from yuanba.venues.queries.bookings import BookingRow, in_week
from yuanba.venues.queries.entries import BookableRow
from yuanba.venues.queries.free import FROM, UNTIL, TakenTime, buffer_of, taken


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDay:
    """One day of one thing: its free times within opening hours, what is taken, and why it is closed."""

    on: date
    free: tuple[TimeSpan, ...]
    taken: tuple[TimeSpan, ...]
    closed: str = ""
    bookings: tuple[BookingRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWeek:
    """One week of one thing, day by day."""

    room: BookableRow
    days: tuple[RoomDay, ...]


def week(
    rows: Sequence[BookableRow], first: date, *, pack: Pack, now: datetime, with_bookings: bool = False
) -> list[RoomWeek]:
    """Return the week from this day on of each thing. Two statements; two more with bookings."""
    days = [first + timedelta(days=number) for number in range(7)]
    whole = TimeSpan(moment(days[0], FROM) - timedelta(hours=8), moment(days[-1], FROM) + timedelta(days=1))
    busy = taken(rows, whole)
    bookings = in_week([row.id for row in rows], whole) if with_bookings else []
    return [
        RoomWeek(
            room=row,
            days=tuple(
                _day(
                    on,
                    [one for one in busy if one.part_id in row.part_ids],
                    [one for one in bookings if row.id in one.bookable_ids],
                    buffer_of(row, pack),
                    now,
                )
                for on in days
            ),
        )
        for row in rows
    ]


def _day(
    on: date, busy: Sequence[TakenTime], bookings: Sequence[BookingRow], buffer: timedelta, now: datetime
) -> RoomDay:
    hours = TimeSpan(moment(on, FROM), moment(on, UNTIL))
    spans = sorted({one.span for one in busy if one.span.meets(hours)}, key=lambda one: one.from_at)
    open_from, free = max(hours.from_at, now), []
    for one in spans:
        if one.from_at - buffer > open_from:
            free.append(TimeSpan(open_from, min(one.from_at - buffer, hours.until_at)))
        open_from = max(open_from, one.until_at)
    if open_from < hours.until_at:
        free.append(TimeSpan(open_from, hours.until_at))
    night = TimeSpan(moment(on, FROM.replace(hour=0)), moment(on + timedelta(days=1), FROM.replace(hour=0)))
    return RoomDay(
        on=on,
        free=tuple(free),
        taken=tuple(spans),
        closed=next((one.reason for one in busy if one.reason and one.span.meets(hours)), ""),
        bookings=tuple(one for one in bookings if one.span.meets(night) and day(one.starts_at) <= on),
    )
