"""What browsers are told with every answer: the headers of every page, and the cookies."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver

from tests import cast, make
from tests.cast import Cast
from tests.laws.test_walk import BASE, named
from tests.matters import animals
from yuanba.districts.queries import DistrictRow
from yuanba.matters import services
from yuanba.matters.queries import attachments
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.people import services as people_services

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


#: What stands in a route for something; whether that is there does not matter for headers.
PART = re.compile(r"<(?:(\w+):)?\w+>")


def addresses() -> list[str]:
    """Every address of a district, every operation of its API, and what lies outside every district."""
    from yuanba.config.api import api

    inside = [f"{BASE}/{route}" for route in routes(get_resolver(settings.ROOT_URLCONF), "")]
    outside = [f"/{route}" for route in routes(get_resolver(settings.PUBLIC_URLCONF), "")]
    json = [
        BASE + "/api/v1" + re.sub(r"\{\w+\}", "1", path.removeprefix("/api/v1"))
        for path in api.get_openapi_schema(path_prefix="/")["paths"]
    ]
    return [*inside, *outside, *json, "/no/such/page", "/d/nowhere/", f"{BASE}/no/such/page"]


def routes(resolver: object, prefix: str) -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:  # type: ignore[attr-defined]
        route = prefix + PART.sub(lambda kind: "1" if kind[1] == "int" else "x", str(one.pattern))
        if isinstance(one, URLPattern):
            if "(?P" not in route and "^" not in route:
                found.append(route)
        elif one.namespace != "api":
            found += routes(one, route)
    return found


def test_every_address_answers_with_every_header(people: Cast) -> None:
    """As a stranger and as staff, found or not found, allowed or not."""
    chen = Client(raise_request_exception=False)
    chen.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    asked = addresses()
    assert len(asked) > 150
    assert len({name for name, _ in named(get_resolver(settings.ROOT_URLCONF))}) > 100

    pages = [address for address in asked if "/api/" not in address]
    for client, its in ((Client(raise_request_exception=False), asked), (chen, pages)):
        for address in its:
            answer = client.get(address)
            told = {name: answer.headers.get(name) for name in EVERYWHERE}
            assert told == EVERYWHERE, address
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy, address
            assert "default-src 'self'" in policy or "sandbox" in policy, address
            assert "frame-ancestors 'none'" in policy, address
            assert "camera=()" in answer.headers["Permissions-Policy"], address
            assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-ID"]), address
            assert "Strict-Transport-Security" not in answer.headers, "not over http"
            assert "Server" not in answer.headers
            for name, cookie in answer.cookies.items():
                if cookie["max-age"] == 0:
                    continue  # it is taken back
                assert cookie["httponly"], (address, name)
                assert cookie["samesite"] == "Lax", (address, name)


def test_what_staff_saw_is_not_kept_by_a_shared_browser(people: Cast) -> None:
    chen = Client()
    chen.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    assert "no-store" in chen.get(f"{BASE}/triage").headers["Cache-Control"]
    assert "private" in Client().get(f"{BASE}/public").headers["Cache-Control"]


@override_settings(SECURE=True, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_over_https_browsers_stay_there_and_cookies_too(people: Cast) -> None:
    client = Client()
    answer = client.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD}, secure=True)
    filed = Client().post(
        f"{BASE}/file",
        {"text": "路灯坏了", "area": cast.FIRST_GRID, "key": "k", "naming": "handler"},
        secure=True,
    )
    look = Client().post(f"{BASE}/look", {"language": "en"}, secure=True)

    for one in (answer, filed, look):
        assert one.status_code == 302
        assert one.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert one.cookies
        for name, cookie in one.cookies.items():
            assert cookie["secure"], name


def test_a_form_of_another_site_changes_nothing(people: Cast) -> None:
    """Pages, htmx and JSON; a program sends no Origin and needs none where it needs no session."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = logged_in("chen").cookies
    matter = make.a_matter(now=datetime.now(UTC))
    words = {"class_code": "public"}

    page = client.post(f"{BASE}/matters/{matter.id}/accept", headers={"HX-Request": "true"})
    desk = client.post(f"{BASE}/api/v1/matters/{matter.id}/assign", words, content_type="application/json")
    foreign = client.post(
        f"{BASE}/api/v1/matters",
        {"text": "路灯坏了"},
        content_type="application/json",
        headers={"Origin": "https://elsewhere.example"},
    )
    program = Client().post(f"{BASE}/api/v1/matters", {"text": "路灯坏了"}, content_type="application/json")
    own = Client().post(
        f"{BASE}/api/v1/matters",
        {"text": "路灯坏了"},
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )

    assert [one.status_code for one in (page, desk, foreign, program, own)] == [403, 403, 403, 201, 201]
    assert foreign.json()["error"]["code"] == "request.forbidden"


def logged_in(login: str) -> Client:
    client = Client()
    assert (
        client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD}).status_code == 302
    )
    return client


def test_pages_and_json_are_compressed_and_hide_their_length(people: Cast) -> None:
    """With Django's random bytes: what somebody slips into a page is not measured by how long it gets."""
    for _ in range(3):
        make.a_matter(now=datetime.now(UTC))
    chen = logged_in("chen")
    chen.get(f"{BASE}/matters")  # greets once after the log-in
    for address in (f"{BASE}/matters", f"{BASE}/", "/", f"{BASE}/api/v1/triage"):
        plain = chen.get(address)
        packed = [chen.get(address, headers={"Accept-Encoding": "br, gzip"}) for _ in range(8)]

        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["Vary"]
        for one in packed:
            assert one.headers["Content-Encoding"] == "gzip", address
            assert "Accept-Encoding" in one.headers["Vary"]
            assert int(one.headers["Content-Length"]) == len(one.content) < len(plain.content)
            assert len(gzip.decompress(one.content)) == len(plain.content)
        assert len({len(one.content) for one in packed}) > 1, address


def test_what_is_compressed_by_its_kind_is_sent_as_it_is(people: Cast) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(now=now, actor=people.li)
    enclosed = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    services.attach(actor=people.li, matter_id=matter.id, enclosures=enclosed, now=now)
    key = attachments.attachments_of(people.li, _row(matter.token), now)[0].key
    built = next((settings.FRONTEND / "assets").glob("page-*.css.br")).stem

    li, gzipped = logged_in("li"), {"Accept-Encoding": "gzip"}
    paper = li.get(f"{BASE}/receipt/{matter.token}.pdf", headers=gzipped)
    picture = li.get(f"{BASE}/m/{matter.token}/files/{key}", headers=gzipped)
    part = li.get(f"{BASE}/m/{matter.token}/files/{key}", headers={**gzipped, "Range": "bytes=0-999"})
    style = Client().get(f"/static/assets/{built}", headers={"Accept-Encoding": "gzip, br"})

    assert paper.content.startswith(b"%PDF-")
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert (part.status_code, len(part.content)) == (206, 1000)
    for one in (paper, picture, part):
        assert "Content-Encoding" not in one.headers
    assert style.headers["Content-Encoding"] == "br", "packed once, when it was built"
    assert b"".join(style.streaming_content) == (settings.FRONTEND / "assets" / f"{built}.br").read_bytes()  # type: ignore[attr-defined]


def test_an_upload_comes_back_with_nothing_that_could_run(people: Cast) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(now=now, actor=people.li)
    enclosed = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    services.attach(actor=people.li, matter_id=matter.id, enclosures=enclosed, now=now)
    li = logged_in("li")
    row = attachments.attachments_of(people.li, _row(matter.token), now)[0]

    answer = li.get(f"{BASE}/m/{matter.token}/files/{row.key}")

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'inline; filename="picture-[\w-]{6}\.jpg"', answer.headers["Content-Disposition"])
    assert "no-store" in answer.headers["Cache-Control"]


def _row(token: str) -> object:
    from yuanba.matters import queries

    return queries.matter_by_token(token)


@override_settings(LIMIT_ADDRESS=3, LIMIT_ACCOUNT=3, LIMIT_DISTRICT=5)
def test_changes_are_limited_by_address_account_and_district(people: Cast) -> None:
    def asked(client: Client, address: str) -> int:
        return client.post(f"{BASE}/look", {"theme": "dark"}, REMOTE_ADDR=address).status_code

    chen = Client()
    entered = chen.post(
        f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD}, REMOTE_ADDR="198.51.100.9"
    )
    assert entered.status_code == 302

    assert [asked(Client(), "192.0.2.7") for _ in range(4)] == [302, 302, 302, 429]
    assert [asked(Client(), "192.0.2.8") for _ in range(2)] == [429, 429], "five from all of the district"
    assert [asked(chen, "192.0.2.7") for _ in range(4)] == [302, 302, 302, 429], "staff count by account"
    assert Client().get(f"{BASE}/", REMOTE_ADDR="192.0.2.7").status_code == 200, "reading goes on"
    refused = Client().post(
        f"{BASE}/api/v1/receipts/116/urge", {}, content_type="application/json", REMOTE_ADDR="192.0.2.7"
    )
    assert refused.json()["error"]["code"] == people_services.TooMany.code
    assert int(refused.headers["Retry-After"]) > 0
