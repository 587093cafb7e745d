"""What waits around topics for whoever runs a council, and the topics that a resident raised or seconds."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.navigation import has_meetings
from yuanba.deliberation.queries import topics
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.web.own import OwnQuery, RaisedThing, RaisedThings
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
    ),
)
