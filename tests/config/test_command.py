"""What the operator reads when a command cannot work."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError
from django.db import ProgrammingError
from psycopg import OperationalError
from psycopg.errors import DiskFull, UndefinedColumn, UndefinedTable

from yuanba.config import command
from yuanba.server import postgres


@contextmanager
def _running() -> Iterator[None]:
    yield


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "running", _running)


def failing(cause: Exception) -> argparse.Namespace:
    def run(_: argparse.Namespace) -> int:
        raise ProgrammingError(str(cause)) from cause

    return argparse.Namespace(run=run)


def test_a_database_that_nobody_prepared_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command._run(failing(UndefinedTable("districts_district"))) == 3
    assert "yuanba upgrade" in capsys.readouterr().err


def test_our_own_mistake_stays_one() -> None:
    with pytest.raises(ProgrammingError, match="a column"):
        command._run(failing(UndefinedColumn("a column")))


def test_an_outage_is_a_sentence_and_quotes_no_row(capsys: pytest.CaptureFixture[str]) -> None:
    """At the door the server's own words help; later they may quote what somebody typed."""
    assert command._run(failing(OperationalError("connection failed: no such host"))) == 3
    assert command._run(failing(DiskFull("in the row of 13987650321"))) == 3
    told = capsys.readouterr().err
    assert "no such host" in told
    assert "13987650321" not in told


def test_what_django_says_to_who_commands_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def run(_: argparse.Namespace) -> int:
        raise CommandError("Conflicting migrations detected")

    assert command._run(argparse.Namespace(run=run)) == 1
    assert "Conflicting migrations" in capsys.readouterr().err
