"""What waits of the ladders: each that is lent is to be fetched back."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders import queries
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
