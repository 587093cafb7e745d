"""Every operation over JSON as everybody: who is not refused is who `expected/operations.toml` names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests import cast
from tests.access import everybody
from tests.access.calls import SAID
from tests.access.everybody import MARK, Scene
from tests.access.tables import compare, names
from tests.access.tables import operations as wanted
from tests.access.test_pages import BASE, REFUSED, clients
from yuanba.config.api import api
from yuanba.districts.queries import DistrictRow

#: What bodies say, where it is not what services are told.
OVER_JSON: Mapping[str, Any] = {
    "text": "路灯坏了",
    "area_code": cast.FIRST_GRID,
    "amount": 5,
    "unit": "working_days",
    "satisfaction": "satisfied",
    "channel": "platform_12345",
    "number": "1",
}
#: What an operation does not need, and people say all the same.
ALSO = {
    "matter.file": ("area_code",),
    "matter.import_orders": ("area_code",),
    "matter.rate_at_desk": ("is_solved",),
}
#: A refusal over JSON that says "not you".
NOT_YOU = {"access.not_allowed", "matter.not_found", "naming.kept_secret", "check.barred"}


@cache
def document() -> dict[str, Any]:
    """What the API says of itself; made once."""
    return dict(api.get_openapi_schema(path_prefix="/"))


def operations() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every operation: its name, method, path, and what the document says of it."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method, path, operation


def body(operation: dict[str, Any], scene: Scene) -> str:
    """The least that an operation takes, so that nothing but the actor can be wrong."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return ""
    schema = content["schema"]
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    known = {**SAID, **OVER_JSON, "into_id": scene.things["other_id"], "login": "handler"}
    wanted = [*schema.get("required", []), *ALSO.get(operation["operationId"], ())]
    said = {name: known[name] for name in wanted}
    return json.dumps(said, default=str)


@pytest.fixture
def scene(jiangjin: DistrictRow) -> Scene:
    return everybody.gather()


def ask(client: Client, method: str, path: str, said: str, code: str) -> tuple[bool, bool, int]:
    """Whether somebody is let in, whether they see the matter, and the status; undone afterwards."""
    with transaction.atomic():
        answer = client.generic(
            method.upper(), path, said, content_type="application/json", headers={"X-Query-Code": code}
        )
        transaction.set_rollback(True)
    told = json.loads(answer.content) if answer.content else {}
    refusal = told.get("error", {}).get("code", "") if isinstance(told, dict) else ""
    is_in = answer.status_code not in REFUSED and refusal not in NOT_YOU
    return is_in, MARK in answer.content.decode(), answer.status_code


@pytest.mark.long
@override_settings(LIMIT_FILING=10_000)
def test_who_is_let_in(scene: Scene) -> None:
    found: dict[str, frozenset[str]] = {}
    leaks: dict[str, list[str]] = {}
    broken: list[str] = []
    at_desk = [name for name, _, template, _ in operations() if "{matter_id}" in template]
    program = Client(headers={"Authorization": f"Bearer {scene.program_key}"}, raise_request_exception=False)
    browsers = {**clients(), "program": program}
    for name, method, template, operation in operations():
        path = f"{BASE}/api/v1" + template.format(matter_id=scene.matter.id, receipt=scene.matter.receipt)
        said, code = body(operation, scene), scene.matter.code
        answers = {who: ask(client, method, path, said, code) for who, client in browsers.items()}
        found[name] = frozenset(who for who, (is_in, _, _) in answers.items() if is_in)
        broken += [f"{name} as {who}: {status}" for who, (*_, status) in answers.items() if status >= 500]
        seen = {who for who, (_, shows, _) in answers.items() if shows} - names("readers owner program")
        if seen and "{receipt}" not in template:
            leaks[name] = sorted(seen)

    assert broken == []
    assert leaks == {}
    assert not (faults := compare(found, wanted(at_desk))), faults
