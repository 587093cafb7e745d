"""Golden cases by hand across National Day 2025 and Spring Festival 2026, and the laws of terms."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import SHIFTS, YEARS
from yuanba.rules.time.calendar import HERE, Calendar, CalendarYear, Holiday, Shift, calendar_of, day, moment
from yuanba.rules.time.deadline import Term, TermUnit, due

CALENDAR = calendar_of(YEARS, SHIFTS)
UH, WH, WD, CD = TermUnit.URGENT_HOURS, TermUnit.WORKING_HOURS, TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


GOLDEN = [
    # Urgent hours run through nights and holidays.
    ("2025-09-30 23:00", 2, UH, "2025-10-01 01:00"),
    ("2025-10-01 10:15", 24, UH, "2025-10-02 10:15"),
    # Working hours: 9-12 and 14-18. Tuesday 30 September is the last day before the holiday.
    ("2025-09-30 17:00", 1, WH, "2025-09-30 18:00"),
    ("2025-09-30 17:00", 2, WH, "2025-10-09 10:00"),
    ("2025-09-30 11:30", 1, WH, "2025-09-30 14:30"),
    ("2025-09-30 20:00", 4, WH, "2025-10-09 15:00"),  # filed at night
    ("2025-10-05 03:00", 7, WH, "2025-10-09 18:00"),  # filed in the holiday
    ("2025-10-10 17:30", 1, WH, "2025-10-11 09:30"),  # a make-up Saturday is worked
    # Working days count from the day after and end when offices close.
    ("2025-09-27 10:00", 1, WD, "2025-09-28 18:00"),  # Saturday; Sunday is a make-up day
    ("2025-09-30 08:00", 1, WD, "2025-10-09 18:00"),
    ("2025-09-30 23:59", 3, WD, "2025-10-11 18:00"),
    ("2026-02-13 09:00", 1, WD, "2026-02-14 18:00"),
    ("2026-02-13 09:00", 5, WD, "2026-02-27 18:00"),
    ("2026-02-14 09:00", 5, WD, "2026-02-28 18:00"),
    # Calendar days: a last day that is off moves to the next working day.
    ("2025-09-26 09:00", 5, CD, "2025-10-09 18:00"),
    ("2025-09-26 09:00", 2, CD, "2025-09-28 18:00"),
    ("2026-02-20 09:00", 8, CD, "2026-02-28 18:00"),
    ("2026-03-02 09:00", 7, CD, "2026-03-09 18:00"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "end"), GOLDEN)
def test_golden_cases(start: str, amount: int, unit: TermUnit, end: str) -> None:
    found = due(at(start), Term(amount=amount, unit=unit), CALENDAR)
    assert found.at == at(end)
    assert found.on == at(end).date()
    assert not found.provisional
    assert found.because[0] == f"term.{amount}.{unit}"


def test_a_moment_counts_as_here_whatever_its_zone() -> None:
    term = Term(amount=1, unit=WD)
    assert due(datetime(2025, 9, 29, 16, 30, tzinfo=UTC), term, CALENDAR).at == at("2025-10-09 18:00")
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2025, 9, 29), term, CALENDAR)  # noqa: DTZ001 - the naive moment is the point


def test_a_term_that_runs_past_the_published_calendars_is_provisional() -> None:
    over = due(at("2026-12-30 09:00"), Term(amount=3, unit=WD), CALENDAR)
    assert over.provisional
    assert over.because == (
        "term.3.working_days",
        "grounds.civil_code_201",
        "calendar.2026",
        "calendar.2027.provisional",
        "grounds.civil_code_203",
    )
    assert not due(at("2026-12-28 09:00"), Term(amount=3, unit=WD), CALENDAR).provisional
    # Hours that run through everything need no calendar.
    assert not due(at("2026-12-31 23:00"), Term(amount=24, unit=UH), CALENDAR).provisional
    assert due(at("2028-05-05 09:00"), Term(amount=1, unit=WH), CALENDAR).because[-1] == (
        "calendar.2028.provisional"
    )


seconds = st.integers(0, int(timedelta(days=900).total_seconds()))
moments = seconds.map(lambda passed: at("2025-01-01 00:00") + timedelta(seconds=passed))
terms = st.builds(Term, amount=st.integers(1, 60), unit=st.sampled_from(TermUnit))


@given(moments, moments, terms)
def test_later_filing_never_falls_due_earlier(one: datetime, other: datetime, term: Term) -> None:
    earlier, later = sorted([one, other])
    assert due(earlier, term, CALENDAR).at <= due(later, term, CALENDAR).at


@given(moments, st.integers(1, 59), st.sampled_from(TermUnit))
def test_more_time_never_ends_earlier(start: datetime, amount: int, unit: TermUnit) -> None:
    shorter = due(start, Term(amount=amount, unit=unit), CALENDAR)
    longer = due(start, Term(amount=amount + 1, unit=unit), CALENDAR)
    assert start < shorter.at <= longer.at


@given(moments, st.integers(1, 40))
def test_a_term_of_working_days_ends_on_a_worked_day_after_so_many(start: datetime, amount: int) -> None:
    end = due(start, Term(amount=amount, unit=WD), CALENDAR).on
    span = (end - day(start)).days
    worked = [day(start) + timedelta(days=step) for step in range(1, span + 1)]
    assert sum(CALENDAR.is_workday(on) for on in worked) == amount
    assert CALENDAR.is_workday(end)


@given(moments, st.integers(1, 30))
def test_working_hours_add_up(start: datetime, amount: int) -> None:
    end = due(start, Term(amount=amount, unit=WH), CALENDAR).at
    worked = timedelta()
    for opens, closes in CALENDAR.worked_from(start):
        if opens >= end:
            break
        worked += min(closes, end) - opens
    assert worked == timedelta(hours=amount)


def test_a_year_without_a_file_is_monday_to_friday() -> None:
    bare = Calendar(frozenset(), frozenset(), frozenset(), SHIFTS)
    assert bare.is_workday(date(2030, 5, 3))
    assert not bare.is_workday(date(2030, 5, 4))
    assert not bare.is_settled(date(2030, 5, 3))
    assert bare.closing(date(2030, 5, 3)) == moment(date(2030, 5, 3), time(18))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Holiday(
                title={"zh": "假", "en": "x"}, first_on=date(2025, 1, 2), last_on=date(2025, 1, 1)
            ),
            "last_on is before first_on",
        ),
        (lambda: Shift(opens=time(12), closes=time(12)), "closes must be after opens"),
        (
            lambda: CalendarYear(year=2025, notice="x", holidays=(), make_up_on=(date(2026, 1, 4),)),
            "2026-01-04 is not in 2025",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(make: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()  # type: ignore[operator]
