"""What nobody can read: bodies of every kind, headers, cookies, numbers. Never 500."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http.request import HttpHeaders
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.http import urlencode

from tests import cast, make
from tests.laws.test_walk import BASE, named
from tests.security.test_headers import routes
from yuanba.districts.queries import DistrictRow
from yuanba.matters import queries
from yuanba.web.last_resort import LastResort

API = f"{BASE}/api/v1"
WORDS = "路\u202e灯\u200b坏\x1b了\ud800"
CLEAN = "路灯坏了"


@pytest.fixture(autouse=True)
def stage(jiangjin: DistrictRow) -> Iterator[cast.Cast]:
    with override_settings(LIMIT_FILING=10_000, LIMIT_ADDRESS=10_000, LIMIT_ACCOUNT=10_000):
        yield cast.assemble(now=datetime.now(UTC))


def entered(login: str) -> Client:
    client = Client()
    done = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert done.status_code == 302
    return client


KINDS = [
    "application/json",
    "application/json; charset=idna",
    "application/json; charset=utf-16",
    "text/plain",
    "text/plain; charset=nosuch",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/octet-stream",
    "*/*; charset=undefined",
    "",
]


@pytest.mark.parametrize("kind", KINDS)
def test_json_is_cleaned_whatever_it_calls_itself(kind: str) -> None:
    client = Client()
    filed = client.generic("POST", f"{API}/matters", json.dumps({"text": WORDS}).encode(), kind)
    assert filed.status_code == 201, filed.content
    assert queries.matter_by_token(filed.json()["token"]).text == CLEAN

    for bad in (
        json.dumps({"text": "路\0灯"}).encode(),
        json.dumps({"text": "路灯", "pla\0ce": ""}).encode(),
        b'{"text": "\0"}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
        b"not json",
    ):
        answer = client.generic("POST", f"{API}/matters", bad, kind)
        assert answer.status_code in {400, 422}, bad
        assert answer.json()["error"]["code"] in {"request.unreadable", "request.invalid"}


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", "text=%E8%B7%AF%00", 400),
        ("application/x-www-form-urlencoded", "text=a\0", 400),
        ("application/x-www-form-urlencoded; charset=idna", "text=a", 400),
        ("application/x-www-form-urlencoded; charset=undefined", "text=a", 400),
        ("application/x-www-form-urlencoded; charset=utf-7", "text=+2AA-", 400),
        ("application/x-www-form-urlencoded; charset=gbk", "text=a", 400),
        ("application/x-www-form-urlencoded; charset=nosuch", "text=a", 422),
        ("application/x-www-form-urlencoded; charset=UTF8", "text=a", 422),
        ("application/x-www-form-urlencoded", "text=%ED%A0%80", 422),
        ("multipart/form-data; boundary=x; charset=rot13", "--x--\r\n", 400),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name*=nosuch''text\r\n\r\na\r\n--x--\r\n",
            422,
        ),
        ("multipart/form-data; boundary=x", "nothing of the kind", 422),
        ("multipart/form-data; boundary=", "--", 400),
        ("text/plain", "text=a", 422),
        ("", "text=a", 422),
    ],
)
def test_a_form_that_is_no_text_is_refused(kind: str, body: str, status: int) -> None:
    """422 is the form itself, which asks for what is missing."""
    assert Client().generic("POST", f"{BASE}/file", body.encode(), kind).status_code == status


HEADERS = {
    "Origin": ["http://[", "http://[::1", "null", "", "http://a:b:c", "http://a:99999999", "//", "路"],
    "Referer": ["http://[", "http://[x", "http://testserver:99999999/", "\xff", "路", "x" * 9000],
    "HX-Current-URL": ["http://[x", "http://testserver/\u2100", "http://a@[", "?", "路"],
    "Host": ["[", "[::1", "testserver:x", "a b", "路", "", "testserver:99999999999", "." * 300],
    "Cookie": [
        'sessionid="\\000"',
        'sessionid="\\355\\240\\200"',
        "sessionid=" + "x" * 5000,
        'csrftoken="\\000"; mine=::; fresh="\\000"; device=a:b:c',
        "language=\xff; care=\xff; theme=[; messages=[[",
        "=; ;;=,\x7f",
    ],
    "Accept-Language": ["x" * 9000, "zh-" * 300, "*;q=nan", "zh;q=1e999", "\xff", "a_" * 200],
    "Accept": ["*/*;q=", "\xff", "x/" * 3000],
    "Accept-Encoding": ["gzip;q=x", "\xff"],
    "Range": ["bytes=-1", "bytes=" + "9" * 5000 + "-", "bytes=²-", "bytes=5-1", "lines=1-2"],
    "If-None-Match": ['"', "W/", "*" * 9000, "\xff"],
    "If-Modified-Since": ["yesterday", "Sat, 01 Jan 99999 00:00:00 GMT", "Sat, 01 Jan 0000 99:99:99 GMT"],
    "Authorization": ["Bearer", "Bearer \xff", "Bearer yb_" + "x" * 9000, "Basic ===", "bearer yb_\x7f"],
    "Idempotency-Key": ["\xff", "x" * 9000, " "],
    "X-Query-Code": ["\xff", "x" * 9000, "٣" * 6],
    "Forwarded": ["\xff", "[", ",,,", 'for="', "for=::%1", "for=x;" * 9000, "for=[", '"'],
    "Content-Length": ["x", "-1", "1" * 30],
    "Content-Type": [
        "text/plain; name*=nosuch''x",
        "text/plain; charset*=x'y",
        "multipart/form-data; boundary=路",
        ";",
    ],
}


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks_a_page_or_the_api(name: str) -> None:
    """Through all of the application, as the server calls it."""
    matter = make.a_matter(now=datetime.now(UTC))
    paths = ["/", "/health/live", f"{BASE}/", f"{BASE}/triage", f"{BASE}/file", f"{BASE}/account/login/"]
    paths += [
        f"{BASE}/m/{matter.token}",
        f"{BASE}/m/{matter.token}/files/x",
        "/static/favicon.svg",
        "/nowhere",
    ]
    paths += [f"{API}/triage", f"{API}/matters", f"{API}/receipts/{matter.receipt}"]
    usual = {"Cookie": f"sessionid={entered('chen').cookies['sessionid'].value}", "HX-Request": "true"}
    application = LastResort(WSGIHandler())
    for path, method, value in itertools.product(paths, ("GET", "POST"), HEADERS[name]):
        environ = RequestFactory().generic(method, path, b"text=a").environ
        environ |= HttpHeaders.to_wsgi_names({**usual, name: value.encode().decode("latin-1")})
        assert status_of(application, environ) < "500", (method, path, value)


#: Where somebody wants to be sent on to.
ONWARDS = [
    "http://[",
    "//[x",
    "http://a:b:c",
    "http://testserver:99999999999",
    "\\",
    "\x00",
    "路" * 900,
    "http://\u2100",
]


@pytest.mark.parametrize("who", ["chen", "nobody"])
def test_no_address_to_be_sent_on_to_breaks_a_page_of_the_log_in(who: str) -> None:
    """Those pages are a library's, and so is what they do with it."""
    client = entered("chen") if who == "chen" else Client()
    client.raise_request_exception = False
    found = [
        name
        for name, _ in named(get_resolver(settings.ROOT_URLCONF))
        if name.startswith(("account_", "mfa_"))
    ]
    assert len(found) > 8
    for name, onward, method in itertools.product(found, ONWARDS, ("get", "post")):
        try:
            path = BASE + reverse(name)
        except NoReverseMatch:
            continue
        query = urlencode({"next": onward})
        answer = getattr(client, method)(f"{path}?{query}", {"next": onward})
        assert answer.status_code < 500, (method, name, onward)
        assert "testserver:9" not in answer.headers.get("Location", "")


def status_of(application: LastResort, environ: dict[str, Any]) -> str:
    """What is answered; the connection of this test stays, though a server would look after its own."""
    said: list[str] = []
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        body = application(environ, lambda status, headers: said.append(status))
        getattr(body, "close", lambda: None)()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    return said[0]


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("13800138000", 201),
        ("１３８００１３８０００", 201),
        ("١٣٨٠٠١٣٨٠٠٠", 422),
        ("१३८००१३८०००", 422),
        ("1380013800²", 422),
        ("①3800138000", 422),
    ],
)
def test_a_program_writes_a_phone_number_in_digits(number: str, status: int) -> None:
    said = {"text": CLEAN, "phone": number}
    assert Client().post(f"{API}/matters", said, content_type="application/json").status_code == status


NUMBERS = [2**31, 2**63 - 1, 2**63, 10**40]


def test_no_number_in_an_address_is_too_large() -> None:
    """There is no such row, that is all."""
    inside = [f"{BASE}/{route}" for route in number_routes()]
    assert len(inside) > 30
    chen = entered("chen")
    for route, number in itertools.product(inside, NUMBERS):
        for answer in (chen.get(route.format(number)), chen.post(route.format(number))):
            assert answer.status_code < 500, (route, number)


def number_routes() -> list[str]:
    """Every address with a number in it, with a place for that number."""
    found = []
    for pattern in routes(get_resolver(settings.ROOT_URLCONF), ""):
        if "/1" in pattern or pattern.startswith("1"):
            found.append("/".join("{0}" if part == "1" else part for part in pattern.split("/")))
    return found


def test_no_number_in_a_form_or_a_query_is_too_large(stage: cast.Cast) -> None:
    cast.administrators(now=datetime.now(UTC))
    for login in ("chen", "zhou", "keeper"):
        client = entered(login)
        for number in ("²", "٣", "9" * 18, "9" * 19, "9" * 5000, "-1", "1.0", "0x1"):
            for path in ("triage?matter=", "triage?done=", "messages/outbox?below=", "messages/?after=read-"):
                assert client.get(f"{BASE}/{path}{number}").status_code < 500, (path, number)
            for path in ("pool/take", "exchange/orders", "outside"):
                sent = {"matter": number, "shown": number, "take": number}
                assert client.post(f"{BASE}/{path}", sent).status_code < 500, (path, number)
