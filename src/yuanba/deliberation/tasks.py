"""What waits around topics, meetings and minutes for who runs them, and what residents raised or second."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation import queries
from yuanba.deliberation.navigation import has_meetings, has_priorities
from yuanba.deliberation.queries import demands, priorities, procedure, topics
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries.meetings import MeetingRow
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.packs import store
from yuanba.rules.deliberation.priorities import LOOKED_AT_AFTER
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import (
    MeetingVerb,
    PriorityVerb,
    ProcedureVerb,
    ResolutionVerb,
    TopicVerb,
)
from yuanba.rules.time.calendar import HERE, day
from yuanba.web.own import OwnQuery, RaisedThing, RaisedThings
from yuanba.web.sentences import words
from yuanba.web.tasks import COUNTED, Task, TaskList, TaskQuery, TaskSource


def _proposed(asked: TaskQuery) -> TaskList:
    def rows(limit: int) -> list[Task]:
        return [
            Task(
                title=one.shown,
                link=reverse("deliberation:desk_topic", args=[one.id]),
                at=one.proposed_at,
                area_path=one.area_path,
            )
            for one in topics.run_topics(asked.actor, asked.now, only=[TopicState.PROPOSED], limit=limit)
        ]

    return TaskList(
        rows=rows,
        count=lambda: topics.count_run(asked.actor, asked.now, TopicState.PROPOSED, most=COUNTED),
    )


def _raised(row: TopicRow) -> RaisedThing:
    return RaisedThing(
        title=row.shown,
        link=reverse("deliberation:topic", args=[row.id]),
        at=row.proposed_at,
        standing=TOPIC_STATES[row.state],
    )


def _concerning(asked: OwnQuery) -> list[RaisedThing]:
    return [_raised(row) for row in topics.concerning(asked.keys)]


#: How long before it begins a meeting waits on the desk of who keeps it.
SOON = timedelta(days=3)


def _kept(asked: TaskQuery) -> list[int]:
    pack = store.in_force(day(asked.now))
    return [row.id for row in queries.run_by(asked.actor, MeetingVerb.CALL, asked.now, pack=pack)]


def _tasks(rows: Iterable[MeetingRow]) -> list[Task]:
    return [
        Task(
            title=row.event.title,
            link=reverse("deliberation:desk_meeting", args=[row.id]),
            at=row.event.planned_at,
            due_at=row.event.starts_at,
            area_path=row.event.area_path,
        )
        for row in rows
    ]


def _to_keep(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: _tasks(
            row
            for row in held.coming_in(_kept(asked), day(asked.now))
            if not row.event.is_over and row.event.starts_at - SOON <= asked.now
        )
    )


def _to_confirm(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: _tasks(row for row in held.unconfirmed(_kept(asked)) if row.confirmed_by != asked.actor.key)
    )


def _under_way(asked: TaskQuery) -> TaskList:
    def found() -> list[Task]:
        rows = procedure.open_courses(asked.actor, asked.now, pack=store.in_force(day(asked.now)))
        return [
            Task(
                title=f"{words(one.next.title)} · {one.title or one.council.where}",
                link=reverse("deliberation:desk_course", args=[one.id]),
                at=one.began_at,
                area_path=one.council.area_path,
            )
            for one in rows
            if one.next
        ]

    return TaskList.of(found)


def _demanded(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=one.title,
                link=reverse("deliberation:call", args=[one.council_id]),
                at=one.reached_at,
                due_at=datetime.combine(one.due_on, time(23, 59), HERE),
                area_path=one.area_path,
            )
            for one in demands.owed_in(asked.actor, asked.now)
        ]
    )


RAN_ON = _("Its clock runs again: deliberate it or take it off")


def _to_deliberate(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=one.agenda_words,
                number=one.receipt,
                to_do=_("Its clock runs again: deliberate it or take it off")
                if one.ran_on(asked.now)
                else "",
                link=reverse("deliberation:pass_resolution", args=[one.id]),
                at=one.referred_at,
                due_at=one.waits_until or datetime.combine(one.planned_on, time(23, 59), HERE),
                area_path=one.council.area_path,
            )
            for one in records.to_deliberate(asked.actor, asked.now, pack=store.in_force(day(asked.now)))
        ]
    )


def _old_priorities(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=town.label,
                link=reverse("deliberation:edit_priorities", args=[town.code]),
                at=at,
                due_at=at + LOOKED_AT_AFTER,
                area_path=town.path,
            )
            for town, at in priorities.grown_old(asked.actor, asked.now)
        ]
    )


RAISED = (
    RaisedThings(key="topics", order=30, heading=_("Topics that you proposed or second"), found=_concerning),
)
SOURCES = (
    TaskSource(
        key="topic",
        order=220,
        label=_("Look at a topic"),
        icon="bulb",
        to="deliberation:desk_topics",
        verbs=(TopicVerb.PUBLISH,),
        found=_proposed,
        where=has_meetings,
        chairs=True,
    ),
    TaskSource(
        key="meeting",
        order=150,
        label=_("Keep a meeting"),
        icon="calendar-event",
        to="deliberation:desk_meetings",
        verbs=(MeetingVerb.BEGIN,),
        found=_to_keep,
        where=has_meetings,
        chairs=True,
    ),
    TaskSource(
        key="demand",
        order=145,
        label=_("Call a meeting that was demanded"),
        icon="speakerphone",
        to="deliberation:desk_meetings",
        verbs=(MeetingVerb.CALL,),
        found=_demanded,
        where=has_meetings,
    ),
    TaskSource(
        key="council_matter",
        order=156,
        label=_("Deliberate a matter before the council"),
        icon="gavel",
        to="deliberation:desk_councils",
        verbs=(ResolutionVerb.ADOPT,),
        found=_to_deliberate,
        where=has_meetings,
        chairs=True,
    ),
    TaskSource(
        key="priorities",
        order=230,
        label=_("Look at the town's priorities again"),
        icon="list-check",
        to="deliberation:desk_priorities",
        verbs=(PriorityVerb.PUBLISH,),
        found=_old_priorities,
        where=has_priorities,
    ),
    TaskSource(
        key="procedure",
        order=157,
        label=_("Take the next step of a procedure"),
        icon="checks",
        to="deliberation:desk_councils",
        verbs=(ProcedureVerb.TAKE,),
        found=_under_way,
        where=has_meetings,
    ),
    TaskSource(
        key="minutes",
        order=155,
        label=_("Confirm minutes"),
        icon="file-text",
        to="deliberation:desk_meetings",
        verbs=(MeetingVerb.CONFIRM,),
        found=_to_confirm,
        where=has_meetings,
        chairs=True,
    ),
)
