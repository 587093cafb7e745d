"""Everything that writes about projects: planning one, its plan, its milestones, its last day and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.matters import services as orders
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import OPEN, State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.rules.works import projects
from yuanba.rules.works.projects import LONGEST_WORDS, ProjectOver, ProjectPlan
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.works import queries
from yuanba.works.models import Project, ProjectDelay, ProjectMilestone
from yuanba.works.queries import leading

#: In which states a unit may say how it goes.
AT_WORK = frozenset(ACTIONS[MatterVerb.REPORT_PROGRESS].moves)


class ProjectAlready(Refused):
    """Raised when a matter carries out a project already."""

    code: ClassVar[str] = "project.already"


class MilestoneNotOpen(Refused):
    """Raised when a milestone was reached already, or is no milestone of this project."""

    code: ClassVar[str] = "project.no_milestone"


class MatterNotAccepted(Refused):
    """Raised when a project would be finished while no unit has its matter at work."""

    code: ClassVar[str] = "project.not_accepted"


@dataclass(frozen=True, slots=True)
class NewProject:
    """What makes a resolution a project: its kind, the unit that leads it, and its name."""

    kind: str
    unit: str
    title: str


@transaction.atomic
def plan(
    *,
    actor: Actor,
    matter_id: int,
    project: NewProject,
    text: str,
    due_on: date,
    at: Facts,
    now: datetime,
) -> int:
    """Make what was resolved on a matter a project, and return its id.

    `at` are the facts of the council that resolved it. Raises what ``rules.works.projects.planned`` raises,
    and ProjectAlready.
    """
    pack = store.in_force(day(now))

    access.require(actor, ProjectVerb.PLAN, at, now)
    title = projects.planned(
        project.kind,
        project.title,
        unit=project.unit,
        units=leading.leads(project.kind, at, pack),
        due_on=due_on,
        on=day(now),
        pack=pack,
    )

    try:
        with transaction.atomic():
            made = Project.objects.create(
                kind=project.kind,
                title=title,
                text=text.strip(),
                area_path=at.area_path,
                estate=at.estate,
                unit=project.unit,
                matter_id=matter_id,
                planned_at=now,
                due_on=due_on,
            )
    except IntegrityError as fault:
        raise ProjectAlready from fault

    _record(actor, ProjectVerb.PLAN, made, now, matter=matter_id, unit=made.unit, due_on=due_on.isoformat())
    return made.pk


@transaction.atomic
def shape(*, actor: Actor, project_id: int, plan: ProjectPlan, now: datetime) -> None:
    """Write down how a project is carried out; milestones that were reached stay as they are.

    Raises what ``rules.works.projects.shaped`` raises, and ProjectOver.
    """
    found = _open(actor, ProjectVerb.SHAPE, project_id, now)
    reached = [one.title for one in found.milestones.filter(reached_at__isnull=False)]
    said = projects.shaped(plan, reached=reached, planned_on=day(found.planned_at), due_on=found.due_on)

    found.plan, found.grantor = said.words, said.grantor
    found.granted_fen, found.beneficiaries = said.granted_fen, said.beneficiaries
    found.save(update_fields=["plan", "granted_fen", "grantor", "beneficiaries"])
    found.milestones.filter(reached_at=None).delete()
    ProjectMilestone.objects.bulk_create(
        ProjectMilestone(project=found, title=one.title, due_on=one.due_on) for one in said.milestones
    )

    _record(
        actor,
        ProjectVerb.SHAPE,
        found,
        now,
        words="\n".join(filter(None, (said.words, said.grantor, *(one.title for one in said.milestones)))),
        granted_fen=said.granted_fen,
        beneficiaries=said.beneficiaries,
        milestones=len(reached) + len(said.milestones),
    )


@transaction.atomic
def reach(*, actor: Actor, project_id: int, milestone_id: int, words: str = "", now: datetime) -> None:
    """Record that a milestone was reached, with a word on it that everyone reads; raise MilestoneNotOpen.

    Whoever raised the matter is told of it, as of a moved last day and of an end without a result.
    """
    matter = matters.held(queries.matter_of(project_id))
    found = _open(actor, ProjectVerb.REACH, project_id, now)
    one = found.milestones.filter(pk=milestone_id, reached_at=None).first()
    if one is None:
        raise MilestoneNotOpen

    one.reached_at, one.words = now, words.strip()[:200]
    one.save(update_fields=["reached_at", "words"])

    said = f"{one.title}\n{one.words}".strip()
    _record(actor, ProjectVerb.REACH, found, now, words=said, milestone=one.pk)
    _tell(actor, matter, f"“{found.title}”做到了：{said}", now)


@transaction.atomic
def postpone(*, actor: Actor, project_id: int, due_on: date, reason: str, now: datetime) -> None:
    """Move the last day of a project to a later one, with the reason that everyone reads."""
    matter = matters.held(queries.matter_of(project_id))
    found = _open(actor, ProjectVerb.POSTPONE, project_id, now)
    because = projects.postponed(due_on, before=found.due_on, on=day(now), reason=reason)

    ProjectDelay.objects.create(
        project=found, from_on=found.due_on, to_on=due_on, reason=because, moved_at=now
    )
    found.due_on = due_on
    found.save(update_fields=["due_on"])

    _record(actor, ProjectVerb.POSTPONE, found, now, words=because, due_on=due_on.isoformat())
    _tell(actor, matter, f"“{found.title}”改到{due_on:%Y年%-m月%-d日}前完成：{because}", now)


@transaction.atomic
def finish(*, actor: Actor, project_id: int, result: str, served: int | None = None, now: datetime) -> bool:
    """Record what came of a project; return whether the same words answered its matter, too.

    Milestones that were still open count as reached with it. Whoever raised the matter judges the result.
    Raises NoProjectResult, BadBeneficiaries, ProjectOver, MatterNotAccepted, and what an answer raises.
    """
    matter = matters.held(queries.matter_of(project_id))
    found = _open(actor, ProjectVerb.FINISH, project_id, now)
    if not result.strip():
        raise projects.NoProjectResult
    projects.served(served)
    if matter.state in OPEN and matter.state is not State.ACCEPTED:
        raise MatterNotAccepted

    found.done_at, found.result, found.served = now, result.strip()[:LONGEST_WORDS], served
    found.save(update_fields=["done_at", "result", "served"])
    found.milestones.filter(reached_at=None).update(reached_at=now)
    answers = matter.state is State.ACCEPTED
    if answers:
        orders.answer(actor=actor, matter_id=matter.id, words=found.result, now=now)

    _record(actor, ProjectVerb.FINISH, found, now, words=found.result, served=served, matter=matter.id)
    return answers


@transaction.atomic
def stop(*, actor: Actor, project_id: int, reason: str, now: datetime) -> None:
    """Stop a project for a reason that everyone reads; its matter goes on without it."""
    matter = matters.held(queries.matter_of(project_id))
    found = _open(actor, ProjectVerb.STOP, project_id, now)
    if found.done_at is not None:
        raise ProjectOver
    because = projects.because(reason)

    found.stopped_at, found.stopped_because = now, because
    found.save(update_fields=["stopped_at", "stopped_because"])

    _record(actor, ProjectVerb.STOP, found, now, words=because)
    _tell(actor, matter, f"“{found.title}”不再做了：{because}", now)


def _open(actor: Actor, verb: ProjectVerb, project_id: int, now: datetime) -> Project:
    """Lock a project on which something may still be done; raise ProjectOver where it is over."""
    found = queries.lock(project_id)
    access.require(actor, verb, queries.facts_of(found), now)
    if not queries.is_open(found):
        raise ProjectOver
    return found


def _tell(actor: Actor, matter: MatterRow, words: str, now: datetime) -> None:
    """Tell whoever raised a locked matter how its project comes on, where a unit has the matter at work."""
    if matter.state in AT_WORK:
        by = actor.stepping(MatterVerb.REPORT_PROGRESS)
        orders.report_progress(actor=by, matter_id=matter.id, words=words, now=now)


def _record(
    actor: Actor, verb: ProjectVerb, found: Project, now: datetime, *, words: str = "", **said: Json
) -> None:
    journal.record(
        Act(actor, verb, now),
        queries.subject(found.pk),
        outcome={"area_path": found.area_path, "kind": found.kind, **said},
        words=words,
    )
