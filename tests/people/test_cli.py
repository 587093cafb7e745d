"""``yuanba people …`` and ``yuanba places import``."""

from __future__ import annotations

import argparse
import io
import json
import stat
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from tests import cast, make
from yuanba.people import cli, queries
from yuanba.people.models import Account
from yuanba.places import cli as places_cli
from yuanba.rules.core.actor import PositionKind
from yuanba.web.sentences import refusal_sentence

pytestmark = pytest.mark.usefixtures("jiangjin")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    cli.add_arguments(commands)
    places_cli.add_arguments(commands)
    parsed = parser.parse_args([*words, "--district", "jiangjin"])
    parsed.sentence = refusal_sentence
    return int(parsed.run(parsed))


def file(folder: Path, *lines: str) -> str:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = file(tmp_path, *cast.PLACES, "99,x,,,,")
    assert run("places", "import", name, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["accepted"], told["refused"], told["written"]) == (13, 12, 1, False)
    assert told["faults"][0]["row"] == 14
    assert told["faults"][0]["column"] == "kind"
    assert told["faults"][0]["message"] != "place.needs_level"

    refused = tmp_path / "refused.csv"
    assert run("places", "import", name, "--commit", "--skip-refused", "--refused", str(refused)) == 0
    assert refused.read_text(encoding="utf-8-sig").splitlines() == [cast.PLACES[0], "99,x,,,,"]
    assert "written" in capsys.readouterr().out


def test_the_first_account(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("people", "first-account", "--login", "keeper", "--password-stdin")
    monkeypatch.setattr(sys, "stdin", io.StringIO("12345\n"))
    assert run(*words) == 2
    assert queries.key_of("keeper") == ""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{make.PASSWORD}\n"))
    assert run(*words) == 0
    (holding,) = make.actor("keeper").holdings
    assert holding.kind is PositionKind.SYSTEM_ADMIN
    assert make.PASSWORD not in capsys.readouterr().out


def test_staff_with_passwords_in_a_file_of_ones_own(
    tmp_path: Path, morning: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.assemble(now=morning)
    name = file(tmp_path, "login,name,position,unit,area,from_on", "wumin,吴敏,经办人,jijiang,,2026-03-01")
    target = tmp_path / "passwords.csv"
    assert run("people", "staff", name) == 0
    assert not target.exists()
    assert run("people", "staff", name, "--commit", "--passwords", str(target)) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    login, password = target.read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    assert check_password(password, Account.objects.get(login=login).password)
    assert password not in capsys.readouterr().out
    assert run("people", "staff", name, "--commit", "--passwords", str(target)) == 2, "it is there already"


def test_units_appoint_and_reset(
    tmp_path: Path, morning: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    people = cast.assemble(now=morning)
    assert run("people", "units", file(tmp_path, "code,name,kind", "firm,滨江物业,物业企业"), "--commit") == 0
    assert run("people", "appoint", "--login", "sun", "--position", "clerk", "--unit", "firm") == 0
    assert make.actor("sun").holdings[-1].unit == "firm"
    capsys.readouterr()
    assert run("people", "reset-password", "--login", "sun") == 0
    password = capsys.readouterr().out.strip()
    assert check_password(password, Account.objects.get(key=people.sun.key).password)
