"""The metrics of votes: how many are open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.ballots import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _open(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_open(cut.now)))]


METRICS = (
    Metric(
        code="ballots.open",
        title=_("Votes that are open"),
        formula=_("Votes that take ballots at this moment, in meetings and in writing."),
        source=_("the votes"),
        measure=Measure.NUMBER,
        tallies=_open,
    ),
)
