"""Clients of the JSON API, and a matter to ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.districts.queries import DistrictRow

BASE = "/d/jiangjin/api/v1"


@dataclass
class Caller:
    """Who calls, as a program does: JSON in, JSON out."""

    client: Client

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(BASE + path, headers=_named(headers))  # type: ignore[return-value]

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = "" if body is None else body
        named = _named(headers)
        return self.client.post(BASE + path, sent, content_type="application/json", headers=named)  # type: ignore[return-value]


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def moment() -> datetime:
    """Now: the API reads the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def people(jiangjin: DistrictRow, moment: datetime) -> Cast:
    return cast.assemble(now=moment)


@pytest.fixture
def anybody(people: Cast) -> Caller:
    """Somebody without an account."""
    return Caller(Client())


@pytest.fixture
def as_(people: Cast) -> Callable[[str], Caller]:
    """Somebody who logged in."""

    def enter(login: str) -> Caller:
        client = Client()
        done = client.post("/d/jiangjin/account/login/", {"login": login, "password": make.PASSWORD})
        assert done.status_code == 302
        return Caller(client)

    return enter


@pytest.fixture
def matter(people: Cast, moment: datetime) -> Matter:
    return make.a_matter(now=moment)


@pytest.fixture
def answered(people: Cast, moment: datetime) -> Matter:
    found = make.a_matter(now=moment)
    deeds.walk(found, people, "assign accept answer", moment)
    return found
