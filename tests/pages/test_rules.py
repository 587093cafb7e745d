"""办事规则: the mechanism in force in plain words, with grounds and a picture (A1)."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yuanba.districts.queries import DistrictRow
from yuanba.packs import load

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
    for row in (*pack.classes.values(), *pack.steps, *pack.slots.values(), *pack.area_types.values()):
        assert (row.title.zh if is_chinese else row.title.en) in shown
    for row in (*pack.classes.values(), *pack.steps):
        assert row.ground in shown
    for row in pack.items.values():
        assert (row.title.zh if is_chinese else row.title.en) in shown
    assert ("<svg viewBox" in shown and 'class="yb-flow"' in shown) is bool(pack.steps)


def test_it_asks_the_database_nothing_more_than_any_page(
    client: Client, jiangjin: DistrictRow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/d/jiangjin/rules")
    with django_assert_max_num_queries(2):
        client.get("/d/jiangjin/rules")
