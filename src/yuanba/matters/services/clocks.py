"""Stores the deadlines beside the answer's: those of milestones, and of co-handlers' parts."""

from __future__ import annotations

from datetime import datetime

from yuanba.matters.models import Matter, Milestone, Order, Role
from yuanba.matters.queries import clock, milestones
from yuanba.rules.matters.clock import milestones_of, part_due_of


def set_beside(matter: Matter, *, now: datetime) -> None:
    """Bring the deadlines of a matter's milestones and open parts in line with its rules and its clock.

    What was told in this round stays told; what the rules no longer ask for, ends.
    """
    parts = list(Order.objects.filter(matter=matter, role=Role.CO, ended_at=None))
    pack = clock.rules_for(matter)
    if matter.due_at is None or not (parts or pack.classes[matter.class_code].milestones):
        return
    facts = clock.clock_of(matter)
    for part in parts:
        part.due_at = part_due_of(facts, pack, now, sent_at=part.sent_at, answer_at=matter.due_at)
    Order.objects.bulk_update(parts, ["due_at"])
    accepted_at = milestones.accepted_at(matter, now)
    wanted = milestones_of(facts, pack, now, accepted_at=accepted_at, answer_at=matter.due_at)
    rows = Milestone.objects.filter(matter=matter, rework=matter.reworks)
    told = set(rows.filter(ending="told").values_list("code", flat=True))
    rows.filter(ended_at=None).exclude(code__in=wanted).update(ending="dropped", ended_at=now)
    Milestone.objects.bulk_create(
        (
            Milestone(matter=matter, rework=matter.reworks, code=code, due_at=end.at)
            for code, end in wanted.items()
            if code not in told
        ),
        update_conflicts=True,
        unique_fields=["matter", "rework", "code"],
        update_fields=["due_at", "ending", "ended_at"],
    )


def end_milestones(matter: Matter, *, ending: str, now: datetime) -> None:
    """End the milestones of a matter that are still open, because it was answered or left its unit."""
    Milestone.objects.filter(matter=matter, ended_at=None).update(ending=ending, ended_at=now)
