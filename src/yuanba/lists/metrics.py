"""The metrics of lists: how many places have one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.lists import queries
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _places(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_places()))]


METRICS = (
    Metric(
        code="lists.places",
        title=_("Places with a list of their own"),
        formula=_("Communities, subdistricts and towns that have published a list of their own."),
        source=_("the communities' lists"),
        measure=Measure.NUMBER,
        tallies=_places,
    ),
)
