"""From files to a pack, or to every fault with its file and place."""

from __future__ import annotations

import argparse
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.config import cli as config_cli
from yuanba.packs import load
from yuanba.packs.checks import packs_are_sound
from yuanba.packs.load import Fault, FaultyPackError, NoPackInForce
from yuanba.rules.matter import State
from yuanba.rules.pack import Level

ON = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packs, to break."""
    copy = tmp_path / "packs"
    shutil.copytree(settings.PACKS, copy)
    return copy


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in load.faults_in(folder)]


def test_the_packs_of_this_checkout_are_sound() -> None:
    assert load.faults_in(settings.PACKS) == []
    assert packs_are_sound() == []
    assert load.districts_in(settings.PACKS) == ["jiangjin", "kaizhou"]


def test_jiangjin_has_a_directory_that_a_subdistrict_recognises() -> None:
    pack = load.load(settings.PACKS, "jiangjin", ON)
    assert pack.in_force_from == date(2025, 1, 1)
    assert len(pack.items) >= 45
    assert {code: len(pack.items_of(code)) >= 10 for code in pack.classes} == {
        "public": True,
        "common": True,
        "home": True,
    }
    assert [pack.bodies[pack.classes[code].lead].title.zh for code in ("public", "common", "home")] == [
        "街道党工委",
        "社区党组织",
        "网格党组织",
    ]
    # J4: who evaluates what, and where results are posted.
    assert [
        [pack.evaluators[one].title.zh for one in pack.classes[code].evaluators]
        for code in ("public", "common", "home")
    ] == [["街道人大工委", "民主监督员"], ["居务监督委员会", "民主监督员"], ["涉事主体", "民主监督员"]]
    for code in ("public", "common"):
        notice = pack.classes[code].notice
        assert notice
        assert notice.levels == ("subdistrict", "community", "grid")
        assert notice.period.amount >= 15
    # J3: what one level cannot settle goes to the next, at last to the district's joint meeting.
    assert [pack.bodies[pack.leads[level]].title.zh for level in Level if level in pack.leads] == [
        "区党建统领基层治理工作联席会",
        "街道党工委",
        "社区党组织",
        "网格党组织",
    ]


def test_every_item_of_jiangjin_has_words_for_its_clerk() -> None:
    pack = load.load(settings.PACKS, "jiangjin", ON)
    for state in (State.ACCEPTED, State.WAITING, State.HELD, State.ANSWERED, State.REFUSED, State.GUIDED):
        for code, item in pack.items.items():
            assert pack.replies_for(state, item.class_code, code), (state, code)
    own = {reply.item for reply in pack.replies.values() if reply.item}
    assert len(own) >= 45
    for reply in pack.replies.values():
        assert reply.text.zh.count("____") <= 8
        assert "____" in reply.text.zh or len(reply.text.zh) > 20


def test_a_district_replaces_whole_tables_of_base(folder: Path) -> None:
    path = folder / "jiangjin/2025-01-01.toml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + '\n[channels]\ndrum = { title = { zh = "击鼓", en = "Drum" }, assumed = "试" }\n',
        encoding="utf-8",
    )
    assert list(load.load(folder, "jiangjin", ON).channels) == ["drum"]
    assert "web" in load.load(folder, "kaizhou", ON).channels


def test_only_base_says_the_floor(folder: Path) -> None:
    path = folder / "jiangjin/2025-01-01.toml"
    base = (folder / "base/2025-01-01.toml").read_text(encoding="utf-8")
    limits = base[base.index("[limits]") : base.index("[[hours]]")]
    path.write_text(
        path.read_text(encoding="utf-8") + "\n" + limits.replace("= 60", "= 90"), encoding="utf-8"
    )
    assert faults(folder) == ["jiangjin/2025-01-01.toml: limits: only base says the floor"]


def test_the_file_of_the_latest_day_binds(folder: Path) -> None:
    newer = folder / "jiangjin/2026-03-01.toml"
    shutil.copy(folder / "jiangjin/2025-01-01.toml", newer)
    change(folder, "jiangjin/2026-03-01.toml", "in_force_from = 2025-01-01", "in_force_from = 2026-03-01")
    before = load.load(folder, "jiangjin", date(2026, 2, 28))
    after = load.load(folder, "jiangjin", date(2026, 3, 1))
    assert (before.name, after.name) == ("jiangjin@2025-01-01", "jiangjin@2026-03-01")
    assert before.digest != after.digest


def test_before_the_first_day_nothing_is_in_force() -> None:
    with pytest.raises(NoPackInForce) as refusal:
        load.load(settings.PACKS, "jiangjin", date(2024, 12, 31))
    assert refusal.value.arguments == {"district": "jiangjin", "on": "2024-12-31"}


def test_all_faults_of_shape_are_told_with_file_and_place(folder: Path) -> None:
    own = "jiangjin/2025-01-01.toml"
    change(folder, own, '[items.street_light]\nclass = "public"', '[items.street_light]\ncolour = "red"')
    change(folder, own, "amount = 15", "amount = 0")
    change(folder, "base/2025-01-01.toml", "answer_days = 60", 'answer_days = "60"')
    change(folder, "calendar/2026.toml", "first_on = 2026-01-01", "first_on = 2026-01-05")
    assert faults(folder)[:4] == [
        "jiangjin/2025-01-01.toml: classes.public.answer.amount: Input should be greater than 0",
        "jiangjin/2025-01-01.toml: items.street_light.class: Field required",
        "jiangjin/2025-01-01.toml: items.street_light.colour: Extra inputs are not permitted",
        "base/2025-01-01.toml: limits.answer_days: Input should be a valid integer",
    ]
    assert faults(folder)[4].startswith("calendar/2026.toml: calendars.2026.holidays.0: ")


def test_faults_of_sense_are_told_after_those_of_shape(folder: Path) -> None:
    own = "jiangjin/2025-01-01.toml"
    change(folder, own, 'lead = "grid_party"', 'lead = "grid_partei"')
    change(folder, own, "amount = 30", "amount = 300")
    assert faults(folder) == [
        "jiangjin/2025-01-01.toml: classes.home.lead: no body is called 'grid_partei'",
        "jiangjin/2025-01-01.toml: items.demolition.answer: laxer than base: at most 60 days",
    ]


def test_what_is_no_toml_is_told_with_its_line(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").write_text("district = \n", encoding="utf-8")
    (fault,) = load.faults_in(folder)
    assert fault.file == "kaizhou/2025-01-01.toml"
    assert "line 1" in fault.message


def test_the_name_of_a_file_is_its_day(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").rename(folder / "kaizhou/2025-02-01.toml")
    (folder / "jiangjin/draft.toml").write_text("", encoding="utf-8")
    assert load.faults_in(folder) == [
        Fault("jiangjin/draft.toml", "-", "the file's name is no day: 2026-01-01.toml"),
        Fault("kaizhou/2025-02-01.toml", "in_force_from", "the file is called 2025-02-01.toml"),
    ]


def test_a_pack_older_than_base_has_no_floor(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").rename(folder / "kaizhou/2020-01-01.toml")
    change(folder, "kaizhou/2020-01-01.toml", "in_force_from = 2025-01-01", "in_force_from = 2020-01-01")
    assert faults(folder) == ["kaizhou/2020-01-01.toml: -: no base in force on 2020-01-01"]


def test_a_server_with_a_bad_pack_does_not_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder, "jiangjin/2025-01-01.toml", 'lead = "grid_party"', 'lead = "ghost"')
    monkeypatch.setattr(settings, "PACKS", folder)
    (error,) = packs_are_sound()
    assert error.id == "packs.E001"
    assert "classes.home.lead" in str(error.msg)
    assert "packs check" in str(error.hint)
    monkeypatch.setattr(settings, "PACKS", folder / "nowhere")
    (missing,) = packs_are_sound()
    assert missing.id == "packs.E002"


def test_serve_tells_the_faults_instead_of_starting(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[int] = []
    monkeypatch.setattr(config_cli.supervisor, "serve", lambda **_: started.append(1) or 0)
    arguments = argparse.Namespace(host="127.0.0.1", port=0, with_worker=False)
    monkeypatch.setattr(config_cli, "remains", lambda: ["jiangjin: a demonstration"])
    assert config_cli.run_serve(arguments) == 1
    assert "a demonstration" in capsys.readouterr().err
    monkeypatch.setattr(config_cli, "remains", list)
    assert config_cli.run_serve(arguments) == 0
    change(folder, "jiangjin/2025-01-01.toml", 'lead = "grid_party"', 'lead = "ghost"')
    monkeypatch.setattr(settings, "PACKS", folder)
    assert config_cli.run_serve(arguments) == 1
    assert "packs.E001" in capsys.readouterr().err
    assert started == [1]


def test_a_faulty_pack_is_never_given_out(folder: Path) -> None:
    change(folder, "jiangjin/2025-01-01.toml", 'lead = "grid_party"', 'lead = "ghost"')
    with pytest.raises(FaultyPackError, match="no body is called 'ghost'"):
        load.load(folder, "jiangjin", ON)
