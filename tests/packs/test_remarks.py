"""What `packs check` says of a pack that can be used: promises, parts without use, what a copy left over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.packs import load
from yuanba.packs.remarks import remarks_in
from yuanba.rules.soundness.promises import promised

SOUND = Path(__file__).parent / "faults/sound.toml"
OWN = "model/2026-01-01.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The model district over the base and calendars of this checkout."""
    for name in (load.BASE, load.CALENDAR):
        shutil.copytree(settings.PACKS / name, tmp_path / name)
    (tmp_path / "model").mkdir()
    text = SOUND.read_text(encoding="utf-8")
    hub = 'hub = { title = { zh = "区平台", en = "Hub" }, level = "district", ground = "M1" }'
    text = text.replace("[leads]\n", f'{hub}\n\n[leads]\ndistrict = "hub"\n')
    (tmp_path / OWN).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """Each pair replaced in the model's file; returns code and place of what is remarked then."""
    text = (folder / OWN).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / OWN).write_text(text, encoding="utf-8")
    assert load.faults_in(folder) == []
    return [(one.what.code, one.what.place) for one in remarks_in(folder)]


def test_nothing_is_remarked_of_the_model_nor_of_the_packs_of_this_checkout(folder: Path) -> None:
    assert remarks_in(folder) == []
    assert remarks_in(settings.PACKS) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("24小时内联系您", "24小时"),
        ("２４小时内联系您", "２４小时"),
        ("二十四小时联系", "二十四小时"),
        ("半小时到场", "半小时"),
        ("两个小时内到场", "两个小时"),
        ("一个半小时到场", "一个半小时"),
        ("十二个工作日办结", "十二个工作日"),
        ("40分钟到场", "40分钟"),
        ("两周办结", "两周"),
        ("三个月内办结", "三个月"),
    ],
)
def test_a_promise_that_no_clock_keeps_is_named(folder: Path, said: str, words: str) -> None:
    old = 'meaning = { zh = "分流派单"'
    assert change(folder, (old, f'meaning = {{ zh = "{said}"')) == [("promise_unkept", "steps.0.meaning")]
    (found,) = remarks_in(folder)
    assert f"写了“{words}”" in str(found)
    assert f"promises “{words}”" in found.told("en")


@pytest.mark.parametrize(
    "said",
    [
        "15个工作日办结",
        "十五个工作日",
        "15天办结",
        "三个工作日",
        "每月20日议事",
        "5月20日起",
        "第3天",
    ],
)
def test_what_a_clock_keeps_and_what_is_no_promise_is_not_remarked(folder: Path, said: str) -> None:
    assert change(folder, ('meaning = { zh = "分流派单"', f'meaning = {{ zh = "{said}"')) == []


@pytest.mark.parametrize("place", ["summary", "steps.1.title", "classes.public.meaning"])
def test_promises_are_looked_for_wherever_residents_read(folder: Path, place: str) -> None:
    olds = {
        "summary": ("[receipt]", 'summary = { zh = "48小时回话", en = "x" }\n\n[receipt]'),
        "steps.1.title": ('zh = "办"', 'zh = "48小时办"'),
        "classes.public.meaning": ('zh = "街道办理"', 'zh = "街道48小时办理"'),
    }
    assert change(folder, olds[place]) == [("promise_unkept", place)]


def test_who_is_on_duty_round_the_clock_keeps_it(folder: Path) -> None:
    duty = """
[duty]
watches = [{ days = [1, 2, 3, 4, 5, 6, 7], opens = 00:00:00, closes = 00:00:00, position = "triager" }]
assumed = "试"

[triage]
term = { amount = 5, unit = "urgent_hours" }
objection = { amount = 10, unit = "calendar_days" }
assumed = "试"
"""
    found = change(folder, ("[receipt]", f"{duty}\n[receipt]"), ('zh = "分流派单"', 'zh = "24小时有人"'))
    assert found == []


def test_the_length_of_a_promise() -> None:
    assert dict(promised("半小时、一百二十天、1个半小时、两周")) == {
        "半小时": ("minutes", 30),
        "一百二十天": ("days", 120),
        "1个半小时": ("minutes", 90),
        "两周": ("days", 14),
    }


def test_what_nothing_uses_is_named(folder: Path) -> None:
    body = 'spare = { title = { zh = "备用", en = "Spare" }, level = "grid", ground = "M1" }'
    judge = 'spare = { title = { zh = "旁人", en = "Others" }, is_party = true, ground = "M1" }'
    found = change(
        folder,
        ("[leads]", f"{body}\n\n[leads]"),
        ("[followers]", f"{judge}\n\n[followers]"),
        ('followers = ["round"]\n', ""),
    )
    assert found == [
        ("body_unused", "bodies.spare"),
        ("evaluator_unused", "evaluators.spare"),
        ("follower_unused", "followers.round"),
    ]


def test_a_class_above_which_nobody_leads_never_escalates(folder: Path) -> None:
    found = change(folder, ('district = "hub"\n', ""))
    assert ("never_escalates", "classes.public") in found
    assert ("never_escalates", "classes.home") not in found


@pytest.mark.parametrize("beside", [False, True])
def test_what_a_copy_left_over_is_named(folder: Path, beside: bool) -> None:
    """Kaizhou's file under another name, with it in the same folder or only in the checkout."""
    if beside:
        shutil.copytree(settings.PACKS / "kaizhou", folder / "kaizhou")
    (folder / "minghu").mkdir()
    text = (settings.PACKS / "kaizhou/2026-01-01.toml").read_text(encoding="utf-8")
    own = text.replace('district = "kaizhou"', 'district = "minghu"', 1)
    own = own.replace("开州区“三心三共”", "明湖区规则", 1)
    (folder / "minghu/2026-01-01.toml").write_text(own, encoding="utf-8")
    found = [one for one in remarks_in(folder) if one.file.startswith("minghu")]
    codes = {one.what.code for one in found}
    assert {"copied_area_code", "copied_prefix", "copied_source", "copied_name"} <= codes
    said = "\n".join(map(str, found))
    assert "500154 是“开州区“三心三共””的区划代码" in said
    assert "“开州”是" in said
    assert "“汉丰湖”是" in said


def test_a_name_and_a_term_are_told_where_they_stand(folder: Path) -> None:
    old = 'zh = "路灯", en = "Street lights"'
    found = change(folder, (old, 'zh = "汉丰湖边路灯", en = "Lights"'), ("半夜吵。", "壹圆剧场半夜吵。"))
    assert found == [("copied_name", "items.lamp.title"), ("copied_term", "items.noise.examples.0")]
