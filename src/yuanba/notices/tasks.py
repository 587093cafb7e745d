"""What waits around public notices: boards and objections; and the objections that somebody raised."""

from __future__ import annotations

from datetime import time, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.notices import queries
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import moment
from yuanba.web.own import OwnQuery, RaisedThing, RaisedThings
from yuanba.web.tasks import COUNTED, Task, TaskList, TaskQuery, TaskSource


def _boards(asked: TaskQuery) -> TaskList:
    def rows(limit: int) -> list[Task]:
        return [
            Task(
                title=one.notice_title,
                link=reverse("notices:board", args=[one.id]),
                at=one.noticed_at,
                # its period begins with this day, and who passes the board is to find it there
                due_at=moment(one.from_on + timedelta(days=1), time(0)),
                area_path=one.area_path,
            )
            for one in queries.postings_to_do(asked.actor, asked.now, limit=limit)
        ]

    return TaskList(
        rows=rows, count=lambda: queries.postings_to_do_count(asked.actor, asked.now, most=COUNTED)
    )


def _objections(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=one.text,
                link=reverse("notices:answer", args=[one.id]),
                at=one.at,
                due_at=one.due_at,
                area_path=one.area_path,
            )
            for one in queries.open_objections(asked.actor, asked.now)
        ]
    )


def _objected(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=one.notice_title,
            link=reverse("notices:objection", args=[one.token]),
            at=one.at,
            standing=_("answered") if one.answered_at else _("waiting for an answer"),
        )
        for one in queries.raised_by(asked.keys)
    ]


RAISED = (RaisedThings(key="objections", order=20, heading=_("Your objections"), found=_objected),)
SOURCES = (
    TaskSource(
        key="board",
        order=200,
        label=_("Put up a notice"),
        icon="flag",
        to="notices:boards",
        verbs=(NoticeVerb.PROVE,),
        found=_boards,
    ),
    TaskSource(
        key="objection",
        order=210,
        label=_("Answer an objection"),
        icon="hand-stop",
        to="notices:objections",
        verbs=(NoticeVerb.ANSWER,),
        found=_objections,
    ),
)
