"""One planted example per fault: each is told in its file, on its line, in words that say what to do."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.laws.house import modules
from yuanba.packs import cases, load
from yuanba.packs.faults import REMARKS, SENTENCES
from yuanba.packs.load import FileFault

HERE = Path(__file__).parent / "faults"
OWN, CASES = "model/2026-01-01.toml", "model/cases/2026.toml"
PLANTED: list[dict[str, Any]] = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))["planted"]
#: Faults of a file as such, which no change of a value brings about: each has its test below or in test_load.
#: Remarks have theirs in test_remarks.
OF_FILES = {"not_utf8", "lost_bytes", "no_day_name", "no_base", "no_packs", "other_year"}
#: What only a folder without its calendars brings about: tests/packs/test_meetings.
OF_CALENDARS = {"cadence_uncharted"}
#: What commands say of a name that is not there: test_cli.
OF_NAMES = {"unknown_district", "unknown_item", "unknown_day"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The model district over the base and calendars of this checkout."""
    for name in (load.BASE, load.CALENDAR):
        shutil.copytree(settings.PACKS / name, tmp_path / name)
    (tmp_path / CASES).parent.mkdir(parents=True)
    shutil.copy(HERE / "sound.toml", tmp_path / OWN)
    shutil.copy(HERE / "case.toml", tmp_path / CASES)
    return tmp_path


def found_in(folder: Path) -> list[FileFault]:
    """What `packs check` finds: of the packs, and where these are sound, of the cases."""
    of_packs = load.faults_in(folder)
    return of_packs or [fault for told in cases.cases_in(folder) for fault in cases.faults_of(told)]


def test_the_model_is_sound(folder: Path) -> None:
    assert found_in(folder) == []


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted['code']}-{planted['place']}")
def test_a_planted_fault_is_found(planted: dict[str, Any], folder: Path) -> None:
    path = folder / planted.get("file", OWN)
    text = path.read_text(encoding="utf-8")
    assert planted["old"] in text
    path.write_text(text.replace(planted["old"], planted["new"], 1), encoding="utf-8")
    told_at = planted.get("at", planted.get("file", OWN))
    text = (folder / told_at).read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(planted["on"])) + 1

    found = found_in(folder)

    (own,) = [
        one
        for one in found
        if (one.what.code, one.what.place) == (planted["code"], planted["place"])
        and planted["says"] in str(one)
    ]
    assert str(own).startswith(f"{told_at}:{line}: ")
    assert sorted(one.what.code for one in found) == sorted([planted["code"], *planted.get("more", [])])
    for one in found:
        english = one.told("en").removeprefix(one.file)
        place = one.shown.en if one.shown else one.what.place
        assert not re.search(r"[\u4e00-\u9fff]", english.replace(place, "")), english


def test_every_sentence_has_its_example() -> None:
    planted = {one["code"] for one in PLANTED}
    assert planted | OF_FILES | OF_CALENDARS | OF_NAMES | set(REMARKS) == set(SENTENCES)
    assert not planted & (OF_FILES | set(REMARKS))


#: What reads files of votes.
OF_VOTES = {"ballots", "json_form", "json_text"}


def test_every_code_has_its_sentence() -> None:
    """Wherever rules or packs find a fault, its code is one that officials can read.

    Faults of files of votes have theirs in `ballots` (tests/ballots).
    """
    codes = {
        part.value
        for module in modules()
        if module.place[0] in {"rules", "packs"} and not OF_VOTES & set(module.place)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fault" and len(node.args) > 1
        for part in ast.walk(node.args[1])
        if isinstance(part, ast.Constant)
    }
    assert len(codes) > 40
    assert codes - set(SENTENCES) == set()
    assert {"nobody_at_level", "nobody_beside"} <= set(SENTENCES)


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    path = folder / OWN
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert [str(one) for one in load.faults_in(folder)] == [f"{OWN}:1: 不是 UTF-8 编码：请另存为 UTF-8"]


def test_a_lost_byte_is_told_on_its_line(folder: Path) -> None:
    path = folder / OWN
    whole = path.read_bytes()
    place = next(number for number, byte in enumerate(whole) if byte >= 0x80)
    path.write_bytes(whole[:place] + whole[place + 1 :])
    line = whole[:place].count(b"\n") + 1
    (found,) = load.faults_in(folder)
    assert (found.line, found.what.code) == (line, "lost_bytes")


def test_the_mark_that_some_editors_write_changes_nothing(folder: Path) -> None:
    for path in folder.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert found_in(folder) == []


def test_a_calendar_says_its_year(folder: Path) -> None:
    shutil.copy(folder / "calendar/2027.toml", folder / "calendar/2028.toml")
    line = (folder / "calendar/2028.toml").read_text(encoding="utf-8").splitlines().index("year = 2027") + 1
    assert [str(one) for one in load.faults_in(folder)] == [
        f"calendar/2028.toml:{line}: calendars.2028.year: 文件叫 2028.toml：改成同一年"
    ]


def test_what_ends_too_early_is_told_on_its_last_line(folder: Path) -> None:
    (folder / OWN).write_text('a = 1\nb = "', encoding="utf-8")
    (fault,) = load.faults_in(folder)
    assert (fault.line, fault.what.code) == (2, "not_toml")
