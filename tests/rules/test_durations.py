"""Durations and volumes that a mechanism names: exact, with what is left out counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import takewhile
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK, text
from yuanba.rules.core.metrics import Tally, number
from yuanba.rules.core.state import State
from yuanba.rules.evaluation.durations import PastMatter, PastOrder, Spent, Volume, spent, volume
from yuanba.rules.pack.figures import (
    CountedEvent,
    MeasuredStage,
    NamedDuration,
    NamedVolume,
    Residents,
    Split,
    Statistic,
)
from yuanba.rules.time.deadline import TermUnit
from yuanba.rules.time.worked import WorkedTime, office_day

Event, Stage = CountedEvent, MeasuredStage
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC) - timedelta(hours=8)
HOUR = timedelta(hours=1)
moments = st.integers(-60 * 60 * 24 * 40, 60 * 60 * 24 * 10).map(
    lambda seconds: MONDAY + timedelta(seconds=seconds)
)


def named(stage: Stage = Stage.ANSWER, **more: object) -> NamedDuration:
    told = {"title": text("用时"), "definition": text("派单到答复"), "ground": "J1"}
    usual = {"statistic": Statistic.MEAN, "unit": TermUnit.URGENT_HOURS}
    return NamedDuration.model_validate({**told, **usual, "stage": stage, **more})


def order(
    sent: int, accepted: int | None, ended: int | None, unit: str = "a", ending: bool = True
) -> PastOrder:
    at = [MONDAY + hours * HOUR if hours is not None else None for hours in (sent, accepted, ended)]
    assert at[0]
    return PastOrder(unit=unit, sent_at=at[0], accepted_at=at[1], ended_at=at[2], is_answered=ending)


def past(
    *orders: PastOrder, state: State = State.ACCEPTED, ended: int | None = None, **more: object
) -> PastMatter:
    told: dict[str, object] = {"class_code": "home", "channel": "web", "unit": "a", "area_code": "1"}
    return PastMatter(
        **{**told, **more},  # type: ignore[arg-type]
        state=state,
        filed_at=MONDAY,
        ended_at=MONDAY + ended * HOUR if ended is not None else None,
        orders=orders,
    )


CLOSED = past(order(1, 3, 8), state=State.CLOSED, ended=30)


@pytest.mark.parametrize(
    ("stage", "hours"),
    [
        (Stage.TRIAGE, 1),
        (Stage.ACCEPT, 2),
        (Stage.ANSWER, 7),
        (Stage.JUDGE, 22),
        (Stage.WHOLE, 30),
    ],
)
def test_from_what_to_what_a_stage_is_measured(stage: Stage, hours: int) -> None:
    assert spent(named(stage), [CLOSED], pack=PACK)[0] == Spent(
        value=Fraction(hours), of=1, running=0, given_up=0
    )


def test_what_is_not_over_or_ended_without_it_is_left_out_and_counted() -> None:
    matters = [
        CLOSED,
        past(order(1, 2, 3, ending=False), order(4, None, None)),  # given back, then to another unit
        past(state=State.REFUSED, ended=1),
        past(state=State.FILED),
    ]
    of_all = {stage: spent(named(stage), matters, pack=PACK)[0] for stage in Stage}
    assert {stage: (one.of, one.running, one.given_up) for stage, one in of_all.items()} == {
        Stage.TRIAGE: (2, 1, 1),
        Stage.ACCEPT: (2, 1, 0),
        Stage.ANSWER: (1, 1, 1),
        Stage.JUDGE: (1, 0, 0),
        Stage.WHOLE: (1, 2, 1),
    }
    assert spent(named(), [], pack=PACK)[0].value is None, "of nothing there is no mean"


def test_an_answer_that_was_sent_back_is_no_last_answer() -> None:
    again = past(order(1, 2, 5), order(6, 7, None))
    assert spent(named(Stage.JUDGE), [again], pack=PACK)[0] == Spent(value=None, of=0, running=0, given_up=0)


def test_mean_and_median_are_exact() -> None:
    matters = [past(order(0, 0, hours)) for hours in (1, 2, 10, 20)]
    assert spent(named(), matters, pack=PACK)[0].value == Fraction(33, 4)
    assert spent(named(statistic=Statistic.MEDIAN), matters, pack=PACK)[0].value == 6
    third = spent(named(unit=TermUnit.CALENDAR_DAYS), matters[:3], pack=PACK)[0]
    assert third.value == Fraction(13, 72)


def test_only_office_hours_run_where_the_unit_says_so() -> None:
    friday = [past(order(4 * 24 + 7, None, 7 * 24 + 1))]  # from Friday 16:00 to Monday 10:00
    day = office_day(PACK.calendar)
    shifts = PACK.calendar.shifts
    assert shifts[-1].closes.hour == 18
    hours = spent(named(unit=TermUnit.WORKING_HOURS), friday, pack=PACK)[0].value
    assert hours == 3
    assert spent(named(unit=TermUnit.WORKING_DAYS), friday, pack=PACK)[0].value == Fraction(
        3 * HOUR // HOUR, day // HOUR
    )
    assert spent(named(), friday, pack=PACK)[0].value == 66


def test_pauses_are_left_out_where_it_is_said() -> None:
    pauses = [(MONDAY + 2 * HOUR, MONDAY + 5 * HOUR), (MONDAY + 9 * HOUR, None), (MONDAY - HOUR, MONDAY)]
    paused = [past(order(1, 1, 10), pauses=pauses)]
    assert spent(named(), paused, pack=PACK)[0].value == 9
    assert spent(named(without_pauses=True), paused, pack=PACK)[0].value == 5


def test_parts_add_up_to_the_whole() -> None:
    matters = [
        past(order(0, 0, 4, unit="b", ending=False), order(4, 4, 8), class_code="home", area_code="1"),
        past(order(0, 0, 6, unit="b"), class_code="public", area_code="2"),
        past(state=State.FILED, class_code="", unit="", area_code=""),
    ]
    for by, codes in ((Split.CLASS, {"home", "public"}), (Split.UNIT, {"a", "b"}), (Split.AREA, {"1", "2"})):
        whole, parts = spent(named(by=by), matters, pack=PACK)
        assert set(parts) == codes
        for count in ("of", "running", "given_up"):
            assert sum(getattr(one, count) for one in parts.values()) == getattr(whole, count)
    _, by_unit = spent(named(by=Split.UNIT), matters, pack=PACK)
    assert by_unit["b"] == Spent(value=Fraction(6), of=1, running=0, given_up=1)
    _, waiting = spent(named(Stage.TRIAGE, by=Split.UNIT), matters, pack=PACK)
    assert waiting[""].running == 1, "what nobody has yet is a part of its own"


@given(moments, moments, moments)
def test_worked_time_is_that_of_the_calendar(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted([one, two, three])
    worked = WorkedTime(PACK.calendar, (first, middle, last))
    stretches = takewhile(lambda stretch: stretch[0] < last, PACK.calendar.worked_from(first))
    assert worked.between(first, last) == sum(
        (min(closes, last) - opens for opens, closes in stretches), timedelta()
    )
    assert worked.between(first, middle) + worked.between(middle, last) == worked.between(first, last)


@given(st.lists(st.integers(0, 500), min_size=1))
def test_mean_and_median_as_the_library_has_them(hours: list[int]) -> None:
    matters = [past(order(0, 0, one)) for one in hours]
    assert spent(named(), matters, pack=PACK)[0].value == Fraction(sum(hours), len(hours))
    middle = spent(named(statistic=Statistic.MEDIAN), matters, pack=PACK)[0].value
    assert middle == median([Fraction(one) for one in hours])


def counted(**more: object) -> NamedVolume:
    told = {
        "title": text("受理量"),
        "definition": text("收到的"),
        "ground": "J1",
        "event": Event.FILED,
    }
    return NamedVolume.model_validate({**told, **more})


TALLIES = [
    Tally(
        class_code="home",
        channel="web",
        unit="a",
        area_path="/990101/990101001/",
        amount=number(3),
    ),
    Tally(
        class_code="",
        channel="web",
        unit="",
        area_path="/990101/990101002/",
        amount=number(2),
    ),
]
RESIDENTS = Residents.model_validate(
    {"counted_on": MONDAY.date(), "areas": {"990101": 4000, "990101001": 900}, "ground": "J1"}
)


def test_a_volume_is_related_to_residents_only_where_they_are_known() -> None:
    per = counted(per_thousand=True, by=Split.AREA)
    whole, parts = volume(per, TALLIES, RESIDENTS, reach=["990101"])
    assert (whole, whole.per_thousand) == (Volume(number=5, residents=4000), Fraction(5, 4))
    assert parts["990101001"].per_thousand == Fraction(10, 3)
    assert (parts["990101002"].number, parts["990101002"].per_thousand) == (2, None)


def test_who_sees_a_part_of_the_district_gets_the_residents_of_that_part() -> None:
    per = counted(per_thousand=True, by=Split.CLASS)
    whole, parts = volume(per, TALLIES[:1], RESIDENTS, reach=["990101001"])
    assert whole.residents == parts["home"].residents == 900
    assert volume(per, TALLIES, RESIDENTS, reach=["990101001", "990101002"])[0].residents is None
    assert volume(per, [], RESIDENTS, reach=[])[0] == Volume(number=0, residents=None)
    assert volume(counted(), TALLIES, RESIDENTS, reach=["990101"])[0].residents is None
    assert volume(counted(classes=("home",)), TALLIES, None, reach=[])[0].number == 3
