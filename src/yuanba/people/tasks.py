"""What waits around accounts: log-ins that one administrator asked another to reset."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.people import queries, services
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource


def _to_reset(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=one.login,
                link=reverse("people:person", args=[one.key]),
                at=one.reset_asked_at,
                due_at=one.reset_asked_at + services.ASKED_FOR,
            )
            for one in queries.resets_asked(since=asked.now - services.ASKED_FOR)
            if one.reset_asked_by != asked.actor.key and one.reset_asked_at
        ]
    )


SOURCES = (
    TaskSource(
        key="reset",
        order=310,
        label=_("Reset a log-in"),
        icon="key",
        to="people:staff",
        verbs=(PeopleVerb.ACCOUNT_RESET_FACTOR,),
        found=_to_reset,
    ),
)
