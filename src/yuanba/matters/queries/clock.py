"""Reads what a matter's clock consists of, and finds the matters at which it has something to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanba.matters.models import IN_DANGER, LIVING, Mark, Matter, Pause, Request
from yuanba.matters.queries.milestones import milestone_by, part_by, sides_of_each
from yuanba.packs import store
from yuanba.rules.core.state import RUNNING, State
from yuanba.rules.matters import clock, orders
from yuanba.rules.matters.clock import Clock
from yuanba.rules.matters.escalation import Course, SideClock, SideKind
from yuanba.rules.matters.orders import Wish
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time import deadline
from yuanba.rules.time.deadline import Extension, Interval, Term, TermUnit, Why
from yuanba.web.once import once

if TYPE_CHECKING:
    from yuanba.matters.queries import MatterRow

#: How far ahead a reminder may lie: longer than the longest row of free days before a working day.
AHEAD = timedelta(days=21)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRequest:
    """A unit's request for a pause or more time that waits for a decision."""

    id: int
    matter_id: int
    request: orders.UnitRequest
    asked_at: datetime
    asked_by: str


def rules_for(matter: Matter | MatterRow) -> Pack:
    """Return the rules that bind a matter: those of its filing day, with the alarm's clocks in a danger."""
    pack = store.pack_of(matter.pack_digest)
    return pack.in_danger if matter.dangers else pack


def pauses_of(matter_id: int) -> tuple[deadline.ClockPause, ...]:
    """Return all pauses of a matter's deadline clock, oldest first; an open pause has no end."""
    return pauses_of_each([matter_id]).get(matter_id, ())


def pauses_of_each(matter_ids: Iterable[int]) -> dict[int, tuple[deadline.ClockPause, ...]]:
    """Return the clock pauses of many matters, as a dict by matter id; one SQL statement."""
    found: dict[int, tuple[deadline.ClockPause, ...]] = {}
    for one in Pause.objects.filter(matter_id__in=list(matter_ids)).order_by("id"):
        pause = deadline.ClockPause(from_at=one.from_at, until_at=one.until_at, why=Why(one.why))
        found[one.matter_id] = (*found.get(one.matter_id, ()), pause)
    return found


def extensions_of(matter_id: int) -> tuple[Extension, ...]:
    """Return the granted extensions of a matter's deadline, in the order in which they were requested."""
    return tuple(found for one in _requests(matter_id) if (found := _extension(one)))


def extensions_of_each(matter_ids: Iterable[int]) -> dict[int, tuple[Extension, ...]]:
    """Return the granted deadline extensions of many matters, as a dict by matter id; one SQL statement."""
    found: dict[int, tuple[Extension, ...]] = {}
    rows = Request.objects.filter(matter_id__in=list(matter_ids), wish=Wish.EXTEND, is_granted=True)
    for one in rows.order_by("id"):
        if extension := _extension(one):
            found[one.matter_id] = (*found.get(one.matter_id, ()), extension)
    return found


def _extension(one: Request) -> Extension | None:
    if one.wish != Wish.EXTEND or not one.is_granted or one.decided_at is None:
        return None
    return Extension(term=Term(amount=one.amount, unit=TermUnit(one.unit)), granted_at=one.decided_at)


def clock_of(matter: Matter | MatterRow) -> Clock:
    """Return the facts from which the deadline of a matter that was assigned to a unit is computed."""
    if matter.since_at is None:
        raise AssertionError("the clock starts when somebody is given the matter")
    return Clock(
        class_code=matter.class_code,
        item_code=matter.item_code,
        since_at=matter.since_at,
        reworks=matter.reworks,
        local=local_term(matter, rules_for(matter)),
        pauses=pauses_of(matter.id),
        extensions=extensions_of(matter.id),
    )


def local_term(matter: Matter | MatterRow, pack: Pack) -> Term | None:
    """Return the time to answer that the community's list promises for the matter, or None without one."""
    if matter.local_amount is None:
        return None
    usual = pack.term_of(matter.class_code, matter.item_code)
    return Term(amount=matter.local_amount, unit=usual.unit)


def way_of(row: MatterRow, now: datetime) -> tuple[Interval, ...]:
    """Return the running, paused and free intervals of a matter's clock up to its deadline.

    Empty before a unit has the matter.
    """
    if row.since_at is None:
        return ()
    return clock.way_of(clock_of(row), rules_for(row), now)


def asked_this_round(matter: Matter) -> int:
    """Return the number of questions to the resident since the current round of work began."""
    return Pause.objects.filter(matter=matter, why=Why.ASKED, from_at__gte=matter.since_at).count()


def granted_this_round(matter: Matter, wish: Wish) -> int:
    """Return the number of pauses or extensions granted since the current round of work began."""
    return Request.objects.filter(
        matter=matter, wish=wish, is_granted=True, asked_at__gte=matter.since_at
    ).count()


def waiting_request(matter_id: int) -> WaitingRequest | None:
    """Return the matter's undecided request for a pause or more time, or None if there is none."""
    return next((_waiting(one) for one in _requests(matter_id) if one.decided_at is None), None)


def _requests(matter_id: int) -> list[Request]:
    """All requests of a matter, oldest first."""
    found = Request.objects.filter(matter_id=matter_id).order_by("id")
    return once(("requests", matter_id), lambda: list(found))


def _waiting(found: Request) -> WaitingRequest:
    return WaitingRequest(
        id=found.pk,
        matter_id=found.matter_id,
        request=orders.UnitRequest(
            wish=Wish(found.wish), term=Term(amount=found.amount, unit=TermUnit(found.unit))
        ),
        asked_at=found.asked_at,
        asked_by=found.asked_by,
    )


def course_of(
    matter: Matter,
    pack: Pack,
    marks: frozenset[str] | None = None,
    sides: tuple[SideClock, ...] | None = None,
) -> Course:
    """Return the facts about a matter that decide which reminders and other automatic actions are due."""
    has_class = bool(matter.class_code)
    sides = sides_of_each([matter.pk]).get(matter.pk, ()) if sides is None else sides
    return Course(
        state=State(matter.state),
        level=Level(matter.level) if matter.level else None,
        until_at=matter.until_at,
        term=_term_of(matter, pack) if has_class else None,
        due_at=matter.due_at,
        sides=tuple(_with_term(one, matter, pack) for one in sides),
        returns=matter.returns,
        urges=matter.urges,
        reworks=matter.reworks,
        is_prioritised=matter.is_prioritised,
        is_danger=bool(matter.dangers),
        marks=marks_of([matter.pk]).get(matter.pk, frozenset()) if marks is None else marks,
    )


def _with_term(side: SideClock, matter: Matter, pack: Pack) -> SideClock:
    """The same clock with its length: a reminder counts in the unit of what it reminds of."""
    if side.kind is SideKind.PART:
        return replace(side, term=pack.orders.co_term or _term_of(matter, pack))
    rule = pack.classes[matter.class_code].milestones.get(side.name)
    return replace(side, term=rule.term if rule else None)


def _term_of(matter: Matter, pack: Pack) -> Term:
    local = local_term(matter, pack)
    return pack.term_of(matter.class_code, matter.item_code, reworks=matter.reworks, local=local)


def marks_of(matter_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """Return the marks of the automatic actions already done for these matters, as a dict by matter id."""
    found: dict[int, set[str]] = {}
    for matter_id, mark in Mark.objects.filter(matter_id__in=matter_ids).values_list("matter_id", "mark"):
        found.setdefault(matter_id, set()).add(mark)
    return {matter_id: frozenset(marks) for matter_id, marks in found.items()}


#: What the clock reads of one matter: the facts, and the rules that bind it.
Reading = tuple[Course, Pack]


def courses(
    now: datetime, *, after: int = 0, limit: int = 200, of_dangers: bool = False
) -> list[tuple[int, Callable[[], Reading]]]:
    """Return a batch of matters whose deadline is near or over, ordered by id, for the deadline job.

    With ``of_dangers`` all open matters that speak of a danger, and no others: their clocks run by minutes.
    As pairs of id and what reads the matter: one that cannot be read is one matter's fault. Four statements.
    """
    over = Q(until_at__lte=now)
    near = Q(due_at__lte=now + AHEAD, state__in=[str(state) for state in RUNNING])
    near |= milestone_by(now + AHEAD) | part_by(now + AHEAD)
    rows = list(
        Matter.objects.filter(IN_DANGER if of_dangers else LIVING & (over | near), pk__gt=after).order_by(
            "pk"
        )[:limit]
    )
    marks = marks_of([row.pk for row in rows])
    sides = sides_of_each([row.pk for row in rows])
    return [
        (row.pk, partial(_read, row, marks.get(row.pk, frozenset()), sides.get(row.pk, ()))) for row in rows
    ]


def _read(
    matter: Matter, marks: frozenset[str] | None = None, sides: tuple[SideClock, ...] | None = None
) -> Reading:
    pack = rules_for(matter)
    return course_of(matter, pack, marks, sides), pack


def course(matter_id: int) -> Reading | None:
    """Return the facts that decide which actions are due for a matter, and its rules; None if not open."""
    row = Matter.objects.filter(LIVING, pk=matter_id).first()
    return _read(row) if row else None


def over_for_judging(now: datetime, *, after: int = 0, limit: int = 200) -> list[int]:
    """Return the ids of matters whose rating period is over, so that their ratings can be evaluated."""
    rows = Matter.objects.filter(state=State.EVALUATING, until_at__lte=now, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
