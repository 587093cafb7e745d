"""An outage is told from a fault of ours and from a value that does not fit: pages, API, health, worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DataError, Error, IntegrityError, OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client
from psycopg import sql

from tests import cast
from tests.conftest import _administer
from tests.laws.test_walk import BASE
from yuanba.config import worker
from yuanba.districts import faults, middleware, queries
from yuanba.districts.faults import Trouble
from yuanba.districts.queries import DistrictRow
from yuanba.home import views
from yuanba.keeping import health
from yuanba.web.last_resort import HEADERS, LastResort

API = f"{BASE}/api/v1"
WORDS = {"text": "路灯不亮", "area": cast.FIRST_GRID, "key": "k", "naming": "handler"}


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("08006", Trouble.AWAY),
        ("57P01", Trouble.AWAY),
        ("57P03", Trouble.AWAY),
        ("53300", Trouble.AWAY),
        ("53100", Trouble.AWAY),
        ("25006", Trouble.READ_ONLY),
        ("28P01", Trouble.REFUSED),
        ("42501", Trouble.REFUSED),
        ("40P01", Trouble.BUSY),
        ("57014", Trouble.BUSY),
        ("22001", Trouble.UNFIT),
        ("22008", Trouble.UNFIT),
        ("23505", Trouble.UNFIT),
        ("23514", Trouble.UNFIT),
        ("54000", Trouble.UNFIT),
        ("42P01", None),
        ("25P02", None),
        ("XX000", None),
    ],
)
def test_the_state_says_what_it_is(state: str, trouble: Trouble | None) -> None:
    """Whatever class Python has for it, and whoever wrapped it."""
    for outer in (OperationalError, DataError, ValueError):
        wrapped = outer("in other words")
        wrapped.__cause__ = psycopg.errors.lookup(state)("in its words")
        assert faults.trouble_of(wrapped) is trouble


def test_what_has_no_state_is_a_lost_line_or_a_closed_door() -> None:
    assert faults.trouble_of(psycopg.OperationalError("server closed the connection")) is Trouble.AWAY
    assert faults.trouble_of(psycopg.InterfaceError("the connection is closed")) is Trouble.AWAY
    assert faults.trouble_of(psycopg.DataError("timestamp too small (before year 1)")) is Trouble.UNFIT
    refused = 'connection failed: FATAL:  password authentication failed for user "yuanba_app"'
    assert faults.trouble_of(psycopg.OperationalError(refused)) is Trouble.REFUSED
    assert faults.trouble_of(ValueError("no database in it")) is None


@pytest.fixture
def district(own_database: DistrictRow) -> Iterator[DistrictRow]:
    """A district in a database that this test may take away."""
    cast.assemble(now=datetime.now(UTC))
    before = dict(connections["default"].settings_dict)
    middleware.forget()
    health.forget()
    yield own_database
    connections["default"].close()
    connections["default"].settings_dict.update(before)
    health.forget()


def use(**changed: str) -> None:
    """Lose the connection, and every next one goes there."""
    connections["default"].close()
    connections["default"].settings_dict.update(changed)
    middleware.forget()
    health.forget()


def answers() -> dict[str, HttpResponse]:
    """What a stranger gets at every kind of entrance."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody"
    return {
        "front": client.get(BASE + "/"),
        "outside": client.get("/"),
        "page": client.get(f"{BASE}/public"),
        "desk": client.get(f"{BASE}/triage"),
        "form": client.post(f"{BASE}/file", WORDS),
        "api": client.get(f"{API}/triage"),
        "key": client.get(f"{API}/triage", headers={"Authorization": "Bearer yb_x"}),
        "filing": client.post(f"{API}/matters", {"text": "路灯不亮"}, content_type="application/json"),
    }


def check_headers(answer: HttpResponse) -> None:
    missing = {name for name in HEADERS if name not in answer.headers}
    assert missing <= {"Cache-Control"}
    assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-ID"])


def check_later(answer: HttpResponse, code: str, *, is_api: bool) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    check_headers(answer)
    if is_api:
        assert answer.json()["error"]["code"] == code  # type: ignore[attr-defined]
    else:
        page = answer.content.decode()
        assert "没有看到回执号，说明还没有提交成功" in page
        assert answer.headers["X-Request-ID"] in page


@pytest.mark.parametrize("is_known", [True, False], ids=["district known", "district unknown"])
@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"HOST": "/nowhere"}, "server.unreachable", "does not answer"),
        ({"NAME": "no_such_database"}, "server.unreachable", "does not answer"),
        ({"USER": "nobody_of_ours"}, "server.refused", "refuses"),
    ],
    ids=["stopped", "dropped", "password"],
)
def test_without_its_database_every_entrance_says_when_to_come_back(
    district: DistrictRow, changed: dict[str, str], code: str, said: str, is_known: bool
) -> None:
    """Also where no view was reached yet; and afterwards all is as before, without a restart."""
    before = {name: str(connections["default"].settings_dict[name]) for name in changed}
    use(**changed)
    if is_known:
        middleware._known["jiangjin"] = (float("inf"), district)

    for name, answer in answers().items():
        check_later(answer, code, is_api=name in {"api", "key", "filing"})
    ready = Client().get("/health/ready")
    assert ready.status_code == 503
    assert said in ready.json()["checks"]["database"]
    assert Client().get("/health/live").status_code == 200

    use(**before)
    found = {name: answer.status_code for name, answer in answers().items()}
    assert found == {
        "front": 200,
        "outside": 200,
        "page": 200,
        "desk": 302,
        "form": 302,
        "api": 401,
        "key": 401,
        "filing": 201,
    }
    assert health.CHECKS["database"]() == "ok"


def test_a_standby_shows_and_files_nothing(district: DistrictRow) -> None:
    """It answers questions, so only who asks whether it takes writes learns that nobody can file."""
    answers()  # the pack that binds is stored once
    views.store.forget()  # and this process has just been started
    name = connections["default"].settings_dict["NAME"]
    setting = sql.SQL("alter database {} set default_transaction_read_only = {}")
    with _administer() as owner:
        owner.execute(setting.format(sql.Identifier(name), sql.SQL("on")))
    use()

    found = answers()
    check_later(found["form"], "server.read_only", is_api=False)
    check_later(found["filing"], "server.read_only", is_api=True)
    assert "现在只能查看" in found["form"].content.decode()
    assert [found[one].status_code for one in ("front", "outside", "page")] == [200, 200, 200]
    ready = Client().get("/health/ready")
    assert ready.status_code == 503
    assert "takes no writes" in ready.json()["checks"]["database"]

    with _administer() as owner:
        owner.execute(setting.format(sql.Identifier(name), sql.SQL("off")))
    use()
    found = answers()
    assert [found[one].status_code for one in ("form", "filing")] == [302, 201]
    assert health.CHECKS["database"]() == "ok"


def test_a_restarted_database_costs_nobody_a_request(district: DistrictRow) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(f"{BASE}/public").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with _administer() as owner:
        owner.execute("select pg_terminate_backend(%s, 5000)", [pid])

    assert client.get(f"{BASE}/public").status_code == 200


def _broken_by(state: str) -> Error:
    fault = OperationalError("index row size 2800 exceeds 2704, in words of 13987650321")
    fault.__cause__ = psycopg.errors.lookup(state)()
    return fault


@pytest.mark.parametrize("state", ["22001", "54000", "23514"])
def test_a_value_that_does_not_fit_is_no_outage(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise _broken_by(state)

    monkeypatch.setattr(views.store, "in_force", broken)
    client = Client(raise_request_exception=False)

    asked, found = client.get(f"{BASE}/?page=2"), client.get(f"{BASE}/")

    assert (asked.status_code, found.status_code) == (422, 500)
    for answer in (asked, found):
        check_headers(answer)
        assert "Retry-After" not in answer.headers
        assert answer.headers["X-Request-ID"] in answer.content.decode()
        assert "13987650321" not in answer.content.decode()


def test_a_fault_of_ours_is_500_in_the_form_of_who_asked(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a view as in a middleware."""

    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("Key (phone)=(13987650321) already exists")

    client = Client(raise_request_exception=False)
    monkeypatch.setattr(middleware, "_district", broken)
    page, api = client.get(f"{BASE}/"), client.get(f"{API}/triage")

    assert (page.status_code, api.status_code) == (500, 500)
    assert page.headers["X-Request-ID"] in page.content.decode()
    assert api.json()["error"]["code"] == "server.broken"
    for answer in (page, api):
        check_headers(answer)


def test_what_django_cannot_answer_is_answered_around_it() -> None:
    said: list[object] = []

    def broken(environ: object, start_response: object) -> list[bytes]:
        raise OperationalError("server closed the connection")

    def crazy(environ: object, start_response: object) -> list[bytes]:
        raise LookupError("13987650321")

    for application, status in ((broken, "503"), (crazy, "500")):
        body = b"".join(LastResort(application)({}, lambda *told: said.extend(told)))
        headers = dict(said.pop())  # type: ignore[call-overload]
        assert str(said.pop()).startswith(status)
        assert set(HEADERS) <= set(headers)
        assert headers["X-Request-ID"] in body.decode()
        assert "13987650321" not in body.decode()


def test_a_worker_waits_for_its_database_and_ends_of_a_fault(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What never fits must not look like an outage for ever."""
    raised = iter([_broken_by("57P01"), _broken_by("25006"), _broken_by("54000")])
    monkeypatch.setattr(worker, "ROUND_SECONDS", 0)
    monkeypatch.setattr(worker.faults, "close", lambda: None)
    monkeypatch.setattr(worker.os, "kill", lambda *_: None)

    def once() -> int:
        raise next(raised)

    monkeypatch.setattr(worker, "round_once", once)
    with pytest.raises(OperationalError, match="index row"):
        worker._rounds(worker.threading.Event())
    assert list(raised) == []


def test_queries_know_their_district_after_the_connection_was_lost(district: DistrictRow) -> None:
    with queries.inside(district):
        faults.close()
        assert queries.current() == district
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from matters_matter")
            assert cursor.fetchone() == (0,)
