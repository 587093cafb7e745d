"""Public pages are drawn once for everybody, and never show what is no longer so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.matters import services
from yuanba.matters.services import Contact, following
from yuanba.places.models import Area
from yuanba.web import shared

BASE = "/d/jiangjin"
PAGES = ("/public", "/public/{}", "/api/v1/public/matters")


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def people(jiangjin: DistrictRow, now: datetime) -> Cast:
    return cast.assemble(now=now)


@pytest.fixture
def matter(people: Cast, now: datetime) -> Matter:
    found = make.a_matter(now=now)
    deeds.walk(found, people, "assign publish", now)
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was drawn to be kept."""
    kept, keep = [], shared._keep

    def noted(key: Any, shown: object, answer: HttpResponse) -> shared.Drawing:
        kept.append(shown)
        return keep(key, shown, answer)

    monkeypatch.setattr(shared, "_keep", noted)
    return kept


def read(path: str, matter: Matter, client: Client | None = None, **headers: str) -> HttpResponse:
    answer = (client or Client()).get(BASE + path.format(matter.id), headers=headers)  # type: ignore[arg-type]
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("path", PAGES)
def test_it_is_drawn_once_for_everybody(path: str, matter: Matter, drawn: list[object]) -> None:
    bodies = {read(path, matter).content.decode() for _ in range(3)}
    assert len(drawn) == 1
    tokens = {body.partition('csrfmiddlewaretoken" value="')[2][:64] for body in bodies}
    assert len(bodies) == len(tokens) == (1 if "api" in path else 3), "each reader has a token of their own"
    assert shared.TOKEN_PLACE not in "".join(bodies)


@pytest.mark.parametrize("path", PAGES)
def test_it_costs_next_to_nothing(path: str, matter: Matter) -> None:
    read(path, matter)
    with CaptureQueriesContext(connection) as seen:
        read(path, matter)
    theirs = ("districts_district", "packs_resolvedpack")
    ours = [one["sql"] for one in seen if not any(word in one["sql"] for word in theirs)]
    assert len(ours) <= (1 if "api" in path else 2), ours


@pytest.mark.parametrize("path", PAGES)
def test_a_browser_that_has_it_gets_nothing_again(path: str, matter: Matter, people: Cast) -> None:
    client, now = Client(), datetime.now(UTC)
    etag = read(path, matter, client)["ETag"]
    again = read(path, matter, client, if_none_match=etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    deeds.do("publish", matter, people, now, title="Route 66")
    anew = read(path, matter, client, if_none_match=etag)
    assert anew.status_code == 200
    assert "Route 66" in anew.content.decode()


def test_another_browser_has_another_etag(matter: Matter) -> None:
    """A copy with somebody else's token would have forms that nobody can send."""
    etag = read("/public", matter)["ETag"]
    assert read("/public", matter, if_none_match=etag).status_code == 200


def follow(people: Cast, matter: Matter, now: datetime) -> None:
    contact = Contact(channel="sms", address="13912345678")
    following.follow(actor=people.wang, matter_id=matter.id, contact=contact, now=now)


def hide(people: Cast, matter: Matter, now: datetime) -> None:
    deeds.do("hide", matter, people, now)


def rename(people: Cast, matter: Matter, now: datetime) -> None:
    Area.objects.filter(code=cast.FIRST_GRID).update(full_label="几江街道 · 换了名字")


CHANGES: dict[str, tuple[Callable[[Cast, Matter, datetime], None], str]] = {
    "accepted": (lambda people, matter, now: deeds.do("accept", matter, people, now), "办理中"),
    "followed": (follow, "有1位邻居也遇到了"),
    "renamed": (rename, "换了名字"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_shown_at_once(change: str, people: Cast, matter: Matter, now: datetime) -> None:
    act, words = CHANGES[change]
    assert words not in read("/public/{}", matter).content.decode()
    act(people, matter, now)
    assert words in read("/public/{}", matter).content.decode()


def test_what_is_withdrawn_is_gone_at_once(people: Cast, matter: Matter, now: datetime) -> None:
    assert read("/public/{}", matter).status_code == 200
    assert str(matter.id) in read("/api/v1/public/matters", matter).content.decode()
    hide(people, matter, now)
    assert read("/public/{}", matter).status_code == 404
    assert f"/public/{matter.id}" not in read("/public", matter).content.decode()
    assert '"rows": []' in read("/api/v1/public/matters", matter).content.decode()


@pytest.mark.parametrize(
    ("cookie", "value", "words"), [("language", "en", "Public matters"), ("care", "on", 'data-care="on"')]
)
def test_looks_are_drawn_apart(cookie: str, value: str, words: str, matter: Matter) -> None:
    usual, other = Client(), Client()
    other.cookies[cookie] = value
    assert words not in read("/public", matter, usual).content.decode()
    assert words in read("/public", matter, other).content.decode()
    assert words not in read("/public", matter, usual).content.decode()
    assert "Cookie" in read("/public", matter, other)["Vary"]


def test_whoever_is_known_has_a_page_of_their_own(people: Cast, matter: Matter, now: datetime) -> None:
    """Nobody reads another's page: who follows, and who works here, is told so alone."""
    follower, staff = Client(), Client()
    read("/public/{}", matter)
    done = follower.post(f"{BASE}/public/{matter.id}/follow", {"phone": ""}, follow=True)
    assert "已计入" in done.content.decode() or "取消关注" in done.content.decode()
    entered = staff.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    assert entered.status_code == 302
    for client, words in ((follower, f"/public/{matter.id}/unfollow"), (staff, "yb-back")):
        answer = read("/public/{}", matter, client)
        assert words in answer.content.decode()
        assert "ETag" not in answer
    stranger = read("/public/{}", matter).content.decode()
    assert f"/public/{matter.id}/unfollow" not in stranger


def test_head_and_foot_lead_back_to_the_page_that_is_open(matter: Matter) -> None:
    """They are drawn once for all pages, with the address and the token of each reader's own page in them."""
    for path, back in (("/accessibility", "/accessibility"), ("/track?a=%22%3E%3C", "/track?a=%22%3E%3C")):
        client = Client()
        page = read(path, matter, client).content.decode()
        assert page.count(f'name="next" value="{BASE}{back}"') == 2
        assert page.count('aria-current="page"') == (1 if "track" in path else 0)
        assert shared.TOKEN_PLACE not in page
        assert shared.PAGE_PLACE not in page
        look = {"language": "en", "next": f"{BASE}{back}"}
        token = page.partition('csrfmiddlewaretoken" value="')[2][:64]
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        assert strict.post(f"{BASE}/look", look | {"csrfmiddlewaretoken": token}).status_code == 302


def test_it_is_kept_for_a_moment_only(
    matter: Matter, drawn: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    read("/public", matter)
    later = shared.time.monotonic() + shared.KEPT_SECONDS + 1
    monkeypatch.setattr(shared.time, "monotonic", lambda: later)
    read("/public", matter)
    assert len(drawn) == 2


def test_it_does_not_fill_the_memory(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "MOST_KEPT", 3)
    for number in range(9):
        read(f"/api/v1/public/matters?subdistrict={number}", matter)
    assert len(shared._kept) <= 3


#: Another process that serves the same district: it draws the page, and again whenever it is told to.
READER = """
import sys
import django
django.setup()
from django.test import Client
for line in sys.stdin:
    answer = Client().get(line.strip())
    print(answer.json()["rows"][0]["title"], flush=True)
"""


def test_nobody_reads_what_was_before_a_change_that_was_acknowledged(
    own_database: DistrictRow, now: datetime
) -> None:
    """Readers in threads and in another process, while one who changes the title reads after each change."""
    people = cast.assemble(now=now)
    matter = make.a_matter(now=now)
    deeds.walk(matter, people, "assign publish", now)
    path = f"{BASE}/api/v1/public/matters"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    acknowledged, stale, ends = [0], [], threading.Event()

    def reading() -> None:
        while not ends.is_set():
            least = acknowledged[0]
            title = Client().get(path).json()["rows"][0]["title"]
            if title.isdecimal() and int(title) < least:
                stale.append((least, title))
        connections.close_all()

    threads = [threading.Thread(target=reading) for _ in range(3)]
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        encoding="utf-8",
    ) as other:
        assert other.stdin
        assert other.stdout
        for thread in threads:
            thread.start()
        try:
            for number in range(1, 13):
                at = now + timedelta(seconds=number)
                services.publish(
                    actor=people.chen, matter_id=matter.id, title=str(number), summary="三盏", now=at
                )
                acknowledged[0] = number
                print(path, file=other.stdin, flush=True)
                assert other.stdout.readline().strip() == str(number)
        finally:
            ends.set()
            other.stdin.close()
            for thread in threads:
                thread.join(30)
    assert not stale
