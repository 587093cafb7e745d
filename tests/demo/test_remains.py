"""What a demonstration left is not served as the real thing."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import make
from yuanba.config import command
from yuanba.demo import remains as demonstration
from yuanba.demo.remains import remains
from yuanba.demo.setting import PASSWORD
from yuanba.people import services
from yuanba.rules.core.access import operator
from yuanba.rules.core.actor import ActorKind

pytestmark = pytest.mark.usefixtures("jiangjin")


def test_a_district_without_a_trace_is_served(morning: datetime) -> None:
    make.staff("handler", now=morning)
    assert remains() == []


def test_an_account_with_the_password_that_everyone_knows_is_not(morning: datetime, settings: object) -> None:
    services.open_account(actor=make.OPERATOR, login="handler", name="", password=PASSWORD, now=morning)
    (fault,) = remains()
    assert fault.startswith("jiangjin: ")
    assert fault.endswith(": handler")
    settings.DEMO = True  # type: ignore[attr-defined]
    assert remains() == []


def test_a_real_district_is_not_run_as_a_demonstration(
    morning: datetime,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nor is the worker, which would keep every message to itself, nor `yuanba demo` beside it."""
    make.places("code,name", "500116,重庆市江津区", now=morning)
    assert remains() == []
    settings.DEMO = True  # type: ignore[attr-defined]
    (fault,) = remains()
    assert fault.startswith("jiangjin: ")
    assert "YUANBA_DEMO" in fault
    monkeypatch.setenv("YUANBA_DEMO", "1")
    for words in (["work"], ["demo", "--no-serve"]):
        assert command.main(words) == 1
        assert fault in capsys.readouterr().err


def test_a_district_of_another_name_is_not_run_as_a_demonstration(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    monkeypatch.setattr(demonstration, "demonstrations", dict)
    assert "jiangjin" in {fault.partition(":")[0] for fault in remains()}


def test_a_district_that_the_demonstration_made_is_not(morning: datetime) -> None:
    services.open_account(
        actor=operator("demo"),
        login="resident",
        name="",
        password="changed since, a long one",
        kind=ActorKind.RESIDENT,
        now=morning,
    )
    (fault,) = remains()
    assert "yuanba demo" in fault
