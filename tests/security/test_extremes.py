"""Extreme but well-formed values, at every page, form, operation and command: nothing fails inside.

And nothing is stored that cannot be read afterwards. What words do is tried in `test_injection.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.http import QueryDict
from django.test import override_settings
from django.urls import reverse

from tests.access import tables
from tests.access.everybody import Scene
from tests.access.test_pages import address, clients, pages, scene
from tests.laws.test_walk import BASE
from tests.security.boxes import ROWS
from tests.security.staged import Stage, set_stage, undone, who_presses
from tests.security.test_injection import filled
from yuanba.config import documents
from yuanba.districts.queries import DistrictRow
from yuanba.residents import api as residents_api

#: The scene of another test.
__all__ = ["scene"]

#: Days and moments: years, zones, leap seconds, days that a clock skipped, and what only looks like one.
MOMENTS = (
    "0001-01-01T00:00",
    "0001-01-01T00:00:00+14:00",
    "1582-10-10T00:00",
    "1900-12-31T23:59:59+08:00",
    "1986-05-04T00:30",
    "2016-12-31T23:59:60Z",
    "2026-02-30T00:00",
    "2026-03-02T24:00",
    "2026-03-02T09:00:00-12:00",
    "2026-03-02T09:00:00+05:45",
    "2026-03-02T09:00:00+23:59",
    "2199-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59",
    "10000-01-01T00:00",
    "-0001-01-01T00:00",
    "infinity",
)
DAYS = tuple(dict.fromkeys(one.partition("T")[0] for one in MOMENTS))
NUMBERS = (
    "0",
    "-1",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    "1" * 5000,
    "1e400",
    "-1e400",
    "NaN",
    "Infinity",
    "0.1",
    "²",
    "١٢",
    "９",
    " 1 ",
    "1_0",
)
KEYS = (
    "00000000-0000-0000-0000-000000000000",
    "9" * 18 + "-" + "9" * 18,
    "1-" + "9" * 400,
    "-",
    "..",
    "x" * 300,
    "x" * 70_000,
    "😀" * 100,
    "\ud7ff",
    "%",
    "\\",
    "a/" * 60,
    "http://[",
    "//[x",
    "http://a:b:c",
)
EXTREMES = (*MOMENTS, *NUMBERS, *KEYS)
#: Numbers as JSON writes them, among them what JSON does not have but Python reads.
RAW_NUMBERS = (*NUMBERS[:6], "1e400", "-1e400", "NaN", "-Infinity", "0.1", "true", "[]", '"²"', '"9"')


@pytest.fixture(autouse=True)
def _no_limits() -> Iterator[None]:
    limits = dict.fromkeys(("LIMIT_FILING", "LIMIT_ADDRESS", "LIMIT_ACCOUNT", "LIMIT_DISTRICT"), 10**9)
    with override_settings(**limits):
        yield


@pytest.fixture
def stage(jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Of each test's own: the scene of the others has the same people."""
    monkeypatch.setattr(residents_api, "TRIES", 10**6)
    return set_stage()


# --- addresses ------------------------------------------------------------------------------------------


def who_may(row: str, cells: Mapping[str, Any], method: str) -> str:
    """Somebody who gets in, so that the page comes as far as its values."""
    cell = cells.get(row, {}).get(method, "")
    found = tables.names(cell) if cell and cell != tables.NONE else frozenset()
    order = ("triager", "secadmin", "sysadmin", "auditadmin", "handler", "owner", "clerk", "anonymous")
    return next(
        (name for name in order if name in found), next(iter(sorted(found - {"program"})), "anonymous")
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which names were asked for in an address or a form."""
    found: set[str] = set()
    one, many = QueryDict.__getitem__, QueryDict.getlist

    def get(self: QueryDict, name: str) -> object:
        found.add(name)
        return one(self, name)

    def getlist(self: QueryDict, name: str, *more: Any) -> Any:
        found.add(name)
        return many(self, name, *more)

    monkeypatch.setattr(QueryDict, "__getitem__", get)
    monkeypatch.setattr(QueryDict, "getlist", getlist)
    return found


@pytest.mark.long
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_with_extreme_parameters(scene: Scene, asked: set[str], method: str) -> None:
    """Each page with what it asks for, every name with another extreme each time."""
    browsers, cells = clients(), tables.pages()
    failed, sent = [], 0
    for name, pattern in pages():
        client = browsers.get(who_may(name, cells, method), browsers["anonymous"])
        path = address(name, pattern, scene.things)
        asked.clear()
        with undone():
            if getattr(client, method)(path, {"x": "1"}).status_code == 405:
                continue
        wanted = sorted(asked - {"csrfmiddlewaretoken", "password", "x"})
        for turn in range(0, len(EXTREMES) if wanted else 0, 5 if method == "get" else 15):
            values = {key: EXTREMES[(turn + 7 * place) % len(EXTREMES)] for place, key in enumerate(wanted)}
            with undone():
                answer = getattr(client, method)(path, {key: [value] for key, value in values.items()})
            sent += 1
            if answer.status_code >= 500:
                failed.append(f"{method} {name} {values}: {answer.status_code}"[:300])
    assert failed == []
    assert sent > 100


@pytest.mark.long
def test_every_address_with_extreme_keys(scene: Scene) -> None:
    browsers, cells = clients(), tables.pages()
    failed = []
    for name, pattern in pages():
        for number, text in ((2**63 - 1, "9" * 400), (2**63, "x" * 300)):
            things = {
                key: number if type(one).__name__ == "IntConverter" else text
                for key, one in pattern.pattern.converters.items()
            }
            if not things:
                continue
            path = reverse(name, kwargs=things)
            for method in ("get", "post"):
                client = browsers.get(who_may(name, cells, method), browsers["anonymous"])
                with undone():
                    answer = getattr(client, method)(BASE + path.removeprefix(BASE))
                if answer.status_code >= 500:
                    failed.append(f"{method} {name} {number}: {answer.status_code}")
    assert failed == []


# --- operations -----------------------------------------------------------------------------------------


def properties(schemas: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The places of a body, each with its schema."""
    if "$ref" in schema:
        return properties(schemas, schemas["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    found: Mapping[str, Any] = schema.get("properties", {})
    return found


def raw_values(place: Mapping[str, Any]) -> tuple[str, ...]:
    """What a place of a body is sent, as it stands in the JSON."""
    said = json.dumps(place)
    if "date-time" in said:
        return tuple(json.dumps(one) for one in MOMENTS)
    if '"integer"' in said:
        return RAW_NUMBERS
    return ("1e400", "NaN", "[]", json.dumps("x" * 70_000), json.dumps("9" * 400))


@pytest.mark.long
def test_every_operation_with_extreme_values(stage: Stage) -> None:
    """One place at a time, where the rest of the body is right."""
    schemas = json.loads(documents.openapi())
    stage.client("chen")
    failed, sent = [], 0
    for path, item in schemas["paths"].items():
        content = item.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json")
        if content is None:
            continue
        verb = item["post"]["operationId"].removeprefix("matter.").removesuffix("_at_desk")
        row = ROWS.get(f"desk.{verb}", ROWS["desk.assign"])
        who = "" if "/receipts/" in path else who_presses(stage, f"desk.{verb}", row)
        client = stage.client("chen" if verb == "import_orders" else who)
        right = filled(schemas, content["schema"], "路灯坏了")
        assert isinstance(right, dict)
        if verb == "import_orders":
            right |= {"channel": "order_12345", "area_code": "", "phone": "", "said_at": None, "due_at": None}
        with undone():
            matter = stage.matter(row.before)
            at = f"{BASE}/api/v1{path.format(matter_id=matter.id, receipt=matter.receipt)}"
            for place, schema in properties(schemas, content["schema"]).items():
                for raw in raw_values(schema):
                    with undone():
                        answer = client.post(
                            at,
                            json.dumps({**right, place: "@@"}).replace('"@@"', raw),
                            content_type="application/json",
                            headers={"X-Query-Code": matter.code},
                        )
                        sent += 1
                        if answer.status_code >= 500:
                            failed.append(f"{path} {place} = {raw[:40]}: {answer.status_code}")
    assert failed == []
    assert sent > 300


def test_every_list_over_json_with_extreme_places(stage: Stage) -> None:
    failed = []
    for path, item in json.loads(documents.openapi())["paths"].items():
        names = [one["name"] for one in item.get("get", {}).get("parameters", ()) if one["in"] == "query"]
        for value in EXTREMES if names else ():
            answer = stage.client("chen").get(f"{BASE}/api/v1{path}", dict.fromkeys(names, value[:2000]))
            if answer.status_code >= 500:
                failed.append(f"{path}?{value[:40]}: {answer.status_code}")
        if "{matter_id}" in path:
            for number in (2**63, 10**30, -1):
                at = f"{BASE}/api/v1{path.format(matter_id=number)}"
                answer = stage.client("chen").generic("GET" if "get" in item else "POST", at)
                if answer.status_code >= 500:
                    failed.append(f"{at}: {answer.status_code}")
    assert failed == []
