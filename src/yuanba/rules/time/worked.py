"""Office hours between two moments, for many pairs of moments within one span of days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import accumulate

from yuanba.rules.time.calendar import Calendar, day, moment


class WorkedTime:
    """Office hours counted by one calendar over a span of days; the days are summed once."""

    def __init__(self, calendar: Calendar, moments: Iterable[datetime]) -> None:
        days = [day(at) for at in moments]
        self._calendar = calendar
        self._first = min(days, default=date.min)
        span = (max(days, default=date.min) - self._first).days
        worked = [self._until_close(self._first + timedelta(days=step)) for step in range(span)]
        self._before = list(accumulate(worked, initial=timedelta()))

    def between(self, begins_at: datetime, ends_at: datetime) -> timedelta:
        """Return the office hours from one moment to another; both were given when the days were summed.

        >>> from datetime import UTC, datetime, time
        >>> from yuanba.rules.time.calendar import Shift, calendar_of
        >>> calendar = calendar_of({}, (Shift(opens=time(9), closes=time(17)),))
        >>> friday, monday = datetime(2026, 3, 6, 8, tzinfo=UTC), datetime(2026, 3, 9, 2, tzinfo=UTC)
        >>> str(WorkedTime(calendar, (friday, monday)).between(friday, monday))
        '2:00:00'
        """
        return self._until(ends_at) - self._until(begins_at)

    def _until(self, at: datetime) -> timedelta:
        on = day(at)
        return self._before[(on - self._first).days] + self._until_close(on, at)

    def _until_close(self, on: date, at: datetime | None = None) -> timedelta:
        """What is worked on a day, up to a moment of it."""
        if not self._calendar.is_workday(on):
            return timedelta()
        worked = timedelta()
        for shift in self._calendar.shifts:
            opens, closes = moment(on, shift.opens), moment(on, shift.closes)
            worked += max(timedelta(), min(at or closes, closes) - opens)
        return worked


def office_day(calendar: Calendar) -> timedelta:
    """Return the office hours of one working day."""
    return sum(
        (moment(date.min, shift.closes) - moment(date.min, shift.opens) for shift in calendar.shifts),
        timedelta(),
    )
