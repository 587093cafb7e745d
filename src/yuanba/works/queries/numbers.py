"""Counts projects: open, done, in time, the people whom they serve, and their money."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate

from yuanba.rules.time.calendar import HERE
from yuanba.rules.works.projects import ProjectState
from yuanba.works.models import Project
from yuanba.works.queries import IN, OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNumbers:
    """How many projects are open, done and done in time; whom the done ones serve, and their money."""

    open: int
    done: int
    in_time: int
    served: int
    granted_fen: int


def numbers(area_path: str = "") -> dict[str, ProjectNumbers]:
    """Return the numbers of the projects of an area, or of the district, by kind of project."""
    done = IN[ProjectState.DONE]
    found = Project.objects.filter(area_path__startswith=area_path).annotate(
        done_on=TruncDate("done_at", tzinfo=HERE)
    )
    counted = found.values("kind").annotate(
        open=Count("pk", filter=OPEN),
        done=Count("pk", filter=done),
        in_time=Count("pk", filter=done & Q(done_on__lte=F("due_on"))),
        served=Sum("served", filter=done),
        granted=Sum("granted_fen", filter=done),
    )
    return {
        one["kind"]: ProjectNumbers(
            open=one["open"],
            done=one["done"],
            in_time=one["in_time"],
            served=one["served"] or 0,
            granted_fen=one["granted"] or 0,
        )
        for one in counted
    }
