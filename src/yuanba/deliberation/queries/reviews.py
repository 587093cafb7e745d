"""Reads the figures that a meeting reviews: counted until its minutes are confirmed, then as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from yuanba.deliberation.queries.meetings import MeetingRow
from yuanba.rules.core.metrics import FEWEST, Amount, Measure
from yuanba.rules.deliberation.reviews import reviewed
from yuanba.rules.time.period import Period
from yuanba.web.metrics import FigureKey, Metric, MetricCut, key_of, metric_at

#: What is kept of each figure, by the code of its metric: what was counted, and of how many.
Kept = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedFigure:
    """One figure that a meeting reviews, with its metric and what identifies it on every page."""

    metric: Metric
    key: FigureKey
    amount: Amount

    @property
    def is_few(self) -> bool:
        """Return whether it is a share of so few that a percentage would say what one of them thinks."""
        return self.metric.measure is Measure.SHARE and 0 < self.amount.of < FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The quarter that a meeting reviews, and its figures; `is_kept` says that they are counted no more."""

    period: Period
    figures: Sequence[ReviewedFigure]
    is_kept: bool


def review_of(row: MeetingRow, now: datetime) -> Review | None:
    """Return what a meeting reviews, or None where the rules name no figures for its kind.

    One statement for each figure, and none once they are kept.
    """
    if not row.kind.figures:
        return None
    period = reviewed(row.meets_on)
    cut = MetricCut(now=now, periods=(period,), area_path=row.council.area_path)
    found = []
    for code in row.kind.figures:
        try:
            metric = metric_at(code, now)
        except KeyError:
            continue  # the rules name what this version does not count
        key = key_of(code, cut)
        kept = row.figures.get(code)
        if row.figures and kept is None:
            continue
        amount = Amount(counted=Fraction(kept[0]), of=kept[1]) if kept else key.amount(metric.tallies(cut))
        found.append(ReviewedFigure(metric=metric, key=key, amount=amount))
    return Review(period=period, figures=found, is_kept=bool(row.figures))


def kept(review: Review) -> dict[str, tuple[str, int]]:
    """Return the figures of a review in the form in which they are kept."""
    return {one.metric.code: (str(one.amount.counted), one.amount.of) for one in review.figures}
