"""What concerns a resident (我的): each app registers what waits for them, and what they have raised.

A resident is known by keys: their account's, those of receipts that they have proven, their browser's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from yuanba.rules.core.registry import put
from yuanba.web.tasks import Task, urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuery:
    """One question to a source: what concerns whoever has these keys, at this moment."""

    keys: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTasks:
    """One thing that residents are asked to do, such as to rate a result: its name, and what waits of it."""

    key: str
    order: int
    label: Promise
    icon: str
    found: Callable[[OwnQuery], Sequence[Task]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedThing:
    """One thing that a resident has raised: what it is, since when, and how it stands.

    `state` is that of a matter, `standing` says it in words for everything else; `number` is its receipt.
    """

    title: str
    link: str
    at: datetime
    state: str = ""
    standing: Promise | str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedThings:
    """One kind of thing that residents raise, such as objections: its heading, and theirs, newest first."""

    key: str
    order: int
    heading: Promise
    found: Callable[[OwnQuery], Sequence[RaisedThing]]


_tasks: dict[str, OwnTasks] = {}
_raised: dict[str, RaisedThings] = {}


def own_with(*, tasks: Iterable[OwnTasks] = (), raised: Iterable[RaisedThings] = ()) -> None:
    """Register what an app asks of residents, and what they raise in it."""
    for asked in tasks:
        put(_tasks, asked.key, asked)
    for things in raised:
        put(_raised, things.key, things)


#: What waits for a resident, by what is asked of them.
Waiting = Sequence[tuple[OwnTasks, Sequence[Task]]]


def waiting(asked: OwnQuery) -> Waiting:
    """Return what waits for a resident by what is asked of them, leaving out what has nothing."""
    if not asked.keys:
        return []
    found = [
        (one, sorted(one.found(asked), key=urgency))
        for one in sorted(_tasks.values(), key=lambda one: (one.order, one.key))
    ]
    return [(one, tasks) for one, tasks in found if tasks]


def raised(asked: OwnQuery) -> list[tuple[RaisedThings, Sequence[RaisedThing]]]:
    """Return what a resident has raised by kind, leaving out the kinds of which there is nothing."""
    if not asked.keys:
        return []
    ordered = sorted(_raised.values(), key=lambda one: (one.order, one.key))
    found = [(one, one.found(asked)) for one in ordered]
    return [(one, things) for one, things in found if things]
