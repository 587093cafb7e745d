"""Words that want to be obeyed, in every text box of every form and in the API: they come back as words.

Each form that has a text box has a row here; one without a row fails.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from tests import cast, deeds, make
from tests.cast import Cast
from tests.conftest import once_for_a_file
from tests.evaluation import bench_of_judges as court
from tests.laws.test_walk import BASE
from tests.make import Matter
from tests.revisions import drafts
from tests.security import beasts
from tests.security.boxes import (
    COMPUTED,
    LONG,
    MARK,
    MARKUP,
    ORDERS,
    RAW,
    ROWS,
    Row,
)
from yuanba.config import documents
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.lists import services as lists
from yuanba.matters import queries as matters
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.people import queries as accounts
from yuanba.privacy import services as privacy
from yuanba.residents import api as residents_api
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.lists import ListEntry
from yuanba.sheets import tables

#: Boxes that are there in another situation only: who has no account is asked for a code, others a password;
#: the phone door is there where text messages leave (`tests/people/test_phone.py` sends it the same words);
#: a code of the second step is asked of who set one up (`tests/people/test_second_factor.py`).
ELSEWHERE = frozenset(
    {
        ("yuanba.privacy.forms.EraseForm", "code"),
        ("yuanba.privacy.forms.EraseForm", "password"),
        ("yuanba.people.forms.PhoneForm", "phone"),
        ("yuanba.people.forms.PhoneCodeForm", "code"),
        ("yuanba.people.second_factor.EnterForm", "code"),
        ("yuanba.people.second_factor.EnterAgainForm", "code"),
    }
)

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("security/test_injection")]


@pytest.fixture(scope="module", autouse=True)
def _limits() -> Iterator[None]:
    with override_settings(LIMIT_FILING=10**6, LIMIT_ADDRESS=10**6, LIMIT_ACCOUNT=10**6):
        yield


@dataclass
class Stage:
    """The district with one thing of each kind, and everybody at their browsers."""

    people: Cast
    things: dict[str, object]
    clients: dict[str, Client]

    def client(self, who: str) -> Client:
        if who not in self.clients:
            client = self.clients[who] = Client()
            if who:
                entered = client.post(f"{BASE}/account/login/", {"login": who, "password": make.PASSWORD})
                assert entered.status_code == 302, who
        return self.clients[who]

    def send(self, row: Row, matter: Matter, said: Mapping[str, object], who: str) -> HttpResponse:
        path = row.path.format(**self.things, id=matter.id, token=matter.token)
        known = {
            name: self.things[one[1:-1]] if isinstance(one, str) and one[:1] == "{" else one
            for name, one in row.said.items()
        }
        return self.client(who).post(BASE + path, {**known, **said})  # type: ignore[return-value]

    def matter(self, before: str) -> Matter:
        now = datetime.now(UTC) - timedelta(hours=1)
        matter = make.a_matter(now=now, actor=self.people.li)
        deeds.walk(matter, self.people, before, now)
        return matter


@pytest.fixture(scope="module")
def _set_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with once_for_a_file(django_db_blocker):
        yield _set_stage()


@pytest.fixture
def stage(_set_up: Stage, jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The same for each test, with nobody at their browsers yet."""
    monkeypatch.setattr(residents_api, "TRIES", 10**6)
    return replace(_set_up, clients={})


def _set_stage() -> Stage:
    now = datetime.now(UTC) - timedelta(hours=1)
    people = cast.assemble(now=now)
    bench = court.assemble(now=now)
    cast.administrators(now=now)
    make.staff("inspector", "audit_admin", area=cast.DISTRICT, now=now)
    make.staff("qin", "inspector", area=cast.DISTRICT, now=now)
    judged = court.evaluating(people, bench, now, actor=people.li)
    code = court.code_of(judged, bench.qian.key)
    called = court.evaluating(people, bench, now, actor=people.li)
    evaluation.rate(
        actor=people.li,
        matter_id=called.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words="来得太晚",
        now=now,
    )
    noticed = make.a_matter(now=now, actor=people.li)
    deeds.walk(noticed, people, "assign publish accept answer check", now)
    court.read_journal()
    notice = notices.of_subject("matter", str(noticed.id))[0]
    notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=now)
    for deed in ("contribute", "settle", "prioritise"):
        deeds.DEEDS[deed].who(people, judged)  # so that who does it is there
    lines = [ListEntry(item_code="street_light")]
    lists.derive(actor=people.chen, area_code=cast.NANMEN, lines=lines, now=now)
    zhou = accounts.account(people.zhou.key)
    assert zhou
    things: dict[str, object] = {
        "notice": notice.id,
        "posting": notices.postings(notice.id)[-1].id,
        "objection": notices.open_objections(people.chen, now)[0].id,
        "judging": code,
        "call": judging.calls_of(called.id)[0].id,
        "zhou": people.zhou.key,
        "position": zhou.positions[0].id,
        "fitting": make.staff("luo", "triager", unit="centre", area=cast.DISTRICT, now=now).key,
        "program": make.program("platform", "clerk", area=cast.DISTRICT, now=now).key,
        **drafts.things(people.chen, now),
        "request": privacy.ask(actor=people.wang, kind="explain", words="为什么要电话？", now=now),
    }
    return Stage(people, things, {})


def who_presses(stage: Stage, name: str, row: Row) -> str:
    if row.who or not name.startswith("desk."):
        return row.who
    actor = deeds.DEEDS.get(name.removeprefix("desk."), deeds.DEEDS["assign"]).who(stage.people, None)  # type: ignore[arg-type]
    account = accounts.account(actor.key)
    assert account, name
    return account.login


def inert(answer: HttpResponse, where: str) -> None:
    """What a page, a file or an answer over JSON must not have made of the words."""
    assert answer.status_code < 500, where
    assert not [name for name in answer.headers if name.lower().startswith("x-injected")], where
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        text = answer.content.decode()
        assert RAW not in text, (where, text[max(0, text.find(RAW) - 200) :][:300])
        assert COMPUTED not in text, where
        assert "\u202e" not in text, where


@contextmanager
def undone() -> Iterator[None]:
    """What happens in here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Which text boxes of which forms were sent the mark."""
    found: set[tuple[str, str]] = set()
    real = forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        for name, box in form.fields.items():
            if isinstance(box, forms.CharField) and MARK in str(form.data.get(form.add_prefix(name), "")):
                found.update(
                    (f"{of.__module__}.{of.__name__}", name)
                    for of in type(form).__mro__
                    if name in getattr(of, "base_fields", {})
                )
        real(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", full_clean)
    return found


def test_words_in_every_box_of_every_form_stay_words(stage: Stage, bound: set[tuple[str, str]]) -> None:
    obeyed, presses = 0, {name: who_presses(stage, name, row) for name, row in ROWS.items()}
    for login in {"li", "chen", *presses.values()}:
        stage.client(login)  # logged in before anything is rolled back
    for name, row in ROWS.items():
        who = presses[name]
        with undone():
            matter = stage.matter(row.before)
            for words in (MARKUP, ORDERS):
                with undone():
                    obeyed += _try(stage, name, row, matter, words, who)
    assert obeyed >= 50, "most of them are taken, and shown afterwards"
    assert boxes() - bound - ELSEWHERE == set(), "a text box without a row here"


def _try(stage: Stage, name: str, row: Row, matter: Matter, words: str, who: str) -> int:
    """Send words to each box: where any may stand, then where only codes may, then too many."""
    said = {box: cells(words) if box == "cells" else words for box in row.free}
    taken = stage.send(row, matter, said, who)
    inert(taken, name)
    is_taken = taken.status_code in (200, 302) and "login" not in taken.headers.get("Location", "")
    if is_taken and taken.headers.get("Location", "").startswith(BASE):
        inert(stage.client(who).get(taken.headers["Location"]), name)
    if is_taken and ("{id}" in row.path or "{token}" in row.path):
        for reader, page in (("chen", f"/matters/{matter.id}"), ("li", f"/m/{matter.token}")):
            inert(stage.client(reader).get(BASE + page), f"{name}, read by {reader}")
    if words == MARKUP:
        for more in (words, LONG):
            inert(stage.send(row, matter, dict.fromkeys((*row.free, *row.codes), more), who), name)
    return int(is_taken)


def cells(words: str) -> str:
    plain = words.replace('"', "").replace("\t", " ")
    return f"工单编号\t诉求内容\t{plain}\n{MARK}1\t{plain}\t{plain}"


def boxes() -> set[tuple[str, str]]:
    """Every text box of every form of this house."""
    get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018 - so that every view is imported
    return {
        (f"{form.__module__}.{form.__name__}", name)
        for form in beasts.descendants(forms.BaseForm)
        for name, box in getattr(form, "base_fields", {}).items()
        if isinstance(box, forms.CharField)
    }


def test_what_nobody_types_is_taken_out_at_the_door(stage: Stage) -> None:
    words = "路\0灯\u202egpj.exe\u200b坏\x1b[31m了\r\nX-Injected: yes"
    li = stage.client("li")
    over_page = li.post(
        f"{BASE}/file", {"text": words, "area": cast.FIRST_GRID, "key": "k2", "naming": "handler"}
    )
    over_json = Client().post(
        f"{BASE}/api/v1/matters",
        json.dumps({"text": words.replace("\0", "")}),
        content_type="application/json",
    )
    nul = Client().post(f"{BASE}/api/v1/matters", {"text": "路\0灯"}, content_type="application/json")
    half = Client().post(f"{BASE}/api/v1/matters", '{"text": "路灯\\ud800"}', content_type="application/json")
    deep = Client().post(f"{BASE}/api/v1/matters", "[" * 100_000, content_type="application/json")

    inert(over_page, "page")
    assert [one.status_code for one in (over_json, nul, half, deep)] == [201, 400, 201, 400]
    for token in (over_page.headers["Location"].rsplit("/", 1)[1], over_json.json()["token"]):
        row = matters.matter_by_token(token)
        assert row.text.replace("\r\n", "\n") == "路灯gpj.exe坏[31m了\nX-Injected: yes"
    for answer in (
        li.get(f"{BASE}/track?receipt=%0d%0aX-Injected:%20yes"),
        li.get(f"{BASE}/public?after=%27%22%3E{RAW}"),
        li.get(f"{BASE}/look?next=//evil.example"),
        li.post(f"{BASE}/look", {"theme": "dark", "next": "//evil.example/\r\nX-Injected: yes"}),
        stage.client("chen").get(f"{BASE}/matters?q={MARKUP}&state={MARKUP}&after={MARKUP}"),
        stage.client("keeper").get(f"{BASE}/places/?q={MARKUP}"),
        stage.client("keeper").get(f"{BASE}/people/?q={MARKUP}"),
        Client().get(f"/nowhere/{MARKUP}"),
    ):
        inert(answer, answer.wsgi_request.path)  # type: ignore[attr-defined]
        assert "evil.example" not in answer.headers.get("Location", "")


def test_words_over_json_come_back_as_they_are(stage: Stage) -> None:
    """Every operation that takes words, where a matter can take them; and what is told again."""
    schemas = json.loads(documents.openapi())
    sent = taken = 0
    for name, row in ROWS.items():
        stage.client(who_presses(stage, name, row))
    for path, item in schemas["paths"].items():
        body = item.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            continue
        verb = item["post"]["operationId"].removeprefix("matter.").removesuffix("_at_desk")
        of_it = ROWS.get(f"desk.{verb}", ROWS["desk.assign"])
        who = "" if "/receipts/" in path else who_presses(stage, f"desk.{verb}", of_it)
        with undone():
            matter = stage.matter(of_it.before)
            address = path.format(matter_id=matter.id, receipt=matter.receipt)
            for words in (MARKUP, ORDERS):
                with undone():
                    answer = stage.client(who).post(
                        f"{BASE}/api/v1{address}",
                        filled(schemas, body["schema"], words),
                        content_type="application/json",
                        headers={"X-Query-Code": matter.code},
                    )
                    sent += 1
                    taken += answer.status_code in (201, 204)
                    inert(answer, path)
                    kind = answer.headers.get("Content-Type", "application/json")
                    assert kind.startswith("application/json")
    assert sent > 50
    assert taken > 20, "most of them are taken"


def filled(schemas: Mapping[str, Any], schema: Mapping[str, Any], words: str) -> object:
    """A body with these words in every text, and something that fits everywhere else."""
    if "$ref" in schema:
        return filled(schemas, schemas["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], words)
    if "anyOf" in schema:
        return filled(schemas, schema["anyOf"][0], words)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {
            name: KNOWN.get(name) or filled(schemas, part, words)
            for name, part in schema["properties"].items()
        }
    if schema.get("type") == "array":
        return [filled(schemas, schema["items"], words)]
    if schema.get("type") == "string":
        return "" if "pattern" in schema else words[: schema.get("maxLength", 1000)]
    return {"integer": 1, "boolean": True}.get(schema.get("type", ""))


#: Codes without which an operation does not come as far as its words.
KNOWN = {
    "class_code": "public",
    "refusal_code": "statutory_channel",
    "guidance_code": "mediation",
    "units": ["jijiang-planning"],
    "area_code": cast.FIRST_GRID,
}


def test_words_on_paper_are_set_and_not_obeyed(stage: Stage) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(
        now=now, actor=stage.people.li, text=MARKUP + ORDERS, place=MARKUP, name=ORDERS[:20]
    )
    deeds.walk(matter, stage.people, "assign accept", now)
    receipt = stage.client("li").get(f"{BASE}/receipt/{matter.token}.pdf")
    order = stage.client("zhou").get(f"{BASE}/matters/{matter.id}/order.pdf")
    for answer in (receipt, order):
        assert answer.status_code == 200
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert COMPUTED not in text
        assert b"/JavaScript" not in answer.content
    assert MARK in text


def test_words_in_a_table_are_shown_by_a_spreadsheet_and_not_computed(stage: Stage) -> None:
    """A file of refused rows opens in Excel; given in again, it says what it said before."""
    keeper = stage.client("keeper")
    cell = f"={MARK}|' /C calc'!A0{RAW}>"
    content = f'code,name,kind,parent\n{cell},{cell},"@sum(1)",+1+1\n500116777,-2+3,,\n'
    looked = keeper.post(f"{BASE}/places/import", {"file": io.BytesIO(content.encode()), "step": "look"})
    inert(looked, "preview")
    file = keeper.post(f"{BASE}/places/import", {"file": io.BytesIO(content.encode()), "step": "refused"})
    assert file.headers["Content-Type"].startswith("text/csv")
    assert file.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) >= 2
    assert not [one for row in rows for one in row if one[:1] in ("=", "+", "-", "@")]

    again = keeper.post(f"{BASE}/places/import", {"file": io.BytesIO(file.content), "step": "refused"})
    assert again.content == file.content
    found = tables.read(
        io.BytesIO(b"a\n'=1\n'+8613800138000\n+8613800138000\n"), [tables.Column(name="a", parse=str)]
    )
    assert [row.values["a"] for row in found] == ["=1", "+8613800138000", "+8613800138000"]  # type: ignore[union-attr]


def test_the_tables_are_still_there(stage: Stage) -> None:
    """After all of it: nothing typed was ever a statement."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_account")
        assert cursor.fetchone()[0] > 5
