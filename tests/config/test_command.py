"""What the operator reads when a command cannot work."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError
from psycopg.errors import UndefinedColumn, UndefinedTable

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
