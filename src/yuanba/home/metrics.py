"""The metrics of the rules themselves: how much of each kind the rules in force name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from yuanba.packs import store
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut

RULES = _("the rules in force")


def _items(cut: MetricCut) -> list[Tally]:
    """The directory's rows by class."""
    kinds = Counter(item.class_code for item in store.in_force(day(cut.now)).items.values())
    return [Tally(class_code=code, amount=number(count)) for code, count in kinds.items()]


def _in_rules(count: Callable[[Pack], int]) -> Callable[[MetricCut], list[Tally]]:
    return lambda cut: [Tally(amount=number(count(store.in_force(day(cut.now)))))]


METRICS = (
    Metric(
        code="rules.items",
        title=_("Kinds of matter"),
        formula=_("Rows of the directory of matters, by class, as the rules in force have them."),
        source=RULES,
        measure=Measure.NUMBER,
        tallies=_items,
    ),
    Metric(
        code="rules.classes",
        title=_("Classes of matter"),
        formula=_("Classes of matter that the rules in force tell apart, each with its standard."),
        source=RULES,
        measure=Measure.NUMBER,
        tallies=_in_rules(lambda pack: len(pack.classes)),
    ),
    Metric(
        code="rules.dangers",
        title=_("Kinds of danger"),
        formula=_("Kinds of danger for which the rules in force say whom to call."),
        source=RULES,
        measure=Measure.NUMBER,
        tallies=_in_rules(lambda pack: len(pack.dangers)),
    ),
    Metric(
        code="rules.open_meetings",
        title=_("Open meetings"),
        formula=_("Meetings that the rules in force let residents watch."),
        source=RULES,
        measure=Measure.NUMBER,
        tallies=_in_rules(lambda pack: sum(one.observers is not None for one in pack.meetings.values())),
    ),
)
