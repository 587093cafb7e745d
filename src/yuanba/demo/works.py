"""Plays invented projects: what a council resolved is accepted, planned, carried out, and finished."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pydantic import Field

from yuanba.demo.house import actor
from yuanba.matters import services as orders
from yuanba.rules.core.declared import Declared
from yuanba.rules.time.calendar import day
from yuanba.rules.works.projects import PlannedMilestone, ProjectPlan
from yuanba.works import queries, services
from yuanba.works.services import NewProject


class PlayedMilestone(Declared):
    """One milestone, due so many days after the project began; reached on a day of its own, or not yet."""

    title: str
    due: int
    reached: int | None = None
    words: str = ""


class PlayedProject(Declared):
    """What a resolution becomes: who leads it, its plan, its milestones, and what came of it."""

    kind: str
    unit: str
    by: str
    title: str
    plan: str
    yuan: int
    grantor: str
    beneficiaries: int
    milestones: tuple[PlayedMilestone, ...] = Field(min_length=1)
    result: str = ""
    served: int | None = None
    checker: str = ""

    @property
    def new(self) -> NewProject:
        """Return what the resolution says of it."""
        return NewProject(kind=self.kind, unit=self.unit, title=self.title)


def carry_out(told: PlayedProject, matter_id: int, *, at: datetime, now: datetime) -> None:
    """Play a project from the day when its matter went to its unit, as far as it is told and time goes."""
    by, hour = actor(told.by), timedelta(hours=1)
    row = queries.of_matter(matter_id, day(at))
    assert row, "its resolution made it a project"
    orders.accept(actor=by, matter_id=matter_id, now=at + hour)
    services.shape(actor=by, project_id=row.id, plan=_plan(told, day(at), row.due_on), now=at + 2 * hour)
    for step in told.milestones:
        moment = at + timedelta(days=step.reached or 0, hours=3)
        if step.reached is not None and moment < now:
            _reach(told, row.id, step, moment)
    finished = at + timedelta(days=max(step.due for step in told.milestones))
    if told.result and finished < now:
        services.finish(
            actor=by, project_id=row.id, result=told.result, served=told.served, now=finished - hour
        )
        orders.check(
            actor=actor(told.checker), matter_id=matter_id, passes=True, words="到现场看过了", now=finished
        )


def _plan(told: PlayedProject, first: date, last: date) -> ProjectPlan:
    return ProjectPlan(
        words=told.plan,
        granted_fen=told.yuan * 100,
        grantor=told.grantor,
        beneficiaries=told.beneficiaries,
        milestones=tuple(
            PlannedMilestone(title=one.title, due_on=min(first + timedelta(days=one.due), last))
            for one in told.milestones
        ),
    )


def _reach(told: PlayedProject, project_id: int, step: PlayedMilestone, moment: datetime) -> None:
    row = queries.project(project_id, day(moment))
    found = next(one for one in row.milestones if one.title == step.title)
    services.reach(
        actor=actor(told.by), project_id=project_id, milestone_id=found.id, words=step.words, now=moment
    )
