"""What waits around projects: plans to settle, milestones and last days that are near or over."""

from __future__ import annotations

from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.rules.time.calendar import HERE
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource
from yuanba.works import queries
from yuanba.works.navigation import has_projects
from yuanba.works.queries import ProjectRow


def _task(row: ProjectRow) -> Task:
    step = row.next
    due_on = step.due_on if step else row.due_on
    return Task(
        title=f"{row.title} · {step.title}" if step else row.title,
        link=reverse("works:desk_project", args=[row.id]),
        at=row.planned_at,
        due_at=datetime.combine(due_on, time(23, 59), HERE),
        to_do="" if row.milestones else _("Settle the plan of a project"),
        area_path=row.area_path,
        unit=row.unit,
    )


def _waiting(asked: TaskQuery) -> TaskList:
    return TaskList.of(lambda: [_task(row) for row in queries.waiting_in(asked.actor, asked.now)])


SOURCES = (
    TaskSource(
        key="project",
        order=215,
        label=_("Carry a project on"),
        icon="list-check",
        to="works:desk_projects",
        verbs=(ProjectVerb.REACH,),
        found=_waiting,
        where=has_projects,
    ),
)
