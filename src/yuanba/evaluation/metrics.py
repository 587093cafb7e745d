"""The metrics of rating: shares of results, who is left out of them, and what the rules in force name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import durations, rates, results
from yuanba.packs import store
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import Measure
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import Metric, MetricCut

RATINGS = _("the ratings of those who were asked in these days and have rated, or whose time is over")
RULES = _("the rules in force; counted in the registers that its definition names")


def _opens(what: str) -> Callable[[MetricCut, str], str]:
    return partial(_address, what)


def _address(what: str, cut: MetricCut, part: str) -> str:
    asked = {
        "from_on": cut.periods[0].from_on.isoformat(),
        "until_on": cut.periods[0].until_on.isoformat(),
        "by": "unit",
        "code": "".join(cut.units),
        "area": cut.area_path.strip("/").rpartition("/")[2],
        "what": part or what,
    }
    given = {key: value for key, value in asked.items() if value}
    return f"{reverse('evaluation:counted')}?{urlencode(given)}"


METRICS = (
    Metric(
        code="evaluation.solved",
        title=_("Share solved"),
        formula=_("Of all who said yes or no, the share who said yes."),
        source=RATINGS,
        counts_people=True,
        measure=Measure.SHARE,
        tallies=partial(results.shares, lambda found: found.solved),
        opens=_opens("said"),
    ),
    Metric(
        code="evaluation.satisfied",
        title=_("Share satisfied"),
        formula=_(
            "Of all who chose a level, the very satisfied and the satisfied in full, the basically "
            "satisfied at the percentage that the rules set."
        ),
        source=RATINGS,
        counts_people=True,
        measure=Measure.SHARE,
        tallies=partial(results.shares, lambda found: found.satisfied),
        opens=_opens("how"),
    ),
    Metric(
        code="evaluation.left_out",
        title=_("Left out of the shares"),
        formula=_(
            "People who gave no rating, could not be reached or had a conflict of interest, and groups "
            "that the rules name in which there was nobody. They count for neither side."
        ),
        source=RATINGS,
        counts_people=True,
        measure=Measure.NUMBER,
        tallies=results.left_out,
        opens=_opens("silent"),
    ),
)


def named(now: datetime) -> Iterator[Metric]:
    """Yield the rates, durations and volumes that the rules in force name, as metrics."""
    pack = store.in_force(day(now))
    for code, rate in pack.rates.items():
        above, below = rate.numerator, rate.denominator
        formula = Text(zh=f"{above.zh} ÷ {below.zh}", en=f"{above.en or above.zh} ÷ {below.en or below.zh}")
        yield Metric(
            code=f"rates.{code}",
            title=rate.title,
            formula=formula,
            source=RULES,
            measure=Measure.SHARE,
            tallies=partial(rates.tallies, code),
        )
    for code, duration in pack.durations.items():
        yield Metric(
            code=f"durations.{code}",
            title=duration.title,
            formula=duration.definition,
            source=RULES,
            measure=Measure.HOURS,
            tallies=partial(durations.spent_in, code),
        )
    for code, volume in pack.volumes.items():
        yield Metric(
            code=f"volumes.{code}",
            title=volume.title,
            formula=volume.definition,
            source=RULES,
            measure=Measure.NUMBER,
            tallies=partial(durations.counted_in, code),
        )
