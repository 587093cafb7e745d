"""Reads what waits for somebody to act on matters: bounded lists, most urgent first, and their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from yuanba.matters.models import OPEN_ORDER, Matter, Milestone, Order, Request, Role
from yuanba.matters.queries.facts import reach, units_worked_in
from yuanba.matters.queries.rows import MatterRow, row_of
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.state import OPEN, RUNNING, State
from yuanba.rules.matters.dispatching import may_sign
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tasks import COUNTED, TaskQuery, TaskScope

#: Progress is a task of its own from so long before it is due; until then the order itself is there.
PROGRESS_SOON = timedelta(days=2)
#: What a list of work needs not: the sealed words, and what they are searched by.
UNREAD = ("words", "sealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterTask:
    """One matter that waits for somebody to act: since when, and by when."""

    matter: MatterRow
    at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterTasks:
    """Matters that wait for one kind of act: `rows` returns the most urgent, `count` stops at a limit."""

    rows: Callable[[int], Sequence[MatterTask]]
    count: Callable[[], int]


def to_triage(asked: TaskQuery) -> MatterTasks:
    """Return the matters that the reader may dispatch and for which no dispatch waits for a signature."""
    mine = reach(asked.actor, MatterVerb.ASSIGN, asked.now)
    return _of_matters(Matter.objects.filter(mine, state=State.FILED, draft__isnull=True), at="filed_at")


def to_sign(asked: TaskQuery) -> MatterTasks:
    """Return the matters whose dispatch waits for the signature of the reader (待签发)."""
    drafted = Matter.objects.filter(
        reach(asked.actor, MatterVerb.SIGN, asked.now),
        state__in=[str(state) for state in OPEN],
        draft__isnull=False,
    ).exclude(draft__by=asked.actor.key)

    def mine(limit: int) -> list[MatterTask]:
        found = drafted.defer(*UNREAD).order_by("until_at", "due_at", "id")[:COUNTED]
        rows = (_task(one, "filed_at", "until_at") for one in found)
        return [row for row in rows if _signs(asked, row.matter)][:limit]

    return MatterTasks(rows=mine, count=lambda: len(mine(COUNTED)))


def _signs(asked: TaskQuery, row: MatterRow) -> bool:
    facts = access.Facts(state=row.state, area_path=row.area_path, unit=row.unit)
    titles = access.titles(asked.actor, MatterVerb.SIGN, facts, asked.now)
    return row.draft is not None and may_sign(row.draft, titles, store.pack_of(row.pack_digest))


def to_accept(asked: TaskQuery) -> MatterTasks:
    """Return the matters whose order waits for a unit to accept it."""
    return _led(asked, State.ASSIGNED, due="until_at")


def to_answer(asked: TaskQuery) -> MatterTasks:
    """Return the matters that a unit has accepted and still has to answer."""
    return _led(asked, State.ACCEPTED, due="due_at")


def to_contribute(asked: TaskQuery) -> MatterTasks:
    """Return the matters to which a unit still owes its part as a co-handler, by the deadline of the part."""
    mine, running = _mine(asked), [str(state) for state in RUNNING]
    if asked.scope is TaskScope.AREA:
        mine |= Q(matter__in=_readable(asked))
    parts = Order.objects.filter(OPEN_ORDER, mine, role=Role.CO, matter__state__in=running)
    return _of_orders(parts, due="due_at")


def to_tell(asked: TaskQuery) -> MatterTasks:
    """Return the matters whose resident is to be told of progress within two days, or should have been."""
    due = Milestone.objects.filter(
        ended_at=None,
        due_at__lt=asked.now + PROGRESS_SOON,
        rework=F("matter__reworks"),
        matter__state__in=[str(state) for state in RUNNING],
    )
    led = Order.objects.filter(OPEN_ORDER, _mine(asked), role=Role.LEAD)
    mine = Q(matter__in=led.values("matter_id"))
    if asked.scope is TaskScope.AREA:
        mine |= Q(matter__in=_readable(asked))
    return _of_orders(due.filter(mine), due="due_at", at="matter__since_at")


def to_check(asked: TaskQuery) -> MatterTasks:
    """Return the matters whose answer the reader may check, or which anybody in their areas has to check."""
    answered = Matter.objects.filter(state=State.ANSWERED, until_at__isnull=False)
    if asked.scope is TaskScope.AREA:
        return _of_matters(answered.filter(reach(asked.actor, MatterVerb.READ, asked.now)))
    units = {held.unit for held in asked.actor.holdings if held.unit and held.holds_on(day(asked.now))}
    own = Order.objects.filter(accepted_by=asked.actor.key).values("matter_id")
    mine = answered.filter(reach(asked.actor, MatterVerb.CHECK, asked.now))
    return _of_matters(mine.exclude(Q(unit__in=units) | Q(pk__in=own)))


def to_grant(asked: TaskQuery) -> MatterTasks:
    """Return the matters for which a unit asks for a pause or more time, which the reader may decide."""
    may = Matter.objects.filter(reach(asked.actor, MatterVerb.GRANT, asked.now), state=State.ACCEPTED)
    open_ones = Request.objects.filter(decided_at=None, matter__in=may.values("pk"))
    return _of_orders(open_ones.exclude(asked_by=asked.actor.key), due="matter__due_at", at="asked_at")


def late(asked: TaskQuery) -> MatterTasks:
    """Return the late matters in the reader's areas that are not under supervision yet (未督办的超期事项).

    Where the reader looks at all in their areas they stand there already, as orders to answer.
    """
    found = Matter.objects.filter(
        reach(asked.actor, MatterVerb.PRIORITISE, asked.now),
        state__in=[str(state) for state in RUNNING],
        due_at__lt=asked.now,
        is_prioritised=False,
    )
    found = found.none() if asked.scope is TaskScope.AREA else found
    return _of_matters(found, due="due_at", at="since_at")


def unwritten(asked: TaskQuery) -> MatterTasks:
    """Return the checked results whose notice waits for the reader to write its title and summary."""
    found = Matter.objects.filter(
        reach(asked.actor, MatterVerb.PUBLISH, asked.now), state=State.NOTICED, published_at=None
    )
    return _of_matters(found)


def _led(asked: TaskQuery, state: State, *, due: str) -> MatterTasks:
    """The matters in a state with the lead, in the reader's hands, their units' or their areas'."""
    if asked.scope is TaskScope.AREA:
        mine = Q(unit__in=units_worked_in(asked.actor, asked.now))
        found = Matter.objects.filter(mine | reach(asked.actor, MatterVerb.READ, asked.now), state=state)
        return _of_matters(found, due=due, at="since_at")
    orders = Order.objects.filter(OPEN_ORDER, _mine(asked), role=Role.LEAD, matter__state=state)
    return _of_orders(orders, due=f"matter__{due}")


def _mine(asked: TaskQuery) -> Q:
    """Orders of the reader's units: for the reader those in their hands or nobody's, else in anybody's."""
    units = Q(unit__in=units_worked_in(asked.actor, asked.now))
    return units & Q(in_hand__in=["", asked.actor.key]) if asked.scope is TaskScope.MINE else units


def _readable(asked: TaskQuery) -> QuerySet[Matter, Any]:
    return Matter.objects.filter(reach(asked.actor, MatterVerb.READ, asked.now)).values("pk")


def _of_matters(found: QuerySet[Matter], *, due: str = "until_at", at: str = "filed_at") -> MatterTasks:
    return MatterTasks(
        rows=lambda limit: [_task(one, at, due) for one in found.defer(*UNREAD).order_by(due, "id")[:limit]],
        count=lambda: len(found.order_by().values_list("pk")[:COUNTED]),
    )


def _of_orders(found: QuerySet[Any], *, due: str, at: str = "sent_at") -> MatterTasks:
    """Of orders, requests or milestones: what each is about, with the deadline at the end of a path."""
    lean = found.select_related("matter").defer(*(f"matter__{name}" for name in UNREAD))
    return MatterTasks(
        rows=lambda limit: [_task(one, at, due) for one in lean.order_by(due, "id")[:limit]],
        count=lambda: len(found.order_by().values_list("pk")[:COUNTED]),
    )


def _task(one: Any, at: str, due: str) -> MatterTask:
    matter = one if isinstance(one, Matter) else one.matter
    return MatterTask(
        matter=row_of(matter), at=_reached(one, at) or matter.filed_at, due_at=_reached(one, due)
    )


def _reached(one: Any, path: str) -> datetime | None:
    for name in path.split("__"):
        one = getattr(one, name)
    found: datetime | None = one
    return found
