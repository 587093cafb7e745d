"""The work tables of matters: filters, orders, pages, neighbours and counts, each within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.desk.tables.lists import MATTERS
from yuanba.matters import models, queries
from yuanba.matters.queries import tables
from yuanba.matters.queries.heaps import Heap
from yuanba.matters.queries.tables import Between, MatterList, Wanted
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tables import TableReader, ordered
from yuanba.web.tables.asked import read_text


@pytest.fixture
def filed(people: Cast, morning: datetime) -> list[Matter]:
    """Matters of several areas, units and states, each filed a minute after the other."""
    areas = (cast.FIRST_GRID, cast.SECOND_GRID, cast.NANMEN, cast.DEGAN, "", cast.TONGTAIMEN)
    made = [
        make.a_matter(now=morning + timedelta(minutes=number), area_code=area)
        for number, area in enumerate(areas)
    ]
    deeds.walk(made[0], people, "assign accept", morning)
    deeds.do("assign", made[1], people, morning, class_code="common")
    deeds.walk(made[2], people, "refuse", morning)
    return made


def _ids(found: MatterList, now: datetime, **asked: Any) -> list[int]:
    """The ids of the rows of a list with these filters."""
    narrowed = tables.narrowed(found, Wanted(**asked), store.in_force(day(now)), now)
    return [row.id for row in tables.listed(narrowed).rows]


def _all(actor: Actor, now: datetime, **asked: Any) -> set[int]:
    return set(_ids(tables.readable(actor, now), now, **asked))


def test_each_filter_leaves_what_it_says(people: Cast, filed: list[Matter], morning: datetime) -> None:
    first, second, third, fourth, fifth, sixth = (one.id for one in filed)
    chen = people.chen
    everything = {first, second, third, fourth, fifth, sixth}
    assert _all(chen, morning) == everything
    assert _all(chen, morning, states=frozenset({State.FILED})) == {fourth, fifth, sixth}
    assert _all(chen, morning, states=frozenset(State) - ENDS) == everything - {third}
    assert _all(chen, morning, unit="jijiang") == {first}
    assert _all(chen, morning, class_code="common") == {second}
    assert _all(chen, morning, channel="web") == everything
    assert _all(chen, morning, channel="phone") == set()
    assert _all(chen, morning, words="路灯") == everything
    assert _all(chen, morning, words="，。") == set()
    assert _all(chen, morning, heap=Heap.LATE) == set()
    assert _all(chen, morning + timedelta(days=60), heap=Heap.LATE) == {first, second}
    assert _all(people.zhou, morning, hand=people.zhou.key) == {first}
    assert _all(chen, morning, hand=tables.NOBODY) == {second}
    minute = timedelta(minutes=1)
    assert _all(chen, morning, filed=Between(from_at=morning + 4 * minute)) == {fifth, sixth}
    assert _all(chen, morning, filed=Between(to_at=morning + minute)) == {first}
    assert _all(chen, morning, ended=Between(from_at=morning)) == {third}
    assert _all(
        chen, morning, due=Between(from_at=morning), unit="jijiang", states=frozenset({State.ACCEPTED})
    ) == {first}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (f"/{cast.DISTRICT}/", (0, 1, 2, 3, 4, 5)),
        (f"/{cast.DISTRICT}/{cast.JIJIANG}/", (0, 1, 2, 5)),
        (cast.COMMUNITY_PATH, (0, 1, 5)),
        (cast.GRID_PATH, (0,)),
        (f"{cast.GRID_PATH}9/", ()),
    ],
)
def test_an_area_holds_what_lies_in_it(
    people: Cast, filed: list[Matter], morning: datetime, path: str, places: Sequence[int]
) -> None:
    assert _all(people.chen, morning, area_path=path) == {filed[place].id for place in places}


def _by_walking(found: MatterList, name: str, *, is_backwards: bool, limit: int) -> list[int]:
    seen: list[int] = []
    after = ""
    while True:
        order = found.order(name, is_backwards=is_backwards)
        page = tables.listed(found, order=order, after=after, limit=limit)
        seen += [row.id for row in page.rows]
        if not page.after:
            return seen
        after = page.after


@pytest.mark.parametrize("name", ["filed", "due", "until", "ended"])
@pytest.mark.parametrize("is_backwards", [False, True])
def test_pages_of_any_size_tell_the_same_order_and_neighbours(
    people: Cast, filed: list[Matter], morning: datetime, name: str, is_backwards: bool
) -> None:
    found = tables.readable(people.chen, morning)
    whole = _by_walking(found, name, is_backwards=is_backwards, limit=50)
    rows = {row.pk: getattr(row, f"{name}_at") for row in models.Matter.objects.all()}
    having = sorted(
        (one for one in rows if rows[one]), key=lambda one: (rows[one], one), reverse=is_backwards
    )
    without = sorted((one for one in rows if not rows[one]), reverse=is_backwards)
    assert whole == having + without

    for limit in (1, 2, 4):
        assert _by_walking(found, name, is_backwards=is_backwards, limit=limit) == whole
    order = found.order(name, is_backwards=is_backwards)
    assert [tables.beside(found, one, order) for one in whole] == [
        (whole[place - 1] if place else None, (whole[place + 1 :] or [None])[0])
        for place in range(len(whole))
    ]


def _walked(sort: str, reader: TableReader, limit: int = 50) -> list[int]:
    seen: list[int] = []
    asked = read_text(MATTERS, f"sort={sort}")
    while True:
        page = MATTERS.rows(reader, asked, limit)
        assert page.is_sorted
        seen += [line.id for line in page.rows]
        if not page.after:
            return seen
        asked = asked.at(page.after)


@pytest.mark.parametrize(
    ("sort", "places"),
    [
        ("state", (5, 4, 3, 1, 0, 2)),
        ("-state", (2, 0, 1, 5, 4, 3)),
        ("class", (0, 1, 5, 4, 3, 2)),
        ("-unit", (1, 0, 5, 4, 3, 2)),
        ("where", (4, 2, 5, 0, 1, 3)),
        ("-where", (3, 1, 0, 5, 2, 4)),
        ("receipt", None),
        ("urges", (5, 4, 3, 2, 1, 0)),
    ],
)
def test_what_is_no_moment_sorts_by_rank(
    people: Cast,
    filed: list[Matter],
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    places: tuple[int, ...] | None,
) -> None:
    """States as they follow one another, units by name, areas as they lie; what has no value stands last."""
    reader = TableReader(actor=people.chen, now=morning)
    by_receipt = sorted(range(len(filed)), key=lambda place: filed[place].receipt)
    whole = _walked(sort, reader)
    assert whole == [filed[place].id for place in (by_receipt if places is None else places)]
    for limit in (1, 4):
        assert _walked(sort, reader, limit) == whole
    asked = read_text(MATTERS, f"sort={sort}")
    for place, number in enumerate(whole):
        along = MATTERS.beside(reader, asked, number)
        assert along.before == (whole[place - 1] if place else None)
        assert along.after == (whole[place + 1] if place + 1 < len(whole) else None)
    left = MATTERS.beside(reader, replace(asked, values={"state": "filed"}), filed[0].id)
    assert {left.before, left.after} <= {None, *(one.id for one in filed[3:])}

    monkeypatch.setattr(ordered, "MOST_SORTED", 5)
    page = MATTERS.rows(reader, asked, 50)
    assert not page.is_sorted
    assert [line.id for line in page.rows] == [one.id for one in reversed(filed)], "too many: newest first"
    assert MATTERS.beside(reader, asked, filed[0].id).before == filed[1].id
    assert MATTERS.rows(reader, asked.at("@9999999.7"), 50).rows[0].id == filed[-1].id


def test_who_reaches_in_several_ways_sees_each_matter_once(
    people: Cast, filed: list[Matter], morning: datetime
) -> None:
    """A community's secretary also works in its unit: by the unit and by the area."""
    community = make.staff("he", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    assert len(queries.ways(community, MatterVerb.READ, morning)) > 1
    found = tables.readable(community, morning)
    reached = models.Matter.objects.filter(queries.reach(community, MatterVerb.READ, morning))
    expected = list(reached.order_by("-filed_at", "-id").values_list("pk", flat=True))
    assert _by_walking(found, "filed", is_backwards=True, limit=2) == expected
    assert len(expected) >= 2
    assert tables.counted(found, 1000) == len(expected)


def test_who_reaches_nothing_sees_nothing(people: Cast, filed: list[Matter], morning: datetime) -> None:
    nobody = tables.readable(people.li, morning).only(Q(owner_key="somebody else"))
    assert tables.listed(nobody).rows == []
    assert tables.listed(MatterList(ways=[])).rows == []
    assert tables.counted(MatterList(ways=[]), 10) == 0


def test_a_count_ends(people: Cast, filed: list[Matter], morning: datetime) -> None:
    found = tables.readable(people.chen, morning)
    assert [tables.counted(found, most) for most in (2, 5, 6, 1000)] == [3, 6, 6, 6]


def test_a_matter_that_left_the_list_still_has_its_place(
    people: Cast, filed: list[Matter], morning: datetime
) -> None:
    still_filed = tables.readable(people.chen, morning).only(Q(state=State.FILED))
    order = still_filed.order("filed", is_backwards=False)
    assert tables.beside(still_filed, filed[2].id, order) == (None, filed[3].id)
    assert tables.beside(still_filed, filed[3].id, order) == (None, filed[4].id)
