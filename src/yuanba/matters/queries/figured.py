"""The matters that a figure counts: from the figure's key in an address to the condition of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import By
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.metrics import FigureKey, Metric, metric, parse_key, part_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured:
    """A figure whose matters a list shows: its metric, key and area, and the condition on rows."""

    metric: Metric
    key: FigureKey
    area: AreaRow | None
    condition: Q


def figured(actor: Actor, text: str, now: datetime) -> Figured | None:
    """Return the figure that a key names, as far as the actor may read its matters; None for another key."""
    key = parse_key(text)
    if key is None or key.is_of_all or metric(key.code).listed is None:
        return None
    if part_names(key.part).by is By.GROUP:  # of people who rate: no matter has one
        return None
    found, area = metric(key.code), places.area(key.area_code) if key.area_code else None
    if key.area_code and area is None:
        return None
    cut = key.cut(actor=actor, verb=MatterVerb.READ, now=now, area_path=area.path if area else "")
    assert found.listed, "asked for above"
    return Figured(metric=found, key=key, area=area, condition=found.listed(cut, key.part))
