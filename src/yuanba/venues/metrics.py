"""The metrics of bookings: how many are to come, and how much of the time rooms are used."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.metrics import Amount, Measure, Tally, number
from yuanba.venues.queries import numbers
from yuanba.web.metrics import Metric, MetricCut

AHEAD, BACK = timedelta(days=30), timedelta(days=28)


def _coming(cut: MetricCut) -> list[Tally]:
    return [Tally(amount=number(numbers.held_between(cut.now, cut.now + AHEAD, cut.area_path)))]


def _used(cut: MetricCut) -> list[Tally]:
    used, open_minutes = numbers.minutes_used(cut.now - BACK, cut.now, cut.area_path)
    return [Tally(amount=Amount(counted=Fraction(used), of=open_minutes))] if open_minutes else []


METRICS = (
    Metric(
        code="venues.bookings",
        title=_("Bookings to come"),
        formula=_("Bookings of rooms, lecturers and things that begin within the next 30 days and hold."),
        source=_("the bookings"),
        measure=Measure.NUMBER,
        tallies=_coming,
    ),
    Metric(
        code="venues.used",
        title=_("Share of the time that rooms are used"),
        formula=_(
            "Minutes for which rooms were booked in the last 28 days, without buffers, of 13½ hours a day "
            "for each room; a hall and its halves count as one room each."
        ),
        source=_("the bookings"),
        measure=Measure.SHARE,
        tallies=_used,
    ),
)
