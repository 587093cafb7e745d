"""Rates that the pack names stand on the supervisors' page, with their definition and the year before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from yuanba.evaluation import services
from yuanba.evaluation.queries import rates
from yuanba.evaluation.queries.results import Period
from yuanba.packs import store
from yuanba.rules.evaluation import Satisfaction

MARCH = Period(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))
RATES = """
[rates.referred]
title = { zh = "转办处置率", en = "Share of referred matters disposed of" }
formula = "disposed"
numerator = { zh = "核查通过的", en = "passed the check" }
denominator = { zh = "转给单位的", en = "referred to a unit" }
ground = "J1"
[rates.home]
title = { zh = "家事满意率", en = "Satisfaction with home matters" }
formula = "satisfied"
classes = ["home"]
numerator = { zh = "满意的", en = "satisfied" }
denominator = { zh = "表态的", en = "who said so" }
ground = "J4"
"""


@pytest.fixture
def _named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8") + RATES, "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


@pytest.mark.usefixtures("_named")
def test_rates_with_definition_and_the_year_before(
    people: Cast, bench: Bench, morning: datetime, client: Client
) -> None:
    judged = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(
        actor=people.li, matter_id=judged.id, satisfaction=Satisfaction.SATISFIED, is_solved=True, now=morning
    )
    in_hand, waits = make.a_matter(now=morning), make.a_matter(now=morning)
    deeds.do("assign", in_hand, people, morning)
    deeds.do("refuse", waits, people, morning)
    make.a_matter(now=morning)  # nobody has triaged it
    last_year = morning - timedelta(days=365)
    court.answered(people, last_year)

    found = {one.code: one for one in rates.figures(people.sun, MARCH, morning)}
    assert {code: (one.now.counted, one.now.of) for code, one in found.items()} == {
        "referred": (1, 2),
        "home": (1, 1),
    }
    assert (found["referred"].before.counted, found["referred"].before.of) == (0, 1)
    assert found["home"].before.value is None
    assert rates.figures(people.zhou, MARCH, morning)[0].now.of == 0, "a handler sees no results"

    client.post("/d/jiangjin/account/login/", {"login": "sun", "password": make.PASSWORD})
    page = client.get("/d/jiangjin/desk/results", {"from_on": "2026-03-01", "until_on": "2026-03-31"})
    words = " ".join(page.content.decode().split())
    assert "转办处置率" in words
    assert "<b>50%</b>" in words
    assert "上年同期0%（0 / 1）" in words
    assert "转给单位的" in words


def test_where_no_rate_is_named_nothing_is_asked(people: Cast, morning: datetime) -> None:
    assert rates.figures(people.sun, MARCH, morning) == []


def test_the_same_days_a_year_before() -> None:
    leap = Period(from_on=date(2024, 2, 29), until_on=date(2024, 3, 31))
    assert rates.a_year_before(leap) == Period(from_on=date(2023, 2, 28), until_on=date(2023, 3, 31))
