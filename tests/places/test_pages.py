"""The pages of places."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast, make
from yuanba.places import queries

BASE = "/d/jiangjin/places/"

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture
def keeper(client: Client, jiangjin: object, morning: datetime) -> Client:
    cast.assemble(now=morning)
    cast.administrators(now=morning)
    return entered(client, "keeper")


def entered(client: Client, login: str) -> Client:
    answer = client.post("/d/jiangjin/account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def test_down_the_tree(keeper: Client) -> None:
    assert "几江街道" in keeper.get(BASE).content.decode()
    below = keeper.get(f"{BASE}{cast.JIJIANG}/children").content.decode()
    assert "通泰门社区" in below
    assert "<html" not in below
    found = keeper.get(BASE, {"q": "几江 第二"}).content.decode()
    assert "几江街道 · 通泰门社区 · 第二网格" in found
    assert keeper.get(BASE, {"q": "滨江花园"}).status_code == 200
    assert "没有" in keeper.get(BASE, {"q": "北京"}).content.decode()


def test_an_area_is_drawn_by_us(keeper: Client) -> None:
    page = keeper.get(f"{BASE}{cast.TONGTAIMEN}").content.decode()
    polygons = re.findall(r'<polygon\s+points="([^"]+)"', page)
    assert len(polygons) == 2
    for points in polygons:
        for corner in points.split():
            x, y = (float(number) for number in corner.split(","))
            assert 0 <= x <= 640
            assert y >= 0
    assert "style=" not in page
    assert keeper.get(f"{BASE}999").status_code == 404


def test_a_file_in_two_steps(keeper: Client) -> None:
    file = SimpleUploadedFile("places.csv", "代码,名称\n500116004,双福街道\n5,坏的\n".encode())
    preview = keeper.post(f"{BASE}import", {"file": file, "step": "look"})
    assert (preview.context["taken"].accepted, len(preview.context["taken"].refused)) == (1, 1)
    folded = preview.context["folded"]
    refused = keeper.post(f"{BASE}import", {"folded": folded, "step": "refused"})
    assert refused.content.decode("utf-8-sig").splitlines() == ["代码,名称", "5,坏的"]
    assert queries.area("500116004") is None
    keeper.post(f"{BASE}import", {"folded": folded, "step": "commit"})
    assert queries.area("500116004") is None
    written = keeper.post(f"{BASE}import", {"folded": folded, "step": "commit", "skip_refused": "on"})
    assert written.status_code == 302
    assert queries.area("500116004")


def test_no_table_at_all(keeper: Client) -> None:
    file = SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n\xff\xff\xff")
    answer = keeper.post(f"{BASE}import", {"file": file, "step": "look"})
    assert answer.status_code == 200
    assert answer.context["refused"].code == "table.unknown_encoding"


def test_renamed_merged_split(keeper: Client) -> None:
    for verb in ("rename", "merge", "split"):
        assert keeper.get(f"{BASE}{cast.TONGTAIMEN}/{verb}").status_code == 200
    name = {"name": "通泰社区居民委员会"}
    assert keeper.post(f"{BASE}{cast.TONGTAIMEN}/rename", name).status_code == 302
    assert "通泰门社区居民委员会" in keeper.get(f"{BASE}{cast.TONGTAIMEN}").content.decode()
    halves = {
        "first_code": "500116001031",
        "first_name": "东门社区居民委员会",
        "second_code": "500116001032",
        "second_name": "西门社区居民委员会",
        f"of_{cast.FIRST_GRID}": "first",
        f"of_{cast.SECOND_GRID}": "second",
        f"of_{cast.RIVERSIDE}": "second",
    }
    assert keeper.post(f"{BASE}{cast.TONGTAIMEN}/split", {**halves, "second_code": cast.NANMEN}).context[
        "refused"
    ]
    assert keeper.post(f"{BASE}{cast.TONGTAIMEN}/split", halves).status_code == 302
    both = {"others": ["500116001032"], "name": "东门社区居民委员会"}
    assert keeper.post(f"{BASE}500116001031/merge", both).status_code == 302
    east = queries.area("500116001031")
    assert east
    assert len(queries.children(east.code)) == 2


def test_other_staff_look_and_residents_do_not(keeper: Client) -> None:
    zhou = entered(Client(), "zhou")
    assert zhou.get(f"{BASE}{cast.TONGTAIMEN}").status_code == 200
    assert zhou.get(f"{BASE}{cast.TONGTAIMEN}/rename").status_code == 403
    assert zhou.get(f"{BASE}import").status_code == 403
    assert entered(Client(), "li").get(BASE).status_code == 403
    assert Client().get(BASE).status_code == 302
