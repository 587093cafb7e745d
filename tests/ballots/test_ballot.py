"""yuanba ballot: a vote from a file is counted, all faults are named, a finished vote counts again."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.ballots import wordings
from yuanba.config import command
from yuanba.rules.ballots import ballot_file, counting, presets, results
from yuanba.rules.core import json_text
from yuanba.sheets import file_commands

OWNERS: dict[str, Any] = {
    "format": "yuanba-ballot/1",
    "rule": "owners-general",
    "roll": [
        {"unit": "1-101", "owner": "甲", "area_cm2": 891200, "unsold": False},
        {"unit": "1-102", "owner": "甲", "area_cm2": 108800},
        {"unit": "1-201", "owner": "乙", "area_cm2": 1000000},
        {"unit": "2-101", "owner": "开发商", "area_cm2": 500000, "unsold": True},
        {"unit": "2-102", "owner": "开发商", "area_cm2": 500000, "unsold": True},
    ],
    "motions": [{"id": "m1"}],
    "ballots": [
        {"voter": "甲", "motion": "m1", "choice": "yes", "way": "paper"},
        {"voter": "乙", "motion": "m1", "choice": "yes", "way": "proxy", "by": "丙"},
    ],
}
MEETING: dict[str, Any] = {
    "format": "yuanba-ballot/1",
    "rule": "residents-representatives",
    "roll": [{"voter": name} for name in "ABC"],
    "present": ["A", "B"],
    "motions": [{"id": "m1"}, {"id": "m2"}],
    "ballots": [
        {"voter": "A", "motion": "m1", "choice": "yes", "way": "hands"},
        {"voter": "B", "motion": "m1", "choice": "yes", "way": "hands"},
        {"voter": "A", "motion": "m2", "choice": "yes", "way": "hands"},
        {"voter": "B", "motion": "m2", "choice": "no", "way": "hands"},
    ],
}


def run(capsys: pytest.CaptureFixture[str], verb: str, file: Path, *words: str) -> tuple[int, dict[str, Any]]:
    code = command.main(["ballot", verb, str(file), "--json", *words])
    told: dict[str, Any] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    return code, told


def written(folder: Path, content: bytes | str | dict[str, Any]) -> Path:
    file = folder / "vote.json"
    if isinstance(content, dict):
        content = json.dumps(content, ensure_ascii=False)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def faults(document: object) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in ballot_file.read(document).faults]


def tallied(document: dict[str, Any]) -> dict[str, Any]:
    reading = ballot_file.read(document)
    assert reading.vote, reading.faults
    return results.told(reading.vote, counting.count(reading.vote), wordings.because_sentence)


def changed(document: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return copy.deepcopy({**document, **parts})


def test_owners_are_counted_by_heads_and_area(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "tally", written(tmp_path, OWNERS))
    assert code == 0
    assert told["entitled"] == {"heads": 3, "area_cm2": 3000000}
    assert told["quorum"] == {"needed": "≥ 2/3", "heads": "2/3", "area": "2/3", "met": True}
    (motion,) = told["motions"]
    assert motion["yes"] == {"heads": 2, "area_cm2": 2000000}
    assert (motion["heads"], motion["area"], motion["needed"]) == ("1", "1", "> 1/2")
    assert motion["passed"]
    assert told["valid"]
    assert motion["because"][0] == "参加表决：3人中有2人，占2/3；要求不少于2/3。达到要求。"
    _code, english = run(capsys, "tally", tmp_path / "vote.json", "--language", "en")
    assert (
        english["motions"][0]["because"][0]
        == "Taking part: 2 of 3 persons, 2/3; needed: at least 2/3. Enough."
    )


def test_the_form_is_the_same_for_every_rule() -> None:
    """Where areas or a quorum are not asked, their keys are there all the same."""
    parts = {"format": ballot_file.FORMAT, "motions": [{"id": "m"}], "present": ["A"]}
    ballots = [{"voter": "A", "motion": "m", "choice": "yes", "way": "paper"}]
    for rule in presets.VoteRule:
        row = {"unit": "1", "owner": "A", "area_cm2": 1} if "owners" in rule else {"voter": "A"}
        told = tallied({**parts, "rule": str(rule), "roll": [row], "ballots": ballots})
        (motion,) = told["motions"]
        assert [told["quorum"]["met"], motion["quorum"]["met"], motion["passed"]] == [True] * 3, rule
        assert set(told["entitled"]) == set(motion["no"]) == {"heads", "area_cm2"}
        assert set(told["quorum"]) == {"needed", "heads", "area", "met"}
        assert motion["because"][-1].startswith("依据："), "each reason of each rule has its sentence"


def test_people_read_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["ballot", "tally", str(written(tmp_path, MEETING))]) == 0
    said = capsys.readouterr().out
    assert "居民代表会议" in said
    assert "m1  通过" in said
    assert "m2  没有通过" in said
    assert "《城市居民委员会组织法》（2025年修订）第二十八条、第二十九条" in said
    bad = changed(MEETING, present=["A"])
    assert command.main(["ballot", "tally", str(written(tmp_path, bad)), "--language", "en"]) == 2
    assert "ballots[1].voter: “B” voted without being present" in capsys.readouterr().err


def test_an_export_counts_again_and_one_changed_ballot_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, export = written(tmp_path, MEETING), tmp_path / "export.json"
    assert run(capsys, "tally", file, "--export", str(export))[0] == 0
    code, told = run(capsys, "recount", export, "--language", "en")
    assert (code, told["same"], told["differences"]) == (0, True, [])
    kept = json.loads(export.read_text())
    kept["ballots"][3]["choice"] = "yes"
    code, told = run(capsys, "recount", written(tmp_path, kept))
    assert (code, told["same"]) == (1, False)
    found = {one["place"]: (one["stored"], one["counted"]) for one in told["differences"]}
    assert found["result.motions[1].passed"] == (False, True)
    assert found["result.motions[1].no.heads"] == (1, 0)
    code, told = run(capsys, "tally", file, "--export", str(export))
    assert (code, told["faults"][0]["code"]) == (2, "no_file"), "nothing is written over"


@pytest.mark.parametrize("place", ["voter", "way", "choice"])
def test_whatever_is_changed_in_a_ballot_is_found(place: str) -> None:
    vote = changed(OWNERS, rule="simple", roll=[{"voter": name} for name in "甲乙丁"])
    stored = tallied(vote)
    vote["ballots"][0][place] = {"voter": "丁", "way": "online", "choice": "abstain"}[place]
    assert list(results.differences(stored, tallied(vote)))


def test_a_result_that_says_too_little_is_not_the_same() -> None:
    counted = tallied(MEETING)
    for stored in ({}, [], None, {**counted, "motions": []}, {**counted, "valid": 1}):
        assert list(results.differences(stored, counted))
    assert not list(results.differences({name: counted[name] for name in results.CORE}, counted))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], [("", "not_object")]),
        ({}, [("format", "missing"), ("rule", "missing")]),
        (changed(MEETING, format="yuanba-ballot/3"), [("format", "unknown_format")]),
        (changed(MEETING, rule="plurality"), [("rule", "unknown_rule")]),
        (changed(MEETING, roll=[], present=[], ballots=[]), [("roll", "roll_empty")]),
        (changed(MEETING, motions=[], ballots=[]), [("motions", "no_motion")]),
        (changed(MEETING, roll=[*MEETING["roll"], {"voter": "A"}]), [("roll[3].voter", "voter_twice")]),
        (changed(MEETING, roll=[*MEETING["roll"], {"voter": "Ａ "}]), [("roll[3].voter", "look_alike")]),
        (changed(MEETING, roll=[*MEETING["roll"], {"voter": " "}]), [("roll[3].voter", "blank")]),
        (changed(MEETING, roll=[*MEETING["roll"], {"voter": 7}]), [("roll[3].voter", "not_text")]),
        (changed(MEETING, roll=[*MEETING["roll"], {"voter": "D\u200b"}]), [("roll[3].voter", "unseen")]),
        (changed(MEETING, roll=[*MEETING["roll"], "D"]), [("roll[3]", "not_object")]),
        (
            changed(MEETING, present=["A", "B", "B", "Z", "Ｃ"]),
            [
                ("present[2]", "present_twice"),
                ("present[3]", "unknown_voter"),
                ("present[4]", "unknown_voter_like"),
            ],
        ),
        (changed(MEETING, present="AB"), [("present", "not_list")]),
        (
            {key: value for key, value in MEETING.items() if key != "present"},
            [("present", "presence_missing")],
        ),
        (
            changed(MEETING, motions=[{"id": "m1"}, {"id": "m2"}, {"id": "m1"}]),
            [("motions[2].id", "motion_twice")],
        ),
        (
            changed(
                MEETING,
                ballots=[
                    {"voter": "A", "motion": "m1", "choice": "yes", "way": "hands"},
                    {"voter": "A", "motion": "m1", "choice": "no", "way": "hands"},
                    {"voter": "C", "motion": "m1", "choice": "yes", "way": "hands"},
                    {"voter": "A", "motion": "m3", "choice": "yes", "way": "hands"},
                    {"voter": "B", "motion": "m2", "choice": "ja", "way": "post"},
                    {"voter": "B", "motion": "m1", "choice": "yes", "way": "proxy", "by": "A"},
                    {"motion": "m2", "choice": None, "way": "hands", "by": "A"},
                ],
            ),
            [
                ("ballots[1]", "ballot_twice"),
                ("ballots[2].voter", "absent_voter"),
                ("ballots[3].motion", "unknown_motion"),
                ("ballots[4].choice", "unknown_choice"),
                ("ballots[4].way", "unknown_way"),
                ("ballots[5].way", "no_proxies"),
                ("ballots[6].voter", "missing"),
                ("ballots[6].choice", "unknown_choice"),
                ("ballots[6].by", "by_without_proxy"),
            ],
        ),
    ],
)
def test_every_fault_of_a_meeting_is_named_at_once(document: object, expected: list[tuple[str, str]]) -> None:
    assert faults(document) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"unit": "1-101", "owner": "乙", "area_cm2": 1}, [("roll[5].unit", "unit_twice")]),
        ({"unit": "１-１０１", "owner": "乙", "area_cm2": 1}, [("roll[5].unit", "look_alike")]),
        ({"unit": "3", "owner": " 乙", "area_cm2": 1}, [("roll[5].owner", "look_alike")]),
        ({"unit": "3", "owner": "乙", "area_cm2": 0}, [("roll[5].area_cm2", "area_below")]),
        ({"unit": "3", "owner": "乙", "area_cm2": True}, [("roll[5].area_cm2", "not_whole")]),
        ({"unit": "3", "owner": "乙", "area_cm2": "89"}, [("roll[5].area_cm2", "not_whole")]),
        ({"unit": "3", "owner": "乙"}, [("roll[5].area_cm2", "missing")]),
        ({"unit": "3", "owner": "乙", "area_cm2": 10**30}, []),
        (
            {"unit": "3", "owner": "乙", "area_cm2": 1, "unsold": "yes"},
            [("roll[5].unsold", "not_bool")],
        ),
    ],
)
def test_faults_of_a_roll_of_owners(row: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults(changed(OWNERS, roll=[*OWNERS["roll"], row])) == expected


def test_proxies_are_held_to_the_local_cap() -> None:
    by = [{"voter": name, "motion": "m1", "choice": "yes", "way": "proxy"} for name in ("甲", "乙")]
    capped = changed(OWNERS, proxy_cap=1, ballots=[{**by[0], "by": "丙"}, {**by[1], "by": "丙　"}])
    assert faults(capped) == [("ballots[0].by", "over_cap")]
    assert faults({**capped, "proxy_cap": 2}) == []
    assert faults(changed(OWNERS, ballots=[{**by[0], "by": "甲"}, by[1]])) == [
        ("ballots[0].by", "proxy_for_oneself"),
        ("ballots[1].by", "missing"),
    ]
    two = [{**by[0], "by": "丙"}, {**by[0], "motion": "m2", "by": "丙"}]
    several = changed(OWNERS, motions=[{"id": "m1"}, {"id": "m2"}], proxy_cap=1, ballots=two)
    assert faults(several) == [], "the same owner on two motions is one principal"


def test_an_attacker_s_depth_and_signs_come_out_as_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As deep as JSON can be read, in a field that nobody reads, in a title, in a stored result."""
    for depth in (300, 900):
        deep = "[" * depth + "]" * depth
        for part in ("x", "title", "result"):
            text = json.dumps({**MEETING, part: "HERE"}).replace('"HERE"', deep)
            code, told = run(capsys, "recount", written(tmp_path, text))
            assert code in (1, 2), part
            export = tmp_path / f"{part}{depth}.json"
            code, told = run(capsys, "tally", tmp_path / "vote.json", "--export", str(export))
            assert (code, told.get("faults", [{}])[0].get("code")) in {
                (0, None),
                (2, "not_text"),
                (2, "too_deep"),
            }
    stored = {**tallied(MEETING), "\ud800\x1b": "\ud800" * 99, "rule": "\x1b[31m"}
    code, told = run(capsys, "recount", written(tmp_path, json.dumps({**MEETING, "result": stored})))
    assert {one["stored"] for one in told["differences"]} == {"\ufffd" * 40 + "…", "\ufffd[31m"}


def test_what_is_not_read_is_remarked_upon() -> None:
    reading = ballot_file.read({**OWNERS, "proxy_caps": 1, "title": "更换物业", "result": {}})
    assert [(one.place, one.code) for one in reading.remarks] == [("proxy_caps", "not_read")]
    other = {"unit": "9", "owner": "开发公司", "area_cm2": 1, "unsold": True}
    reading = ballot_file.read(changed(OWNERS, roll=[*OWNERS["roll"], other]))
    assert [(one.place, one.code) for one in reading.remarks] == [("roll[5].owner", "other_developer")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  ", "empty"),
        (b"yes", "not_json"),
        (b'{"format": ', "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 50_000, "too_deep"),
        (b'{"rule": "simple", "rule": "consensus"}', "key_twice"),
        (b"\x00\x01\x02\xff\xfe\xff", "table.unknown_encoding"),
        (b"NaN", "not_object"),
        (b'"' + b"\\ud800" * 3 + b'"', "not_object"),
    ],
)
def test_what_is_no_vote_is_said_to_be_none(
    content: bytes, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "tally", written(tmp_path, content))
    assert code == 2
    assert told["faults"][0]["code"] == expected
    assert all(one["text"] for one in told["faults"])


def test_files_that_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        code, told = run(capsys, "tally", path)
        assert (code, told["faults"][0]["code"]) == (2, "no_file")
    code, told = run(capsys, "recount", written(tmp_path, OWNERS))
    assert (code, told["faults"][0]["code"]) == (2, "no_result")


def test_other_encodings_are_the_same_vote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps(OWNERS, ensure_ascii=False)
    told = [
        run(capsys, "tally", written(tmp_path, text.encode(encoding)))
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    ]
    assert all(one == told[0] for one in told)
    assert told[0][0] == 0


def test_numbers_that_are_none_and_signs_that_no_screen_shows() -> None:
    text = json.dumps(changed(OWNERS, proxy_cap=float("nan"))).replace("891200", "8" * 5000)
    document, found = json_text.parse(text)
    reading = ballot_file.read(document, found)
    assert [(one.place, one.code) for one in reading.faults] == [
        ("roll[0].area_cm2", "not_whole"),
        ("proxy_cap", "not_whole"),
    ]
    document, _found = json_text.parse('{"roll": [{"voter": "\\ud800"}], "rule": "simple"}')
    told = [file_commands.fault_sentence(one, wordings.FAULTS) for one in ballot_file.read(document).faults]
    "".join(told).encode()


def test_all_sentences_are_there() -> None:
    assert set(wordings.RULES) == set(presets.PRESETS) == set(presets.VoteRule)
    articles = {article for preset in presets.PRESETS.values() for article in preset.articles}
    assert set(wordings.ARTICLES) == articles


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_stands_in_a_file_is_counted_or_named(data: st.DataObject) -> None:
    """One part of a sound vote is replaced by anything; nobody reads a traceback."""
    document = copy.deepcopy(data.draw(st.sampled_from([OWNERS, MEETING])))
    part = data.draw(st.sampled_from(sorted(document)))
    inner = document[part]
    if isinstance(inner, list) and data.draw(st.booleans()):
        row = inner[0]
        if isinstance(row, dict):
            row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JSON)
        else:
            inner[0] = data.draw(JSON)
    else:
        document[part] = data.draw(JSON)
    reading = ballot_file.read(document)
    for one in (*reading.faults, *reading.remarks):
        assert file_commands.fault_sentence(one, wordings.FAULTS).encode()
    assert (reading.vote is None) is bool(reading.faults)
    if reading.vote:
        counted = results.told(reading.vote, counting.count(reading.vote), wordings.because_sentence)
        assert "\n".join(wordings.lines({**counted, "remarks": []}))


@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 9), st.booleans()), min_size=1), st.data()
)
def test_splitting_a_unit_changes_no_head_and_no_area(
    units: list[tuple[str, int, bool]], data: st.DataObject
) -> None:
    def roll(rows: list[tuple[str, int, bool]]) -> list[dict[str, Any]]:
        return [
            {"unit": str(number), "owner": owner, "area_cm2": area, "unsold": unsold}
            for number, (owner, area, unsold) in enumerate(rows)
        ]

    at = data.draw(st.integers(0, len(units) - 1))
    owner, area, unsold = units[at]
    first = data.draw(st.integers(0, area))
    parts = [(owner, part, unsold) for part in (first, area - first) if part]
    split = data.draw(st.permutations([*units[:at], *parts, *units[at + 1 :]]))
    before = tallied(changed(OWNERS, roll=roll(units), ballots=[]))
    assert tallied(changed(OWNERS, roll=roll(split), ballots=[])) == before
