"""Periods of whole days: weeks, the weeks before one, and the same days a year before."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yuanba.rules.time.calendar import moment

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of whole days, first and last day included."""

    from_on: date
    until_on: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return the period's start and its exclusive end as moments in local time."""
        return moment(self.from_on, time()), moment(self.until_on + timedelta(days=1), time())


def week_of(on: date) -> Period:
    """Return the week, Monday to Sunday, in which this day lies.

    >>> week_of(date(2026, 3, 4)).from_on
    datetime.date(2026, 3, 2)
    """
    monday = on - timedelta(days=on.weekday())
    return Period(from_on=monday, until_on=monday + timedelta(days=6))


def weeks_before(week: Period, number: int) -> tuple[Period, ...]:
    """Return the week and so many weeks before it, the week itself first."""
    return tuple(
        Period(from_on=week.from_on - step * ONE_WEEK, until_on=week.until_on - step * ONE_WEEK)
        for step in range(number + 1)
    )


def a_year_before(period: Period) -> Period:
    """Return the same period one year earlier; 29 February becomes 28 February."""
    return Period(from_on=_earlier(period.from_on), until_on=_earlier(period.until_on))


def _earlier(on: date) -> date:
    is_leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year - 1, day=28 if is_leap_day else on.day)
