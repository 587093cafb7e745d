"""The metrics of deliberation: how many councils there are of each kind."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from yuanba.deliberation import queries
from yuanba.deliberation.queries import priorities, resolutions
from yuanba.rules.core.metrics import Amount, Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut


def _councils(cut: MetricCut) -> list[Tally]:
    return [Tally(part=kind, amount=number(count)) for kind, count in queries.open_by_kind().items()]


def _carried_out(cut: MetricCut) -> list[Tally]:
    done = resolutions.carried_out(cut.area_path)
    return [
        Tally(part=kind, amount=Amount(counted=Fraction(carried), of=whole))
        for kind, (carried, whole) in done.items()
    ]


def _priorities(cut: MetricCut) -> list[Tally]:
    return [Tally(part="", amount=number(priorities.count_in_force()))]


METRICS = (
    Metric(
        code="deliberation.priorities",
        title=_("Priorities of the towns"),
        formula=_("Entries of the lists of priorities that hold now, of all towns and subdistricts."),
        source=_("the lists that the towns published"),
        measure=Measure.NUMBER,
        tallies=_priorities,
    ),
    Metric(
        code="deliberation.carried_out",
        title=_("Resolutions carried out"),
        formula=_(
            "Resolutions whose matter was answered by the unit that carries it out, of all resolutions that "
            "councils passed on matters, by kind of council."
        ),
        source=_("the councils"),
        measure=Measure.SHARE,
        tallies=_carried_out,
    ),
    Metric(
        code="deliberation.councils",
        title=_("Councils"),
        formula=_("Councils that were set up and not dissolved, by kind."),
        source=_("the councils"),
        measure=Measure.NUMBER,
        tallies=_councils,
    ),
)
