"""What waits around events: for residents what they registered for, for staff what they run soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.events import queries
from yuanba.rules.events.stages import EventState, RegistrationState
from yuanba.rules.events.verbs import EventVerb
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource

#: How long before it begins an event waits on the desk of who runs it.
SOON = timedelta(days=3)
STANDING = {
    RegistrationState.SEATED: _("registered"),
    RegistrationState.WAITING: _("waiting for a seat"),
    RegistrationState.WITHDRAWN: _("withdrawn"),
}


def _to_run(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=row.title,
                link=reverse("events:desk_event", args=[row.id]),
                at=row.planned_at,
                due_at=row.starts_at,
                area_path=row.area_path,
            )
            for row in queries.events_for(asked.actor, asked.now)
            if not row.is_over and not row.subject_kind and row.starts_at - SOON <= asked.now
        ]
    )


def _to_attend(asked: OwnQuery) -> Sequence[Task]:
    return [
        Task(
            title=row.title,
            link=reverse("events:registration", args=[row.token]),
            at=row.at,
            due_at=row.starts_at,
        )
        for row in queries.registered_by(asked.keys)
        if row.state is RegistrationState.SEATED
        and row.event_state in {EventState.PLANNED, EventState.OPEN}
        and row.starts_at > asked.now
    ]


def _registered(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=row.title,
            link=reverse("events:registration", args=[row.token]),
            at=row.at,
            standing=_("cancelled") if row.event_state == EventState.CANCELLED else STANDING[row.state],
        )
        for row in queries.registered_by(asked.keys)
    ]


SOURCES = (
    TaskSource(
        key="event",
        order=220,
        label=_("Run an event"),
        icon="calendar-event",
        to="events:desk",
        verbs=(EventVerb.OPEN_DOOR,),
        found=_to_run,
    ),
)
OWN_TASKS = (OwnTasks(key="event", order=60, label=_("Go there"), icon="calendar-event", found=_to_attend),)
RAISED = (RaisedThings(key="events", order=30, heading=_("What you registered for"), found=_registered),)
