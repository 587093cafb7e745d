"""project.plan, project.shape, project.reach, project.postpone, project.finish, project.stop.

Z1, Z2: what the grid resolved becomes a micro-project, is carried out in steps, and is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_zhucheng import COMMUNITY, ESTATE, GRID, STREET, People, people
from yuanba.deliberation import services as deliberation
from yuanba.matters import queries as matters
from yuanba.matters import services as orders
from yuanba.packs import store
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.time.calendar import day
from yuanba.rules.works import projects as rules
from yuanba.rules.works.projects import PlannedMilestone, ProjectPlan, ProjectState
from yuanba.web.metrics import MetricCut, metric
from yuanba.works import queries, services
from yuanba.works.models import Project
from yuanba.works.queries import leading
from yuanba.works.services import MatterNotAccepted, MilestoneNotOpen, NewProject, ProjectAlready

pytestmark = pytest.mark.district("zhucheng")
#: The people of another test of the same place.
__all__ = ["people"]

COMMUNITY_PATH = f"/370782/{STREET}/{COMMUNITY}/"
DUE = date(2026, 3, 30)
MICRO = NewProject(kind="micro", unit="squad-1", title="门口空地划20个免费车位")
PLAN = ProjectPlan(
    words="先量地，再划线；消防通道留出来。",
    granted_fen=980_050,
    grantor="市住建局",
    beneficiaries=260,
    milestones=(
        PlannedMilestone(title="划线完工", due_on=date(2026, 3, 28)),
        PlannedMilestone(title="共议方案", due_on=date(2026, 3, 10)),
    ),
)


@pytest.fixture
def lead(people: People, morning: datetime) -> Actor:
    """鹿 leads the community, and so answers for its grids."""
    return make.staff("lu", "community_secretary", area="370782001001", now=morning)


def resolved(people: People, lead: Actor, now: datetime, **changed: Any) -> int:
    """A need of 郑 that the grid's joint meeting makes a project in one act; return its id."""
    matter = make.a_matter(now=now, actor=people.zheng, text="门口能不能划车位？", place="", area_code=GRID)
    council = deliberation.set_up(actor=lead, kind="grid", area_code=GRID, now=now)
    brought = deliberation.refer(
        actor=people.yu, matter_id=matter.id, council_id=council, planned_on=day(now), now=now
    )
    said: dict[str, Any] = {
        "text": "立为微实事，门口空地划免费车位",
        "ground": "应到9人，实到8人，同意8人",
        "responsible": "市住建局帮联网格小分队",
        "due_on": DUE,
        "project": MICRO,
        "now": now,
    }
    deliberation.pass_resolution(actor=lead, referral_id=brought, **{**said, **changed})
    found = queries.of_matter(matter.id, day(now))
    return found.id if found else 0


@pytest.fixture
def project(people: People, lead: Actor, morning: datetime) -> int:
    """The project, whose matter the squad has at work."""
    made = resolved(people, lead, morning)
    row = queries.project(made, day(morning))
    orders.assign(actor=people.yu, matter_id=row.matter_id, class_code="project", now=morning)
    orders.accept(actor=people.zang, matter_id=row.matter_id, now=local(3, 3, 9))
    return made


def refused(error: type[Refused], call: Callable[..., object], **said: Any) -> None:
    with pytest.raises(error), transaction.atomic():
        call(**said)


def test_a_resolution_becomes_a_project(people: People, lead: Actor, morning: datetime) -> None:
    """Z1: 难题立项. Lead, day and what was resolved stand with it."""
    row = queries.project(resolved(people, lead, morning), day(morning))
    assert (row.title, row.unit_name, row.due_on) == (MICRO.title, "市住建局帮联网格小分队", DUE)
    assert (row.text, row.state, row.where) == (
        "立为微实事，门口空地划免费车位",
        ProjectState.RUNNING,
        "密州街道 · 东关社区 · 第一网格",
    )
    pack = store.in_force(day(morning))
    offered = leading.offered("estate", Facts(area_path=COMMUNITY_PATH, estate=ESTATE), pack)
    assert [(one.kind, one.unit) for one in offered] == [("micro", "squad-1"), ("micro", "estate-1")]
    assert leading.offered("nothing", queries.facts_of(row), pack) == []
    assert leading.offered("grid", Facts(area_path=COMMUNITY_PATH), pack) == [], "no unit of the grid is near"


@pytest.mark.parametrize(
    ("error", "changed"),
    [
        (rules.UnknownProjectKind, {"kind": "macro"}),
        (rules.WrongLead, {"unit": "housing"}),
        (rules.ProjectUntitled, {"title": " "}),
    ],
)
def test_what_is_no_project_is_no_resolution(
    people: People, lead: Actor, morning: datetime, error: type[Refused], changed: dict[str, str]
) -> None:
    refused(
        error,
        partial(resolved, people, lead, morning, project=replace(MICRO, **changed)),
    )
    assert not Project.objects.exists()


def test_a_far_day_is_a_slip(people: People, lead: Actor, morning: datetime) -> None:
    refused(rules.BadProjectDay, partial(resolved, people, lead, morning, due_on=date(2036, 1, 1)))


def test_a_matter_is_one_project(people: People, lead: Actor, project: int) -> None:
    row = queries.project(project, DUE)
    said = {"project": MICRO, "text": row.text, "due_on": DUE, "at": queries.facts_of(row)}
    refused(
        ProjectAlready,
        partial(services.plan, actor=lead, matter_id=row.matter_id, now=local(3, 4, 9)),
        **said,
    )


def test_the_plan_and_its_steps(people: People, lead: Actor, project: int) -> None:
    """Z1: 与包联单位共议方案. Money has a giver, steps lie within its time."""
    shape = partial(services.shape, project_id=project, now=local(3, 4, 9))
    shape(actor=people.zang, plan=PLAN)
    row = queries.project(project, date(2026, 3, 11))
    assert (row.yuan, row.grantor, row.beneficiaries) == ("9,800.50", "市住建局", 260)
    assert [(one.title, one.is_late) for one in row.milestones] == [("共议方案", True), ("划线完工", False)]

    first = row.milestones[0]
    reach = partial(services.reach, project_id=project, milestone_id=first.id)
    for nobody in (people.guan, people.zheng, people.sui, lead):
        refused(NotAllowed, partial(reach, actor=nobody, now=local(3, 9, 9)))
    reach(actor=people.zang, words="居民代表都来了", now=local(3, 9, 9))
    refused(MilestoneNotOpen, partial(reach, actor=people.zang, now=local(3, 9, 10)))
    row = queries.project(project, date(2026, 3, 11))
    assert [(one.title, one.is_late, one.words) for one in row.milestones] == [
        ("共议方案", False, "居民代表都来了"),
        ("划线完工", False, ""),
    ]
    assert told(row) == [f"“{row.title}”做到了：共议方案\n居民代表都来了"]
    later = (PlannedMilestone(title="验收", due_on=DUE),)
    shape(actor=lead, plan=replace(PLAN, milestones=later))
    row = queries.project(project, DUE)
    assert [one.title for one in row.milestones] == ["共议方案", "验收"], "what was reached stays"

    for error, changed in (
        (rules.BadMilestones, {"milestones": (PlannedMilestone(title="共议方案", due_on=DUE),)}),
        (rules.BadMilestones, {"milestones": (PlannedMilestone(title="长" * 41, due_on=DUE),)}),
        (rules.BadMilestones, {"milestones": tuple(replace(later[0], title=str(n)) for n in range(12))}),
        (rules.BadMilestoneDay, {"milestones": (PlannedMilestone(title="迟", due_on=date(2026, 3, 31)),)}),
        (rules.BadMilestoneDay, {"milestones": (PlannedMilestone(title="早", due_on=date(2026, 3, 1)),)}),
        (rules.BadProjectMoney, {"grantor": ""}),
        (rules.BadProjectMoney, {"granted_fen": 0}),
        (rules.BadProjectMoney, {"granted_fen": 10**12}),
        (rules.BadBeneficiaries, {"beneficiaries": 0}),
        (rules.BadBeneficiaries, {"beneficiaries": 10**8}),
    ):
        refused(error, shape, actor=lead, plan=replace(replace(PLAN, milestones=later), **changed))


def test_its_last_day_moves_only_for_a_reason(people: People, lead: Actor, project: int) -> None:
    postpone = partial(services.postpone, project_id=project, now=local(3, 20, 9))
    move = {"due_on": date(2026, 4, 10), "reason": "连下大雨，划线干不了"}
    refused(NotAllowed, postpone, actor=people.zang, **move)
    refused(rules.NotLater, postpone, actor=lead, **{**move, "due_on": DUE})
    refused(rules.NoProjectReason, postpone, actor=lead, **{**move, "reason": " "})
    refused(rules.BadProjectDay, postpone, actor=lead, **{**move, "due_on": date(2040, 1, 1)})
    assert queries.project(project, date(2026, 4, 1)).is_late
    postpone(actor=lead, **move)
    row = queries.project(project, date(2026, 4, 1))
    assert not row.is_late
    assert [(one.from_on, one.to_on, one.reason) for one in row.delays] == [(DUE, *move.values())]
    assert told(row) == [f"“{row.title}”改到2026年4月10日前完成：连下大雨，划线干不了"]


def told(row: queries.ProjectRow) -> list[str]:
    """What whoever raised its matter was told of how it comes on."""
    story = matters.story_for_party(row.matter_id)
    return [one.words for one in story if one.verb == "matter.report_progress"]


def test_done_it_answers_whoever_raised_it(people: People, project: int) -> None:
    """Z4: 联动办事、群众评事. The same words answer; sent back, it is done again."""
    finish = partial(services.finish, actor=people.zang, project_id=project)
    refused(rules.NoProjectResult, finish, result=" ", now=local(3, 25, 9))
    refused(rules.BadBeneficiaries, finish, result="划好了", served=0, now=local(3, 25, 9))
    services.shape(actor=people.zang, project_id=project, plan=PLAN, now=local(3, 4, 9))
    assert finish(result="划好20个车位", served=240, now=local(3, 25, 9))
    row = queries.project(project, date(2026, 4, 9))
    assert (row.state, row.served, row.matter_state, row.is_late) == (
        ProjectState.DONE,
        240,
        State.ANSWERED,
        False,
    )
    assert all(one.reached_at for one in row.milestones)
    refused(rules.ProjectOver, finish, result="再划一次", now=local(3, 25, 10))
    code = metric("works.in_time").tallies(MetricCut(now=local(4, 1, 9)))
    assert [(one.part, one.amount.counted, one.amount.of) for one in code] == [("micro", 1, 1)]
    (money,) = metric("works.granted").tallies(MetricCut(now=local(4, 1, 9)))
    assert money.amount.counted == 9800

    orders.check(
        actor=people.xu, matter_id=row.matter_id, passes=False, words="消防通道没有留", now=local(3, 26, 9)
    )
    again = queries.project(project, date(2026, 4, 9))
    assert (again.state, again.is_late) == (ProjectState.REDONE, True)
    assert [one.id for one in queries.waiting_in(people.zang, local(3, 27, 9))] == [project]
    with pytest.raises(MatterNotAccepted):
        finish(result="通道留好了", now=local(3, 27, 9))
    orders.accept(actor=people.zang, matter_id=row.matter_id, now=local(3, 27, 9))
    assert finish(result="通道留好了", served=260, now=local(3, 28, 9))
    assert queries.project(project, DUE).result == "通道留好了"
    assert matters.held(row.matter_id).state is State.ANSWERED


def test_before_its_order_is_accepted_nothing_is_done(people: People, lead: Actor, morning: datetime) -> None:
    made = resolved(people, lead, morning)
    refused(
        MatterNotAccepted,
        partial(services.finish, actor=people.zang, project_id=made, result="好了", now=morning),
    )
    assert queries.project(made, DUE).is_open


def test_stopped_it_says_why(people: People, lead: Actor, project: int) -> None:
    stop = partial(services.stop, project_id=project, now=local(3, 9, 9))
    refused(NotAllowed, stop, actor=people.zang, reason="不好办")
    refused(rules.NoProjectReason, stop, actor=lead, reason="")
    stop(actor=lead, reason="空地要建消防站")
    row = queries.project(project, date(2026, 5, 1))
    assert (row.state, row.stopped_because, row.is_late) == (ProjectState.STOPPED, "空地要建消防站", False)
    assert told(row) == [f"“{row.title}”不再做了：空地要建消防站"]
    for call, said in (
        (services.shape, {"plan": PLAN}),
        (services.stop, {"reason": "再停"}),
        (services.postpone, {"due_on": date(2026, 5, 2), "reason": "再等"}),
    ):
        refused(rules.ProjectOver, partial(call, actor=lead, project_id=project, now=local(3, 10, 9)), **said)


def test_who_has_what_to_do(people: People, lead: Actor, project: int) -> None:
    assert [one.id for one in queries.waiting_in(people.zang, local(3, 4, 9))] == [project], "it has no plan"
    services.shape(actor=people.zang, project_id=project, plan=PLAN, now=local(3, 4, 9))
    assert queries.waiting_in(people.zang, local(3, 4, 10)) == []
    assert [one.id for one in queries.waiting_in(people.zang, local(3, 8, 9))] == [project], (
        "its step is near"
    )
    assert queries.waiting_in(people.guan, local(3, 29, 9)) == []
    assert [one.id for one in queries.worked_on_by(lead, local(3, 4, 9))] == [project]
    assert queries.worked_on_by(people.guan, local(3, 4, 9)) == []
    assert queries.count_by_state(lead, local(3, 4, 9))[ProjectState.RUNNING] == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"granted_fen": 5},
        {"grantor": "市住建局"},
        {"granted_fen": -5, "grantor": "市住建局"},
        {"done_at": local(3, 9, 9)},
        {"result": "好了"},
        {"stopped_at": local(3, 9, 9)},
        {"done_at": local(3, 9, 9), "result": "好", "stopped_at": local(3, 9, 9), "stopped_because": "停"},
    ],
)
def test_the_database_keeps_it_whole(people: People, project: int, broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project).update(**broken)
