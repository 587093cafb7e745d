"""yuanba opinions groups: tables and lists are told apart, people and programs read the result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from yuanba.config import command

ROWS = ["1,1,-1,1"] * 8 + ["-1,-1,1,1"] * 7
TABLE = "\n".join(
    ["participant,group-id,n-votes,0,1,2,9", *(f"{number},,4,{row}" for number, row in enumerate(ROWS))]
)
LIST = [
    {"pid": person, "tid": statement, "vote": int(vote), "modified": person}
    for person, row in enumerate(ROWS)
    for statement, vote in zip((0, 1, 2, 9), row.split(","), strict=True)
]


def run(capsys: pytest.CaptureFixture[str], file: Path, *words: str) -> tuple[int, Any]:
    code = command.main(["opinions", "groups", "--votes", str(file), *words])
    said = capsys.readouterr()
    return code, json.loads(said.out.strip().splitlines()[-1]) if "--json" in words else said.out + said.err


def test_a_table_and_a_list_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes"
    told = []
    for text in ("\ufeff" + TABLE.replace("\n", "\r\n"), json.dumps(LIST)):
        file.write_text(text, encoding="utf-8", newline="")
        code, result = run(capsys, file, "--json")
        assert code == 0
        assert result.pop("seconds") >= 0
        told.append(result)
    assert told[0] == told[1]
    assert [len(group["members"]) for group in told[0]["groups"]] == [8, 7]
    assert told[0]["shared"] == [{"statement": 9, "stance": "agree", "least_share": "1"}]


def test_people_read_it_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(TABLE)
    _code, said = run(capsys, file)
    assert said.startswith("15人，4条观点；参加分组的15人\n各组都同意第9条观点，每组至少1\n第1组，8人\n")
    _code, said = run(capsys, file, "--language", "en")
    assert "All groups agree with statement 9" in said
    assert "Group 2, people: 7\n" in said


def test_faults_are_told_and_nothing_is_grouped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(TABLE + "\n0,,4,5,,,")
    code, told = run(capsys, file, "--json", "--language", "en")
    assert code == 2
    assert [(one["place"], one["code"]) for one in told["faults"]] == [
        ("17:1", "person_twice"),
        ("17:4", "no_opinion"),
    ]
    assert told["faults"][1]["text"].startswith("“5” is no opinion: 1 agrees")
    file.write_bytes(b"")
    assert run(capsys, file, "--json")[1]["faults"][0]["code"] == "empty"
    assert run(capsys, tmp_path / "none", "--json")[1]["faults"][0]["code"] == "no_file"
