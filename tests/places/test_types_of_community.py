"""Communities carry a type that the pack names; the pages show its programme."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import cast, make
from yuanba.packs import store
from yuanba.places import queries, services

TYPES = """
[area_types.old]
title = { zh = "老旧社区", en = "Old community" }
meaning = { zh = "没有物业服务", en = "Without a property firm" }
programme = [{ zh = "邻里守望", en = "Neighbours look out" }]
ground = "J1"
"""
HEAD = "code,name,area_type"

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture(autouse=True)
def _types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jiangjin's pack with a type of community."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8") + TYPES, "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


@pytest.fixture
def _placed(jiangjin: object, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)


@pytest.mark.usefixtures("_placed")
def test_a_file_gives_a_community_its_type(morning: datetime) -> None:
    line = f"{cast.TONGTAIMEN},通泰门社区居民委员会,old"
    assert make.places(HEAD, line, now=morning).unchanged == 0

    assert [area.code for area in queries.of_type("old")] == [cast.TONGTAIMEN]
    assert queries.by_type() == {"old": 1}
    assert make.places(HEAD, line, now=morning).unchanged == 1, "it had it already"
    assert make.places("code,name", line.rsplit(",", 1)[0], now=morning).unchanged == 1
    assert queries.by_type() == {"old": 1}, "a file that says no type takes none away"


@pytest.mark.usefixtures("_placed")
@pytest.mark.parametrize(
    "line",
    [f"{cast.NANMEN},南门社区居民委员会,new", f"{cast.JIJIANG},几江街道,old", "500116003,几水街道,old"],
)
def test_a_type_is_one_of_the_pack_and_only_of_a_community(line: str, morning: datetime) -> None:
    taken = services.import_places(actor=make.OPERATOR, file=make.csv(HEAD, line), commit=True, now=morning)
    assert [(one.column, one.refusal.code) for row in taken.refused for one in row.faults] == [
        ("area_type", "place.unknown_type")
    ]
    assert queries.by_type() == {}


@pytest.mark.usefixtures("_placed")
def test_both_parts_of_a_split_community_keep_its_type(morning: datetime) -> None:
    make.places(HEAD, f"{cast.TONGTAIMEN},通泰门社区居民委员会,old", now=morning)
    parts = [
        services.AreaPart(code="500116001031", name="东门社区居民委员会", gets=frozenset({cast.FIRST_GRID})),
        services.AreaPart(
            code="500116001032", name="西门社区居民委员会", gets=frozenset({cast.SECOND_GRID, cast.RIVERSIDE})
        ),
    ]
    services.split(actor=make.OPERATOR, code=cast.TONGTAIMEN, parts=parts, now=morning)
    assert [area.code for area in queries.of_type("old")] == ["500116001031", "500116001032"]


def test_the_pages_show_type_and_programme(client: Client, morning: datetime) -> None:
    cast.assemble(now=morning)
    make.places(HEAD, f"{cast.TONGTAIMEN},通泰门社区居民委员会,old", now=morning)
    client.post("/d/jiangjin/account/login/", {"login": "zhou", "password": make.PASSWORD})

    tree = client.get("/d/jiangjin/places/").content.decode()
    chosen = client.get("/d/jiangjin/places/", {"type": "old"}).content.decode()
    community, other = (
        client.get(f"/d/jiangjin/places/{code}").content.decode() for code in (cast.TONGTAIMEN, cast.NANMEN)
    )

    assert re.search(r">\s*老旧社区\s*<span[^>]*>1</span>", tree)
    assert "邻里守望" not in tree
    assert "几江街道 · 通泰门社区" in chosen
    assert all("邻里守望" in page for page in (chosen, community))
    assert "邻里守望" not in other
    assert client.get("/d/jiangjin/places/", {"type": "none"}).status_code == 200
