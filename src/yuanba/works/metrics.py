"""The metrics of projects: how many are under way and done, in time, for how many people, with what money."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.metrics import Amount, Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut
from yuanba.works.queries import numbers as counted_in
from yuanba.works.queries.numbers import ProjectNumbers


def _of(counted: Callable[[ProjectNumbers], int]) -> Callable[[MetricCut], list[Tally]]:
    def tallies(cut: MetricCut) -> list[Tally]:
        found = counted_in.numbers(cut.area_path)
        return [Tally(part=kind, amount=number(counted(one))) for kind, one in found.items()]

    return tallies


def _in_time(cut: MetricCut) -> list[Tally]:
    return [
        Tally(part=kind, amount=Amount(counted=Fraction(one.in_time), of=one.done))
        for kind, one in counted_in.numbers(cut.area_path).items()
    ]


SOURCE = _("the projects")
METRICS = (
    Metric(
        code="works.open",
        title=_("Projects under way"),
        formula=_("Projects that are neither done nor stopped, or whose result was sent back, by kind."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_of(lambda one: one.open),
    ),
    Metric(
        code="works.done",
        title=_("Projects done"),
        formula=_("Projects that were finished and whose result was not sent back, by kind."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_of(lambda one: one.done),
    ),
    Metric(
        code="works.in_time",
        title=_("Projects done in time"),
        formula=_("Projects finished on their last day or before, of all that are done; a moved day counts."),
        source=SOURCE,
        measure=Measure.SHARE,
        tallies=_in_time,
    ),
    Metric(
        code="works.served",
        title=_("People whom projects serve"),
        formula=_("People who have a use of finished projects, as the unit that led each counted them."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_of(lambda one: one.served),
    ),
    Metric(
        code="works.granted",
        title=_("Money of finished projects"),
        formula=_("Whole yuan that were granted for projects that are done, by kind."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_of(lambda one: one.granted_fen // 100),
    ),
)
