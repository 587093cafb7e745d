"""The metrics of deliberation: how many councils there are of each kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.deliberation import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _councils(cut: MetricCut) -> list[Tally]:
    return [Tally(part=kind, amount=number(count)) for kind, count in queries.open_by_kind().items()]


METRICS = (
    Metric(
        code="deliberation.councils",
        title=_("Councils"),
        formula=_("Councils that were set up and not dissolved, by kind."),
        source=_("the councils"),
        measure=Measure.NUMBER,
        tallies=_councils,
    ),
)
