"""The whole API under generated requests: as a stranger, a resident, staff and a program of another area.

Nothing fails inside, every answer is one that the schema names, and nothing that is not for the asker comes
back. `YUANBA_EXAMPLES=200` asks more of each operation than the build does.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as effort
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks

from tests import cast, deeds, make
from tests.cast import Cast
from tests.laws.test_walk import BASE
from tests.make import Matter
from yuanba.config import documents
from yuanba.districts.queries import DistrictRow
from yuanba.people import services as people
from yuanba.residents import api as residents_api
from yuanba.rules.core.programs import PROGRAM_VERBS
from yuanba.rules.time.calendar import day

EXAMPLES = int(os.environ.get("YUANBA_EXAMPLES", "3"))
#: Whether the answer is one that the operation promises. What a request deserves is not judged here.
PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
#: Words that stand in one place each. Who may not read that place never sees the word.
SECRETS = {
    "name": "欧阳密名甲",
    "phone": "13987650321",
    "place": "密址巷七十七号",
    "words": "密语竹蜻蜓",
    "note": "密注萤火虫",
    "reason": "密因蒲公英",
}


@contextmanager
def one_connection() -> Iterator[None]:
    """The requests share the connection of the test, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass(frozen=True)
class Stage:
    """Matters that are another's, one that is the resident's own, and one that is public."""

    people: Cast
    others: tuple[Matter, ...]
    own: Matter


@pytest.fixture
def stage(jiangjin: DistrictRow) -> Stage:
    now = datetime.now(UTC)
    people = cast.assemble(now=now)
    far: dict[str, Any] = {"unit": "degan", "area": cast.DEGAN, "now": now}
    make.staff("far", "handler", "triager", **far)
    make.program("far-program", "handler", "triager", **far)
    said = f"{SECRETS['words']}，{SECRETS['name']}，电话{SECRETS['phone']}"
    secret = [
        make.a_matter(now=now, actor=people.wang, text=said, place=SECRETS["place"], name=SECRETS["name"])
        for _ in range(3)
    ]
    deeds.do("note", secret[0], people, now, words=SECRETS["note"])
    deeds.walk(secret[1], people, "assign", now)
    deeds.do("return", secret[1], people, now, reason=SECRETS["reason"])
    deeds.walk(secret[2], people, "assign accept answer publish", now)
    own = make.a_matter(now=now, actor=people.li, text="我家门口的路灯坏了")
    deeds.walk(own, people, "assign accept", now)
    return Stage(people=people, others=tuple(secret), own=own)


def schema_for(stage: Stage) -> Any:
    """The committed schema; its generator is told what exists, or it would find nothing but 404."""
    raw = copy.deepcopy(json.loads(documents.openapi()))
    raw["servers"] = [{"url": f"http://testserver{BASE}/api/v1"}]
    ids = [matter.id for matter in (*stage.others, stage.own)]
    known = {
        "matter_id": {"anyOf": [{"enum": ids}, {"enum": ids}, {"type": "integer"}]},
        "receipt": {"anyOf": [{"enum": [stage.own.receipt, stage.others[0].receipt]}, {"type": "string"}]},
        "X-Query-Code": {"anyOf": [{"enum": [stage.own.code]}, {"type": "string", "maxLength": 20}]},
    }
    for item in raw["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in known:
                    parameter["schema"] = known[parameter["name"]]
    schema = schemathesis.openapi.from_dict(raw)
    schema.app = get_wsgi_application()
    return schema


def credentials(login: str) -> dict[str, dict[str, str]]:
    """What a browser of this person, or this program, sends along."""
    if not login:
        return {}
    if login == "far-program":
        key = people.issue_key(
            actor=make.OPERATOR,
            account_key=make.actor(login).key,
            verbs=PROGRAM_VERBS,
            until_on=day(datetime.now(UTC)),
            now=datetime.now(UTC),
        )
        return {"headers": {"Authorization": f"Bearer {key.text}"}}
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    token = "a" * 32
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    return {"cookies": {**cookies, settings.CSRF_COOKIE_NAME: token}, "headers": {"X-CSRFToken": token}}


@pytest.mark.long
@pytest.mark.parametrize(
    "login",
    ["", "li", "far", "far-program"],
    ids=["a stranger", "a resident", "staff of another area", "a program of another area"],
)
def test_nothing_fails_and_nothing_leaks(stage: Stage, monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    monkeypatch.setattr(residents_api, "TRIES", 10**9)
    sent = credentials(login)
    answered: dict[str, set[int]] = {}
    load_all_checks()
    checks = CHECKS.get_by_names(list(PROMISES))
    limits = dict.fromkeys(("LIMIT_FILING", "LIMIT_ADDRESS", "LIMIT_ACCOUNT", "LIMIT_DISTRICT"), 10**9)
    with override_settings(**limits), one_connection():
        for found in schema_for(stage).get_all_operations():
            ask(found.ok(), sent, checks, answered)

    assert len(answered) == len(list(operations()))
    served = {status for statuses in answered.values() for status in statuses}
    assert served & {200, 201, 204}, "the generator reaches what is there"
    assert served & {404, 409, 422}, "and what is not"
    assert all(status < 500 for status in served)


def operations() -> list[str]:
    return [
        operation["operationId"]
        for item in json.loads(documents.openapi())["paths"].values()
        for operation in item.values()
    ]


def ask(
    operation: Any, sent: Mapping[str, Any], checks: list[Callable[..., Any]], answered: dict[str, set[int]]
) -> None:
    name = operation.definition.raw["operationId"]
    statuses = answered.setdefault(name, set())

    @seed(2026)
    @effort(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def asked(case: Case) -> None:
        parts = {part: dict(value) for part, value in sent.items()}
        parts["headers"] = {**parts.get("headers", {}), "Accept-Encoding": "identity"}
        response = case.call(**parts)
        statuses.add(response.status_code)
        case.validate_response(response, checks=checks)
        told = response.content.decode("utf-8", "replace") + str(response.headers)
        leaked = [kind for kind, word in SECRETS.items() if word in told]
        assert leaked == [], (name, told[:500])

    asked()
    assert not connection.needs_rollback, name
