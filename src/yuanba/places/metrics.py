"""The metrics of places: how many areas there are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.places import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _areas(cut: MetricCut) -> list[Tally]:
    return [Tally(part=str(level), amount=number(count)) for level, count in queries.by_level().items()]


def _typed(cut: MetricCut) -> list[Tally]:
    return [Tally(part=code, amount=number(count)) for code, count in queries.by_type().items()]


METRICS = (
    Metric(
        code="places.areas",
        title=_("Areas by their level"),
        formula=_("Areas that exist at this moment, by their level."),
        source=_("the tree of areas"),
        measure=Measure.NUMBER,
        tallies=_areas,
    ),
    Metric(
        code="places.typed",
        title=_("Communities by their type"),
        formula=_("Communities that exist at this moment and have a type, by that type."),
        source=_("the tree of areas"),
        measure=Measure.NUMBER,
        tallies=_typed,
    ),
)
