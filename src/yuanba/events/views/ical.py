"""Writes events as iCalendar (RFC 5545), which calendars on phones and computers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse
from icalendar import Calendar, Event

from yuanba.events.queries import EventRow
from yuanba.rules.events.stages import EventState
from yuanba.rules.time.calendar import HERE


def calendar(rows: Iterable[EventRow], *, title: str, host: str, address: Callable[[str], str]) -> bytes:
    """Return events as an iCalendar file under a title; `address` makes a whole URL of a path."""
    made = Calendar()
    made.add("prodid", "-//Yuanba//events//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for row in rows:
        one = Event()
        one.add("uid", f"event-{row.id}@{host}")
        one.add("dtstamp", row.planned_at)
        one.add("dtstart", row.starts_at.astimezone(HERE))
        one.add("dtend", row.ends_at.astimezone(HERE))
        one.add("summary", row.title)
        one.add("location", f"{row.area_label} {row.place}".strip())
        one.add("url", address(reverse("events:event", args=[row.id])))
        words = "\n".join(filter(None, (row.reason, row.about)))
        if words:
            one.add("description", words)
        one.add("status", "CANCELLED" if row.state is EventState.CANCELLED else "CONFIRMED")
        made.add_component(one)
    written: bytes = made.to_ical()
    return written
