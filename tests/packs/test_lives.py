"""Lives beside a pack say, step by step, what does not come out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings

from tests import lake
from yuanba.packs import cases
from yuanba.packs.lives import STEPS, Does, Life

FILE = "jiangjin/cases/life.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "packs"
    for name in ("base", "calendar", "jiangjin", "kaizhou"):
        shutil.copytree(settings.PACKS / name, copy / name)
    return copy


def told(folder: Path, text: str) -> list[str]:
    (folder / FILE).write_text(text, encoding="utf-8")
    return [
        fault.told("en").removeprefix(f"{FILE}:")
        for told in cases.cases_in(folder)
        if told.file == FILE
        for fault in cases.faults_of(told)
    ]


def life(*steps: str) -> str:
    return f'[[life]]\nname = "甲"\nat = 2026-03-02T09:00:00+08:00\nstep = [{", ".join(steps)}]\n'


ASSIGN = '{ do = "assign", class = "home", item = "pets", at = 2026-03-02T09:30:00+08:00 }'


def test_every_step_can_be_done(tmp_path: Path) -> None:
    assert set(STEPS) == set(get_args(Does)) - {"clock"}
    done = {
        step.do
        for told in (*cases.cases_in(settings.PACKS), *cases.cases_in(lake.folder(tmp_path)))
        if isinstance(told.case, Life)
        for step in told.case.step
    }
    assert done == set(get_args(Does))


def test_what_does_not_come_out_is_told_with_its_step(folder: Path) -> None:
    wrong = (
        '{ do = "accept", at = 2026-03-02T10:00:00+08:00, state = "held", body = "planning", '
        'due_on = 2026-03-06, until_on = 2026-03-06, evaluators = [], clock = ["remind"] }'
    )
    either = ": either the case or the pack is wrong, count by hand"
    assert told(folder, life(f"\n{ASSIGN}", f"\n{wrong}")) == [
        f"6: 甲 (step.1.state): should be held, is accepted{either}",
        f"6: 甲 (step.1.body): should be planning, is grid_party{either}",
        f"6: 甲 (step.1.due_on): should be 2026-03-06, is 2026-03-05{either}",
        f"6: 甲 (step.1.until_on): should be 2026-03-06, is None{either}",
        f"6: 甲 (step.1.evaluators): should be nothing, is parties democratic_supervisors{either}",
        f"6: 甲 (step.1.clock): should be remind, is nothing{either}",
    ]


def test_a_refusal_that_nobody_expected_ends_the_life(folder: Path) -> None:
    reply = '{ do = "reply", at = 2026-03-02T10:00:00+08:00 }'
    close = '{ do = "close", at = 2026-03-02T10:00:00+08:00 }'
    assert told(folder, life(ASSIGN, close, reply)) == [
        "4: 甲 (step.1): refused (matter.wrong_state (state=assigned, verb=matter.close)): "
        "correct the case or the pack"
    ]


def test_a_refusal_that_does_not_come_is_told(folder: Path) -> None:
    accept = '{ do = "accept", at = 2026-03-02T10:00:00+08:00, refused = "orders.too_late" }'
    assert told(folder, life(ASSIGN, accept)) == [
        "4: 甲 (step.1.refused): should be refused (orders.too_late) and is not: correct the case or the pack"
    ]


def test_a_life_before_any_pack_and_a_step_that_nobody_knows_are_faults(folder: Path) -> None:
    assert told(folder, life(ASSIGN).replace("at = 2026-03-02T09:00", "at = 2020-03-02T09:00")) == [
        "1: 甲: refused (packs.none_in_force (district=jiangjin, on=2020-03-02)): "
        "correct the case or the pack"
    ]
    first, *_ = told(folder, life('{ do = "fly", at = 2026-03-02T10:00:00+08:00 }'))
    assert first.startswith("4: life.no. 1 “甲”.step.no. 1 “fly”.do: has to be one of: 'assign', 'reassign'")
