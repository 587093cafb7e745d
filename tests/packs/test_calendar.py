"""The calendars against a second source: the package `holidays`, kept by other people."""

from datetime import date, timedelta

import holidays
import pytest
from django.conf import settings

from yuanba.packs import load

CALENDAR = load.load(settings.PACKS, "jiangjin", date(2026, 1, 1)).calendar


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_day_of_the_year_agrees(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    days = [date(year, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [on for on in days if CALENDAR.is_workday(on) != other.is_working_day(on)] == []


@pytest.mark.parametrize(("year", "days"), [(2025, 248), (2026, 248)])
def test_the_number_of_working_days(year: int, days: int) -> None:
    first = date(year, 1, 1)
    assert sum(CALENDAR.is_workday(first + timedelta(days=step)) for step in range(365)) == days


def test_only_the_year_without_a_notice_is_provisional() -> None:
    assert CALENDAR.settled_years == {2025, 2026}
