"""What waits around compacts: drafts that a vote has passed and that nobody has put in force."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.compacts import queries
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.web.tasks import COUNTED, Task, TaskList, TaskQuery, TaskSource


def _passed(asked: TaskQuery) -> TaskList:
    def rows(limit: int) -> list[Task]:
        return [
            Task(
                title=row.draft.title,
                link=reverse("compacts:desk_compact", args=[row.id]),
                at=row.draft.worded_at,
                area_path=row.area_path,
            )
            for row in queries.drafts_to_adopt(asked.actor, asked.now, limit=limit)
            if row.draft
        ]

    return TaskList(rows=rows, count=lambda: len(rows(COUNTED)))


SOURCES = (
    TaskSource(
        key="compact",
        order=217,
        label=_("Put a compact in force that a vote has passed"),
        icon="scale",
        to="compacts:desk_compacts",
        verbs=(CompactVerb.ADOPT,),
        found=_passed,
    ),
)
