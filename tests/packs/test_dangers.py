"""Words that mean "call first": found where somebody is in danger now, and rarely elsewhere."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from yuanba.districts.queries import DistrictRow
from yuanba.packs import load
from yuanba.rules.matters import triage

PACK = load.load(settings.PACKS, "jiangjin", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("三栋五楼着火了，快来人", "119"),
        ("我家老人困在电梯里出不来", "119"),
        ("厨房里煤气味很大，头有点晕", "119"),
        ("楼下有人拿着刀打起来了", "110"),
        ("我妈突然晕倒了，没呼吸了", "120"),
        ("我真的不想活了", "12356"),
    ],
)
def test_danger_is_read(words: str, call: str) -> None:
    assert call in {PACK.dangers[code].call for code in triage.dangers(words, pack=PACK)}


@pytest.mark.parametrize(
    "words",
    [
        "仓库里堆满了油漆，消防通道也锁了，有火灾隐患。",
        "加油站离小学太近，怕爆炸。",
        "河边没有护栏，怕小孩溺水。",
    ],
)
def test_a_hazard_is_no_emergency(words: str) -> None:
    assert triage.dangers(words, pack=PACK) == ()


@pytest.mark.parametrize(
    ("words", "title", "heard"),
    [
        ("厨房里煤气味很大", "燃气泄漏", ("煤气味",)),
        ("廚房裡煤氣味很大", "燃气泄漏", ("煤气味",)),
        ("关在电梯里半小时了", "有人被困", ("关在电梯里",)),
        ("三栋五楼着火了", "火灾、爆炸", ("着火了",)),
        ("不\u200b想活了", "心里难受、想不开，有人愿意听您说", ("不想活",)),
    ],
)
def test_a_heading_says_what_was_recognised(words: str, title: str, heard: tuple[str, ...]) -> None:
    [(code, said)] = triage.recognised(words, pack=PACK).items()
    assert (PACK.dangers[code].title.zh, said) == (title, heard)


def test_despair_is_answered_kindly_and_its_words_are_not_repeated(
    client: Client, jiangjin: DistrictRow
) -> None:
    answer = client.post("/d/jiangjin/file", {"text": "我真的不想活了", "key": "k"}, follow=True)
    page = answer.content.decode()
    assert "心里难受、想不开，有人愿意听您说" in page
    assert 'href="tel:12356"' in page
    assert "不想活" not in page
    assert "yb-danger--gentle" in page


def test_a_gas_leak_is_named_and_told_what_to_do(client: Client, jiangjin: DistrictRow) -> None:
    answer = client.post("/d/jiangjin/file", {"text": "楼道里有煤氣味", "key": "k"}, follow=True)
    page = answer.content.decode()
    assert "燃气泄漏" in page
    assert "您写到“煤气味”" in page
    assert "到屋外再打电话" in page
    assert "火灾、爆炸" not in page


def test_letters_to_the_government_rarely_sound_the_alarm(test_data: Path) -> None:
    letters, alarms = 0, 0
    for name in ("city.csv", "train.csv"):
        with (test_data / "messages" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                letters += 1
                alarms += bool(triage.dangers(f"{row['title']}\n{row['text']}", pack=PACK))
    print(round(1000 * alarms / letters, 1), "per 1,000")
    assert 1000 * alarms / letters < 8
