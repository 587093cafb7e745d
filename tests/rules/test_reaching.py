"""How messages reach somebody, quiet hours, and how text messages are counted."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from yuanba.rules.core.audience import Audience
from yuanba.rules.messages import budget
from yuanba.rules.messages.reaching import (
    DEFAULTS,
    GROUPS,
    LONGEST_QUIET,
    OF_RESIDENTS,
    OF_STAFF,
    MessageGroup,
    QuietHours,
    Reach,
    Wishes,
    next_time,
)
from yuanba.rules.time.calendar import HERE

NIGHT = QuietHours(time(21, 30), time(8))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("hour", "minute", "is_quiet"),
    [(21, 29, False), (21, 30, True), (23, 59, True), (0, 0, True), (7, 59, True), (8, 0, False)],
)
def test_the_night_is_quiet_by_the_clock_of_china(hour: int, minute: int, is_quiet: bool) -> None:
    assert NIGHT.cover(at(hour, minute)) is is_quiet


def test_quiet_hours_may_lie_in_the_day_or_be_none() -> None:
    noon = QuietHours(time(12), time(14))
    assert [noon.cover(at(hour)) for hour in (11, 12, 13, 14, 23)] == [False, True, True, False, False]
    assert not any(QuietHours(time(0), time(0)).cover(at(hour)) for hour in range(24))


def test_how_long_they_are_is_exact_to_the_second() -> None:
    assert NIGHT.length == timedelta(hours=10, minutes=30)
    nearly_all_day = QuietHours(time(8, 0, 30), time(8))
    assert nearly_all_day.length == timedelta(hours=23, minutes=59, seconds=30) > LONGEST_QUIET
    assert QuietHours(time(8), time(8)).length == timedelta(0)


def test_they_end_the_next_time_that_the_clock_says_so() -> None:
    assert NIGHT.end_after(at(22)) == datetime(2026, 3, 3, 8, tzinfo=HERE)
    assert NIGHT.end_after(at(2)) == at(8)
    assert next_time(time(8), at(8)) == datetime(2026, 3, 3, 8, tzinfo=HERE)


def test_each_audience_but_who_is_on_duty_has_a_group_that_somebody_chooses_for() -> None:
    assert set(Audience) - set(GROUPS) == {Audience.DUTY}
    assert set(GROUPS.values()) == {*OF_RESIDENTS, *OF_STAFF} == set(DEFAULTS)


def test_what_is_owed_comes_whatever_was_chosen() -> None:
    silent = Wishes(reaches=dict.fromkeys(MessageGroup, Reach.INBOX))
    assert silent.reach(Audience.RESIDENT, is_owed=False) is Reach.INBOX
    assert silent.reach(Audience.RESIDENT, is_owed=True) is Reach.EACH
    assert silent.reach(Audience.DUTY, is_owed=False) is Reach.EACH
    assert Wishes().reach(Audience.UNIT, is_owed=False) is Reach.INBOX


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        *[("", 1), ("字" * 70, 1), ("字" * 71, 2), ("字" * 134, 2), ("字" * 135, 3)],
        *[("😀" * 35, 1), ("😀" * 36, 2), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3)],
    ],
)
def test_text_messages_are_counted_as_operators_bill_them(text: str, parts: int) -> None:
    assert budget.parts(text) == parts


def test_a_budget_allows_to_its_end_and_warns_at_four_fifths() -> None:
    assert [budget.allows(used, 2, 100) for used in (97, 98, 99)] == [True, True, False]
    assert budget.allows(10**6, 1, None)
    assert [budget.is_short(used, 100) for used in (79, 80, 100)] == [False, True, True]
    assert not budget.is_short(10**6, None)


def test_a_month_is_one_of_china() -> None:
    assert budget.month_of(datetime(2026, 3, 1, 0, 30, tzinfo=HERE)).isoformat() == "2026-03-01"
    assert budget.month_of(datetime(2026, 2, 28, 23, 59, tzinfo=HERE)).isoformat() == "2026-02-01"
