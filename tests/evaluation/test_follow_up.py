"""matter.follow_up: who is not satisfied is called, by somebody who had nothing to do with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.flat import cost_of
from tests.make import Matter
from yuanba.evaluation import queries, services
from yuanba.evaluation.models import FollowUp
from yuanba.evaluation.queries import CallOutcome
from yuanba.evaluation.services.calling import AlreadyCalled
from yuanba.evaluation.tables import CALLS
from yuanba.matters import queries as matters
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.matters.check import Barred
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.sheets import ooxml
from yuanba.web.tables import Neighbours, TableReader
from yuanba.web.tables.asked import read_text


@pytest.fixture
def dissatisfied(people: Cast, bench: Bench, morning: datetime) -> Matter:
    """Li says: solved, but very dissatisfied. Qian has said solved."""
    matter = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(actor=bench.qian, matter_id=matter.id, is_solved=True, now=morning)
    services.rate(
        actor=people.li,
        matter_id=matter.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words="拖了两周",
        now=morning,
    )
    return matter


def call(
    matter: Matter, actor: Actor, outcome: CallOutcome, now: datetime, *, words: str = "打过电话"
) -> None:
    (waiting,) = [one for one in queries.calls_of(matter.id) if one.done_at is None]
    services.follow_up(actor=actor, call_id=waiting.id, outcome=outcome, words=words, now=now)


def test_dissatisfaction_is_owed_a_call_before_the_end(
    dissatisfied: Matter, bench: Bench, morning: datetime
) -> None:
    assert deeds.row_of(dissatisfied).state is State.EVALUATING, "all have spoken, but nobody has called"
    (waiting,) = queries.calls_to_make(bench.wu, morning)
    # two working days after Monday
    assert waiting.due_at.date().isoformat() == "2026-03-04"

    services.round_off(now=morning + timedelta(days=20))
    assert deeds.row_of(dissatisfied).state is State.EVALUATING

    call(dissatisfied, bench.wu, CallOutcome.SETTLED, morning)

    assert deeds.row_of(dissatisfied).state is State.CLOSED
    assert deeds.story(dissatisfied)[-2:] == ["follow_up", "close"]
    assert queries.calls_to_make(bench.wu, morning) == []


def test_calls_are_a_work_table(people: Cast, dissatisfied: Matter, bench: Bench, morning: datetime) -> None:
    """Filtered, sorted, along the list and as a workbook; the unit that answered sees none.

    Two calls cost as many statements as one.
    """
    table, reader = CALLS, TableReader(actor=bench.wu, now=morning)
    cost = cost_of(table, reader)
    other = court.evaluating(people, bench, morning, actor=people.li, class_code="common")
    services.rate(actor=people.li, matter_id=other.id, is_solved=False, words="没修", now=morning)
    first, second = (one.id for one in queries.calls_to_make(bench.wu, morning))
    assert cost_of(table, reader) == cost

    def seen(address: str) -> list[int]:
        return [line.id for line in table.rows(reader, read_text(table, address), 30).rows]

    assert seen("") == [first, second]
    assert seen("sort=kind") == seen("sort=-kind")[::-1]
    assert seen("said=very_dissatisfied") == [first]
    assert seen("said=unsolved") == [second]
    assert seen("class=common") == [second]
    assert seen(f"class=home&unit={deeds.row_of(dissatisfied).unit}") == [first]
    assert seen(f"area={cast.DEGAN}") == seen("area=nowhere") == seen("due_from=2099-01-01") == []
    assert table.count(reader, read_text(table, "")) == 2
    assert table.beside(reader, read_text(table, "sort=receipt"), first) in (
        Neighbours(before=None, after=second),
        Neighbours(before=second, after=None),
    )
    assert table.count(TableReader(actor=people.zhou, now=morning), read_text(table, "")) == 0

    desk = Client()
    desk.force_login(Account.objects.get(login="wu"))
    page = desk.get("/d/jiangjin/desk/calls").content.decode()
    assert f'data-row href="/d/jiangjin/desk/calls/{first}?list=calls"' in page
    assert "不满意" in page
    file = desk.post("/d/jiangjin/desk/calls?verb=export&all=1&col=receipt&col=said")
    assert file.status_code == 200
    (grid,) = ooxml.grids(file.content)
    assert [row[-1] for row in grid.rows] == ["评价内容", "非常不满意 · 拖了两周", "没有解决 · 没修"]
    assert deeds.last(other).verb == "matter.export"
    assert desk.get(f"/d/jiangjin/desk/calls/{second + 99}").status_code == 404


def test_who_waits_for_a_call_keeps_nobody_else_waiting(
    dissatisfied: Matter, people: Cast, bench: Bench, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = court.evaluating(people, bench, morning, actor=people.wang)
    one_at_a_time = partial(matters.over_for_judging, limit=1)
    monkeypatch.setattr("yuanba.matters.queries.over_for_judging", one_at_a_time)

    assert services.round_off(now=morning + timedelta(days=20)) == 1

    assert deeds.row_of(dissatisfied).state is State.EVALUATING
    assert deeds.row_of(silent).state is State.CLOSED


def test_a_bad_result_goes_back(dissatisfied: Matter, bench: Bench, morning: datetime) -> None:
    call(dissatisfied, bench.wu, CallOutcome.REWORK, morning, words="路面还没有恢复")

    row = deeds.row_of(dissatisfied)
    assert (row.state, row.reworks) == (State.ASSIGNED, 1)
    assert deeds.last(dissatisfied).words == "路面还没有恢复"


def test_unsolved_is_owed_one_too(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(actor=people.li, matter_id=matter.id, is_solved=False, now=morning)

    call(matter, bench.wu, CallOutcome.REWORK, morning)

    assert deeds.row_of(matter).reworks == 1, "it has gone back already"


def test_satisfaction_is_not(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(
        actor=people.li,
        matter_id=matter.id,
        is_solved=True,
        satisfaction=Satisfaction.BASICALLY_SATISFIED,
        now=morning,
    )

    assert queries.calls_of(matter.id) == []


def test_never_by_who_handled_it_or_their_unit(
    dissatisfied: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    of_unit = make.staff("inside", "clerk", unit="grid-1", area=cast.TONGTAIMEN, now=morning)
    handler = make.actor("of-grid-1")
    both = make.staff("worker", "grid_worker", unit="grid-1", area=cast.FIRST_GRID, now=morning)

    for actor, why in ((of_unit, Barred), (both, Barred), (handler, NotAllowed), (people.li, NotAllowed)):
        with pytest.raises(why):
            call(dissatisfied, actor, CallOutcome.SETTLED, morning)
        assert queries.calls_to_make(actor, morning) == []

    assert FollowUp.objects.get().done_at is None


def test_not_twice(dissatisfied: Matter, bench: Bench, morning: datetime) -> None:
    (waiting,) = queries.calls_of(dissatisfied.id)
    call(dissatisfied, bench.wu, CallOutcome.UNREACHED, morning)

    with pytest.raises(AlreadyCalled):
        services.follow_up(
            actor=bench.wu, call_id=waiting.id, outcome=CallOutcome.SETTLED, words="再打", now=morning
        )


def test_not_without_words(dissatisfied: Matter, bench: Bench, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        call(dissatisfied, bench.wu, CallOutcome.SETTLED, morning, words=" ")


def test_what_was_said_is_masked_and_sealed(dissatisfied: Matter, bench: Bench, morning: datetime) -> None:
    call(dissatisfied, bench.wu, CallOutcome.SETTLED, morning, words="本人13800138000接听")

    stored = FollowUp.objects.get()
    assert "13800138000" not in stored.text
    assert b"13800138000" not in bytes(stored.sealed)
