"""The metrics of privacy: what a monitor reads of the list of erased people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.privacy.services import remembering
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Gauge, Metric, MetricCut


def _lines(cut: MetricCut) -> list[Tally]:
    return [Tally(part=part, amount=number(count)) for part, count in remembering.counts().items()]


METRICS = (
    Metric(
        code="privacy.erased_list",
        title=_("List of erased people"),
        formula=_("People in the district's list of erased people, and lines of it that are damaged."),
        source=_("the list of erased people, which lies beside the database"),
        measure=Measure.NUMBER,
        tallies=_lines,
        gauge=Gauge(
            name="yuanba_erased_list",
            label="lines",
            help="People in the list of erased people, and lines of it that are damaged.",
        ),
    ),
)
