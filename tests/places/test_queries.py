"""Finding areas and estates; the number of statements never grows with the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests import cast, make
from yuanba.places import queries

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
    ],
)
def test_search(typed: str, first: str) -> None:
    assert queries.search_areas(typed)[0].code == first


def test_search_finds_nothing_for_nothing() -> None:
    assert queries.search_areas("  ") == []
    assert queries.search_areas("北京") == []
    assert queries.search_areas("%") == []


def test_an_estate_lies_in_both_its_grids() -> None:
    for grid in (cast.FIRST_GRID, cast.SECOND_GRID):
        path = f"{cast.COMMUNITY_PATH}{grid}/"
        assert [estate.code for estate in queries.estates_in(path)] == [cast.RIVERSIDE]
    assert queries.estates_in("/500116/500116002/") == []
    (found,) = queries.search_estates("滨江")
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
        assert len(queries.search_areas("网格", limit=30)) == 30
    with django_assert_num_queries(2):  # the edition, the labels
        assert len(queries.labels([cast.GRID_PATH, cast.COMMUNITY_PATH])) == 2
    with django_assert_num_queries(1):
        assert len(queries.labels([cast.GRID_PATH, cast.COMMUNITY_PATH])) == 2
