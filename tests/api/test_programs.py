"""Programs at the JSON API: by a key, without a session, for what the key names and the account may."""

from __future__ import annotations

import io
import json
import logging
import re
import shlex
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests import cast, deeds, make
from tests.api.conftest import BASE, Caller
from tests.api.test_matters import error, told
from tests.cast import Cast
from tests.laws.house import ROOT
from tests.make import Matter
from yuanba.config import logs, middleware
from yuanba.config.access_page import access
from yuanba.config.api import api
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.people import services
from yuanba.people.queries import program_keys
from yuanba.rules.core.actions import verb_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.programs import NEEDS_A_PERSON, PROGRAM_VERBS
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day

ORDER = {"channel": "platform_12345", "number": "CQ1", "text": "路灯不亮", "area_code": cast.TONGTAIMEN}
FILED = {"text": "路灯不亮", "area_code": cast.FIRST_GRID}
GUESS = "yb_22222222_" + "A" * 43


class Program:
    """A program that sends its key."""

    def __init__(self, text: str, client: Client | None = None) -> None:
        self.headers = {"Authorization": f"Bearer {text}"}
        self.client = client or Client(enforce_csrf_checks=True)
        self.caller = Caller(self.client)

    def get(self, path: str) -> HttpResponse:
        return self.caller.get(path, **self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.caller.post(path, body, **self.headers, **headers)


@pytest.fixture
def platform(people: Cast, moment: datetime) -> Actor:
    return make.program("platform", "clerk", area=cast.JIJIANG, now=moment)


@pytest.fixture
def keyed(platform: Actor, moment: datetime) -> Callable[..., Program]:
    def keyed(*verbs: Verb, account: Actor = platform) -> Program:
        until_on = day(moment) + timedelta(days=9)
        key = services.issue_key(
            actor=make.OPERATOR, account_key=account.key, verbs=verbs, until_on=until_on, now=moment
        )
        return Program(key.text)

    return keyed


Keyed = Callable[..., Program]


def test_a_program_sends_an_order_and_asks_how_it_stands(keyed: Keyed, platform: Actor) -> None:
    program = keyed(MatterVerb.IMPORT_ORDERS, MatterVerb.READ)

    taken = program.post("/orders/outside", ORDER)

    found = told(taken, 201)
    assert taken.cookies == {}
    assert taken["Cache-Control"] == "no-store"
    assert told(program.post("/orders/outside", ORDER), 201) == found
    assert told(program.get(f"/matters/{found['id']}"), 200)["receipt"] == found["receipt"]
    entry = journal.story("matter", str(found["id"]))[0]
    prefix = program_keys.keys_of(platform.key)[0].prefix
    assert (entry.actor_key, entry.outcome["by_key"]) == (platform.key, prefix)
    assert told(program.get(f"/matters/{found['id']}/story"), 200)[0]["verb"] == "matter.file"
    error(program.post(f"/matters/{found['id']}/urge", {"words": ""}), 403, "access.not_allowed")


def test_a_key_does_no_more_than_it_names(keyed: Keyed, people: Cast, matter: Matter) -> None:
    imports, files = keyed(MatterVerb.IMPORT_ORDERS), keyed(MatterVerb.FILE)

    error(imports.post("/matters", FILED), 403, "access.not_allowed")
    error(imports.get(f"/matters/{matter.id}"), 403, "access.not_allowed")
    error(imports.get("/orders"), 403, "access.not_allowed")
    error(files.post("/orders/outside", ORDER), 403, "access.not_allowed")
    assert files.post("/matters", FILED).status_code == 201
    error(files.post("/matters", {**FILED, "area_code": cast.DEGAN}), 403, "access.not_allowed")


def test_a_program_is_never_the_resident(keyed: Keyed, matter: Matter) -> None:
    program = keyed(*PROGRAM_VERBS)
    for path in ("", "/story"):
        found = program.caller.get(
            f"/receipts/{matter.receipt}{path}", X_Query_Code=matter.code, **program.headers
        )
        error(found, 403, "access.not_allowed")
    rated = program.post(f"/receipts/{matter.receipt}/rate", {"is_solved": True}, X_Query_Code=matter.code)
    error(rated, 403, "access.not_allowed")


@pytest.fixture
def everything(people: Cast, moment: datetime, keyed: Keyed) -> Program:
    """A program whose account may do by position whatever is done over JSON, with the widest key."""
    titles = ("triager", "clerk", "supervisor", "editor", "community_secretary", "subdistrict_secretary")
    account = make.program("all", *titles, unit="jijiang", area=cast.JIJIANG, now=moment)
    return keyed(*PROGRAM_VERBS, account=account)


def test_what_needs_a_person_is_refused_to_the_widest_key(
    everything: Program, people: Cast, moment: datetime
) -> None:
    matter = make.a_matter(now=moment)
    deeds.walk(matter, people, "assign accept answer", moment)
    path = f"/matters/{matter.id}"

    error(everything.post(f"{path}/rate", {"is_solved": True}), 403, "access.not_allowed")
    error(everything.post(f"{path}/check", {"passes": True, "words": "属实"}), 403, "access.not_allowed")
    error(everything.post(f"{path}/publish", {"title": "灯", "summary": "亮了"}), 403, "access.not_allowed")
    assert everything.post(f"{path}/note", {"words": "已转市政"}).status_code == 204


def test_every_operation_is_for_keys_or_needs_a_person_with_a_ground() -> None:
    over_json = {
        verb_of(str(operation.operation_id).removesuffix("_at_desk"))
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        if operation.methods != ["GET"]
    }
    assert over_json <= set(PROGRAM_VERBS) | set(NEEDS_A_PERSON)
    page = access()
    assert all(f"| `{verb}` | " in page for verb in (*PROGRAM_VERBS, *NEEDS_A_PERSON))


def test_a_key_that_opens_nothing_is_refused_in_one_way(
    keyed: Keyed, platform: Actor, moment: datetime
) -> None:
    revoked = keyed(MatterVerb.FILE)
    prefix = program_keys.keys_of(platform.key)[0].prefix
    services.revoke_key(actor=make.OPERATOR, prefix=prefix, reason="换新", now=moment)

    answers = [
        program.post(path, FILED)
        for program in (revoked, Program(GUESS), Program(""), Program("x y"), Program("é"))
        for path in ("/matters", "/orders/outside")
    ]
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        error(answer, 401, "key.refused")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_tries_are_counted_by_address_and_the_right_key_does_not_wait(
    keyed: Keyed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "KEY_TRIES", 2)
    right = keyed(MatterVerb.FILE)
    statuses = [Program(GUESS).get("/public/matters").status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
    assert Program(GUESS).get("/public/matters")["Retry-After"]
    assert right.post("/matters", FILED).status_code == 201


def test_requests_are_counted_by_key_reading_too(keyed: Keyed, people: Cast) -> None:
    one, other = keyed(MatterVerb.READ), keyed(MatterVerb.READ)
    with override_settings(LIMIT_ACCOUNT=2, LIMIT_FILING=0, LIMIT_ADDRESS=0):
        assert [one.get("/public/matters").status_code for _ in range(3)] == [200, 200, 429]
        assert other.get("/public/matters").status_code == 200


def test_beside_a_key_no_cookie_counts_and_pages_know_no_keys(
    keyed: Keyed, as_: Callable[[str], Caller], matter: Matter
) -> None:
    browser = as_("chen").client
    key = keyed(MatterVerb.FILE)
    both = Program(key.headers["Authorization"].removeprefix("Bearer "), browser)
    error(both.get(f"/matters/{matter.id}"), 403, "access.not_allowed")
    guessed = Program(GUESS, browser)
    error(guessed.get(f"/matters/{matter.id}"), 401, "key.refused")
    page = Client().get("/d/jiangjin/triage", headers=key.headers)
    assert page.status_code == 302
    assert (
        key.client.get("/d/jiangjin/api/v1/orders", headers={"Authorization": "Basic eDp5"}).status_code
        == 401
    )


def test_the_key_of_one_district_opens_nothing_in_another(keyed: Keyed) -> None:
    key = keyed(MatterVerb.FILE)
    there = Client().get("/d/kaizhou/api/v1/public/matters", headers=key.headers)
    assert there.status_code == 401


def test_no_key_stands_in_the_log(keyed: Keyed) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("json"))
    ours = logging.getLogger("yuanba")
    before = ours.level
    ours.addHandler(handler)
    ours.setLevel("INFO")
    key = keyed(MatterVerb.FILE)
    text = key.headers["Authorization"].removeprefix("Bearer ")
    key.post("/matters", FILED)
    Program(GUESS).post("/matters", FILED)
    ours.removeHandler(handler)
    ours.setLevel(before)
    assert written.getvalue().count("answered") == 2
    for secret in (text, text[12:], GUESS):
        assert secret not in written.getvalue()


def test_the_document_names_the_key() -> None:
    schema = api.get_openapi_schema(path_prefix="/")
    scheme = schema["components"]["securitySchemes"]["ProgramKeyAuth"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert {"ProgramKeyAuth": []} in schema["paths"]["/orders/outside"]["post"]["security"]


def examples() -> list[list[str]]:
    """The commands of docs/api.md, each as its words."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    return [shlex.split("curl" + one) for one in re.split(r"^curl", blocks, flags=re.MULTILINE)[1:]]


def run(words: list[str], known: dict[str, str]) -> HttpResponse:
    """What `curl` would send, sent by Django's client."""
    filled = [re.sub(r"\$(\w+)", lambda name: known[name[1]], word) for word in words]
    path = next(word for word in filled if word.startswith("https://")).removeprefix("https://yuanba.example")
    named = [after.split(": ", 1) for word, after in pairwise(filled) if word == "--header"]
    said = [after for word, after in pairwise(filled) if word == "--data"]
    headers = dict(named)
    kind = headers.pop("Content-Type", "application/json")
    client = Client(enforce_csrf_checks=True)
    if said:
        return client.post(path, said[0], content_type=kind, headers=headers)  # type: ignore[return-value]
    return client.get(path, headers=headers)  # type: ignore[return-value]


def test_the_commands_of_the_document_do_what_it_says(jiangjin: DistrictRow, keyed: Keyed) -> None:
    key = keyed(MatterVerb.IMPORT_ORDERS, MatterVerb.READ).headers["Authorization"].removeprefix("Bearer ")
    sends, *asks = examples()

    taken = run(sends, {"YUANBA_KEY": key})

    assert taken.status_code == 201
    found = json.loads(taken.content)
    assert BASE in sends[2]
    assert [run(one, {"YUANBA_KEY": key, "ID": str(found["id"])}).status_code for one in asks] == [200, 200]
