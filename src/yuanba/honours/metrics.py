"""The metric of honours: how many stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.honours import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut


def _standing(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_standing(day(cut.now))))]


METRICS = (
    Metric(
        code="honours.standing",
        title=_("Honours that stand"),
        formula=_("Honours whose term covers this day and that nobody has taken off."),
        source=_("the selections"),
        measure=Measure.NUMBER,
        tallies=_standing,
    ),
)
