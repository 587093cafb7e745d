"""Words that want to be obeyed, in every text box of every form and in the API: they come back as words.

Each form that has a text box has a row here; one without a row fails.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from pypdf import PdfReader

from tests import cast, deeds, make
from tests.laws.test_walk import BASE
from tests.make import Matter
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
from tests.security.staged import Stage, _set_up, stage, undone, who_presses
from yuanba.config import documents
from yuanba.matters import queries as matters
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

#: The stage that hostile tests share.
__all__ = ["_set_up", "stage"]

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("security/test_injection")]


@pytest.fixture(scope="module", autouse=True)
def _limits() -> Iterator[None]:
    with override_settings(LIMIT_FILING=10**6, LIMIT_ADDRESS=10**6, LIMIT_ACCOUNT=10**6):
        yield


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
