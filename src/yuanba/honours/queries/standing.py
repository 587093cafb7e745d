"""Reads the honours that stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yuanba.honours.models import Honour
from yuanba.honours.queries.nominees import DEEDS, NAME, opened
from yuanba.honours.queries.selections import SHOWN, terms_of
from yuanba.places import queries as places
from yuanba.rules.pack.selections import Award


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourRow:
    """One honour that stands: of whom, unless they want no name on the list, what for, where, until when."""

    id: int
    nominee_id: int
    selection_id: int
    name: str
    deeds: str
    award: Award
    title: str
    where: str
    from_on: date
    until_on: date


def standing_honours(on: date, area_path: str = "") -> list[HonourRow]:
    """Return the honours that stand on a day in an area or the whole district, the newest first."""
    found = _standing(on).filter(nominee__selection__council__area_path__startswith=area_path)
    rows = list(found.select_related("nominee__selection__council").order_by("-from_on", "id")[:SHOWN])
    labels = places.labels({one.nominee.selection.council.area_path for one in rows})
    return [
        HonourRow(
            id=one.pk,
            nominee_id=one.nominee_id,
            selection_id=one.nominee.selection_id,
            name=opened(one.nominee.sealed_name, NAME) if one.nominee.on_list else "",
            deeds=opened(one.nominee.sealed_deeds, DEEDS) if one.nominee.on_list else "",
            award=terms_of(one.nominee.selection).awards[one.nominee.award],
            title=one.nominee.selection.title,
            where=labels.get(one.nominee.selection.council.area_path, ""),
            from_on=one.from_on,
            until_on=one.until_on,
        )
        for one in rows
    ]


def count_standing(on: date) -> int:
    """Return how many honours stand on a day."""
    return _standing(on).count()


def _standing(on: date) -> QuerySet[Honour]:
    return Honour.objects.filter(Q(withdrawn_at=None), from_on__lte=on, until_on__gte=on)
