"""The metrics of rating: shares of results, who is left out of them, and what the rules in force name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import counting, durations, rates, results, reviews
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
    Metric(
        code="evaluation.invited",
        title=_("Invited to rate"),
        formula=_(
            "People who were asked in these days and have rated, or whose time is over; groups in which "
            "there was nobody are not in."
        ),
        source=RATINGS,
        counts_people=True,
        measure=Measure.NUMBER,
        tallies=results.invited,
        opens=_opens("all"),
    ),
    Metric(
        code="evaluation.given",
        title=_("Ratings"),
        formula=_("Of the people who were asked in these days, those who have rated."),
        source=_("the invitations to rate"),
        counts_people=True,
        measure=Measure.NUMBER,
        tallies=counting.given,
    ),
    Metric(
        code="evaluation.raters",
        title=_("People who rate by office"),
        formula=_("People who hold a position today that the rules name among those who rate."),
        source=_("the positions of staff; the rules in force"),
        counts_people=True,
        measure=Measure.NUMBER,
        tallies=counting.raters,
    ),
    Metric(
        code="evaluation.groups",
        title=_("Groups that rate"),
        formula=_("Groups of people who rate results, as the rules in force name them."),
        source=_("the rules in force"),
        measure=Measure.NUMBER,
        tallies=counting.groups,
    ),
    Metric(
        code="evaluation.to_call",
        title=_("People to be called back"),
        formula=_("People who gave a bad rating and have not been called back at this moment."),
        source=_("the calls that are owed after ratings"),
        counts_people=True,
        measure=Measure.NUMBER,
        tallies=counting.to_call,
    ),
    Metric(
        code="evaluation.unit_satisfied",
        title=_("Share satisfied with units"),
        formula=_(
            "Of all who reviewed a unit in the period that is due, the very satisfied and the satisfied in "
            "full, the basically satisfied at the percentage that the rules set. Each review is counted "
            "apart."
        ),
        source=_("the reviews of units"),
        counts_people=True,
        measure=Measure.SHARE,
        tallies=reviews.satisfied,
    ),
    Metric(
        code="evaluation.units_reviewed",
        title=_("Units reviewed"),
        formula=_("Units about which somebody has said a word in the reviews that are due at this moment."),
        source=_("the reviews of units"),
        measure=Measure.NUMBER,
        tallies=counting.units_reviewed,
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
