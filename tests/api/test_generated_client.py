"""A client generated from `docs/openapi.json` is built as a package and used, as makers of programs do."""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import openapi_python_client as generator
import pytest
from openapi_python_client.config import Config, ConfigFile, MetaType
from packaging.utils import parse_wheel_filename
from poetry.core.masonry import api as builder

from tests import cast, make
from tests.laws.house import ROOT
from tests.serving import served
from yuanba.districts.queries import DistrictRow
from yuanba.people import services
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day

DOCUMENT = ROOT / "docs" / "openapi.json"
PACKAGE = "yuanba_client"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The generated package, imported from the wheel that was built of it."""
    faults = generator.generate(
        config=Config.from_sources(
            config_file=ConfigFile(post_hooks=[]),  # the look of the generated code is its maker's
            meta_type=MetaType.POETRY,
            document_source=DOCUMENT,
            file_encoding="utf-8",
            overwrite=False,
            output_path=tmp_path / "client",
        )
    )
    assert faults == [], "the generator warns of what it could not read, and leaves it out"
    monkeypatch.chdir(tmp_path / "client")
    wheel = tmp_path / builder.build_wheel(str(tmp_path))
    assert parse_wheel_filename(wheel.name)[0] == PACKAGE.replace("_", "-"), "pip installs it"
    monkeypatch.syspath_prepend(str(wheel))
    yield import_module(PACKAGE)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def _operation(name: str) -> ModuleType:
    return import_module(f"{PACKAGE}.api.matters.{name}")


def test_a_generated_client_reads_and_writes(client: ModuleType, own_database: DistrictRow) -> None:
    moment = datetime.now(UTC)
    cast.assemble(now=moment)
    key = _key(moment, MatterVerb.IMPORT_ORDERS, MatterVerb.READ)
    models = import_module(f"{PACKAGE}.models")
    order = models.ToTakeOrder(
        channel="platform_12345",
        number="CQ1",
        text="路灯不亮",
        area_code=cast.TONGTAIMEN,
        said_at=moment - timedelta(hours=1),
    )

    with served() as address, client.AuthenticatedClient(f"{address}/api/v1", token=key) as program:
        taken = _operation("matter_import_orders").sync(client=program, body=order)
        found = _operation("matter_read").sync(taken.id, client=program)
        urging = models.ToUrge(words="请尽快")
        refused = _operation("matter_urge_at_desk").sync(taken.id, client=program, body=urging)
    with served() as address, client.Client(f"{address}/api/v1") as resident:
        words = models.ToFile(text="楼道里有人私拉电线", area_code=cast.FIRST_GRID)
        receipt = _operation("matter_file").sync(client=resident, body=words)
        followed = _operation("matter_track").sync(
            receipt.receipt, client=resident, x_query_code=receipt.code
        )

    assert isinstance(found, models.MatterAtDesk)
    assert (found.receipt, found.state) == (taken.receipt, "filed")
    assert isinstance(refused, models.Problem)
    assert refused.error.code == "access.not_allowed"
    assert isinstance(followed, models.MatterOut)
    assert followed.receipt == receipt.receipt


def _key(now: datetime, *verbs: Verb) -> str:
    platform = make.program("platform", "clerk", area=cast.JIJIANG, now=now)
    until_on = day(now) + timedelta(days=9)
    return services.issue_key(
        actor=make.OPERATOR, account_key=platform.key, verbs=verbs, until_on=until_on, now=now
    ).text


def test_every_name_of_the_document_is_a_name_in_a_program() -> None:
    """Generators make identifiers of them, and alter or refuse other scripts and reserved words."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    names = set(_names(document))
    assert {"Yuanba", "matter_file", "ToFile", "area_code"} <= names
    assert [name for name in sorted(names) if not _is_plain(name)] == []


def _is_plain(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name)) and not keyword.iskeyword(name)


def _names(document: dict[str, Any]) -> Iterator[str]:
    """What generators name things after; `.` of a verb and `-` of a header are `_`, as they make it."""
    yield document["info"]["title"]
    for item in document["paths"].values():
        for operation in item.values():
            yield from operation["tags"]
            yield operation["operationId"].replace(".", "_")
            yield from (one["name"].replace("-", "_") for one in operation.get("parameters", []))
    yield from document["components"]["schemas"]
    for schema in document["components"]["schemas"].values():
        yield from schema.get("properties", {})
        yield from schema.get("enum", [])
