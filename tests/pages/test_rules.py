"""办事规则: the mechanism in plain words, with a picture (A1); its sources in detail are for officials."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import cast, make
from yuanba.districts.queries import DistrictRow
from yuanba.packs import load, store
from yuanba.packs.origins import origins
from yuanba.rules.time.calendar import day

EACH = [
    pytest.param(code, marks=pytest.mark.district(code), id=code)
    for code in load.districts_in(settings.PACKS)
]
ON = date(2026, 11, 2)


@pytest.mark.parametrize("code", EACH)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_says_all_that_the_pack_says_of_matters(
    code: str, language: str, client: Client, district: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load.load(settings.PACKS, code, ON)
    monkeypatch.setattr("yuanba.home.views.store.in_force", lambda on: pack)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/d/kaizhou/rules" if code != "jiangjin" else "/d/jiangjin/rules")
    assert answer.status_code == 200
    shown = unescape(answer.content.decode())
    is_chinese = language == "zh-hans"
    for row in (*pack.classes.values(), *pack.steps, *pack.area_types.values()):
        assert (row.title.zh if is_chinese else row.title.en) in shown
    for text in pack.sources.values():
        assert shown.count(text.zh if is_chinese else text.en) == 1
    for table in origins(pack):
        for row in table.rows:
            assert not row.assumed or f">{row.assumed}<" not in shown, "an editor's note is no promise"
    assert not re.search(
        r"\b(evaluators|classes|items|bodies|grounds|term)\.[a-z_]+|good_bad|由本地暂定|公开报道",
        shown.partition("<main")[2],
    )
    for row in pack.items.values():
        assert (row.title.zh if is_chinese else row.title.en) in shown
    assert ("<svg viewBox" in shown and 'class="yb-flow"' in shown) is bool(pack.steps)


@pytest.mark.district("chenghua")
def test_what_one_community_did_is_told_of_it_alone(
    client: Client, district: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C1: 早知道 is what 新鸿 did, and no step of every matter."""
    pack = load.load(settings.PACKS, "chenghua", ON)
    monkeypatch.setattr("yuanba.home.views.store.in_force", lambda on: pack)
    shown = unescape(client.get("/d/kaizhou/rules").content.decode())
    old = shown.partition("老旧社区</dt>")[2].partition("</dd>")[0]
    assert old.index("新鸿社区的做法：") < old.index("早知道")
    assert shown.count("早知道") == 1
    assert "早知道" not in client.get("/d/kaizhou/").content.decode()


def test_officials_read_where_each_value_comes_from(jiangjin: DistrictRow, client: Client) -> None:
    now = datetime.now(UTC)
    cast.assemble(now=now)
    path = "/d/jiangjin/rules/origins"
    assert path not in client.get("/d/jiangjin/rules").content.decode()
    client.post("/d/jiangjin/account/login/", {"login": "chen", "password": make.PASSWORD})
    assert path in client.get("/d/jiangjin/rules").content.decode()
    shown = unescape(client.get(path).content.decode())
    pack = store.in_force(day(now))
    for table in origins(pack):
        for row in table.rows:
            assert not row.assumed or row.assumed in shown
            assert not row.ground or f'href="#ground-{row.ground}"' in shown
    for code, text in pack.grounds.items():
        assert f'id="ground-{code}"' in shown
        assert shown.count(text.zh) == 1, "a law is written out once"


def test_it_asks_the_database_nothing_more_than_any_page(
    client: Client, jiangjin: DistrictRow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/d/jiangjin/rules")
    with django_assert_max_num_queries(2):
        client.get("/d/jiangjin/rules")
