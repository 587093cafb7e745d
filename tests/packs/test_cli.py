"""`yuanba packs check|show|explain|diff`, as an official sees them."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.packs import cli, load


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers())
    arguments = parser.parse_args(words)
    assert arguments.without_database
    return int(arguments.run(arguments))


def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("packs", "check") == 0
    first = capsys.readouterr().out.splitlines()[0]
    districts, told = first.split("：没有问题；")
    assert districts == ", ".join(load.districts_in(settings.PACKS))
    assert int(told.removesuffix("个案例都对")) > 20
    assert run("packs", "check", "--language", "en") == 0
    assert "sound; " in capsys.readouterr().out


def test_check_says_what_the_district_has_to_explain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder, ignore=shutil.ignore_patterns("cases", "jiangjin"))
    path = folder / "kaizhou/2026-01-01.toml"
    slot = '\n[slots.quick]\ntitle = { zh = "三快", en = "Three quick ways" }\nground = "K7"\n'
    path.write_text(path.read_text(encoding="utf-8") + slot, "utf-8")
    assert run("packs", "check", "--folder", str(folder)) == 0
    line = "kaizhou@2026-01-01: slots.quick: 三快：K7 提到但没有解释，待本地填写"
    assert line in capsys.readouterr().out.splitlines()


def test_check_says_every_fault_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    path = folder / "kaizhou/2025-01-01.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('lead = "grid_team"', 'lead = "x"'), "utf-8")
    assert run("packs", "check", "--folder", str(folder)) == 1
    line = path.read_text(encoding="utf-8").splitlines().index('lead = "x"') + 1
    place = f"kaizhou/2025-01-01.toml:{line}: classes.home.lead: "
    assert capsys.readouterr().err == f"{place}没有代码为“x”的承办单位：改正代码，或在 [bodies] 里补上\n"
    assert run("packs", "check", "--folder", str(folder), "--language", "en") == 1
    said = "no body is called “x”: correct the code, or add it to [bodies]\n"
    assert capsys.readouterr().err == place + said
    assert run("packs", "check", "--folder", str(tmp_path / "empty")) == 1
    assert "这里没有任何区县的机制包" in capsys.readouterr().err


def test_show_prints_the_resolved_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("packs", "show", "kaizhou", "--on", "2026-03-02") == 0
    out = capsys.readouterr().out
    assert out.startswith("kaizhou@2026-01-01  sha256 ")
    assert '"petition_34"' in out  # of base
    assert '"共享客厅"' in out  # of the district


def test_explain_says_who_until_when_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("packs", "explain", "jiangjin", "street_light", "--on", "2026-03-02") == 0
    out = capsys.readouterr().out
    assert "公事 -> 规划建设管理环保办公室 (subdistrict)" in out
    assert "2026-03-02 09:00 -> 2026-03-05 18:00" in out
    assert "国办发明电〔2025〕7号" in out
    assert "provisional" not in out
    assert run("packs", "explain", "jiangjin", "street_light", "--on", "2026-12-30") == 0
    assert "(provisional)" in capsys.readouterr().out
    assert run("packs", "explain", "jiangjin", "street_light") == 0


def test_explain_tells_the_ways_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """F6: the great are picked from a pool, the small go another way in the country, the private nowhere."""
    for item, told in (
        ("street_light", "大事 (pool) -> 县城市管理局"),
        ("livestock", "小事 (rural) -> 村民委员会 (community)"),
        ("farm_help", "私事 -> (guided, no order)"),
    ):
        assert run("packs", "explain", "fengdu", item, "--on", "2026-03-02") == 0
        assert told in capsys.readouterr().out


def test_explain_says_under_which_pillar_an_item_stands(capsys: pytest.CaptureFixture[str]) -> None:
    for district, item, told in (
        ("kaizhou", "theatre", "  共情场景 / 壹圆剧场\n"),
        ("nanan", "quarrel", "  社会协同“主渠道” / 矛盾调解\n"),
    ):
        assert run("packs", "explain", district, item, "--on", "2026-03-02") == 0
        assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "jiangjing"), "没有区县“jiangjing”的机制包；有：chenghua"),
        (("show", "base"), "has no pack of a district “base”"),
        (("show", "calendar"), "has no pack of a district “calendar”"),
        (("show", "../packs"), "has no pack of a district “../packs”"),
        (("show", "jiangjing"), "did you mean “jiangjin”?"),
        (
            ("show", "jiangjin", "--on", "2020-01-01"),
            "2020-01-01 还没有生效的机制包；生效日期：2025-01-01",
        ),
        (("explain", "nowhere", "street_light"), "has no pack of a district “nowhere”"),
        (("explain", "jiangjin", "street_ligth"), "did you mean “street_light”?"),
        (("explain", "jiangjin", "moon", "--on", "2026-03-02"), "jiangjin@2025-01-01 的目录里没有“moon”"),
        (("explain", "jiangjin", "street_light", "--on", "1999-01-01"), "has no pack in force on 1999-01-01"),
        (("diff", "jiangjin", "nowhere"), "has no pack of a district “nowhere”"),
        (("diff", "@", "jiangjin"), "has no pack of a district “”"),
        (("diff", "jiangjin@1999-01-01", "jiangjin"), "has no pack in force on 1999-01-01"),
    ],
)
def test_what_is_not_there_is_said_without_a_traceback(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("packs", *words) == 1
    assert said in capsys.readouterr().err


def test_diff_tells_what_changed_in_either_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    text = (folder / "jiangjin/2025-01-01.toml").read_text(encoding="utf-8")
    text = text.replace("in_force_from = 2025-01-01", "in_force_from = 2026-03-01")
    text = text.replace(
        'body = "planning"\nanswer = { amount = 3, unit = "working_days" }\nkeywords = ["路灯"',
        'body = "enforcement"\nanswer = { amount = 2, unit = "working_days" }\nkeywords = ["路灯"',
    )
    (folder / "jiangjin/2026-03-01.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    assert run("packs", "diff", "jiangjin@2026-02-28", "jiangjin@2026-03-01") == 0
    assert capsys.readouterr().out.splitlines() == [
        "生效日期由2025-01-01改为2026-03-01",
        "目录事项“路灯”的承办单位由规划建设管理环保办公室改为综合行政执法大队",
        "目录事项“路灯”的答复时限由3个工作日缩短为2个工作日",
    ]
    assert run("packs", "diff", "jiangjin@2026-02-28", "jiangjin@2026-03-01", "--language", "en") == 0
    assert "Item “Street lights”, time for the answer: shortened from 3 working days to 2 working days" in (
        capsys.readouterr().out
    )
    assert run("packs", "diff", "jiangjin", "jiangjin") == 0
    assert capsys.readouterr().out == "没有变化\n"
    assert run("packs", "diff", "jiangjin", "jiangjin", "--language", "en") == 0
    assert capsys.readouterr().out == "nothing changed\n"


def test_diff_wants_days(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("packs", "diff", "jiangjin@yesterday", "jiangjin")
    assert "argument old" in capsys.readouterr().err


def test_a_faulty_pack_is_told_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    (folder / "kaizhou/2026-01-01.toml").write_text("x", encoding="utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    assert run("packs", "show", "kaizhou") == 1
    assert run("packs", "explain", "kaizhou", "street_light") == 1
    assert run("packs", "diff", "jiangjin", "kaizhou") == 1
    assert "kaizhou/2026-01-01.toml" in capsys.readouterr().err
