"""The metrics of notices: how many are posted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.notices import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _posted(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_up()))]


METRICS = (
    Metric(
        code="notices.posted",
        title=_("Results on public notice"),
        formula=_("Results that are on public notice at this moment."),
        source=_("the public notices"),
        measure=Measure.NUMBER,
        tallies=_posted,
    ),
)
