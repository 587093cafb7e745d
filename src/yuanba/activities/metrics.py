"""The metrics of activities: sessions this week, sessions held, and who came, by crowd."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yuanba.activities import queries
from yuanba.events import queries as events
from yuanba.rules.core.metrics import Measure, Tally, number
from yuanba.web.metrics import Metric, MetricCut

BACK = timedelta(days=365)


def _this_week(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(queries.count_this_week(cut.now)))]


def _held(cut: MetricCut) -> list[Tally]:
    found = Counter(
        crowd for crowd, _at, _event in queries.sessions_held(cut.now - BACK, cut.now, cut.area_path)
    )
    return [Tally(part=crowd, amount=number(count)) for crowd, count in sorted(found.items())]


def _came(cut: MetricCut) -> list[Tally]:
    held = queries.sessions_held(cut.now - BACK, cut.now, cut.area_path)
    there = events.count_there([event for _crowd, _at, event in held])
    found: Counter[str] = Counter()
    for crowd, _at, event in held:
        found[crowd] += there.get(event, 0)
    return [Tally(part=crowd, amount=number(count)) for crowd, count in sorted(found.items())]


SOURCE = _("the weekly menus")
METRICS = (
    Metric(
        code="activities.this_week",
        title=_("Sessions this week"),
        formula=_("Sessions in this week's published menus; none that was called off."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_this_week,
    ),
    Metric(
        code="activities.held",
        title=_("Sessions held"),
        formula=_("Sessions of weekly menus that ended in the last 365 days, by crowd."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_held,
    ),
    Metric(
        code="activities.came",
        title=_("Attendances"),
        formula=_("Check-ins at sessions of weekly menus that ended in the last 365 days, by crowd."),
        source=SOURCE,
        measure=Measure.NUMBER,
        tallies=_came,
    ),
)
