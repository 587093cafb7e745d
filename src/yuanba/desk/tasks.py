"""What waits at the desk: one source for each kind of work that a matter asks of staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import handling, tasks
from yuanba.matters.queries.tasks import MatterTask, MatterTasks
from yuanba.packs import store
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.actions.who import HANDLING, TRIAGE
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource

#: Who works on orders, and who sees how those of their areas come on.
WORKING = (*HANDLING, *TRIAGE, PositionKind.SUPERVISOR)


def as_task(one: MatterTask, *, link: str = "") -> Task:
    """Return a matter that waits as a row of the work queue; without a link it leads to the matter's page."""
    row = one.matter
    return Task(
        title=row.text,
        link=link or reverse("desk:matter", args=[row.id]),
        at=one.at,
        due_at=one.due_at,
        number=row.receipt,
        area_path=row.area_path,
        unit=row.unit,
        is_danger=row.is_in_danger,
    )


def of_matters(
    find: Callable[[TaskQuery], MatterTasks], link: Callable[[MatterTask], str] = lambda one: ""
) -> Callable[[TaskQuery], TaskList]:
    """Return the function by which a source finds matters that wait, each with the page where it is done."""

    def found(asked: TaskQuery) -> TaskList:
        waiting = find(asked)
        return TaskList(
            rows=lambda limit: [as_task(one, link=link(one)) for one in waiting.rows(limit)],
            count=waiting.count,
        )

    return found


def _on_triage(one: MatterTask) -> str:
    return f"{reverse('desk:triage')}?matter={one.matter.id}"


def _pooled(asked: TaskQuery) -> TaskList:
    pack = store.in_force(day(asked.now))

    def read() -> Iterator[Task]:
        for one in handling.pool(asked.actor, pack, asked.now):
            row = one.matter
            waits = MatterTask(matter=row, at=row.since_at or row.filed_at, due_at=row.until_at)
            yield as_task(waits, link=reverse("desk:pool"))

    return TaskList.of(read)


def _has_pool(on: date) -> bool:
    return handling.has_pool(store.in_force(on))


SOURCES = (
    TaskSource(
        key="triage",
        order=10,
        label=_("Triage"),
        icon="arrows-split",
        to="desk:triage",
        verbs=(MatterVerb.ASSIGN,),
        found=of_matters(tasks.to_triage, _on_triage),
    ),
    TaskSource(
        key="sign",
        order=20,
        label=_("Sign the dispatch"),
        icon="circle-check",
        to="desk:triage",
        verbs=(MatterVerb.SIGN,),
        found=of_matters(tasks.to_sign),
    ),
    TaskSource(
        key="accept",
        order=30,
        label=_("Accept the order"),
        icon="inbox",
        to="desk:orders",
        who=WORKING,
        found=of_matters(tasks.to_accept),
    ),
    TaskSource(
        key="answer",
        order=40,
        label=_("Work and answer"),
        icon="edit",
        to="desk:orders",
        who=WORKING,
        found=of_matters(tasks.to_answer),
    ),
    TaskSource(
        key="contribute",
        order=50,
        label=_("Help another unit"),
        icon="users",
        to="desk:orders",
        who=WORKING,
        found=of_matters(tasks.to_contribute),
    ),
    TaskSource(
        key="progress",
        order=60,
        label=_("Tell the resident of progress"),
        icon="speakerphone",
        to="desk:orders",
        who=WORKING,
        found=of_matters(tasks.to_tell),
    ),
    TaskSource(
        key="pool",
        order=70,
        label=_("Take up the matter"),
        icon="hand-stop",
        to="desk:pool",
        verbs=(MatterVerb.TAKE,),
        where=_has_pool,
        found=_pooled,
    ),
    TaskSource(
        key="check",
        order=80,
        label=_("Check an answer"),
        icon="checks",
        to="desk:checks",
        verbs=(MatterVerb.CHECK,),
        found=of_matters(tasks.to_check),
    ),
    TaskSource(
        key="grant",
        order=90,
        label=_("Decide a unit's request"),
        icon="gavel",
        to="desk:checks",
        verbs=(MatterVerb.GRANT,),
        found=of_matters(tasks.to_grant),
    ),
)
