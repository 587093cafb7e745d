"""Finding areas and estates; the number of statements never grows with the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests import cast, make
from yuanba.places import queries, services
from yuanba.places.queries import searching

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture(autouse=True)
def _places(jiangjin: object, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("通泰门", cast.TONGTAIMEN),
        ("几江 第二", cast.SECOND_GRID),
        ("第一网格", cast.FIRST_GRID),
        (cast.NANMEN, cast.NANMEN),
        ("德感", cast.DEGAN),
        ("ＴTm", cast.TONGTAIMEN),
        ("JJ deryi", ""),
        ("jj dierwg", cast.SECOND_GRID),
        ("德感 paifang", "500116002001"),
        ("通泰门社区居民委员会", cast.TONGTAIMEN),
        ("德圣门", cast.NANMEN),
    ],
)
def test_search(typed: str, first: str, morning: datetime) -> None:
    if typed == "德圣门":
        rename = {"actor": make.OPERATOR, "code": cast.NANMEN, "now": morning}
        services.rename(name="德圣门社区居民委员会", **rename)  # type: ignore[arg-type]
        services.rename(name="南门社区居民委员会", **rename)  # type: ignore[arg-type]
    found = searching.search_areas(typed)
    assert (found[0].code if found else "") == first


def test_search_finds_nothing_for_nothing() -> None:
    assert searching.search_areas("  ") == []
    assert searching.search_areas("北京") == []
    assert searching.search_areas("%") == []


def test_an_estate_lies_in_both_its_grids() -> None:
    for grid in (cast.FIRST_GRID, cast.SECOND_GRID):
        path = f"{cast.COMMUNITY_PATH}{grid}/"
        assert [estate.code for estate in queries.estates_in(path)] == [cast.RIVERSIDE]
    assert queries.estates_in("/500116/500116002/") == []
    for typed in ("bjhy", "ttm bin", cast.RIVERSIDE):
        assert [estate.code for estate in searching.search_estates(typed)] == [cast.RIVERSIDE]
    (found,) = searching.search_estates("滨江")
    assert (found.buildings, found.area_label) == (2, "几江街道 · 通泰门社区")


def test_flat(django_assert_num_queries: Any, morning: datetime) -> None:
    more = [f"{cast.NANMEN}{number:03d},第{number}网格" for number in range(1, 31)]
    make.places("code,name", *more, now=morning)
    with django_assert_num_queries(1):
        assert len(queries.children(cast.NANMEN)) == 30
    with django_assert_num_queries(1):
        assert len(queries.subtree("/500116/")) == 39
    with django_assert_num_queries(1):
        assert len(queries.branches(cast.JIJIANG)) == 3
    with django_assert_num_queries(1):
        assert len(searching.search_areas("网格", limit=30)) == 30
    with django_assert_num_queries(2):  # the edition, the labels
        assert len(queries.labels([cast.GRID_PATH, cast.COMMUNITY_PATH])) == 2
    with django_assert_num_queries(1):
        assert len(queries.labels([cast.GRID_PATH, cast.COMMUNITY_PATH])) == 2
