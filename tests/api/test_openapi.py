"""`docs/openapi.json` says what the code does, and the code does what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.api.conftest import Caller
from tests.laws.house import ROOT
from yuanba.config import documents
from yuanba.config.api import api

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = [
    (method, path, operation)
    for path, item in SCHEMA["paths"].items()
    for method, operation in item.items()
    if method in {"get", "post", "put", "patch", "delete"}
]


def test_what_is_committed_is_what_the_code_says() -> None:
    assert documents.openapi() == (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")


def test_every_operation_of_the_code_is_written_down_and_the_reverse() -> None:
    served = {
        operation.operation_id
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    assert {operation["operationId"] for _, _, operation in OPERATIONS} == served


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda value: str(value)[:40])
def test_every_written_address_is_served(method: str, path: str, operation: dict[str, Any]) -> None:
    concrete = path.replace("{matter_id}", "1").replace("{receipt}", "116000000000")
    match = get_resolver(settings.ROOT_URLCONF).resolve("/api/v1" + concrete)
    assert match.namespace == "api"


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda value: str(value)[:40])
def test_every_operation_says_what_it_does_and_how_it_fails(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["description"]
    problem = {"$ref": "#/components/schemas/Problem"}
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            assert response["content"]["application/json"]["schema"] == problem
    assert {"400", "404", "409", "422", "429"} <= set(operation["responses"])
    names = {
        parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "header"
    }
    assert names <= {"Idempotency-Key", "X-Client-Secret", "X-Query-Code"}, "a header as it is written"


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda value: str(value)[:40])
def test_what_is_answered_is_written_down(
    anybody: Caller, method: str, path: str, operation: dict[str, Any]
) -> None:
    """The emptiest request to every address gives a status that its operation names."""
    concrete = path.replace("{matter_id}", "1").replace("{receipt}", "116000000000")
    answer = anybody.get(concrete) if method == "get" else anybody.post(concrete, {})
    assert str(answer.status_code) in operation["responses"]
    assert ("security" in operation) == (answer.status_code == 401)
