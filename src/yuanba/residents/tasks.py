"""What waits for residents of their own matters, and at the counter for staff who pass messages on."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, receipts
from yuanba.packs import store
from yuanba.rules.core.state import State
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.time.deadline import due
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.tasks import COUNTED, Task, TaskList, TaskQuery, TaskSource


def _to_tell(asked: TaskQuery) -> TaskList:
    def rows(limit: int) -> list[Task]:
        return [
            Task(
                title=one.text,
                link=reverse("residents:counter"),
                at=one.at,
                number=one.matter.receipt,
                area_path=one.matter.area_path,
            )
            for one in receipts.to_tell(asked.actor, asked.now)[:limit]
        ]

    return TaskList(rows=rows, count=lambda: min(receipts.to_tell_count(asked.actor, asked.now), COUNTED))


SOURCES = (
    TaskSource(
        key="tell",
        order=105,
        label=_("Tell a resident in person"),
        icon="user",
        to="residents:counter",
        verbs=(MessageVerb.TELL,),
        found=_to_tell,
    ),
)


def _to_reply(asked: OwnQuery) -> list[Task]:
    rows = queries.owned(asked.keys, states=(State.WAITING,))
    return [_own(row, due_at=row.until_at) for row in rows]


def _to_object(asked: OwnQuery) -> list[Task]:
    """What was not accepted, as long as the one objection can still be made."""
    found = []
    for row in queries.owned(asked.keys, states=(State.REFUSED, State.GUIDED)):
        pack = store.pack_of(row.pack_digest)
        until_at = due(row.ended_at, pack.triage.objection, pack.calendar).at if row.ended_at else None
        if until_at and until_at >= asked.now and not row.objections:
            found.append(_own(row, due_at=until_at))
    return found


def _own(row: MatterRow, *, due_at: datetime | None) -> Task:
    return Task(
        title=row.text,
        link=reverse("residents:story", args=[row.token]),
        at=row.filed_at,
        due_at=due_at,
        number=row.receipt,
    )


def _reported(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=row.title or row.text,
            link=reverse("residents:story", args=[row.token]),
            at=row.filed_at,
            state=row.state,
            number=row.receipt,
        )
        for row in queries.owned(asked.keys)
    ]


OWN_TASKS = (
    OwnTasks(
        key="reply", order=10, label=_("Please answer the question"), icon="help-circle", found=_to_reply
    ),
    OwnTasks(
        key="object",
        order=30,
        label=_("Not accepted: you can still object"),
        icon="gavel",
        found=_to_object,
    ),
)
RAISED = (RaisedThings(key="matters", order=10, heading=_("What you reported"), found=_reported),)
