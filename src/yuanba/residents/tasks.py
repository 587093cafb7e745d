"""What waits at the counter: messages that staff pass on to residents in person."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import receipts
from yuanba.rules.messages.verbs import MessageVerb
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
