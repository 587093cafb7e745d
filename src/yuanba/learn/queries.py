"""Reads how far somebody has come on their own first day: what they ticked, and what the journal knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from yuanba.journal import queries as journal
from yuanba.journal.services import Subject
from yuanba.learn.models import FirstDayTick
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day
from yuanba.web.guidance import DayStep, steps_for

#: Among so many of somebody's first acts it is looked for what they have done: a first day has fewer.
ACTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One step of somebody's first day, and whether they have done it or looked at it."""

    step: DayStep
    is_done: bool
    is_seen: bool

    @property
    def is_over(self) -> bool:
        """Return whether the step has its tick."""
        return self.is_done or self.is_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDay:
    """Somebody's first day: its steps, and whether they put it away."""

    steps: tuple[TourStep, ...]
    is_left: bool

    @property
    def over(self) -> int:
        """Return how many steps have their tick."""
        return sum(one.is_over for one in self.steps)

    @property
    def is_offered(self) -> bool:
        """Return whether it is shown without being asked for: neither put away nor finished."""
        return not self.is_left and self.over < len(self.steps)


def subject(account_key: str) -> Subject:
    """Return the subject under which the journal records what somebody does about their first day."""
    return Subject(kind="first_day", key=account_key)


def facts_of(account_key: str) -> access.Facts:
    """Return the facts that the access rules need about a first day: whose it is."""
    return access.Facts(owner_key=account_key)


def named(keys: Collection[str]) -> dict[str, str]:
    """Return what the first days of these accounts are called in the journal, which names no one twice."""
    return {key: gettext("their first day") for key in keys}


def first_day(actor: Actor, now: datetime) -> FirstDay:
    """Return an actor's own first day, from the positions that they hold now; two SQL statements."""
    kinds = {holding.kind for holding in actor.holdings if holding.holds_on(day(now))}
    ticked = set(FirstDayTick.objects.filter(account_key=actor.key).values_list("step", flat=True))
    done = journal.first_verbs(actor.key, limit=ACTS)
    steps = tuple(
        TourStep(step=step, is_done=bool(done & set(step.verbs)), is_seen=step.code in ticked)
        for step in steps_for(kinds)
    )
    return FirstDay(steps=steps, is_left="" in ticked)
