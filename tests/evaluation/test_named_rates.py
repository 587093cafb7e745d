"""Figures that the pack names stand on the supervisors' page, with their definition and the year before."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.laws.test_walk import OF_OTHER_PACKS
from yuanba.evaluation import services
from yuanba.evaluation.queries import durations, rates
from yuanba.packs import store
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.time.period import Period

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
[durations.answering]
title = { zh = "平均答复用时", en = "Mean time to the answer" }
stage = "answer"
statistic = "mean"
unit = "working_hours"
by = "unit"
definition = { zh = "从派单到答复", en = "From dispatch to the answer" }
ground = "J1"
[volumes.filed]
title = { zh = "每千人受理量", en = "Matters filed per 1,000 residents" }
event = "filed"
by = "area"
per_thousand = true
definition = { zh = "期内收到的全部事项", en = "All matters filed in these days" }
ground = "J1"
[volumes.answers]
title = { zh = "答复量", en = "Answers" }
event = "answered"
definition = { zh = "期内作出的答复", en = "Answers given in these days" }
ground = "J1"
[volumes.closed]
title = { zh = "办结量", en = "Closed" }
event = "closed"
definition = { zh = "期内办结的事项", en = "Matters closed in these days" }
ground = "J1"
[residents]
counted_on = 2025-12-31
areas = { "500116" = 4000, "500116001" = 2000 }
ground = "J1"
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
    assert ">50%</b>" in words
    assert "上年同期0%（0 / 1）" in words
    assert "转给单位的" in words


def test_where_no_rate_is_named_nothing_is_asked(people: Cast, morning: datetime) -> None:
    assert rates.figures(people.sun, MARCH, morning) == []


def test_the_same_days_a_year_before() -> None:
    leap = Period(from_on=date(2024, 2, 29), until_on=date(2024, 3, 31))
    assert rates.a_year_before(leap) == Period(from_on=date(2023, 2, 28), until_on=date(2023, 3, 31))


@pytest.mark.usefixtures("_named")
def test_durations_and_volumes_are_shown_and_taken_along(
    people: Cast, morning: datetime, client: Client
) -> None:
    court.answered(people, morning)
    make.staff("zhu", "handler", name="朱敏", unit="jijiang", area=cast.JIJIANG, now=morning)
    waits = make.a_matter(now=morning)
    deeds.do("assign", waits, people, morning)
    make.a_matter(now=morning - timedelta(days=365))

    (answering,) = durations.durations(people.sun, MARCH, morning)
    parts = {title.zh: (one.of, one.running) for _code, title, one in answering.parts}
    assert (answering.now.of, answering.now.running, answering.now.given_up) == (1, 1, 0)
    assert sorted(parts.values()) == [(0, 1), (1, 0)], parts
    volumes = {one.code: one for one in durations.volumes(people.sun, MARCH, morning)}
    assert {code: (one.now.number, one.before.number) for code, one in volumes.items()} == {
        "filed": (2, 1),
        "answers": (1, 0),
        "closed": (0, 0),
    }
    assert volumes["filed"].now.per_thousand == Fraction(1, 2)
    assert [(one[1].zh, one[2].per_thousand) for one in volumes["filed"].parts] == [("几江街道", 1)]
    assert durations.volumes(people.zhou, MARCH, morning)[0].now.number == 0, "a handler sees no results"

    client.post("/d/jiangjin/account/login/", {"login": "sun", "password": make.PASSWORD})
    asked = {"from_on": "2026-03-01", "until_on": "2026-03-31"}
    answer = client.get("/d/jiangjin/desk/results", asked)
    assert {template.name for template in answer.templates} >= OF_OTHER_PACKS
    page = " ".join(answer.content.decode().split())
    for words in ("平均答复用时", "从派单到答复", "每千人0.5件", "没完成1件次", "2025年12月31日"):
        assert words in page
    table = client.get("/d/jiangjin/desk/results/figures.csv", asked)
    assert table["Content-Disposition"] == 'attachment; filename="figures-20260301-20260331.csv"'
    rows = list(csv.reader(StringIO(table.content.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {14}
    shares = [row for row in rows if row[0] == "filed" and row[7] == "件/千人"]
    assert [(row[5], row[6], row[8], row[10]) for row in shares] == [
        ("", "0.5", "1/2", "4000"),
        ("几江街道", "1.0", "1", "2000"),
    ]
