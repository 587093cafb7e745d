"""Worked cases run as tests; one that does not hold is told with what came out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.packs import cases
from yuanba.packs.cases import Case, Told

TOLD = list(cases.cases_in(settings.PACKS))


def _name(told: Told) -> str:
    return told.case.name if told.case else told.file


@pytest.mark.parametrize("told", TOLD, ids=_name)
def test_a_worked_case_holds(told: Told) -> None:
    assert cases.faults_of(told, settings.PACKS) == []


def test_there_are_cases_of_every_class() -> None:
    assert {told.case.class_code for told in TOLD if isinstance(told.case, Case)} == {
        "public",
        "common",
        "home",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    shutil.copytree(settings.PACKS, copy)
    (copy / "jiangjin/cases/life.toml").unlink()
    return copy


def test_a_case_that_does_not_hold_says_what_came_out(folder: Path) -> None:
    path = folder / "jiangjin/cases/2025.toml"
    text = path.read_text(encoding="utf-8").replace("due_on = 2025-10-11", "due_on = 2025-10-10")
    text = text.replace('item = "corridor"', 'item = "pets"').replace(
        'class = "common"', 'class = "gossip"', 1
    )
    path.write_text(text, encoding="utf-8")
    found = [fault for told in cases.cases_in(folder) for fault in cases.faults_of(told, folder)]
    file = "jiangjin/cases/2025.toml"
    assert found == [
        f"{file}: 路灯不亮，国庆前一天下班后报: due_on should be 2025-10-10, is 2025-10-11",
        f"{file}: 物业报修没人管，是整个小区的事: triage.unknown_class (matter_class=gossip)",
        f"{file}: 楼道堆杂物: suggestion should be home.pets, is home.corridor",
    ]


def test_a_file_of_cases_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    (folder / "jiangjin/cases/2025.toml").write_text("[[case]]\nname = 3\n", encoding="utf-8")
    (told,) = cases.cases_in(folder)
    (fault,) = cases.faults_of(told, folder)
    assert fault.startswith("jiangjin/cases/2025.toml: ")
    assert "case.0.name" in fault


def test_words_that_say_nothing_suggest_nothing(folder: Path) -> None:
    path = folder / "jiangjin/cases/2025.toml"
    first = path.read_text(encoding="utf-8").split("[[case]]")[1]
    words = first.splitlines()[2]
    silent = "[[case]]" + first.replace(words, 'words = "?"')
    path.write_text(silent, encoding="utf-8")
    (told,) = cases.cases_in(folder)
    assert cases.faults_of(told, folder)[0].endswith("is nothing")
    path.write_text(f"{silent}\nsuggested = false\n", encoding="utf-8")
    (told,) = cases.cases_in(folder)
    assert cases.faults_of(told, folder) == []
