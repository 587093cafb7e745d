"""Reads the supervision queues: matters that are late or about to be, with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from yuanba.journal.telling import keyed
from yuanba.matters.models import LIVING, Matter, Pause, Request
from yuanba.matters.queries.facts import reach
from yuanba.matters.queries.milestones import milestone_by, part_by, sides_of_each
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import PAUSED, RUNNING, State
from yuanba.rules.matters.escalation import SideKind
from yuanba.rules.matters.orders import Wish
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack, Trigger
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.time.deadline import Term, TermUnit, due

#: How far ahead a deadline counts as "soon".
SOON = Term(amount=2, unit=TermUnit.WORKING_DAYS)
#: States with a state deadline of their own.
STEPS = (State.FILED, State.ASSIGNED, State.ANSWERED)


class Heap(StrEnum):
    """A queue of matters that supervisors watch, such as late, due today, or returned matters."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    STUCK = "stuck"
    UNTOLD = "untold"
    PARTS = "parts"
    WAITING = "waiting"
    HELD = "held"
    RETURNED = "returned"
    REWORKED = "reworked"
    PRIORITISED = "prioritised"


#: Queues whose own condition names no states. Said twice, the planner would take states for rarer.
WHOLLY_OPEN = frozenset({Heap.UNTOLD, Heap.PARTS, Heap.RETURNED, Heap.REWORKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The filter of the supervision queues by unit and area; empty fields do not filter."""

    unit: str = ""
    area_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The reasons for a matter's present deadline: its pauses, its extensions, and any open request."""

    paused_since: datetime | None = None
    pauses: int = 0
    extensions: tuple[Term, ...] = ()
    asked: Wish | None = None
    #: By when the resident is to be told of progress, and the first helping unit is to report, if they are.
    progress_by: datetime | None = None
    part_by: datetime | None = None


@dataclass(slots=True)
class _Gathered:
    paused_since: datetime | None = None
    pauses: int = 0
    extensions: list[Term] = field(default_factory=list)
    asked: Wish | None = None
    beside: dict[SideKind, datetime] = field(default_factory=dict)


def counts(actor: Actor, pack: Pack, now: datetime, focus: Focus) -> Mapping[Heap, int]:
    """Return the number of matters in each supervision queue. Two SQL statements."""
    which = {str(heap): Count("pk", filter=heap_condition(heap, pack, now)) for heap in Heap}
    del which[str(Heap.PRIORITISED)]
    found = _within(actor, now, focus).filter(LIVING).aggregate(**which)
    found[str(Heap.PRIORITISED)] = _within(actor, now, focus).filter(is_prioritised=True).count()
    return {heap: found[str(heap)] for heap in Heap}


def behind(ids: Sequence[int]) -> dict[int, Behind]:
    """Return the pauses, extensions, open requests and further clocks of these matters, by matter id.

    Four statements.
    """
    found: dict[int, _Gathered] = {}
    for matter_id, from_at, until_at in Pause.objects.filter(matter_id__in=ids).values_list(
        "matter_id", "from_at", "until_at"
    ):
        one = found.setdefault(matter_id, _Gathered())
        one.pauses += 1
        one.paused_since = one.paused_since if until_at else from_at
    for request in Request.objects.filter(matter_id__in=ids).order_by("id"):
        one = found.setdefault(request.matter_id, _Gathered())
        if request.decided_at is None:
            one.asked = Wish(request.wish)
        elif request.is_granted and request.wish == Wish.EXTEND:
            one.extensions.append(Term(amount=request.amount, unit=TermUnit(request.unit)))
    for matter_id, sides in sides_of_each(ids).items():
        one = found.setdefault(matter_id, _Gathered())
        for side in sides:
            one.beside.setdefault(side.kind, side.due_at)
    return {
        matter_id: Behind(
            paused_since=one.paused_since,
            pauses=one.pauses,
            extensions=tuple(one.extensions),
            asked=one.asked,
            progress_by=one.beside.get(SideKind.MILESTONE),
            part_by=one.beside.get(SideKind.PART),
        )
        for matter_id, one in found.items()
    }


def _within(actor: Actor, now: datetime, focus: Focus) -> QuerySet[Matter]:
    rows = Matter.objects.filter(reach(actor, MatterVerb.READ, now))
    if focus.unit:
        rows = rows.filter(unit=focus.unit)
    if focus.area_path:
        rows = rows.filter(area_path__startswith=focus.area_path)
    return rows


def heap_condition(heap: Heap, pack: Pack, now: datetime) -> Q:
    """Return the condition of the matters in a queue; of the open ones, but for those under supervision."""
    condition = _which(heap, pack, now)
    return LIVING & condition if heap in WHOLLY_OPEN else condition


def _which(heap: Heap, pack: Pack, now: datetime) -> Q:
    running = Q(state__in=[str(state) for state in RUNNING])
    midnight = moment(day(now) + timedelta(days=1), time(0))
    if heap is Heap.LATE:
        return running & Q(due_at__lt=now)
    if heap is Heap.TODAY:
        return running & Q(due_at__gte=now, due_at__lt=midnight)
    if heap is Heap.SOON:
        return running & Q(due_at__gte=midnight, due_at__lte=due(now, SOON, pack.calendar).at)
    if heap is Heap.STUCK:
        return Q(state__in=[str(state) for state in STEPS], until_at__lt=now)
    if heap is Heap.UNTOLD:
        return milestone_by(now)
    if heap is Heap.PARTS:
        return part_by(now)
    if heap is Heap.RETURNED:
        return Q(returns__gte=_count_of(Trigger.RETURNED, pack))
    if heap is Heap.REWORKED:
        return Q(reworks__gte=_count_of(Trigger.REWORKED, pack))
    if heap is Heap.PRIORITISED:
        return Q(is_prioritised=True)
    states = {Heap.WAITING: State.WAITING, Heap.HELD: State.HELD}
    assert states[heap] in PAUSED
    return Q(state=states[heap])


def _count_of(trigger: Trigger, pack: Pack) -> int:
    """From how often on the pack's clock acts."""
    return min((row.count for row in pack.escalations if row.on is trigger and row.count), default=2)


def numbered(keys: Collection[str]) -> dict[str, str]:
    """Return what matters are called in the journal, their receipt numbers, by their keys."""
    found = Matter.objects.filter(pk__in=keyed(keys)).values_list("pk", "receipt")
    return {str(pk): gettext("receipt number %(receipt)s") % {"receipt": receipt} for pk, receipt in found}


def key_of(receipt: str) -> str:
    """Return the key under which the journal keeps the matter with this receipt number, "" without one."""
    digits = "".join(sign for sign in receipt if sign.isdecimal())
    found = Matter.objects.filter(receipt=digits).values_list("pk", flat=True).first()
    return str(found) if found else ""
