"""The metrics of messages: how many are in which state."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.messages import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _by_state(cut: MetricCut) -> list[Tally]:
    return [Tally(part=state, amount=number(count)) for state, count in queries.counts().items()]


METRICS = (
    Metric(
        code="messages.by_state",
        title=_("Messages by their state"),
        formula=_("Messages to residents and staff, by the state in which they are at this moment."),
        source=_("the outbox"),
        measure=Measure.NUMBER,
        tallies=_by_state,
    ),
)
