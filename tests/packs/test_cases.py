"""Worked cases run as tests; one that does not hold is told with what came out."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.packs import cases, load
from yuanba.packs.cases import Case, CaseRow
from yuanba.packs.lives import Life

TOLD = list(cases.cases_in(settings.PACKS))


def _name(told: CaseRow) -> str:
    return told.case.name if told.case else told.file


@pytest.mark.parametrize("told", TOLD, ids=_name)
def test_a_worked_case_holds(told: CaseRow) -> None:
    assert cases.faults_of(told) == []


@pytest.mark.parametrize("district", load.districts_in(settings.PACKS))
def test_there_are_cases_of_every_class_that_is_dispatched(district: str) -> None:
    pack = load.load(settings.PACKS, district, date(2026, 3, 2))
    found = {
        told.case.class_code for told in TOLD if told.district == district and isinstance(told.case, Case)
    }
    assert found >= {code for code, one in pack.classes.items() if not one.is_guided}


@pytest.mark.parametrize("district", load.districts_in(settings.PACKS))
def test_a_pack_comes_with_a_directory_with_cases_and_with_lives(district: str) -> None:
    pack = load.load(settings.PACKS, district, date(2026, 3, 2))
    told = [one.case for one in TOLD if one.district == district]
    assert len(pack.items) >= 20
    assert sum(isinstance(one, Case) for one in told) >= 5
    assert sum(isinstance(one, Life) for one in told) >= 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    others = [name for name in load.districts_in(settings.PACKS) if name != "jiangjin"]
    shutil.copytree(settings.PACKS, copy, ignore=shutil.ignore_patterns(*others))
    (copy / "jiangjin/cases/life.toml").unlink()
    return copy


def test_a_case_that_does_not_hold_says_what_came_out(folder: Path) -> None:
    path = folder / "jiangjin/cases/2025.toml"
    text = path.read_text(encoding="utf-8").replace("due_on = 2025-10-11", "due_on = 2025-10-10")
    text = text.replace('item = "corridor"', 'item = "pets"').replace(
        'class = "common"', 'class = "gossip"', 1
    )
    path.write_text(text, encoding="utf-8")
    found = [fault for told in cases.cases_in(folder) for fault in cases.faults_of(told)]
    lines = text.splitlines()
    gossip, pets = lines.index('class = "gossip"') - 3, lines.index('item = "pets"') - 4
    either = "规则和案例有一个不对，请对照日历手工核一遍"
    assert [str(fault).removeprefix("jiangjin/cases/2025.toml:") for fault in found] == [
        f"{lines.index('due_on = 2025-10-10') + 1}: 路灯不亮，国庆前一天下班后报 (due_on): "
        f"应为 2025-10-10，算出来是 2025-10-11：{either}",
        f"{gossip}: 物业报修没人管，是整个小区的事: "
        "这一步不能办（triage.unknown_class (matter_class=gossip)）：改案例，或改规则",
        f"{pets}: 楼道堆杂物 (suggested): 应为 home.pets，算出来是 home.corridor：{either}",
    ]


def test_a_file_of_cases_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    (folder / "jiangjin/cases/2025.toml").write_text("[[case]]\nname = 3\n", encoding="utf-8")
    (told,) = cases.cases_in(folder)
    fault = cases.faults_of(told)[0]
    assert str(fault) == "jiangjin/cases/2025.toml:2: case.第1条.name: 应是文字，要加引号"


def test_words_that_say_nothing_suggest_nothing(folder: Path) -> None:
    path = folder / "jiangjin/cases/2025.toml"
    first = path.read_text(encoding="utf-8").split("[[case]]")[1]
    words = first.splitlines()[2]
    silent = "[[case]]" + first.replace(words, 'words = "?"')
    path.write_text(silent, encoding="utf-8")
    (told,) = cases.cases_in(folder)
    assert "算出来是 -" in str(cases.faults_of(told)[0])
    path.write_text(f"{silent}\nsuggested = false\n", encoding="utf-8")
    (told,) = cases.cases_in(folder)
    assert cases.faults_of(told) == []
