"""Reads projects: those of an area or a unit, one with its milestones, and the numbers of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db.models import Count, Q, QuerySet

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import WITH_UNIT, State
from yuanba.rules.time.calendar import day
from yuanba.rules.works.projects import AT_WORK, ProjectState, is_late, state_of
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.works.models import Project

KIND = "project"
#: More than this many on one page nobody reads.
SHOWN = 100
#: So long before its day a milestone waits on the desk of the unit that leads.
SOON = timedelta(days=3)
_SENT_BACK = Q(done_at__isnull=False, matter__state__in=[str(one) for one in WITH_UNIT])
#: The database filter for those of which something is still to be done.
OPEN = Q(stopped_at=None) & (Q(done_at=None) | _SENT_BACK)
#: The database filter for each state.
IN: Mapping[ProjectState, Q] = {
    ProjectState.RUNNING: Q(stopped_at=None, done_at=None),
    ProjectState.REDONE: Q(stopped_at=None) & _SENT_BACK,
    ProjectState.DONE: Q(done_at__isnull=False) & ~_SENT_BACK,
    ProjectState.STOPPED: Q(stopped_at__isnull=False),
}


class ProjectNotFound(Refused):
    """Raised when there is no project under this number."""

    code: ClassVar[str] = "project.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMilestoneRow:
    """One milestone of a project, and whether it was or will be reached too late."""

    id: int
    title: str
    due_on: date
    reached_at: datetime | None
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRow:
    """One time that the last day of a project was moved, and why."""

    from_on: date
    to_on: date
    reason: str
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project as everyone reads it: where, who leads it, by when, with what, and what came of it."""

    id: int
    kind: str
    title: str
    text: str
    area_path: str
    estate: str
    where: str
    unit: str
    unit_name: str
    matter_id: int
    matter_state: State
    planned_at: datetime
    due_on: date
    plan: str
    granted_fen: int | None
    grantor: str
    beneficiaries: int | None
    milestones: tuple[ProjectMilestoneRow, ...]
    delays: tuple[DelayRow, ...]
    done_at: datetime | None
    result: str
    served: int | None
    stopped_at: datetime | None
    stopped_because: str
    state: ProjectState
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Return whether something is still to be done."""
        return self.state in AT_WORK

    @property
    def reached(self) -> int:
        """Return how many milestones were reached."""
        return sum(1 for one in self.milestones if one.reached_at)

    @property
    def next(self) -> ProjectMilestoneRow | None:
        """Return the next milestone that is to be reached, or None."""
        return next((one for one in self.milestones if one.reached_at is None), None)

    @property
    def yuan(self) -> str:
        """Return its money in yuan, such as 9,800 or 9,800.50; "" where nobody granted any."""
        if self.granted_fen is None:
            return ""
        yuan, fen = divmod(self.granted_fen, 100)
        return f"{yuan:,}.{fen:02}" if fen else f"{yuan:,}"


def subject(project_id: int) -> Subject:
    """Return the subject under which the journal records a project."""
    return Subject(kind=KIND, key=str(project_id))


def facts_of(one: Project | ProjectRow) -> access.Facts:
    """Return the facts that decide who may do something to a project."""
    above = people.superiors([one.unit]).get(one.unit, frozenset())
    return access.Facts(area_path=one.area_path, estate=one.estate, unit=one.unit, units_above=above)


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return what projects are called in the journal; one SQL statement."""
    found = Project.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(number): title for number, title in found}


def lock(project_id: int) -> Project:
    """Lock a project until the transaction ends and return it, or raise ProjectNotFound."""
    found = Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=project_id)
    one = found.select_related("matter").first()
    if one is None:
        raise ProjectNotFound
    return one


def is_open(one: Project) -> bool:
    """Return whether something is still to be done of a project that was read with its matter."""
    is_done = one.done_at is not None and State(one.matter.state) not in WITH_UNIT
    return one.stopped_at is None and not is_done


def matter_of(project_id: int) -> int:
    """Return the id of a project's matter, or raise ProjectNotFound."""
    found = Project.objects.filter(pk=project_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise ProjectNotFound
    return found


def project(project_id: int, on: date) -> ProjectRow:
    """Return the project with this number as it stands on a day, or raise ProjectNotFound."""
    rows = _rows(Project.objects.filter(pk=project_id), on)
    if not rows:
        raise ProjectNotFound
    return rows[0]


def of_matter(matter_id: int, on: date) -> ProjectRow | None:
    """Return the project that a matter carries out, or None."""
    return next(iter(_rows(Project.objects.filter(matter=matter_id), on)), None)


def projects(
    on: date, *, area_path: str = "", only: Collection[ProjectState] = (), kind: str = ""
) -> list[ProjectRow]:
    """Return projects of an area or of the district: those at work by their last day, others newest first."""
    return _rows(_of(Project.objects.filter(area_path__startswith=area_path), only, kind), on)


def worked_on_by(actor: Actor, now: datetime, *, only: Collection[ProjectState] = ()) -> list[ProjectRow]:
    """Return the projects that the actor carries out or answers for."""
    return _rows(_of(Project.objects.filter(_reach(actor, now)), only, ""), day(now))


def count_by_state(actor: Actor, now: datetime) -> dict[ProjectState, int]:
    """Return how many of the actor's projects are in each state; one statement."""
    counts = {str(state): Count("pk", filter=where) for state, where in IN.items()}
    found = Project.objects.filter(_reach(actor, now)).aggregate(**counts)
    return {state: found[str(state)] for state in ProjectState}


def waiting_in(actor: Actor, now: datetime) -> list[ProjectRow]:
    """Return the open projects of the actor's units of which a milestone or the last day is near or over.

    One that has no milestone yet waits for its plan.
    """
    units = _units_of(actor, now)
    if not units:
        return []
    rows = _rows(Project.objects.filter(OPEN, unit__in=units).order_by("due_on", "pk"), day(now))
    latest = day(now) + SOON
    return [
        one
        for one in rows
        if not one.milestones
        or one.due_on <= latest
        or (one.next and one.next.due_on <= latest)
        or one.state is ProjectState.REDONE
    ]


def _of(found: QuerySet[Project], only: Collection[ProjectState], kind: str) -> QuerySet[Project]:
    if kind:
        found = found.filter(kind=kind)
    if only:
        wanted = Q(pk__in=[])
        for state in only:
            wanted |= IN[state]
        found = found.filter(wanted)
    is_at_work = set(only) and set(only) <= AT_WORK
    return found.order_by("due_on", "pk") if is_at_work else found.order_by("-planned_at", "-pk")


def _reach(actor: Actor, now: datetime) -> Q:
    """The database filter for the projects that an actor carries out or answers for."""
    reached = Q(unit__in=_units_of(actor, now))
    for holding in actor.holdings:
        if not holding.holds_on(day(now)):
            continue
        scopes = _scopes(holding.kind)
        if "district" in scopes:
            return Q()
        if "area" in scopes and holding.estate:
            reached |= Q(estate=holding.estate)
        elif "area" in scopes and holding.area_path:
            reached |= Q(area_path__startswith=holding.area_path)
    return reached


def _scopes(kind: PositionKind) -> set[str]:
    return {str(scope) for who, scope in ACTIONS[ProjectVerb.SHAPE].rights if who is kind}


def _units_of(actor: Actor, now: datetime) -> set[str]:
    return {
        one.unit
        for one in actor.holdings
        if one.unit and one.holds_on(day(now)) and "unit" in _scopes(one.kind)
    }


def _rows(found: QuerySet[Project], on: date) -> list[ProjectRow]:
    rows = list(found.select_related("matter").prefetch_related("milestones", "delays")[:SHOWN])
    labels = places.labels({row.area_path for row in rows})
    estates = housing.estate_names({row.estate for row in rows if row.estate})
    units = {one.code: one.name for one in people.units({row.unit for row in rows})}
    return [
        _row(
            row,
            estates.get(row.estate) or labels.get(row.area_path, ""),
            units.get(row.unit, row.unit),
            on,
        )
        for row in rows
    ]


def _row(one: Project, where: str, unit_name: str, on: date) -> ProjectRow:
    state = State(one.matter.state)
    is_sent_back = state in WITH_UNIT
    ended = one.stopped_at or (None if is_sent_back else one.done_at)
    steps = sorted(one.milestones.all(), key=lambda each: (each.due_on, each.pk))
    return ProjectRow(
        id=one.pk,
        kind=one.kind,
        title=one.title,
        text=one.text,
        area_path=one.area_path,
        estate=one.estate,
        where=where,
        unit=one.unit,
        unit_name=unit_name,
        matter_id=one.matter_id,
        matter_state=state,
        planned_at=one.planned_at,
        due_on=one.due_on,
        plan=one.plan,
        granted_fen=one.granted_fen,
        grantor=one.grantor,
        beneficiaries=one.beneficiaries,
        milestones=tuple(
            ProjectMilestoneRow(
                id=each.pk,
                title=each.title,
                due_on=each.due_on,
                reached_at=each.reached_at,
                words=each.words,
                is_late=is_late(each.due_on, reached_on=_on(each.reached_at or one.stopped_at), on=on),
            )
            for each in steps
        ),
        delays=tuple(
            DelayRow(from_on=each.from_on, to_on=each.to_on, reason=each.reason, moved_at=each.moved_at)
            for each in sorted(one.delays.all(), key=lambda each: each.pk)
        ),
        done_at=one.done_at,
        result=one.result,
        served=one.served,
        stopped_at=one.stopped_at,
        stopped_because=one.stopped_because,
        state=state_of(
            is_done=one.done_at is not None,
            is_stopped=one.stopped_at is not None,
            is_sent_back=is_sent_back,
        ),
        is_late=is_late(one.due_on, reached_on=_on(ended), on=on),
    )


def _on(at: datetime | None) -> date | None:
    return day(at) if at else None
