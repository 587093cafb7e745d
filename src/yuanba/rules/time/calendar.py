"""Days, working days and working hours, as the published calendars say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from yuanba.rules.core.declared import Declared, Text

HERE = ZoneInfo("Asia/Shanghai")
SATURDAY = 5


def day(at: datetime) -> date:
    """The local day of a moment. A naive moment has no day.

    >>> from datetime import UTC
    >>> day(datetime(2025, 9, 30, 16, 30, tzinfo=UTC))
    datetime.date(2025, 10, 1)
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(HERE).date()


def moment(on: date, clock: time) -> datetime:
    """A local moment."""
    return datetime.combine(on, clock, tzinfo=HERE)


class Holiday(Declared):
    """Days off, the first and the last included."""

    title: Text
    first_on: date
    last_on: date

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("last_on is before first_on")
        return self


class CalendarYear(Declared):
    """One year as the notice of the State Council's General Office arranges it.

    `provisional` marks a year whose notice has not appeared: weekends and the holidays that the
    law fixes, without any moved working day.
    """

    year: int
    notice: str = Field(min_length=1)
    provisional: bool = False
    holidays: tuple[Holiday, ...]
    make_up_on: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _stays_in_its_year(self) -> Self:
        dates = [*self.make_up_on, *(h.first_on for h in self.holidays), *(h.last_on for h in self.holidays)]
        for on in dates:
            if on.year != self.year:
                raise ValueError(f"{on} is not in {self.year}")
        return self


class Shift(Declared):
    """A stretch of a working day."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("closes must be after opens")
        return self


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days and hours are worked. A year without a file is Monday to Friday, provisionally."""

    off: frozenset[date]
    make_up: frozenset[date]
    settled_years: frozenset[int]
    shifts: tuple[Shift, ...]
    titles: Mapping[date, Text] = field(default_factory=dict, hash=False)

    def is_workday(self, on: date) -> bool:
        """Whether offices work on this day; a make-up Saturday or Sunday is worked."""
        if on in self.make_up:
            return True
        return on not in self.off and on.weekday() < SATURDAY

    def is_settled(self, on: date) -> bool:
        """Whether the notice for this day's year has been published."""
        return on.year in self.settled_years

    def workday_from(self, on: date) -> date:
        """This day if it is worked, else the next that is."""
        while not self.is_workday(on):
            on += timedelta(days=1)
        return on

    def closing(self, on: date) -> datetime:
        """When offices close on this day."""
        return moment(on, self.shifts[-1].closes)

    def worked_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The worked stretches from this moment on, without end."""
        on = day(at)
        while True:
            on = self.workday_from(on)
            for shift in self.shifts:
                opens, closes = moment(on, shift.opens), moment(on, shift.closes)
                if at < closes:
                    yield max(at, opens), closes
            on += timedelta(days=1)


def calendar_of(years: Mapping[str, CalendarYear], shifts: tuple[Shift, ...]) -> Calendar:
    """One calendar from the published and provisional years."""
    titles: dict[date, Text] = {}
    for year in years.values():
        for holiday in year.holidays:
            span = (holiday.last_on - holiday.first_on).days
            days = (holiday.first_on + timedelta(days=step) for step in range(span + 1))
            titles |= dict.fromkeys(days, holiday.title)
    return Calendar(
        off=frozenset(titles),
        make_up=frozenset(on for year in years.values() for on in year.make_up_on),
        settled_years=frozenset(year.year for year in years.values() if not year.provisional),
        shifts=shifts,
        titles=MappingProxyType(titles),
    )
