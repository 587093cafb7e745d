"""evaluation.see_results: rates with their formula, how many, who is left out; each number has its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from pytest_django import DjangoDbBlocker

from tests import cast, make
from tests.cast import Cast
from tests.conftest import once_for_a_file
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import services
from yuanba.evaluation.queries import results
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import Exclusion, Satisfaction
from yuanba.rules.time.period import Period

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MARCH = Period(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))


@dataclass(frozen=True)
class Judged:
    """Who judged what, and when all was decided."""

    people: Cast
    bench: Bench
    decided: datetime


@pytest.fixture(scope="module")
def _judged(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Judged]:
    with once_for_a_file(django_db_blocker):
        people, bench = cast.assemble(now=MORNING), court.assemble(now=MORNING)
        yield Judged(people, bench, _judge(people, bench, MORNING))


def _judge(people: Cast, bench: Bench, morning: datetime) -> datetime:
    """Li is very satisfied, Wang basically; a walk-in is silent. Qian finds the first two solved."""
    first = court.evaluating(people, bench, morning, actor=people.li)
    second = court.evaluating(people, bench, morning, actor=people.wang)
    court.evaluating(people, bench, morning)
    for matter, actor, level in (
        (first, people.li, Satisfaction.VERY_SATISFIED),
        (first, bench.qian, None),
        (second, people.wang, Satisfaction.BASICALLY_SATISFIED),
    ):
        services.rate(actor=actor, matter_id=matter.id, is_solved=True, satisfaction=level, now=morning)
    services.rate(actor=bench.qian, matter_id=second.id, is_solved=True, now=morning)
    later = morning + timedelta(days=9)
    services.round_off(now=later)
    return later


@pytest.fixture
def judged(_judged: Judged, jiangjin: DistrictRow) -> datetime:
    """When all was decided."""
    return _judged.decided


@pytest.fixture
def people(_judged: Judged, jiangjin: DistrictRow) -> Cast:
    return _judged.people


@pytest.fixture
def bench(_judged: Judged, jiangjin: DistrictRow) -> Bench:
    return _judged.bench


def test_rates_with_formula_number_and_who_is_left_out(people: Cast, judged: datetime) -> None:
    (line,) = results.lines(people.sun, MARCH, judged, by="unit")

    assert (line.code, line.matters, line.places) == ("tongtaimen", 3, 6)
    assert (line.results.solved.counted, line.results.solved.of) == (4, 4)
    assert (line.results.satisfied.counted, line.results.satisfied.of) == (Fraction(19, 10), 2)
    assert line.results.excluded == {
        Exclusion.SILENT: 1,  # Qian on the third
        Exclusion.UNREACHABLE: 1,  # the walk-in
        Exclusion.TIED: 0,
        Exclusion.VACANT: 0,
    }
    assert line.middle is Satisfaction.VERY_SATISFIED


@pytest.mark.parametrize(
    "what", ["all", "solved", "said", "how", "silent", "unreachable", "tied", "satisfied"]
)
def test_every_number_has_the_list_that_it_counts(people: Cast, judged: datetime, what: str) -> None:
    (line,) = results.lines(people.sun, MARCH, judged, by="unit")
    numbers = {
        "all": line.places,
        "solved": line.results.solved.counted,
        "said": line.results.solved.of,
        "how": line.results.satisfied.of,
        "satisfied": 2,
        **{str(why): number for why, number in line.results.excluded.items()},
    }

    rows = results.counted(people.sun, MARCH, judged, by="unit", code="tongtaimen", what=what)

    assert len(rows) == numbers[what]


def test_by_class_and_by_group(people: Cast, judged: datetime) -> None:
    assert [line.code for line in results.lines(people.sun, MARCH, judged, by="class_code")] == ["home"]
    groups = {line.code: line.places for line in results.lines(people.sun, MARCH, judged, by="group_code")}
    assert groups == {"parties": 3, "democratic_supervisors": 3}


def test_only_of_ones_own_area(people: Cast, bench: Bench, judged: datetime) -> None:
    here = make.staff("here", "community_secretary", area=cast.TONGTAIMEN, now=judged)
    there = make.staff("there", "community_secretary", area=cast.NANMEN, now=judged)

    def places(actor: Actor) -> int:
        return results.total(actor, MARCH, judged).places

    assert (places(here), places(there)) == (6, 0)
    assert (places(bench.qian), places(people.zhou), places(people.chen), places(people.li)) == (6, 0, 0, 0)


def test_only_of_the_period_and_only_what_is_decided(people: Cast, bench: Bench, judged: datetime) -> None:
    february = Period(from_on=date(2026, 2, 1), until_on=date(2026, 2, 28))
    assert results.lines(people.sun, february, judged, by="unit") == []

    court.evaluating(people, bench, judged, actor=people.li)
    assert results.total(people.sun, MARCH, judged).places == 6, "they still have time"
