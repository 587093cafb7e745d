"""Counts over a whole district that everyone may read: how many, never whose. Each is one statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count

from yuanba.matters.models import LIVING, Matter
from yuanba.matters.queries.heaps import Heap, heap_condition
from yuanba.rules.core.state import State
from yuanba.rules.pack import Pack

#: How far back "lately" goes: counts over more would take longer the older a district is.
LATELY = timedelta(days=30)


def filed_lately(by: str, now: datetime) -> Mapping[str, int]:
    """Return the numbers of matters filed in the last 30 days by a column, without those of an archive."""
    rows = Matter.objects.filter(filed_at__gt=now - LATELY).exclude(state=State.ARCHIVED)
    return dict(rows.order_by().values_list(by).annotate(number=Count("id")))


def published_lately(now: datetime) -> Mapping[str, int]:
    """Return the numbers of matters published in the last 30 days by class."""
    rows = Matter.objects.filter(published_at__gt=now - LATELY)
    return dict(rows.order_by().values_list("class_code").annotate(number=Count("id")))


def living_by_state() -> Mapping[State, int]:
    """Return the numbers of matters that are not over by their state."""
    rows = Matter.objects.filter(LIVING).order_by().values_list("state").annotate(number=Count("id"))
    return {State(state): number for state, number in rows}


def living_by_class() -> Mapping[str, int]:
    """Return the numbers of matters that are not over by their class; before triage it is an empty text."""
    return dict(Matter.objects.filter(LIVING).order_by().values_list("class_code").annotate(n=Count("id")))


def in_heap(heap: Heap, pack: Pack, now: datetime) -> int:
    """Return the number of matters in a queue of supervision, which the page of that queue shows too."""
    return Matter.objects.filter(heap_condition(heap, pack, now)).count()


def to_pick(pack: Pack) -> int:
    """Return the number of matters that wait for the body whose duty they are to pick them."""
    classes = [code for code, row in pack.classes.items() if row.is_picked]
    return Matter.objects.filter(state=State.ASSIGNED, class_code__in=classes).count()


def closed_lately(now: datetime) -> int:
    """Return the number of matters that were closed in the last 30 days."""
    return Matter.objects.filter(emptied_at=None, ended_at__gt=now - LATELY, state=State.CLOSED).count()
