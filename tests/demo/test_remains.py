"""What a demonstration left is not served as the real thing."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import make
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
