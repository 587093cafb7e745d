"""The laws of a clock that stands still now and then, and the way to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK, SHIFTS, YEARS
from yuanba.rules.matters.clock import Clock, due_of, term_of, way_of
from yuanba.rules.time.calendar import HERE, calendar_of, day
from yuanba.rules.time.deadline import (
    HOURS,
    ClockPause,
    Extension,
    Interval,
    StillPausedError,
    StretchKind,
    Term,
    TermUnit,
    Why,
    due,
    ended,
    explain,
)

CALENDAR = calendar_of(YEARS, SHIFTS)
UH, WH, WD, CD = TermUnit.URGENT_HOURS, TermUnit.WORKING_HOURS, TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


minutes = st.integers(0, 120 * 24 * 60)
moments = minutes.map(lambda passed: at("2025-09-01 00:00") + timedelta(minutes=passed))
terms = st.builds(Term, amount=st.integers(1, 20), unit=st.sampled_from(TermUnit))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[ClockPause, ...]:
    """Up to three pauses, one after another, as a matter has them."""
    cuts = sorted(draw(st.lists(moments, max_size=6, unique=True)))
    return tuple(
        ClockPause(from_at=begins, until_at=stops, why=draw(st.sampled_from(Why)))
        for begins, stops in zip(cuts[::2], cuts[1::2], strict=False)
    )


extended = st.lists(
    st.builds(Extension, term=terms, granted_at=st.just(at("2027-01-01 00:00"))), max_size=2
).map(tuple)


@given(moments, terms, pauses())
def test_standing_still_never_makes_it_due_earlier(
    start: datetime, term: Term, stops: tuple[ClockPause, ...]
) -> None:
    without = due(start, term, CALENDAR).at
    assert due(start, term, CALENDAR, pauses=stops).at >= without
    for left_out in range(len(stops)):
        fewer = stops[:left_out] + stops[left_out + 1 :]
        assert due(start, term, CALENDAR, pauses=fewer).at <= due(start, term, CALENDAR, pauses=stops).at


@given(moments, terms, pauses())
def test_nothing_falls_due_while_the_clock_stands_still(
    start: datetime, term: Term, stops: tuple[ClockPause, ...]
) -> None:
    end = due(start, term, CALENDAR, pauses=stops).at
    if term.unit in HOURS:
        assert not any(pause.from_at < end < pause.until_at for pause in stops if pause.until_at)
    else:
        assert not any(pause.from_at <= end < pause.until_at for pause in stops if pause.until_at)


@given(moments, moments, terms, pauses())
def test_later_filing_never_falls_due_earlier_whatever_stood_still(
    one: datetime, other: datetime, term: Term, stops: tuple[ClockPause, ...]
) -> None:
    earlier, later = sorted([one, other])
    assert due(earlier, term, CALENDAR, pauses=stops).at <= due(later, term, CALENDAR, pauses=stops).at


@given(moments, terms, terms, pauses())
def test_more_time_is_never_less(
    start: datetime, term: Term, more: Term, stops: tuple[ClockPause, ...]
) -> None:
    extension = Extension(term=more, granted_at=start)
    with_more = due(start, term, CALENDAR, pauses=stops, extensions=(extension,))
    assert with_more.at > due(start, term, CALENDAR, pauses=stops).at
    assert f"extension.{more.amount}.{more.unit}" in with_more.because


@given(moments, st.integers(1, 12), st.integers(1, 12), st.sampled_from([UH, WH, WD]), pauses())
def test_two_terms_of_one_unit_are_their_sum(
    start: datetime, first: int, second: int, unit: TermUnit, stops: tuple[ClockPause, ...]
) -> None:
    extension = Extension(term=Term(amount=second, unit=unit), granted_at=start)
    both = due(start, Term(amount=first, unit=unit), CALENDAR, pauses=stops, extensions=(extension,))
    assert both.at == due(start, Term(amount=first + second, unit=unit), CALENDAR, pauses=stops).at


@given(moments, terms, pauses())
def test_an_extension_of_an_earlier_round_does_not_count(
    start: datetime, term: Term, stops: tuple[ClockPause, ...]
) -> None:
    earlier = Extension(term=Term(amount=3, unit=WD), granted_at=start - timedelta(seconds=1))
    assert due(start, term, CALENDAR, pauses=stops, extensions=(earlier,)) == due(
        start, term, CALENDAR, pauses=stops
    )


COUNTS = (StretchKind.RUNNING, StretchKind.MAKE_UP)


@given(moments, terms, pauses(), extended)
def test_the_way_leads_from_the_start_to_the_end_without_a_gap(
    start: datetime, term: Term, stops: tuple[ClockPause, ...], more: tuple[Extension, ...]
) -> None:
    way = explain(start, term, CALENDAR, pauses=stops, extensions=more)
    assert way[0].from_at == start
    assert way[-1].until_at == due(start, term, CALENDAR, pauses=stops, extensions=more).at
    for one, other in pairwise(way):
        assert one.until_at == other.from_at
        assert one.from_at < one.until_at
        assert (one.kind, one.why, one.title) != (other.kind, other.why, other.title)


@given(moments, st.integers(1, 20), st.sampled_from(sorted(HOURS)), pauses())
def test_the_hours_that_ran_are_the_term(
    start: datetime, amount: int, unit: TermUnit, stops: tuple[ClockPause, ...]
) -> None:
    way = explain(start, Term(amount=amount, unit=unit), CALENDAR, pauses=stops)
    ran = sum(((one.until_at - one.from_at) for one in way if one.kind in COUNTS), timedelta())
    assert ran == amount * (timedelta(minutes=1) if unit is TermUnit.MINUTES else timedelta(hours=1))


@given(moments, st.integers(1, 20), pauses())
def test_the_days_that_counted_are_the_term(
    start: datetime, amount: int, stops: tuple[ClockPause, ...]
) -> None:
    way = explain(start, Term(amount=amount, unit=WD), CALENDAR, pauses=stops)
    counted = [one for one in way if one.kind in COUNTS]
    days = sum((day(one.until_at - timedelta(microseconds=1)) - day(one.from_at)).days + 1 for one in counted)
    assert days == amount
    assert way[0].kind is StretchKind.FIRST_DAY


# --- the page "why this date" -------------------------------------------------------------------------
def told(way: tuple[Interval, ...]) -> list[str]:
    return [
        f"{one.from_at:%m-%d %H:%M} {one.kind}{f' {one.why}' if one.why else ''}"
        f"{f' {one.title.zh}' if one.title else ''}"
        for one in way
    ]


def test_why_a_term_of_days_ends_then() -> None:
    asked = ClockPause(from_at=at("2025-09-29 11:00"), until_at=at("2025-10-09 15:00"), why=Why.ASKED)
    way = explain(at("2025-09-26 10:00"), Term(amount=5, unit=WD), CALENDAR, pauses=(asked,))
    assert told(way) == [
        "09-26 10:00 first_day",
        "09-27 00:00 weekend",
        "09-28 00:00 make_up",
        "09-29 00:00 paused asked",
        "10-09 00:00 running",
        "10-11 00:00 make_up",
        "10-12 00:00 weekend",
        "10-13 00:00 running",
    ]
    assert way[-1].until_at == at("2025-10-13 18:00")


def test_why_a_term_of_calendar_days_moves_on() -> None:
    way = explain(at("2026-02-12 09:00"), Term(amount=3, unit=CD), CALENDAR)
    assert told(way) == [
        "02-12 09:00 first_day",
        "02-13 00:00 running",
        "02-16 00:00 holiday 假日",
        "02-24 00:00 running",
    ]


def test_why_working_hours_end_then() -> None:
    held = ClockPause(from_at=at("2025-09-30 15:00"), until_at=at("2025-09-30 16:30"), why=Why.HELD)
    way = explain(at("2025-09-30 11:00"), Term(amount=5, unit=WH), CALENDAR, pauses=(held,))
    assert told(way) == [
        "09-30 11:00 running",
        "09-30 12:00 closed",
        "09-30 14:00 running",
        "09-30 15:00 paused held",
        "09-30 16:30 running",
        "09-30 18:00 closed",
        "10-01 00:00 holiday 假日",
        "10-09 00:00 closed",
        "10-09 09:00 running",
    ]
    assert way[-1].until_at == at("2025-10-09 10:30")


def test_why_hours_on_a_make_up_day_and_with_more_time() -> None:
    more = Extension(term=Term(amount=1, unit=WD), granted_at=at("2025-10-11 10:00"))
    way = explain(at("2025-10-11 10:00"), Term(amount=1, unit=WH), CALENDAR, extensions=(more,))
    assert told(way) == [
        "10-11 10:00 make_up",
        "10-12 00:00 weekend",
        "10-13 00:00 running",
    ]


def test_why_urgent_hours_end_then() -> None:
    asked = ClockPause(from_at=at("2025-10-01 10:00"), until_at=at("2025-10-03 09:30"), why=Why.ASKED)
    way = explain(at("2025-10-01 08:00"), Term(amount=24, unit=UH), CALENDAR, pauses=(asked,))
    assert told(way) == ["10-01 08:00 running", "10-01 10:00 paused asked", "10-03 09:30 running"]


# --- a clock that stands still now --------------------------------------------------------------------
def test_a_clock_that_stands_still_has_no_end_until_it_is_ended() -> None:
    asked = ClockPause(from_at=at("2026-03-03 10:00"), why=Why.ASKED)
    with pytest.raises(StillPausedError):
        due(at("2026-03-02 09:00"), Term(amount=5, unit=WD), CALENDAR, pauses=(asked,))
    (closed,) = ended((asked,), at("2026-03-04 10:00"))
    assert closed.until_at == at("2026-03-04 10:00")
    assert ended((closed,), at("2026-03-09 10:00")) == (closed,)
    (never,) = ended((asked,), at("2026-03-01 10:00"))
    assert never.until_at == asked.from_at


def test_the_clock_of_a_matter_moves_on_while_it_stands_still() -> None:
    asked = ClockPause(from_at=at("2026-03-03 10:00"), why=Why.ASKED)
    clock = Clock(class_code="home", since_at=at("2026-03-02 09:00"), pauses=(asked,))
    assert term_of(clock, PACK) == Term(amount=5, unit=WD)
    assert due_of(clock, PACK, at("2026-03-03 11:00")).at == at("2026-03-09 18:00")
    assert due_of(clock, PACK, at("2026-03-05 11:00")).at == at("2026-03-11 18:00")
    assert way_of(clock, PACK, at("2026-03-05 11:00"))[2].kind is StretchKind.RUNNING
