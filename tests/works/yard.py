"""A project in Jiangjin, whose own rules know none: its pages and services are tried by everybody there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from yuanba.rules.core.access import Facts
from yuanba.rules.time.calendar import day
from yuanba.rules.works.projects import ProjectPlan
from yuanba.works.models import Project, ProjectMilestone
from yuanba.works.services import NewProject


def a_project(matter_id: int, now: datetime, *, unit: str = "jijiang", **changed: Any) -> dict[str, object]:
    """Make a project of a matter, led by a unit of Jijiang; return its number and that of its milestone."""
    usual: dict[str, Any] = {
        "kind": "micro",
        "title": "楼前加装路灯",
        "text": "楼前加装两盏路灯。",
        "area_path": cast.COMMUNITY_PATH,
        "unit": unit,
        "planned_at": now,
        "due_on": day(now) + timedelta(days=30),
    }
    made = Project.objects.create(matter_id=matter_id, **{**usual, **changed})
    step = ProjectMilestone.objects.create(project=made, title="定灯位", due_on=day(now) + timedelta(days=9))
    return {"project_id": made.pk, "milestone_id": step.pk}


def calls(today: date, *, at: Facts) -> dict[str, dict[str, Any]]:
    """What somebody who may would say to the services of projects."""
    new = NewProject(kind="micro", unit="jijiang", title="加装路灯")
    return {
        "works.plan": {"project": new, "text": "加装路灯", "due_on": today, "at": at},
        "works.shape": {"plan": ProjectPlan(words="先定灯位")},
        "works.reach": {},
        "works.postpone": {"due_on": today + timedelta(days=60), "reason": "下雨"},
        "works.finish": {"result": "两盏灯亮了"},
        "works.stop": {"reason": "另有安排"},
    }
