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


def undoes_on(page: str) -> str:
    """The number of the entry that the page offers to undo."""
    return page.partition('name="undoes" value="')[2].partition('"')[0]


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
    look = keeper.post(f"{BASE}{cast.TONGTAIMEN}/split", {**halves, "step": "look"}).content.decode()
    assert "东门社区居民委员会" in look
    assert "仍挂在停用的区域上" in look, "what is for the area itself goes nowhere by itself"
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


def test_added_by_name_and_undone_at_once(keeper: Client) -> None:
    address = f"{BASE}{cast.JIJIANG}/"
    form = keeper.get(f"{address}add").content.decode()
    assert "每个社区（村）的网格数" in form
    sent = {
        "kind": "community",
        "names": "东门社区居民委员会\n西门社区居民委员会，500116001050\n",
        "grids": "2",
    }
    assert keeper.post(f"{address}add", sent).status_code == 302
    page = keeper.get(address[:-1]).content.decode()
    assert "已新增2个区域。" in page
    assert "撤销（停用区域）" in page
    assert len(queries.children("500116001050")) == 2
    again = keeper.post(f"{address}add", sent)
    assert again.context["refused"].code == "place.name_taken"
    said = {"undoes": undoes_on(page)}
    assert "之后又改过" in keeper.post(f"{address}undo-add", {"undoes": "7000"}).content.decode()
    assert keeper.post(f"{address}undo-add", said).status_code == 302
    assert "撤销（停用区域）" not in keeper.get(address[:-1]).content.decode(), "nothing is left to undo"
    assert queries.children("500116001050") == []
    ended = keeper.get(f"{BASE}500116001050").content.decode()
    assert "已于" in ended
    assert "撤销（恢复区域）" in ended
    assert keeper.post(f"{BASE}500116001050/reopen").status_code == 302
    assert len(queries.children("500116001050")) == 2


def test_lines_that_do_not_fit_say_so_at_their_box(keeper: Client) -> None:
    long = keeper.post(f"{BASE}{cast.JIJIANG}/add", {"kind": "community", "names": "东门社区\n" + "长" * 81})
    assert "第2行太长" in long.content.decode()
    many = keeper.post(f"{BASE}{cast.DISTRICT}/add", {"kind": "town", "names": "\n".join("镇" * 61)})
    assert "一次最多60个" in many.content.decode()
    grid = keeper.get(f"{BASE}{cast.FIRST_GRID}/add").content.decode()
    assert "微网格" in grid
    assert 'name="grids"' not in grid


def test_a_merger_shows_first_what_moves_and_is_undone_from_either_page(keeper: Client) -> None:
    address = f"{BASE}{cast.NANMEN}/merge"
    sent = {"others": [cast.TONGTAIMEN], "name": "南通社区居民委员会"}
    preview = keeper.post(address, {**sent, "step": "look"})
    shown = preview.content.decode()
    assert "第一网格" in shown
    assert "滨江花园" in shown
    assert queries.area(cast.TONGTAIMEN).valid_to is None  # type: ignore[union-attr]
    assert keeper.post(address, sent).status_code == 302
    assert "区域合并：通泰门社区" in " ".join(keeper.get(f"{BASE}{cast.NANMEN}").content.decode().split())
    assert keeper.post(f"{BASE}{cast.TONGTAIMEN}/reopen").status_code == 302
    assert queries.area(cast.NANMEN).name == "南门社区居民委员会"  # type: ignore[union-attr]


def test_a_wrong_name_goes_back_with_one_press(keeper: Client) -> None:
    keeper.post(f"{BASE}{cast.NANMEN}/rename", {"name": "南大门社区"})
    page = keeper.get(f"{BASE}{cast.NANMEN}").content.decode()
    assert '<input type="hidden" name="name" value="南门社区居民委员会">' in page
    assert "停用区域" in keeper.get(f"{BASE}{cast.NANMEN}/end").content.decode()
    refused = keeper.post(f"{BASE}{cast.TONGTAIMEN}/end")
    assert refused.context["refused"].code == "place.in_use"


def test_estates_and_buildings_by_forms_with_undo(keeper: Client) -> None:
    area = f"{BASE}{cast.NANMEN}"
    long = keeper.post(f"{area}/add-estates", {"names": "东苑\n" + "长" * 81})
    assert "第2行太长" in long.content.decode()
    keeper.post(f"{area}/add-estates", {"names": "东苑\n  西　苑 \n"})
    page = keeper.get(area).content.decode()
    assert "已新增2个小区。" in page
    keeper.post(f"{area}/undo-add", {"undoes": undoes_on(page)})
    assert queries.estates_in(f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.NANMEN}/") == []

    address = f"{BASE}estates/{cast.RIVERSIDE}"
    form = f"{BASE}{cast.TONGTAIMEN}/add-buildings?estate={cast.RIVERSIDE}"
    assert "selected" in keeper.get(form).content.decode()
    sent = {"area": cast.FIRST_GRID, "estate": cast.RIVERSIDE, "names": "3-4栋"}
    assert keeper.post(form, sent)["Location"].endswith(address)
    assert "4栋" in keeper.get(address).content.decode()
    assert "4栋" in keeper.get(f"{BASE}{cast.FIRST_GRID}").content.decode()
    keeper.post(f"{address}/change", {"name": "滨江苑", "area": f"南门社区 {cast.NANMEN}"})
    page = keeper.get(address).content.decode()
    assert "撤销（修改小区）" in page
    undo = {"name": "滨江花园", "area": cast.TONGTAIMEN, "undoes": undoes_on(page)}
    assert keeper.post(f"{address}/change", undo).status_code == 302
    stale = keeper.post(f"{address}/change", undo)
    assert "之后又改过" in stale.content.decode()


def test_what_ends_says_what_becomes_of_it_and_comes_back(keeper: Client) -> None:
    address = f"{BASE}estates/{cast.RIVERSIDE}"
    asked = keeper.post(f"{address}/end", {"becomes": "move"})
    assert "请写明楼栋划到哪个小区。" in asked.content.decode()
    assert "小区里的楼栋怎么办" in keeper.get(f"{address}/end").content.decode()
    itself = keeper.post(f"{address}/end", {"becomes": "move", "heir": cast.RIVERSIDE})
    assert itself.context["refused"].code == "place.unknown_estate"
    assert keeper.post(f"{address}/end", {"becomes": "stay"}).status_code == 302
    ended = keeper.get(address).content.decode()
    assert "撤销（恢复小区）" in ended
    assert keeper.post(f"{address}/reopen").status_code == 302
    assert "2栋" in keeper.get(address).content.decode()

    house = f"{BASE}buildings/{cast.RIVERSIDE}-1"
    keeper.post(f"{house}/change", {"name": "甲栋", "area": cast.SECOND_GRID, "estate": ""})
    page = keeper.get(house).content.decode()
    back = {"name": "滨江花园1栋", "area": cast.FIRST_GRID, "estate": cast.RIVERSIDE}
    assert keeper.post(f"{house}/change", {**back, "undoes": undoes_on(page)}).status_code == 302
    assert keeper.post(f"{house}/end").status_code == 302
    assert "撤销（恢复楼栋）" in keeper.get(house).content.decode()
    assert keeper.post(f"{house}/reopen").status_code == 302

    correct = f"{BASE}{cast.DISTRICT}/correct"
    assert "重庆市江津区" in keeper.get(correct).content.decode()
    assert keeper.post(correct, {"label": "江津"}).status_code == 302
    assert "撤销（更正区域信息）" in keeper.get(f"{BASE}{cast.DISTRICT}").content.decode()


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (f"{BASE}{cast.TONGTAIMEN}/add-estates", {"names": "东苑"}),
        (f"{BASE}{cast.TONGTAIMEN}/add", {"kind": "grid", "names": "第九网格"}),
        (f"/d/jiangjin/people/units/found/{cast.JIJIANG}", {"pick": ""}),
        ("/d/jiangjin/people/units/jijiang/change", {"name": "几江街道办", "kind": "subdistrict"}),
    ],
)
def test_what_was_typed_is_forgotten_once_it_was_done(
    keeper: Client, page: str, sent: dict[str, str]
) -> None:
    """Else the browser fills it in again, the next time that somebody opens the form."""
    (draft,) = re.findall(r'data-draft="([^"]+)"', keeper.get(page).content.decode())

    after = keeper.post(page, sent, follow=True)

    assert after.redirect_chain, after.context["form"].errors
    assert re.findall(r'data-draft-done="([^"]+)"', after.content.decode()) == [draft]
