"""matter.read: who sees which matter; the lists and the page follow the same table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, tables
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day


@pytest.fixture
def matters(people: Cast, morning: datetime) -> list[Matter]:
    """Matters of several owners, areas, units and states."""
    made = [
        make.a_matter(now=morning, actor=people.li),
        make.a_matter(now=morning, actor=people.wang, area_code=cast.SECOND_GRID),
        make.a_matter(now=morning, area_code=cast.NANMEN),
        make.a_matter(now=morning, area_code=cast.DEGAN),
        make.a_matter(now=morning, area_code=""),
    ]
    deeds.walk(made[0], people, "assign accept answer", morning)
    deeds.do("assign", made[1], people, morning, class_code="common")
    deeds.walk(made[2], people, "assign return", morning)
    deeds.walk(made[3], people, "refuse", morning)
    return made


def readers(people: Cast, now: datetime) -> list[Actor]:
    return [
        ANONYMOUS,
        people.li,
        people.wang,
        people.chen,
        people.zhou,
        people.sun,
        make.staff("deng", "clerk", area=cast.JIJIANG, now=now),
        make.staff("luo", "grid_worker", unit="grid-1", area=cast.FIRST_GRID, now=now),
        make.staff("he", "handler", unit="degan", area=cast.DEGAN, now=now),
        make.staff("wan", "supervisor", area=cast.TONGTAIMEN, now=now),
        make.staff("yi", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=now),
        make.staff("estate", "grid_worker", estate=cast.RIVERSIDE, now=now),
        make.staff("idle", now=now),
    ]


def test_the_list_shows_exactly_what_the_table_lets_one_read(
    matters: list[Matter], people: Cast, morning: datetime
) -> None:
    for actor in readers(people, morning):
        told = {row.id for row in tables.listed(tables.readable(actor, morning)).rows}
        allowed = set()
        for matter in matters:
            facts = queries.facts_of(deeds.row_of(matter))
            if access.may(actor, MatterVerb.READ, facts, morning):
                allowed.add(matter.id)
                assert queries.matter_for(actor, matter.id, morning).id == matter.id
                assert queries.matter_by_receipt(actor, matter.receipt, morning).id == matter.id
            else:
                with pytest.raises(queries.MatterNotFound):
                    queries.matter_for(actor, matter.id, morning)
                with pytest.raises(queries.MatterNotFound):
                    queries.matter_by_receipt(actor, matter.receipt, morning)
        assert told == allowed, actor


def test_what_a_few_of_them_read(matters: list[Matter], people: Cast, morning: datetime) -> None:
    def read(actor: Actor) -> list[int]:
        return sorted(
            matters.index(matter)
            for matter in matters
            for row in tables.listed(tables.readable(actor, morning)).rows
            if row.id == matter.id
        )

    assert read(ANONYMOUS) == []
    assert read(people.li) == [0]
    assert read(people.chen) == [0, 1, 2, 3, 4]
    assert read(people.sun) == [0, 1, 2, 3, 4]
    assert 1 not in read(people.zhou), "that went to the community"


def test_the_owner_of_none_is_nobody(matters: list[Matter], people: Cast, morning: datetime) -> None:
    assert not queries.owned(["", "receipt:"])
    assert [row.id for row in queries.owned([people.li.key])] == [matters[0].id]


def test_the_code_opens_its_own_receipt_only(matters: list[Matter]) -> None:
    first, second = matters[2], matters[3]

    found = queries.matter_by_code(first.receipt, first.code)
    assert found
    assert found.id == first.id
    assert queries.matter_by_code(second.receipt, first.code) is None
    assert queries.matter_by_code(first.receipt, "") is None


def test_pages_follow_each_other_without_gap_or_double(people: Cast, morning: datetime) -> None:
    made = [make.a_matter(now=morning) for _ in range(7)]  # all at one moment
    seen: list[int] = []
    after = ""
    while True:
        page = tables.listed(tables.readable(people.chen, morning), after=after, limit=3)
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            break

    assert seen == [matter.id for matter in reversed(made)]
    assert len(_in_state(people.chen, State.FILED, morning)) == 3
    assert not _in_state(people.chen, State.CLOSED, morning)


def _in_state(actor: Actor, state: State, now: datetime) -> Sequence[MatterRow]:
    wanted = tables.Wanted(states=frozenset({state}))
    found = tables.narrowed(tables.readable(actor, now), wanted, store.in_force(day(now)), now)
    return tables.listed(found, limit=3).rows
