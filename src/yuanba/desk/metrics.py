"""The metrics of the desk: what waits to be picked up."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from yuanba.packs import store
from yuanba.rules.core.metrics import By, Measure, Tally
from yuanba.rules.core.state import State
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut, metric


def _to_pick(cut: MetricCut) -> list[Tally]:
    """What is assigned, of the classes of which the body whose duty it is picks."""
    classes = store.in_force(day(cut.now)).classes
    return [
        one
        for one in metric("matters.open").tallies(replace(cut, by=(By.CLASS,)))
        if one.part == State.ASSIGNED and one.class_code in classes and classes[one.class_code].is_picked
    ]


METRICS = (
    Metric(
        code="desk.to_pick",
        title=_("To be picked up"),
        formula=_("Matters that wait at this moment for the unit whose duty they are to pick them up."),
        source=_("the register of matters"),
        measure=Measure.NUMBER,
        tallies=_to_pick,
    ),
)
