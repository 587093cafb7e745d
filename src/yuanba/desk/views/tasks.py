"""Views of the work queue (待办): all that waits for the reader, whichever app it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.matters.actions.who import HANDLING, TRIAGE
from yuanba.rules.time.calendar import day
from yuanba.web import navigation, tasks
from yuanba.web.entrance import DistrictRequest, now, open_to, page, unattended
from yuanba.web.tasks import COUNTED, Task, TaskQuery, TaskScope, TaskSource

#: So many of the most urgent tasks stand on the page; each kind of work has a list that shows all of it.
SHOWN = 60
#: What is due within so many days after today stands apart from what is due later.
A_WEEK = 7
#: Headings of the queue by how near the deadline is, each with its tone.
HEADINGS = (
    (_("Danger"), "danger"),
    (_("Overdue"), "bad"),
    (_("Due today"), "ask"),
    (_("Due within 7 days"), "doing"),
    (_("Due later"), "rest"),
    (_("Without a deadline"), "rest"),
)
SCOPES = {
    TaskScope.MINE: _("For me to do"),
    TaskScope.UNIT: _("All of my unit"),
    TaskScope.AREA: _("All in my areas"),
}
#: Who sees in their areas also what other units have to do.
WATCHING = (
    *TRIAGE,
    PositionKind.GRID_WORKER,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.SUPERVISOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One task of the queue with the kind of work that it is."""

    task: Task
    source: TaskSource


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """The tasks of one stretch of time, in the order of the queue, under a heading."""

    heading: Promise
    tone: str
    rows: Sequence[Listed]


@require_GET
@open_to(ActorKind.STAFF)
def queue(request: DistrictRequest) -> HttpResponse:
    """Render all that waits for the reader: dangers first, then by deadline, with the number of each kind.

    `scope` widens it to what colleagues have, or to all in the reader's areas; `kind` shows one kind of work.
    """
    moment = now()
    scopes = _scopes(request.actor, moment)
    wanted, kind = request.GET.get("scope", ""), request.GET.get("kind", "")
    scope = TaskScope(wanted) if wanted in scopes else TaskScope.MINE
    work = tasks.queued(TaskQuery(actor=request.actor, now=moment, scope=scope), limit=SHOWN)
    chosen = next((one for one in work if one.source.key == kind), None)
    among = [chosen] if chosen else work
    found = [Listed(task=task, source=one.source) for one in among for task in one.tasks]
    shown = sorted(found, key=lambda one: tasks.urgency(one.task))[:SHOWN]
    units = _units({one.task.unit for one in shown} - {""})
    return page(
        request,
        "desk/tasks.html",
        groups=list(_groups(shown, moment)),
        work=[one for one in work if one.number],
        chosen=chosen,
        more=sum(one.number for one in among) - len(shown),
        most=COUNTED,
        scope=scope,
        scopes=[(one, SCOPES[one]) for one in scopes],
        now=moment,
        areas=places.labels({one.task.area_path for one in shown} - {""}),
        units=units,
        with_units=scope is TaskScope.AREA or len(units) > 1,
    )


@require_safe
@unattended
@open_to(ActorKind.STAFF)
def waiting(request: DistrictRequest) -> HttpResponse:
    """Render the numbers beside the entries of the staff menu, each of which htmx puts into its place."""
    found = navigation.waiting(request.actor, now())
    return page(request, "desk/waiting.html", found=found, most=COUNTED)


def _scopes(actor: Actor, moment: datetime) -> list[TaskScope]:
    """How far the reader may look: who works in a unit to its orders, who watches an area to all of it."""
    held = [one for one in actor.holdings if one.holds_on(day(moment))]
    found = [TaskScope.MINE]
    if any(one.unit and one.kind in HANDLING for one in held):
        found.append(TaskScope.UNIT)
    if any(one.area_path and one.kind in WATCHING for one in held):
        found.append(TaskScope.AREA)
    return found


def _units(codes: Iterable[str]) -> dict[str, str]:
    return {unit.code: unit.name for unit in people.units(codes)}


def _groups(found: Sequence[Listed], moment: datetime) -> Iterator[TaskGroup]:
    today = day(moment)

    def when(one: Listed) -> int:
        due_at = one.task.due_at
        if one.task.is_danger:
            return 0
        if due_at is None:
            return 5
        if due_at < moment:
            return 1
        return 2 if day(due_at) <= today else 3 if day(due_at) <= today + timedelta(days=A_WEEK) else 4

    for place, (heading, tone) in enumerate(HEADINGS):
        rows = [one for one in found if when(one) == place]
        if rows:
            yield TaskGroup(heading=heading, tone=tone, rows=rows)
