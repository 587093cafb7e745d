"""The metrics of events: how many are to come."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yuanba.events import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut

AHEAD = timedelta(days=30)


def _coming(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_coming(cut.now, cut.now + AHEAD)))]


METRICS = (
    Metric(
        code="events.coming",
        title=_("Events to come"),
        formula=_(
            "Events that are planned or running and begin within the next 30 days; none that is cancelled."
        ),
        source=_("the calendar"),
        measure=Measure.NUMBER,
        tallies=_coming,
    ),
)
