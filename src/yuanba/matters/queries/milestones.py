"""Reads the clocks beside the answer's: milestones of telling progress, and parts of co-handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanba.matters.models import Matter, Milestone, Order, Role
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import PAUSED, RUNNING, State
from yuanba.rules.matters.escalation import SideClock, SideKind
from yuanba.rules.pack import Pack

if TYPE_CHECKING:
    from yuanba.matters.queries import MatterRow

#: Orders of a round that say nothing of when its unit accepted: it has the matter no more.
GONE = ("returned", "reassigned", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One milestone of a matter's present round: by when progress is to be told, and when it was."""

    code: str
    title: Text
    due_at: datetime
    told_at: datetime | None
    #: Whether the clock stands still, so that there is no moment by which it is due.
    is_paused: bool

    def is_late(self, now: datetime) -> bool:
        """Return whether progress was told too late, or has not been told in time."""
        return not (self.is_paused and self.told_at is None) and self.due_at < (self.told_at or now)


def milestones_of(row: MatterRow, pack: Pack) -> list[MilestoneRow]:
    """Return the milestones of a matter's present round that were told or are still open, earliest first."""
    known = pack.classes[row.class_code].milestones if row.class_code else {}
    if not known:
        return []
    found = Milestone.objects.filter(matter_id=row.id, rework=row.reworks, ending__in=("", "told"))
    return [
        MilestoneRow(
            code=one.code,
            title=known[one.code].title,
            due_at=one.due_at,
            told_at=one.ended_at,
            is_paused=row.state in PAUSED,
        )
        for one in found.order_by("due_at", "id")
        if one.code in known
    ]


def accepted_at(matter: Matter | MatterRow, now: datetime) -> datetime | None:
    """Return when the unit that has a matter accepted it in this round; ``now`` where it is accepting it."""
    led = Order.objects.filter(matter_id=matter.id, role=Role.LEAD, sent_at__gte=matter.since_at)
    last = led.exclude(ending__in=GONE).order_by("id").last()
    accepting = now if State(matter.state) is State.ACCEPTED else None
    return (last.accepted_at if last else None) or accepting


def parts_late(matter_id: int, now: datetime) -> list[str]:
    """Return the codes of the co-handling units whose part of a matter is late."""
    parts = Order.objects.filter(matter_id=matter_id, role=Role.CO, ended_at=None, due_at__lt=now)
    return list(parts.order_by("id").values_list("unit", flat=True))


def sides_of_each(matter_ids: Sequence[int]) -> Mapping[int, tuple[SideClock, ...]]:
    """Return the clocks that run beside the answer's, open milestones and parts, as a dict by matter id.

    How long each of them is the pack knows. Two statements.
    """
    found: dict[int, tuple[SideClock, ...]] = {}
    open_ones = Milestone.objects.filter(matter__in=matter_ids, ended_at=None)
    parts = Order.objects.filter(matter__in=matter_ids, role=Role.CO, ended_at=None)
    for kind, rows in (
        (SideKind.MILESTONE, open_ones.values_list("matter_id", "code", "due_at")),
        (SideKind.PART, parts.values_list("matter_id", "unit", "due_at")),
    ):
        for matter_id, name, due_at in rows.order_by("due_at", "id"):
            side = SideClock(kind=kind, name=name, due_at=due_at)
            found[matter_id] = (*found.get(matter_id, ()), side)
    return found


def milestone_by(until: datetime) -> Q:
    """Return the condition of matters with an open milestone that is due before this moment."""
    open_ones = Milestone.objects.filter(ended_at=None, due_at__lt=until)
    return Q(state__in=[str(state) for state in RUNNING], pk__in=open_ones.values("matter_id"))


def part_by(until: datetime) -> Q:
    """Return the condition of matters with an open part of a co-handler that is due before this moment."""
    parts = Order.objects.filter(role=Role.CO, ended_at=None, due_at__lt=until)
    return Q(state__in=[str(state) for state in RUNNING], pk__in=parts.values("matter_id"))
