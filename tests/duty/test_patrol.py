"""A patrol note becomes a matter in one act; a small thing is settled in the same."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds
from tests.cast import Cast
from yuanba.duty import services as duty
from yuanba.duty.services import SettledOnTheSpot
from yuanba.matters import queries
from yuanba.matters.queries import tables
from yuanba.matters.services import Once
from yuanba.matters.services.filing import UnknownFilingArea
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import NotOnTheSpot
from yuanba.rules.matters.verbs import MatterVerb

WORDS = "2栋楼道里堆了旧家具"


@pytest.fixture
def gao(people: Cast) -> Actor:
    """高, who works the first grid."""
    return deeds.gao(people, None)  # type: ignore[arg-type]


def rows(now: datetime) -> list[queries.MatterRow]:
    return list(tables.listed(tables.readable(system("test"), now)).rows)


def test_a_note_is_filed_where_the_grid_lies(gao: Actor, morning: datetime) -> None:
    filed = duty.patrol(actor=gao, text=WORDS, area_code=cast.FIRST_GRID, now=morning)
    row = queries.matter_by_token(filed.token)
    assert (row.state, row.channel, row.area_code) == (State.FILED, "patrol", cast.FIRST_GRID)
    assert row.owner_key != gao.key
    assert [step.verb for step in queries.story(row.id)] == [MatterVerb.FILE]


def test_what_was_done_on_the_spot_waits_for_the_check(gao: Actor, morning: datetime) -> None:
    settled = SettledOnTheSpot(class_code="home", words="已请住户当场搬走")
    filed = duty.patrol(actor=gao, text=WORDS, area_code=cast.FIRST_GRID, settled=settled, now=morning)
    row = queries.matter_by_token(filed.token)
    assert (row.state, row.unit) == (State.ANSWERED, "grid-1")
    assert [step.verb for step in queries.story(row.id)] == [MatterVerb.FILE, MatterVerb.SETTLE]


def test_sent_twice_it_is_one(gao: Actor, morning: datetime) -> None:
    once = Once(scope=b"a" * 32, body_digest=b"b" * 32)
    settled = SettledOnTheSpot(class_code="home", words="已搬走")
    receipts = {
        duty.patrol(
            actor=gao, text=WORDS, area_code=cast.FIRST_GRID, settled=settled, once=once, now=morning
        ).receipt
        for _ in range(2)
    }
    assert len(receipts) == 1
    assert len(rows(morning)) == 1


def test_nothing_is_filed_where_it_cannot_be_settled(gao: Actor, morning: datetime) -> None:
    settled = SettledOnTheSpot(class_code="public", words="已修好")
    with pytest.raises(NotOnTheSpot):
        duty.patrol(actor=gao, text=WORDS, area_code=cast.FIRST_GRID, settled=settled, now=morning)
    assert rows(morning) == []


def test_only_in_ones_own_grid(gao: Actor, people: Cast, morning: datetime) -> None:
    for actor, area in (
        (gao, cast.SECOND_GRID),
        (people.zhou, cast.FIRST_GRID),
        (people.li, cast.FIRST_GRID),
    ):
        with pytest.raises(NotAllowed) as refused:
            duty.patrol(actor=actor, text=WORDS, area_code=area, now=morning)
        assert refused.value.arguments["verb"] == MatterVerb.PATROL_NOTE
    with pytest.raises(UnknownFilingArea):
        duty.patrol(actor=gao, text=WORDS, area_code="999", now=morning)
