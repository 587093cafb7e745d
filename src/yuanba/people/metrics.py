"""The metrics of people: how many hold a position."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.people import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut


def _in_position(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_held(day(cut.now))))]


METRICS = (
    Metric(
        code="people.in_position",
        title=_("People in a position"),
        formula=_("People with an open account who hold at least one position today."),
        source=_("the positions of staff"),
        measure=Measure.NUMBER,
        tallies=_in_position,
    ),
)
