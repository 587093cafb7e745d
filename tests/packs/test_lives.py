"""Lives beside a pack say, step by step, what does not come out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings

from yuanba.packs import cases
from yuanba.packs.lives import DEEDS, Does, Life

FILE = "jiangjin/cases/life.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    shutil.copytree(settings.PACKS, copy)
    return copy


def told(folder: Path, text: str) -> list[str]:
    (folder / FILE).write_text(text, encoding="utf-8")
    return [
        fault.removeprefix(f"{FILE}: ")
        for told in cases.cases_in(folder)
        if told.file == FILE
        for fault in cases.faults_of(told, folder)
    ]


def life(*steps: str) -> str:
    return f'[[life]]\nname = "甲"\nat = 2026-03-02T09:00:00+08:00\nstep = [{", ".join(steps)}]\n'


ASSIGN = '{ do = "assign", class = "home", item = "pets", at = 2026-03-02T09:30:00+08:00 }'


def test_every_step_can_be_done() -> None:
    assert set(DEEDS) == set(get_args(Does)) - {"clock"}
    done = {
        step.do
        for told in cases.cases_in(settings.PACKS)
        if isinstance(told.case, Life)
        for step in told.case.step
    }
    assert done == set(get_args(Does))


def test_what_does_not_come_out_is_told_with_its_step(folder: Path) -> None:
    wrong = (
        '{ do = "accept", at = 2026-03-02T10:00:00+08:00, state = "held", body = "planning", '
        'due_on = 2026-03-06, until_on = 2026-03-06, evaluators = [], clock = ["remind"] }'
    )
    assert told(folder, life(ASSIGN, wrong)) == [
        "甲: step 2 (accept): state should be held, is accepted",
        "甲: step 2 (accept): body should be planning, is grid_party",
        "甲: step 2 (accept): due_on should be 2026-03-06, is 2026-03-05",
        "甲: step 2 (accept): until_on should be 2026-03-06, is None",
        "甲: step 2 (accept): evaluators should be nothing, is parties democratic_supervisors",
        "甲: step 2 (accept): clock should be remind, is nothing",
    ]


def test_a_refusal_that_nobody_expected_ends_the_life(folder: Path) -> None:
    reply = '{ do = "reply", at = 2026-03-02T10:00:00+08:00 }'
    close = '{ do = "close", at = 2026-03-02T10:00:00+08:00 }'
    assert told(folder, life(ASSIGN, close, reply)) == [
        "甲: step 2 (close): matter.wrong_state (state=assigned, verb=matter.close)"
    ]


def test_a_refusal_that_does_not_come_is_told(folder: Path) -> None:
    accept = '{ do = "accept", at = 2026-03-02T10:00:00+08:00, refused = "orders.too_late" }'
    assert told(folder, life(ASSIGN, accept)) == ["甲: step 2 (accept): should be refused by orders.too_late"]


def test_a_life_before_any_pack_and_a_step_that_nobody_knows_are_faults(folder: Path) -> None:
    assert told(folder, life(ASSIGN).replace("at = 2026-03-02T09:00", "at = 2020-03-02T09:00")) == [
        "甲: packs.none_in_force (district=jiangjin, on=2020-03-02)"
    ]
    (fault,) = told(folder, life('{ do = "fly", at = 2026-03-02T10:00:00+08:00 }'))
    assert "life.0.step.0.do" in fault
