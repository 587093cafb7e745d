"""Reads the calls that somebody may make, as a list with filters and orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.evaluation.models import FollowUp
from yuanba.evaluation.queries import CallRow, as_call, callable_ids
from yuanba.rules.core.actor import Actor
from yuanba.web.tables import keyset

ORDERS = {"due": keyset.RowOrder(field="due_at")}

__all__ = ["ORDERS", "WantedCalls", "callable_ids", "every", "rows", "to_make"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCalls:
    """The filters of the list of calls; an empty field does not filter."""

    unit: str = ""
    class_code: str = ""
    area_path: str = ""
    is_unsolved: bool = False
    satisfaction: str = ""
    due_from: datetime | None = None
    due_to: datetime | None = None


def to_make(actor: Actor, now: datetime, wanted: WantedCalls) -> list[QuerySet[FollowUp]]:
    """Return the query of the open calls that this actor may make, as the filters leave them."""
    condition = Q(pk__in=callable_ids(actor, now))
    for name, value in (
        ("rating__invitation__unit", wanted.unit),
        ("rating__invitation__class_code", wanted.class_code),
        ("rating__invitation__area_path__startswith", wanted.area_path),
        ("rating__satisfaction", wanted.satisfaction),
        ("due_at__gte", wanted.due_from),
        ("due_at__lt", wanted.due_to),
    ):
        if value:
            condition &= Q(**{name: value})
    if wanted.is_unsolved:
        condition &= Q(rating__is_solved=False)
    return [FollowUp.objects.filter(condition)]


def rows(ids: Sequence[int]) -> list[CallRow]:
    """Return these calls in this order. One statement."""
    found = FollowUp.objects.filter(pk__in=ids).select_related("rating__invitation")
    by_id = {one.pk: as_call(one) for one in found}
    return [by_id[number] for number in ids if number in by_id]


def every() -> QuerySet[FollowUp]:
    """Return the query of all calls."""
    return FollowUp.objects.all()
