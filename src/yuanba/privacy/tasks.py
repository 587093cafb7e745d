"""What waits of what residents ask about their data."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.privacy.queries import requests
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource


def _to_answer(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=one.text,
                link=reverse("privacy:answer", args=[one.id]),
                at=one.at,
                due_at=one.due_at,
                number=one.receipt,
            )
            for one in requests.waiting(asked.actor, asked.now)
        ]
    )


SOURCES = (
    TaskSource(
        key="data_request",
        order=300,
        label=_("Answer a request about data"),
        icon="message",
        to="privacy:requests",
        verbs=(PrivacyVerb.ANSWER,),
        found=_to_answer,
    ),
)
