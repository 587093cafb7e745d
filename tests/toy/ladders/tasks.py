"""What waits of the ladders, for staff and for who has one, and what a borrower has."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders import queries
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource


def _lent(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title="A ladder is to come back",
                link=reverse("ladders:list"),
                at=at,
                due_at=at + timedelta(days=1),
            )
            for at in queries.lent_at()
        ]
    )


def _to_bring_back(asked: OwnQuery) -> list[Task]:
    return [
        Task(title="The ladder that you have", link="/", at=one.at)
        for key in asked.keys
        for one in queries.of(key)
    ]


def _borrowed(asked: OwnQuery) -> list[RaisedThing]:
    return [
        RaisedThing(title=one.words, link="/", at=one.at) for key in asked.keys for one in queries.of(key)
    ]


OWN_TASKS = (
    OwnTasks(key="ladder", order=900, label=_("Bring the ladder back"), icon="list", found=_to_bring_back),
)
RAISED = (RaisedThings(key="ladders", order=900, heading=_("Ladders that you have"), found=_borrowed),)
SOURCES = (
    TaskSource(
        key="ladder",
        order=900,
        label=_("Fetch a ladder"),
        icon="list",
        to="ladders:list",
        verbs=(LadderVerb.LEND,),
        found=_lent,
    ),
)
