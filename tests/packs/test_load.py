"""From files to a pack, or to every fault with its file and place."""

from __future__ import annotations

import argparse
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.config import cli as config_cli
from yuanba.demo import remains
from yuanba.packs import load
from yuanba.packs.checks import packs_are_sound
from yuanba.packs.load import FaultyPackError, FileFault, NoPackInForce
from yuanba.rules.core.fault import fault
from yuanba.rules.core.state import State
from yuanba.rules.pack import Level

ON = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packs, to break."""
    copy = tmp_path / "packs"
    for name in ("base", "calendar", "jiangjin", "kaizhou"):
        shutil.copytree(settings.PACKS / name, copy / name)
    return copy


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    return [fault.told("en") for fault in load.faults_in(folder)]


def line_of(folder: Path, name: str, words: str, within: str = "") -> int:
    """On which line of a file these words stand, at the first place after others."""
    text = (folder / name).read_text(encoding="utf-8")
    return text.count("\n", 0, text.index(words, text.index(within))) + 1


def test_the_packs_of_this_checkout_are_sound() -> None:
    assert load.faults_in(settings.PACKS) == []
    assert packs_are_sound() == []
    assert {"jiangjin", "kaizhou"} <= set(load.districts_in(settings.PACKS))


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
    ] == [["街道人大工委", "民主监督员"], ["居务监督委员会", "民主监督员"], ["当事人", "民主监督员"]]
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
    flood = 'title = { zh = "洪水", en = "Flood" }\nwords = ["涨水"]\ncall = "119"\nassumed = "试"\n'
    path.write_text(path.read_text(encoding="utf-8") + f"\n[dangers.flood]\n{flood}", encoding="utf-8")
    assert list(load.load(folder, "jiangjin", ON).dangers) == ["flood"]
    assert "fire" in load.load(folder, "kaizhou", ON).dangers


def test_only_base_says_the_floor(folder: Path) -> None:
    path = folder / "jiangjin/2025-01-01.toml"
    base = (folder / "base/2025-01-01.toml").read_text(encoding="utf-8")
    limits = base[base.index("[limits]") : base.index("[[hours]]")]
    path.write_text(
        path.read_text(encoding="utf-8") + "\n" + limits.replace("= 60", "= 90"), encoding="utf-8"
    )
    line = line_of(folder, "jiangjin/2025-01-01.toml", "[limits]")
    assert faults(folder) == [
        f"jiangjin/2025-01-01.toml:{line}: limits: only base says the floor: remove this table"
    ]


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
    base = "base/2025-01-01.toml"
    amount, item = (
        line_of(folder, own, "answer =", "[classes.public]"),
        line_of(folder, own, "[items.street_l"),
    )
    days = line_of(folder, base, "answer_days")
    holiday = line_of(folder, "calendar/2026.toml", "[[holidays]]")
    assert faults(folder) == [
        f"{base}:{days}: limits.answer_days: has to be a whole number, without quotation marks",
        f"calendar/2026.toml:{holiday}: calendars.2026.holidays.no. 1 “New Year's Day”: "
        "does not fit together: last_on is before first_on",
        f"{own}:{amount}: classes.public.answer.amount: has to be more than 0: correct the number",
        f"{own}:{item}: items.street_light.class: this is missing: add it",
        f"{own}:{item + 1}: items.street_light.colour: "
        "there is no such key: correct its spelling or remove it",
    ]


def test_faults_of_sense_are_told_after_those_of_shape(folder: Path) -> None:
    own = "jiangjin/2025-01-01.toml"
    change(folder, own, 'lead = "grid_party"', 'lead = "grid_partei"')
    change(folder, own, "amount = 30", "amount = 300")
    lead, answer = line_of(folder, own, "grid_partei"), line_of(folder, own, "amount = 300")
    assert faults(folder) == [
        f"{own}:{lead}: classes.home.lead: "
        "no body is called “grid_partei”: correct the code, or add it to [bodies]; "
        "did you mean “grid_party”?",
        f"{own}:{answer}: items.demolition.answer: laxer than the floor, which is at most 60 days: "
        "shorten it. Ground: Regulations on letters and visits (in force since 1 May 2022) art. 34: "
        "done within sixty days, granted at most thirty more (petition_34)",
    ]


def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    """Signs, shapes, codes, terms and grounds of one file: one run names them all, and nothing invented."""
    shutil.rmtree(folder / "kaizhou")
    own = "jiangjin/2025-01-01.toml"
    change(folder, own, 'lead = "grid_party"', 'lead = "grid_partei"')
    change(folder, own, "amount = 30", "amount = 300")
    change(folder, own, "amount = 15", "amount = 0.5")
    change(folder, own, '[items.street_light]\nclass = "public"', '[items.street_light]\nclass = "publik"')
    change(folder, own, 'keywords = ["路灯", ', 'keyword = ["路灯"，')
    change(folder, own, 'kind = "grid_worker"', 'kind = "grid_walker"')
    change(folder, own, 'ground = "J1"', 'ground = "J99"')
    found = [(one.what.code, one.what.place) for one in load.faults_in(folder)]
    places = dict(found)
    assert sorted(places) == [
        "above_floor",
        "chinese_sign",
        "no_body",
        "no_class",
        "no_ground",
        "shape.enum",
        "shape.extra_forbidden",
        "shape.int_type_given",
        "shape.missing",
    ]
    assert len(found) == 9
    assert places["shape.missing"] == "items.street_light.keywords"
    assert places["no_class"] == "items.street_light.class"
    said = "\n".join(faults(folder))
    assert "did you mean “keywords”?" in said
    assert "did you mean “public”?" in said
    assert "did you mean “grid_worker”?" in said
    assert "did you mean “grid_party”?" in said


def test_a_district_may_leave_english_out(folder: Path) -> None:
    own = "jiangjin/2025-01-01.toml"
    path = folder / own
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r', en = "[^"]*" \}', " }", text), encoding="utf-8")
    assert load.faults_in(folder) == []
    pack = load.load(folder, "jiangjin", ON)
    title = pack.items["street_light"].title
    assert (title.en, title.is_chinese_only) == (title.zh, True)
    assert not pack.refusals["emergency"].title.is_chinese_only


def test_what_is_no_toml_is_told_with_its_line(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").write_text("district = \n", encoding="utf-8")
    (found,) = load.faults_in(folder)
    assert (found.file, found.line) == ("kaizhou/2025-01-01.toml", 1)
    assert found.what.code == "not_toml"


def test_the_name_of_a_file_is_its_day(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").rename(folder / "kaizhou/2025-02-01.toml")
    (folder / "jiangjin/draft.toml").write_text("", encoding="utf-8")
    (folder / "jiangjin/20260101.toml").write_text("", encoding="utf-8")
    line = line_of(folder, "kaizhou/2025-02-01.toml", "in_force_from")
    assert load.faults_in(folder) == [
        FileFault("jiangjin/20260101.toml", 1, fault("", "no_day_name")),
        FileFault("jiangjin/draft.toml", 1, fault("", "no_day_name")),
        FileFault(
            "kaizhou/2025-02-01.toml", line, fault("in_force_from", "other_day", name="2025-02-01.toml")
        ),
    ]


def test_a_pack_older_than_base_has_no_floor(folder: Path) -> None:
    (folder / "kaizhou/2025-01-01.toml").rename(folder / "kaizhou/2020-01-01.toml")
    change(folder, "kaizhou/2020-01-01.toml", "in_force_from = 2025-01-01", "in_force_from = 2020-01-01")
    assert faults(folder) == [
        "kaizhou/2020-01-01.toml:1: no base is in force on 2020-01-01: a pack cannot be older than base"
    ]


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
    arguments = argparse.Namespace(
        host="127.0.0.1",
        port=0,
        health_port=None,
        with_worker=False,
        serve=lambda **_: started.append(1) or 0,
    )
    monkeypatch.setattr(config_cli, "is_nobodys", lambda: False)
    monkeypatch.setattr(remains, "remains", lambda: ["jiangjin: a demonstration"])
    assert config_cli.run_serve(arguments) == 1
    assert "a demonstration" in capsys.readouterr().err
    monkeypatch.setattr(remains, "remains", list)
    assert config_cli.run_serve(arguments) == 0
    change(folder, "jiangjin/2025-01-01.toml", 'lead = "grid_party"', 'lead = "ghost"')
    monkeypatch.setattr(settings, "PACKS", folder)
    assert config_cli.run_serve(arguments) == 1
    assert "packs.E001" in capsys.readouterr().err
    assert started == [1]


def test_a_faulty_pack_is_never_given_out(folder: Path) -> None:
    change(folder, "jiangjin/2025-01-01.toml", 'lead = "grid_party"', 'lead = "ghost"')
    with pytest.raises(FaultyPackError, match="没有代码为“ghost”的承办单位"):
        load.load(folder, "jiangjin", ON)
