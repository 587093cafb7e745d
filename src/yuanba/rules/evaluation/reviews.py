"""Regular reviews of units (定期评议): for which period one is due, and who may give a word on which unit."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.watching import Every, UnitReview

MONTHS: dict[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


class NotReviewed(Refused):
    """Raised when somebody reviews a unit that their title does not review, such as one of another grid."""

    code: ClassVar[str] = "reviews.not_reviewed"


class OwnUnit(Refused):
    """Raised when somebody reviews a unit in which they work themselves."""

    code: ClassVar[str] = "reviews.own_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPeriod:
    """One period that is reviewed: its first and its last day."""

    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSeat:
    """One position of whoever reviews: its local title, its area, and the unit in which it is held."""

    title: str
    area_path: str
    unit: str = ""


def due_period(every: Every, on: date) -> ReviewPeriod:
    """Return the period whose review is due on a day: the last one that is over.

    >>> due_period(Every.QUARTER, date(2026, 2, 14))
    ReviewPeriod(from_on=datetime.date(2025, 10, 1), until_on=datetime.date(2025, 12, 31))
    """
    months = MONTHS[every]
    begun = date(on.year, (on.month - 1) // months * months + 1, 1)
    last = begun - timedelta(days=1)
    first = last.month - months + 1
    return ReviewPeriod(
        from_on=date(last.year, first, 1),
        until_on=date(last.year, last.month, monthrange(last.year, last.month)[1]),
    )


def areas_of(review: UnitReview, seats: Iterable[ReviewSeat], pack: Pack) -> tuple[str, ...]:
    """Return the paths of the areas whose units somebody with these positions reviews."""
    titles = {title.zh for code in review.positions for title in pack.positions[code].titles}
    depth = list(Level).index(review.level) + 1
    return tuple(
        dict.fromkeys(
            one.area_path
            for one in seats
            if one.title in titles and len(one.area_path.strip("/").split("/")) >= depth
        )
    )


def require(
    review: UnitReview, seats: Iterable[ReviewSeat], *, unit: str, body: str, area_path: str, pack: Pack
) -> None:
    """Raise NotReviewed or OwnUnit unless these positions review the unit of this body in this area."""
    held = list(seats)
    paths = areas_of(review, held, pack)
    if body not in review.bodies or not any(area_path.startswith(path) for path in paths):
        raise NotReviewed
    if any(one.unit == unit for one in held):
        raise OwnUnit
