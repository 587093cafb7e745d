"""The rota of the week (P3): who is on duty at a moment, and where it would fall empty."""

from datetime import datetime, time

import pytest
from pydantic import ValidationError

from tests.rules.packs import PACK
from yuanba.rules.pack import Pack
from yuanba.rules.pack.duty import Duty, Watch, gaps, on_duty
from yuanba.rules.soundness import faults
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Term, TermUnit

WEEKDAYS, WEEKEND = (1, 2, 3, 4, 5), (6, 7)


def watch(days: tuple[int, ...], opens: int, closes: int, position: str) -> Watch:
    return Watch(days=days, opens=time(opens), closes=time(closes), position=position)


DAYS = watch(WEEKDAYS, 9, 18, "triager")
NIGHTS = watch(WEEKDAYS, 18, 9, "night")
ENDS = watch(WEEKEND, 9, 9, "night")
ROTA = Duty(watches=(DAYS, NIGHTS, ENDS), assumed="ours")


@pytest.mark.parametrize(
    ("at", "who"),
    [
        (datetime(2026, 3, 2, 9, 0, tzinfo=HERE), "triager"),  # Monday
        (datetime(2026, 3, 2, 17, 59, tzinfo=HERE), "triager"),
        (datetime(2026, 3, 2, 18, 0, tzinfo=HERE), "night"),
        (datetime(2026, 3, 3, 8, 59, tzinfo=HERE), "night"),
        (datetime(2026, 3, 7, 12, 0, tzinfo=HERE), "night"),  # Saturday
        (datetime(2026, 3, 9, 8, 59, tzinfo=HERE), "night"),  # Monday morning belongs to Sunday's watch
        (datetime(2026, 10, 1, 12, 0, tzinfo=HERE), "triager"),  # a holiday is a Thursday like any other
    ],
)
def test_who_is_on_duty(at: datetime, who: str) -> None:
    assert on_duty(ROTA, at) == (who,)


def test_it_is_never_empty() -> None:
    assert list(gaps(ROTA)) == []
    assert list(gaps(Duty(watches=(DAYS, NIGHTS), assumed="ours"))) == [(6, time(9))]
    assert list(gaps(Duty(watches=(DAYS, ENDS), assumed="ours"))) == [
        (1, time(18)),
        (2, time(18)),
        (3, time(18)),
        (4, time(18)),
        (5, time(18)),
    ]
    late = Duty(watches=(watch((1, 2, 3, 4, 5, 6, 7), 0, 23, "triager"),), assumed="ours")
    assert list(gaps(late)) == [(on, time(23)) for on in range(1, 8)]


def test_two_may_be_on_duty_at_once() -> None:
    both = Duty(watches=(*ROTA.watches, watch((1,), 9, 12, "clerk")), assumed="ours")
    assert on_duty(both, datetime(2026, 3, 2, 10, tzinfo=HERE)) == ("triager", "clerk")


def test_a_day_of_the_week_is_one_of_seven() -> None:
    with pytest.raises(ValidationError):
        watch((0,), 9, 18, "triager")


def with_rota(position: str, unit: TermUnit) -> Pack:
    rota = Duty(watches=(watch((1, 2, 3, 4, 5, 6, 7), 0, 0, position),), assumed="ours")
    triage = PACK.triage.model_copy(update={"term": Term(amount=2, unit=unit)})
    return PACK.model_copy(update={"duty": rota, "triage": triage})


def test_whoever_is_on_duty_may_triage_and_the_clock_runs_at_night() -> None:
    assert faults(with_rota("triager", TermUnit.URGENT_HOURS)) == []
    told = {
        code: [(one.place, one.code) for one in faults(with_rota(position, unit))]
        for code, position, unit in (
            ("day", "triager", TermUnit.WORKING_HOURS),
            ("idle", "clerk", TermUnit.URGENT_HOURS),
            ("ghost", "ghost", TermUnit.URGENT_HOURS),
        )
    }
    assert told == {
        "day": [("triage.term", "rota_by_day")],
        "idle": [("duty.watches.0.position", "rota_idle")],
        "ghost": [("duty.watches.0.position", "no_position")],
    }
