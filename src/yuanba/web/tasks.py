"""What waits for somebody (待办): each app registers its sources, and pages join them into one queue.

A source answers for one reader: its most urgent tasks, and how many there are. Both are bounded and take a
fixed number of statements however much waits, so the queue and the numbers of the menu stay quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

from yuanba.rules.core.action import Who
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day

#: Sources count up to this number; pages then show that there are more.
COUNTED = 100


class TaskScope(StrEnum):
    """How far a work queue reaches: mine to do, also what colleagues have in hand, or all in my areas."""

    MINE = "mine"
    UNIT = "unit"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuery:
    """One question to a source: what waits for this reader at this moment, and how far they look."""

    actor: Actor
    now: datetime
    scope: TaskScope = TaskScope.MINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that waits: what it is about (masked), where it is done, since when and by when.

    `number` is what people call it by, such as a receipt; `unit` the code of the unit that has it. `to_do`
    replaces the label of the source where a task asks for something narrower.
    """

    title: str
    link: str
    at: datetime
    due_at: datetime | None = None
    to_do: Promise | str = ""
    number: str = ""
    area_path: str = ""
    unit: str = ""
    is_danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """The answer of a source: `rows` returns at most so many tasks, earliest deadline first."""

    rows: Callable[[int], Sequence[Task]]
    count: Callable[[], int]

    @classmethod
    def of(cls, read: Callable[[], Iterable[Task]]) -> TaskList:
        """Return the list of tasks that are read whole to count them too, because there are never many."""
        return cls(
            rows=lambda limit: sorted(read(), key=urgency)[:limit],
            count=lambda: min(len(list(read())), COUNTED),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSource:
    """One kind of work: what is to be done, the page with its whole list, and who has such work.

    Who has it follows from their allowed actions, or from `who`. The menu entry of the page `to` shows the
    number. `where`, asked with the day, says whether this district's rules know such work. `chairs` gives it
    to who has the chair of a council, too.
    """

    key: str
    order: int
    label: Promise
    icon: str
    to: str
    found: Callable[[TaskQuery], TaskList]
    verbs: tuple[Verb, ...] = ()
    who: tuple[Who, ...] = ()
    where: Callable[[date], bool] | None = None
    chairs: bool = False

    @property
    def doers(self) -> frozenset[Who]:
        """Return every kind of actor or position that has such work."""
        return frozenset(self.who).union(*(ACTIONS[verb].who_by_position for verb in self.verbs))


_sources: dict[str, TaskSource] = {}


def queue_with(sources: Iterable[TaskSource]) -> None:
    """Register an app's kinds of work."""
    for source in sources:
        put(_sources, source.key, source)


def sources(actor: Actor, on: date) -> tuple[TaskSource, ...]:
    """Return the kinds of work that somebody has on this day, in the order of the registry."""
    kinds = {holding.kind for holding in actor.holdings if holding.holds_on(on)}
    found = (
        one
        for one in _sources.values()
        if {actor.kind, *kinds} & one.doers or (one.chairs and actor.has_chair)
    )
    there = (one for one in found if one.where is None or one.where(on))
    return tuple(sorted(there, key=lambda one: (one.order, one.key)))


def is_work_of(kinds: set[PositionKind]) -> bool:
    """Return whether one of these kinds of position has work of any registered kind."""
    return any(kinds & one.doers for one in _sources.values())


def counted(asked: TaskQuery) -> list[tuple[TaskSource, int]]:
    """Return how much of each kind of work waits for somebody, counted up to a limit per kind."""
    return [(one, one.found(asked).count()) for one in sources(asked.actor, day(asked.now))]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedWork:
    """What waits of one kind of work: its most urgent tasks, and the number of all, up to a limit."""

    source: TaskSource
    tasks: Sequence[Task]
    number: int


def queued(asked: TaskQuery, *, limit: int) -> list[QueuedWork]:
    """Return what waits for somebody of each kind of work, at most so many tasks of each.

    They are counted by a statement of their own only where there are more.
    """
    found = []
    for source in sources(asked.actor, day(asked.now)):
        waiting = source.found(asked)
        rows = waiting.rows(limit)
        number = len(rows) if len(rows) < limit else waiting.count()
        found.append(QueuedWork(source=source, tasks=rows, number=number))
    return found


def urgency(task: Task) -> tuple[bool, bool, datetime]:
    """Return the sort key of the queue: dangers, then the earliest deadline, then what waits longest."""
    return not task.is_danger, task.due_at is None, task.due_at or task.at
