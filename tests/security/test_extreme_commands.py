"""Extreme arguments of every command: a sentence and an exit code, nothing written, and no traceback."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from tests import cast
from tests.security.staged import undone
from tests.security.test_extremes import DAYS, NUMBERS
from yuanba.config import command
from yuanba.config.command import add_all
from yuanba.districts.arguments import file_or_folder
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.server import postgres

#: One of each kind: a day and a number beyond the range, too long, half a sign, a folder, a way out, colours.
VALUES = (
    "9999-12-31T23:59",
    "-1",
    "9" * 5000,
    "x" * 70_000,
    "\udc80",
    "..",
    "../../etc/nothing",
    "",
    "\x1b[31m",
    "٣",
)
HERE = ("--district", "jiangjin")
#: Options that, empty, were left out.
MAY_BE_EMPTY = {"--now", "--area", "--channel", "--key", "--unit", "--estate", "--mend-dates"}


@contextmanager
def _running() -> Iterator[None]:
    yield


@pytest.fixture
def folder(jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands find a table, a chat and something that is no checkpoint."""
    monkeypatch.setattr(postgres, "running", _running)
    monkeypatch.chdir(tmp_path)
    cast.assemble(now=datetime.now(UTC))
    (tmp_path / "table").write_text("a,b\n1,2\n")
    (tmp_path / "chat").write_text("李春梅：路灯坏了三天没有人修\n")
    (tmp_path / "checkpoint").write_text("{}")
    return tmp_path


def lines(value: str) -> Iterator[tuple[str, ...]]:
    """Commands with this value in one place each, where the rest is right."""
    yield "district", "faults", "--mend-dates", value
    yield "matters", "import", value, *HERE, "--channel", "archive"
    yield "matters", "import", "table", *HERE, "--channel", value
    yield "exchange", "preview", "--chat", value, *HERE
    yield "exchange", "preview", "--sheet", value, *HERE
    for name in ("--now", "--area", "--channel"):
        yield "exchange", "preview", "--sheet", "table", *HERE, name, value
    yield "journal", "verify", "--district", value
    yield "journal", "verify", *HERE, "--checkpoint", value
    yield "journal", "verify", *HERE, "--checkpoint", "checkpoint", "--key", value
    yield "journal", "checkpoint", *HERE, "--out", f"nowhere/x{value}"
    yield "packs", "show", value
    yield "packs", "show", "jiangjin", "--on", value
    yield "packs", "explain", "jiangjin", value
    yield "packs", "diff", value, "jiangjin"
    yield "packs", "try", value, *HERE
    yield "packs", "check", "--folder", f"nowhere/x{value}"
    yield "people", "first-account", *HERE, "--password-stdin", "--login", value
    yield "people", "appoint", *HERE, "--login", value, "--position", "clerk"
    yield "people", "appoint", *HERE, "--login", "chen", "--position", value
    for name in ("--area", "--unit", "--estate", "--from", "--until"):
        yield "people", "appoint", *HERE, "--login", "chen", "--position", "clerk", name, value
    yield "people", "reset-password", *HERE, "--login", value
    yield "people", "reset-second-factor", *HERE, "--login", value, "--reason", "手机丢失"
    yield "people", "issue-key", *HERE, "--login", value, "--may", "matter.read", "--until", "2027-03-01"
    yield "people", "issue-key", *HERE, "--login", "chen", "--may", "matter.read", "--until", value
    yield "people", "revoke-key", *HERE, "--key", value, "--reason", "换机"
    yield "people", "units", value, *HERE
    yield "people", "staff", value, *HERE
    yield "places", "import", value, *HERE
    yield "messages", "status", "--district", value
    yield "backup", "--folder", "backups", "--without-keys", "--passphrase-file", "chat", "--keep", value
    yield "backup", "--out", "file", "--without-keys", "--passphrase-file", f"nowhere/x{value}"
    yield "restore", f"nowhere/x{value}", "--check", "--passphrase-file", "chat"
    yield "restore", "table", "--check", "--passphrase-file", "chat", "--signer", value
    yield "backup-key", "--out", f"nowhere/x{value}"
    yield "keys", "rotate", "--cipher", value
    yield "serve", "--port", value
    yield "health", "--port", value


@pytest.mark.parametrize("value", VALUES, ids=[ascii(value)[:12] for value in VALUES])
def test_a_command_says_what_is_wrong_and_does_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    before, files = journal.counts()["entries"], sorted(folder.iterdir())
    for words in lines(value):
        if not value and words[-2] in MAY_BE_EMPTY:
            continue
        monkeypatch.setattr(sys, "stdin", io.StringIO("Korrekt-pferd-93-xyq\n"))
        code = run(words)
        told = capsys.readouterr()
        assert code in (1, 2, 3), (words, code, told)
        assert (told.err or told.out).strip(), words
        assert "Traceback" not in told.err + told.out, words
    assert (journal.counts()["entries"], sorted(folder.iterdir())) == (before, files)


def run(words: tuple[str, ...]) -> object:
    """The exit code; a fault that reaches nobody's sentence is raised."""
    try:
        with transaction.atomic():  # a statement that fails spoils only its own command
            return command.main(words)
    except SystemExit as end:
        return end.code


def test_a_name_and_a_reason_are_one_line_each(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read on pages, where forms keep them short; a name may be left out."""
    opening = ("people", "first-account", *HERE, "--login", "liu", "--password-stdin")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Korrekt-pferd-93-xyq\n"))
    with undone():
        assert command.main(opening) == 0, capsys.readouterr()
    for long in ("甲" * 41, "甲\n乙", " "):
        with undone(), pytest.raises(SystemExit):
            command.main((*opening, "--name", long))
    for long in ("因" * 1001, ""):
        for words in (("reset-second-factor", "--login", "chen"), ("revoke-key", "--key", "abcdefgh")):
            with undone(), pytest.raises(SystemExit):
                command.main(("people", *words, *HERE, "--reason", long))
    for name in ("--name", "--name-en"):
        with pytest.raises(SystemExit):
            command.main(("district", "add", "another", "--name", "甲", "--name-en", "A", name, "x" * 70_000))


@pytest.mark.parametrize("keep", ["-1", "0", "x", "1" * 30, "1.5"])
def test_a_backup_never_removes_itself(folder: Path, keep: str) -> None:
    with pytest.raises(SystemExit):
        command.main(
            ("backup", "--folder", ".", "--without-keys", "--passphrase-file", "chat", "--keep", keep)
        )


# --- what argparse takes --------------------------------------------------------------------------------


def typed_arguments() -> Iterator[tuple[str, argparse.Action]]:
    """Every argument of every command that is a number, a day or a line."""

    def within(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.Action]]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for word, below in action.choices.items():
                    yield from within(below, f"{words} {word}".strip())
            elif action.type not in (None, file_or_folder):
                yield words, action

    parser = argparse.ArgumentParser()
    add_all(parser.add_subparsers())
    yield from within(parser, "")


def test_every_number_and_day_of_a_command() -> None:
    """argparse says what is wrong; whatever else comes out is in range."""
    found = list(typed_arguments())
    assert len(found) > 8
    for words, action in found:
        assert action.type not in (int, Path), f"{words} {action.dest}: see districts/arguments.py"
        for value in (*DAYS, *NUMBERS):
            try:
                given = action.type(value)  # type: ignore[operator, misc]
            except (ValueError, argparse.ArgumentTypeError):
                continue
            where = f"{words} {action.dest} = {value[:40]}"
            if hasattr(given, "year"):
                assert 1901 <= given.year <= 2199, where
