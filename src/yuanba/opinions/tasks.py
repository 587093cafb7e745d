"""What waits around consultations: statements to read, and for residents what they have not answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.opinions.models import StatementState
from yuanba.opinions.queries import statements
from yuanba.opinions.queries.tables import held
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.tasks import COUNTED, Task, TaskList, TaskQuery, TaskSource

STANDINGS: Mapping[StatementState, Promise] = MappingProxyType(
    {
        StatementState.WAITING: _("waiting to be read"),
        StatementState.ACCEPTED: _("shown"),
        StatementState.REJECTED: _("not shown; the reason is there"),
    }
)
UNREAD = _("not shown: the consultation ended before it was read")


def _waiting(asked: TaskQuery) -> TaskList:
    def rows(limit: int) -> list[Task]:
        areas, estates = held(asked.actor, asked.now)
        return [
            Task(
                title=one.words,
                link=reverse("opinions:desk_consultation", args=[one.consultation_id]),
                at=one.at,
                area_path=path,
            )
            for one, path in statements.waiting_in(areas, estates, limit=limit)
        ]

    return TaskList(rows=rows, count=lambda: len(rows(COUNTED)))


def _unanswered(asked: OwnQuery) -> list[Task]:
    return [
        Task(
            title=one.question,
            link=reverse("opinions:consultation", args=[one.id]),
            at=one.at,
            due_at=one.until_at,
        )
        for one in statements.unanswered(asked.keys, asked.now)
    ]


def _added(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=one.words or question,
            link=reverse("opinions:consultation", args=[one.consultation_id]),
            at=one.at,
            standing=UNREAD if one.is_unread else STANDINGS[one.state],
        )
        for one, question in statements.own(asked.keys)
    ]


SOURCES = (
    TaskSource(
        key="statement",
        order=215,
        label=_("Read a statement"),
        icon="message-circle",
        to="opinions:desk_list",
        verbs=(OpinionVerb.ACCEPT,),
        found=_waiting,
    ),
)
OWN = (
    OwnTasks(
        key="consultation",
        order=40,
        label=_("New statements on a question"),
        icon="message-circle",
        found=_unanswered,
    ),
)
RAISED = (RaisedThings(key="statements", order=30, heading=_("Your statements"), found=_added),)
