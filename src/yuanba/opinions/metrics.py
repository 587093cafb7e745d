"""The metrics of consultations: how many are running."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.opinions import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _running(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_running(cut.now)))]


METRICS = (
    Metric(
        code="opinions.running",
        title=_("Consultations running"),
        formula=_("Consultations in which people can take part at this moment."),
        source=_("the consultations"),
        measure=Measure.NUMBER,
        tallies=_running,
    ),
)
