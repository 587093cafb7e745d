"""What waits around bookings: to answer, to find another place for, and one's own."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.rules.venues.verbs import BookingVerb
from yuanba.venues import queries
from yuanba.venues.navigation import has_rooms
from yuanba.venues.queries import BookingRow
from yuanba.venues.sentences import STATES
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource


def _task(row: BookingRow) -> Task:
    return Task(
        title=f"{row.purpose} · {'、'.join(row.titles)}",
        link=reverse("venues:desk_booking", args=[row.id]),
        at=row.asked_at,
        due_at=row.starts_at,
        area_path=row.area_path,
    )


def _to_answer(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [_task(row) for row in queries.waiting(asked.actor, BookingVerb.CONFIRM, asked.now)]
    )


def _to_place(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [_task(row) for row in queries.displaced(asked.actor, BookingVerb.MOVE, asked.now)]
    )


def _to_use(asked: OwnQuery) -> Sequence[Task]:
    return [
        Task(
            title="、".join(row.titles),
            link=reverse("venues:booking", args=[row.token]),
            at=row.asked_at,
            due_at=row.starts_at,
        )
        for row in queries.bookings_of(asked.keys)
        if row.holds and row.starts_at > asked.now
    ]


def _booked(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=f"{row.purpose} · {'、'.join(row.titles)}",
            link=reverse("venues:booking", args=[row.token]),
            at=row.asked_at,
            standing=STATES[row.state],
        )
        for row in queries.bookings_of(asked.keys)
    ]


SOURCES = (
    TaskSource(
        key="booking",
        order=222,
        label=_("Answer a booking"),
        icon="building-community",
        to="venues:desk",
        verbs=(BookingVerb.CONFIRM,),
        found=_to_answer,
        where=has_rooms,
    ),
    TaskSource(
        key="displaced",
        order=221,
        label=_("Find another place for a booking"),
        icon="building-community",
        to="venues:desk",
        verbs=(BookingVerb.MOVE,),
        found=_to_place,
        where=has_rooms,
    ),
)
OWN_TASKS = (
    OwnTasks(key="booking", order=62, label=_("You booked it"), icon="building-community", found=_to_use),
)
RAISED = (RaisedThings(key="bookings", order=32, heading=_("What you booked"), found=_booked),)
