"""A day at work, and then a look at the log: every request is in it, and nobody is."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import structlog
from django.core import signing
from django.db import IntegrityError
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.laws.test_walk import BASE
from yuanba.config import logs, worker
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.matters import queries as matters
from yuanba.matters.views import story
from yuanba.messages import services as messages
from yuanba.rules.core.actor import system

#: What residents and staff type on this day, and what opens things; none of it may stand in a log.
PHONE, NAME, WORDS = "13987650321", "欧阳密名甲", "密语竹蜻蜓"
PLACE, NOTE, WRONG = "密址巷七十七号", "密注萤火虫", "密码错了一次两次"


@pytest.fixture
def log(jiangjin: DistrictRow) -> Iterator[io.StringIO]:
    """What the service would have written to its log, as JSON lines."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("json"))
    root, ours = logging.getLogger(), logging.getLogger("yuanba")
    before = ours.level
    root.addHandler(handler)
    ours.setLevel("INFO")
    yield written
    root.removeHandler(handler)
    ours.setLevel(before)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def people(log: io.StringIO) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


def a_day(people: Cast, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Li files and looks, strangers guess, Chen works, messages leave; gives what must stay secret."""
    li, chen = Client(raise_request_exception=False), Client(raise_request_exception=False)
    said = {"text": WORDS, "place": PLACE, "area": cast.FIRST_GRID, "key": "k", "naming": "handler"}
    filed = li.post(f"{BASE}/file", {**said, "phone": PHONE, "name": NAME})
    token = filed.headers["Location"].rsplit("/", 1)[1]
    row = matters.matter_by_token(token)
    code = str(signing.loads(li.cookies["fresh"].value, salt="jiangjin.fresh")[1])
    li.get(f"{BASE}/receipt/{token}")
    li.get(f"{BASE}/m/{token}")
    li.get(f"{BASE}/m/{token}x")
    li.get(f"{BASE}/nowhere/{PHONE}?phone={PHONE}")
    li.get(f"/{PHONE}")
    li.post(f"{BASE}/track", {"receipt": row.receipt, "code": code})
    li.post(f"{BASE}/track", {"receipt": row.receipt, "code": "000000"})
    li.post(f"{BASE}/m/{token}/urge", {"words": WORDS})
    Client(enforce_csrf_checks=True).post(f"{BASE}/m/{token}/urge", {"words": WORDS})
    Client().get(f"{BASE}/", headers={"Host": f"{PHONE}.example"})
    chen.post(f"{BASE}/account/login/", {"login": "chen", "password": WRONG})
    chen.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    chen.get(f"{BASE}/matters?q={WORDS}")
    chen.post(f"{BASE}/counter", {"phone": PHONE})
    chen.get(f"{BASE}/matters/{row.id}")
    chen.post(f"{BASE}/matters/{row.id}/note", {"words": NOTE})
    chen.post(f"{BASE}/matters/{row.id}/unmask", {"reason": NOTE, "why": "contact"})
    chen.post(f"{BASE}/matters/{row.id}/assign", {"choice": "public/"})
    api = f"{BASE}/api/v1/receipts/{row.receipt}"
    Client().get(api, headers={"X-Query-Code": code})
    Client().post(f"{api}/urge", f'{{"words": "{WORDS}', content_type="application/json")
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=datetime.now(UTC))
    session = chen.cookies["sessionid"].value
    return {PHONE, NAME, WORDS, PLACE, NOTE, WRONG, make.PASSWORD, token, row.receipt, code, session, "chen"}


def test_nobody_is_in_the_log(people: Cast, log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = a_day(people, capsys)
    out, err = capsys.readouterr()

    written = log.getvalue() + out + err
    assert [secret for secret in secrets if secret in written] == []
    found = lines(log)
    answered = [line for line in found if line["event"] == "answered"]
    assert len(answered) >= 20
    assert {"/d/<code>/m/<str:token>", "/d/<code>/api/v1/receipts/<receipt>", "none"} <= {
        line["route"] for line in answered
    }
    assert {200, 302, 404, 403} <= {line["status"] for line in answered}
    assert all(set(line) <= logs.KEYS for line in found)
    assert all(line["request"] for line in answered)


def test_a_fault_is_logged_by_where_it_was_and_not_by_what_it_said(
    people: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(row: object) -> None:
        try:
            raise IntegrityError(f"duplicate key: Key (phone)=({PHONE}) already exists")
        except IntegrityError as fault:
            raise ValueError(f"no such name: {NAME}") from fault

    matter = make.a_matter(now=datetime.now(UTC))
    monkeypatch.setattr(story, "for_party", broken)

    answer = Client(raise_request_exception=False).get(f"{BASE}/m/{matter.token}")

    assert answer.status_code == 500
    faulty = next(line for line in lines(log) if "fault" in line)
    answered = next(line for line in lines(log) if line["event"] == "answered")
    assert faulty["fault"] == "ValueError < IntegrityError"
    assert "yuanba/residents/views/own.py" in str(faulty["steps"])
    assert faulty["request"] == answered["request"] == answer.headers["X-Request-ID"]
    assert faulty["district"] == "jiangjin"
    assert not [secret for secret in (PHONE, NAME, matter.token) if secret in log.getvalue()]


def test_a_job_that_fails_is_named_without_what_it_was_about(log: io.StringIO) -> None:
    job = {"task_name": "matters.suggest_class", "task_kwargs": {"words": WORDS}, "call_string": WORDS}
    logging.getLogger("procrastinate.worker").error(
        f"Job matters.suggest_class[7](words='{WORDS}') ended with status: Error",
        extra={"action": "job_error", "job": job},
    )
    logging.getLogger("py.warnings").warning("%s", WORDS)
    logging.getLogger("_granian.utils").error(f"Application callable raised an exception\nKeyError: {WORDS}")
    worker.log.warning("the database is away", fault="OperationalError", words=WORDS)

    failed, warned, served, away = lines(log)
    assert (failed["event"], failed["job"]) == ("procrastinate.job_error", "matters.suggest_class")
    assert warned["event"] == "%s"
    assert served["event"] == "Application callable raised an exception"
    assert away["fault"] == "OperationalError"
    assert WORDS not in log.getvalue()


@pytest.mark.parametrize("place", ["thread", "end of a command", "destructor", "task"])
def test_what_nobody_caught_says_nothing_that_somebody_typed(place: str) -> None:
    """Python would print the fault's own words, and the database's quote the row."""
    done = subprocess.run(
        [sys.executable, "-c", UNCAUGHT, place], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode == 1) is (place == "end of a command")
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    told = json.loads(line)
    assert told["fault"] == "IntegrityError < UniqueViolation"
    assert "<string>" in told["steps"]
    assert PHONE not in done.stderr


UNCAUGHT = f"""
import asyncio, gc, sys, threading
from django.db import IntegrityError
from psycopg.errors import UniqueViolation
from yuanba.config import logs

logs.configure({{"form": "json", "level": "INFO"}})
logs.hook()

def broken(*_):
    fault = UniqueViolation("duplicate key, DETAIL: Key (phone)=({PHONE}) already exists.")
    raise IntegrityError(str(fault)) from fault

async def forgotten():
    async def task():
        broken()
    asyncio.ensure_future(task())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

match sys.argv[1]:
    case "thread":
        thread = threading.Thread(target=broken, args=("{PHONE}",), name="{PHONE}")
        thread.start()
        thread.join()
    case "destructor":
        type("Thing", (), {{"__del__": broken}})()
    case "task":
        asyncio.run(forgotten())
        gc.collect()
    case _:
        broken()
"""


def test_a_terminal_gets_words(people: Cast) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("words"))
    ours = logging.getLogger("yuanba.web")
    ours.addHandler(handler)
    try:
        structlog.get_logger("yuanba.web").warning("answered", route="/d/<code>/", status=200, who="li")
    finally:
        ours.removeHandler(handler)
    assert "answered" in written.getvalue()
    assert "/d/<code>/" in written.getvalue()
    assert not written.getvalue().startswith("{")
    assert "li" not in written.getvalue().replace("yuanba", "").split("route")[1]
