"""What residents ask about their data: what waits for those who answer, and what somebody has asked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.privacy.queries import requests
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web import sentences
from yuanba.web.own import OwnQuery, RaisedThing, RaisedThings
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


def _requested(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(
            title=sentences.words(one.title) if one.title else one.text,
            link=reverse("privacy:mine"),
            at=one.at,
            standing=_("answered") if one.answered_at else _("waiting for an answer"),
        )
        for one in requests.raised(asked.keys, asked.now)
    ]


RAISED = (RaisedThings(key="requests", order=30, heading=_("Your requests about data"), found=_requested),)
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
