"""The metric of compacts: how many are in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.compacts import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut


def _in_force(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_in_force(day(cut.now))))]


METRICS = (
    Metric(
        code="compacts.in_force",
        title=_("Compacts in force"),
        formula=_("Places with a compact of which a version is in force on this day."),
        source=_("the compacts"),
        measure=Measure.NUMBER,
        tallies=_in_force,
    ),
)
