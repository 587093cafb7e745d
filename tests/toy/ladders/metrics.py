"""The one metric of ladders."""

from tests.toy.ladders import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Gauge, Metric, MetricCut


def _by_place(cut: MetricCut) -> list[Tally]:
    return [Tally(part="lent", amount=number(queries.lent()))]


METRICS = (
    Metric(
        code="ladders.by_place",
        title="Ladders",
        formula="Ladders by where they are.",
        source="the loans",
        measure=Measure.NUMBER,
        tallies=_by_place,
        gauge=Gauge(name="yuanba_ladders", label="at", help="Ladders by where they are."),
    ),
)
