"""Legal days, working days and working hours, from the published calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, model_validator

from yuanba.rules.core.declared import Declared, Text

HERE = ZoneInfo("Asia/Shanghai")
SATURDAY = 5


def day(at: datetime) -> date:
    """Return the local (China) day of a moment; raise ValueError where the moment has no time zone.

    >>> from datetime import UTC
    >>> day(datetime(2025, 9, 30, 16, 30, tzinfo=UTC))
    datetime.date(2025, 10, 1)
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(HERE).date()


def moment(on: date, clock: time) -> datetime:
    """Return the moment, with its time zone, of this day and clock time in China."""
    return datetime.combine(on, clock, tzinfo=HERE)


class Holiday(Declared):
    """One public holiday: its title, its first day off, and its last day off."""

    title: Text
    first_on: date
    last_on: date

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last_on < self.first_on:
            raise ValueError("last_on is before first_on")
        return self


class CalendarYear(Declared):
    """One year's holidays and make-up working days, as the State Council's notice arranges them.

    `provisional` marks a year whose notice has not appeared: weekends and the holidays that the law fixes,
    without any moved working day.
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
    """One period of office hours in a working day: when offices open, and when they close."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"opens": "09:00:00", "closes": "17:00:00"}]})

    opens: time
    closes: time

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("closes must be after opens")
        return self


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days and hours of offices; for a year without a holiday file, Monday to Friday."""

    off: frozenset[date]
    make_up: frozenset[date]
    settled_years: frozenset[int]
    shifts: tuple[Shift, ...]
    titles: Mapping[date, Text] = field(default_factory=dict, hash=False)

    def is_workday(self, on: date) -> bool:
        """Return whether offices work on this day; a make-up Saturday or Sunday is a working day."""
        if on in self.make_up:
            return True
        return on not in self.off and on.weekday() < SATURDAY

    def is_settled(self, on: date) -> bool:
        """Return whether the holiday notice for this day's year has been published."""
        return on.year in self.settled_years

    def workday_from(self, on: date) -> date:
        """Return this day if it is a working day, else the next working day."""
        while not self.is_workday(on):
            on += timedelta(days=1)
        return on

    def closing(self, on: date) -> datetime:
        """Return the moment at which offices close on this day."""
        return moment(on, self.shifts[-1].closes)

    def worked_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the periods of office hours from this moment on, as (start, end); the iterator never ends."""
        on = day(at)
        while True:
            on = self.workday_from(on)
            for shift in self.shifts:
                opens, closes = moment(on, shift.opens), moment(on, shift.closes)
                if at < closes:
                    yield max(at, opens), closes
            on += timedelta(days=1)


def calendar_of(years: Mapping[str, CalendarYear], shifts: tuple[Shift, ...]) -> Calendar:
    """Return the working calendar made from the holidays of all years and the office hours."""
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
