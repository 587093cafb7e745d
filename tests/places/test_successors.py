"""place.rename, place.merge, place.split: nothing is lost to who comes after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.places import queries, services
from yuanba.places.queries import AreaRow, moving
from yuanba.places.services import AreaPart
from yuanba.rules.core import undo
from yuanba.rules.core.access import NotAllowed

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture(autouse=True)
def _places(jiangjin: object, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)


def area(code: str) -> AreaRow:
    found = queries.area(code)
    assert found
    return found


def test_a_name_changes_down_the_tree(morning: datetime) -> None:
    services.rename(actor=make.OPERATOR, code=cast.JIJIANG, name="几江新城街道", now=morning)

    assert area(cast.FIRST_GRID).full_label == "几江新城街道 · 通泰门社区 · 第一网格"
    assert area(cast.FIRST_GRID).path == cast.GRID_PATH
    (change,) = queries.history(cast.JIJIANG)
    assert (change.kind, change.name_before) == ("rename", "几江街道")
    (entry,) = journal.story("area", cast.JIJIANG)
    assert entry.outcome == {"before": "几江街道", "after": "几江新城街道"}


def test_one_community_takes_in_another(morning: datetime) -> None:
    services.merge(
        actor=make.OPERATOR,
        codes=[cast.TONGTAIMEN, cast.NANMEN],
        into=cast.NANMEN,
        name="南门社区居民委员会",
        now=morning,
    )

    heir, gone, grid = area(cast.NANMEN), area(cast.TONGTAIMEN), area(cast.FIRST_GRID)
    assert gone.valid_to is not None
    assert gone.path == cast.COMMUNITY_PATH, "a matter keeps the area of its day"
    assert cast.COMMUNITY_PATH in heir.former_paths
    assert grid.path == f"{heir.path}{cast.FIRST_GRID}/"
    assert grid.former_paths == (cast.GRID_PATH,)
    assert grid.full_label == "几江街道 · 南门社区 · 第一网格"
    assert [estate.code for estate in queries.estates_in(heir.path)] == [cast.RIVERSIDE]
    assert cast.TONGTAIMEN not in [child.code for child in queries.children(cast.JIJIANG)]


def test_two_communities_become_a_new_one(morning: datetime) -> None:
    services.merge(
        actor=make.OPERATOR,
        codes=[cast.TONGTAIMEN, cast.NANMEN],
        into="500116001099",
        name="新城社区居民委员会",
        now=morning,
    )

    heir = area("500116001099")
    assert set(heir.former_paths) == {area(cast.TONGTAIMEN).path, area(cast.NANMEN).path}
    assert [change.kind for change in queries.history("500116001099")] == ["merge", "merge"]


def test_a_community_splits(morning: datetime) -> None:
    services.split(
        actor=make.OPERATOR,
        code=cast.TONGTAIMEN,
        parts=[
            AreaPart(code="500116001031", name="东门社区居民委员会", gets=frozenset({cast.FIRST_GRID})),
            AreaPart(
                code="500116001032",
                name="西门社区居民委员会",
                gets=frozenset({cast.SECOND_GRID, cast.RIVERSIDE}),
            ),
        ],
        now=morning,
    )

    east, west = area("500116001031"), area("500116001032")
    assert area(cast.FIRST_GRID).parent_path == east.path
    assert area(cast.SECOND_GRID).full_label == "几江街道 · 西门社区 · 第二网格"
    assert east.former_paths == west.former_paths == (cast.COMMUNITY_PATH,)
    assert area(cast.TONGTAIMEN).valid_to is not None


def test_a_holder_of_the_new_area_sees_what_was_filed_in_the_old(morning: datetime) -> None:
    make.units(*cast.UNITS, now=morning)
    services.merge(
        actor=make.OPERATOR,
        codes=[cast.TONGTAIMEN, cast.NANMEN],
        into=cast.NANMEN,
        name="南门社区居民委员会",
        now=morning,
    )
    actor = make.staff("secretary", "community_secretary", area=cast.NANMEN, now=morning)

    assert {holding.area_path for holding in actor.holdings} == {area(cast.NANMEN).path, cast.COMMUNITY_PATH}


def test_what_cannot_be(morning: datetime) -> None:
    act = {"actor": make.OPERATOR, "now": morning}
    with pytest.raises(services.NeedsTwo):
        services.merge(codes=[cast.NANMEN], into=cast.NANMEN, name="南门社区", **act)  # type: ignore[arg-type]
    with pytest.raises(services.DifferentParents):
        services.merge(codes=[cast.NANMEN, cast.DEGAN], into=cast.DEGAN, name="德感街道", **act)  # type: ignore[arg-type]
    with pytest.raises(services.UnknownArea):
        services.rename(code="500116999", name="没有", **act)  # type: ignore[arg-type]
    halves = [
        AreaPart(code="500116001031", name="东门社区", gets=frozenset({cast.FIRST_GRID})),
        AreaPart(code="500116001032", name="西门社区", gets=frozenset({cast.SECOND_GRID})),
    ]
    with pytest.raises(services.Unassigned):
        services.split(code=cast.TONGTAIMEN, parts=halves, **act)  # type: ignore[arg-type]
    with pytest.raises(services.NeedsTwo):
        services.split(code=cast.TONGTAIMEN, parts=halves[:1], **act)  # type: ignore[arg-type]
    assert area(cast.TONGTAIMEN).valid_to is None


def test_an_area_that_ended_does_not_end_again(morning: datetime) -> None:
    both = [cast.TONGTAIMEN, cast.NANMEN]
    services.merge(actor=make.OPERATOR, codes=both, into=cast.NANMEN, name="南门社区", now=morning)
    with pytest.raises(services.UnknownArea):
        services.merge(actor=make.OPERATOR, codes=both, into=cast.NANMEN, name="南门社区", now=morning)


def test_not_theirs(morning: datetime) -> None:
    make.units(*cast.UNITS, now=morning)
    zhou = make.staff("zhou", "handler", unit="jijiang", now=morning)
    with pytest.raises(NotAllowed):
        services.rename(actor=zhou, code=cast.NANMEN, name="周家社区", now=morning)
    with pytest.raises(NotAllowed):
        services.merge(
            actor=zhou, codes=[cast.TONGTAIMEN, cast.NANMEN], into=cast.NANMEN, name="南门社区", now=morning
        )


def put_together(morning: datetime) -> None:
    services.merge(
        actor=make.OPERATOR,
        codes=[cast.TONGTAIMEN, cast.NANMEN],
        into=cast.NANMEN,
        name="南通社区居民委员会",
        now=morning,
    )


def test_a_merger_by_mistake_is_undone(morning: datetime) -> None:
    before = {code: area(code) for code in (cast.TONGTAIMEN, cast.NANMEN, cast.FIRST_GRID)}
    put_together(morning)

    services.reopen(actor=make.OPERATOR, code=cast.TONGTAIMEN, now=morning + timedelta(hours=20))

    assert area(cast.TONGTAIMEN) == before[cast.TONGTAIMEN]
    assert area(cast.NANMEN) == before[cast.NANMEN]
    grid = area(cast.FIRST_GRID)
    assert (grid.path, grid.full_label) == (cast.GRID_PATH, before[cast.FIRST_GRID].full_label)
    assert grid.former_paths == (f"{area(cast.NANMEN).path}{cast.FIRST_GRID}/",), "what was filed meanwhile"
    assert [one.code for one in queries.estates_in(cast.COMMUNITY_PATH)] == [cast.RIVERSIDE]
    assert [change.kind for change in queries.history(cast.TONGTAIMEN)] == ["merge", "reopen"]


def test_a_split_by_mistake_is_undone_and_what_lay_in_the_grid_comes_back(morning: datetime) -> None:
    parts = [
        AreaPart(code=f"{cast.FIRST_GRID[:-3]}011", name="东网格", gets=frozenset({f"{cast.RIVERSIDE}-1"})),
        AreaPart(code=f"{cast.FIRST_GRID[:-3]}012", name="西网格", gets=frozenset()),
    ]
    services.split(actor=make.OPERATOR, code=cast.FIRST_GRID, parts=parts, now=morning)
    assert moving.contents([parts[0].code])[0].buildings == ((f"{cast.RIVERSIDE}-1", "滨江花园1栋"),)

    services.reopen(actor=make.OPERATOR, code=cast.FIRST_GRID, now=morning)

    assert area(cast.FIRST_GRID).valid_to is None
    assert area(parts[0].code).valid_to is not None
    assert area(cast.FIRST_GRID).former_paths == tuple(area(part.code).path for part in parts)
    assert moving.contents([cast.FIRST_GRID])[0].buildings == ((f"{cast.RIVERSIDE}-1", "滨江花园1栋"),)


def test_what_was_built_upon_is_not_undone(morning: datetime) -> None:
    put_together(morning)
    with pytest.raises(undo.UndoTooLate) as late:
        services.reopen(actor=make.OPERATOR, code=cast.TONGTAIMEN, now=morning + timedelta(days=2))
    assert late.value.arguments == {"until": "2026-03-03"}
    services.merge(
        actor=make.OPERATOR,
        codes=[cast.FIRST_GRID, cast.SECOND_GRID],
        into=cast.FIRST_GRID,
        name="第一网格",
        now=morning,
    )
    with pytest.raises(undo.UndoOutdated):
        services.reopen(actor=make.OPERATOR, code=cast.TONGTAIMEN, now=morning)
    with pytest.raises(services.NotEnded):
        services.reopen(actor=make.OPERATOR, code=cast.NANMEN, now=morning)
    zhou = make.staff("zhou", "clerk", area=cast.JIJIANG, now=morning)
    with pytest.raises(NotAllowed):
        services.reopen(actor=zhou, code=cast.TONGTAIMEN, now=morning)
