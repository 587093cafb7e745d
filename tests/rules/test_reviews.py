"""Regular reviews of units: which period is due, and whose word counts on whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK
from yuanba.rules.core.declared import Text
from yuanba.rules.evaluation.reviews import MONTHS, NotReviewed, OwnUnit, ReviewSeat, due_period, require
from yuanba.rules.pack import Level
from yuanba.rules.pack.watching import Every, UnitReview

REVIEW = UnitReview(
    title=Text(zh="评议", en="Review"),
    meaning=Text(zh="每季度", en="Every quarter"),
    bodies=("grid_party",),
    positions=("supervisor",),
    level=Level.GRID,
    every=Every.QUARTER,
)
TITLE = PACK.positions["supervisor"].title.zh
GRID = "/990101/990101001/990101001001/990101001001001/"
SEAT = ReviewSeat(title=TITLE, area_path=GRID)


@pytest.mark.parametrize(
    ("every", "on", "first", "last"),
    [
        (Every.MONTH, date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (Every.QUARTER, date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (Every.QUARTER, date(2026, 6, 30), date(2026, 1, 1), date(2026, 3, 31)),
        (Every.HALF_YEAR, date(2026, 7, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (Every.YEAR, date(2026, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_period_that_is_over_is_due(every: Every, on: date, first: date, last: date) -> None:
    period = due_period(every, on)
    assert (period.from_on, period.until_on) == (first, last)


@given(st.sampled_from(Every), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_has_one_period_behind_it_and_periods_follow_each_other(every: Every, on: date) -> None:
    period = due_period(every, on)
    assert period.from_on.day == 1
    assert period.until_on < on
    assert due_period(every, period.until_on + timedelta(days=1)) == period
    assert due_period(every, period.until_on).until_on + timedelta(days=1) == period.from_on
    months = (period.until_on.year - period.from_on.year) * 12 + period.until_on.month - period.from_on.month
    assert months + 1 == MONTHS[every]


@pytest.mark.parametrize(
    ("seats", "unit", "body", "area_path", "refused"),
    [
        ([SEAT], "squad", "grid_party", GRID, None),
        ([SEAT], "squad", "grid_party", GRID.replace("1001001/", "1001002/"), NotReviewed),
        ([SEAT], "squad", "community_party", GRID, NotReviewed),
        ([ReviewSeat(title="网格员", area_path=GRID)], "squad", "grid_party", GRID, NotReviewed),
        ([ReviewSeat(title=TITLE, area_path="/990101/990101001/")], "squad", "grid_party", GRID, NotReviewed),
        ([], "squad", "grid_party", GRID, NotReviewed),
        (
            [SEAT, ReviewSeat(title="网格员", area_path=GRID, unit="squad")],
            "squad",
            "grid_party",
            GRID,
            OwnUnit,
        ),
    ],
)
def test_who_reviews_whom(
    seats: list[ReviewSeat], unit: str, body: str, area_path: str, refused: type[Exception] | None
) -> None:
    if refused is None:
        require(REVIEW, seats, unit=unit, body=body, area_path=area_path, pack=PACK)
        return
    with pytest.raises(refused):
        require(REVIEW, seats, unit=unit, body=body, area_path=area_path, pack=PACK)
