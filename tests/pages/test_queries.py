"""A page asks the database as often for thirty rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.messages import services as messages

BASE = "/d/jiangjin"
MANY = 29
LONG_AGO = timedelta(days=40)


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    found = cast.assemble(now=datetime.now(UTC))
    cast.administrators(now=datetime.now(UTC))
    return found


def entered(login: str) -> Client:
    client = Client()
    done = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert done.status_code == 302
    return client


def asked(client: Client, path: str) -> int:
    """How many statements a warm page costs."""
    client.get(BASE + path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(BASE + path)
    assert answer.status_code == 200, path
    return len(ours(seen))


def ours(seen: CaptureQueriesContext) -> list[str]:
    """The statements of the page; savepoints and the pack are this test's, which never commits.

    The list of districts is asked anew every few seconds, by whichever page comes next.
    """
    theirs = ("SAVEPOINT", "packs_resolvedpack", "districts_district", "search_path")
    return [query["sql"][:60] for query in seen if not any(word in query["sql"] for word in theirs)]


def a_row(people: Cast, number: int) -> None:
    """A matter in each list, each with its own area, class and unit; late by now."""
    now = datetime.now(UTC) - LONG_AGO
    areas = (cast.FIRST_GRID, cast.SECOND_GRID, cast.NANMEN, cast.TONGTAIMEN)
    make.a_matter(now=now, area_code=areas[number % 4])
    given = make.a_matter(now=now, area_code=areas[number % 4], actor=people.li)
    deeds.walk(given, people, "assign publish", now)
    common = make.a_matter(now=now)
    deeds.do("assign", common, people, now, class_code="common")
    deeds.do("publish", common, people, now)
    journal.number()
    messages.read_journal()


#: Pages that ask one statement for each kind of work that the reader may have, or for each of their tabs.
WORK = ("/tasks", "/tasks/waiting", "/supervision", "/track")
LISTS = [
    ("chen", "/tasks"),
    ("zhou", "/tasks"),
    ("chen", "/tasks/waiting"),
    ("chen", "/supervision"),
    ("chen", "/triage"),
    ("zhou", "/orders?sort=hand"),
    ("chen", "/matters"),
    ("sun", "/matters?state=assigned&sort=-unit"),
    ("", "/public"),
    ("li", "/track"),
    ("li", "/"),
    ("zhou", "/messages/"),
    ("keeper", "/messages/outbox"),
    ("keeper", "/people/"),
    ("keeper", "/people/units"),
    ("keeper", "/places/"),
]


def test_lists_are_flat(people: Cast) -> None:
    """All lists at once: the thirty rows of one are those of the others."""
    clients = {login: entered(login) if login else Client() for login, _path in LISTS}
    a_row(people, 0)
    one = {(login, path): asked(clients[login], path) for login, path in LISTS}

    for number in range(MANY):
        a_row(people, number)
        make.staff(f"staff-{number}", "handler", unit="jijiang", name="某人", now=datetime.now(UTC))

    many = {(login, path): asked(clients[login], path) for login, path in LISTS}
    grown = {page: f"{one[page]} for one row, {cost} for thirty" for page, cost in many.items()}
    assert not {page: told for page, told in grown.items() if many[page] > one[page]}
    dear = {page: cost for page, cost in many.items() if cost > (32 if page[1] in WORK else 16)}
    assert not dear


def long_story(people: Cast, matter: Matter) -> None:
    now = datetime.now(UTC)
    deeds.do("assign", matter, people, now)
    for _ in range(MANY):
        now = deeds.walk(matter, people, "reassign", now)
    deeds.walk(matter, people, "accept answer publish", now)


#: Who opens which page, and how many statements it may cost.
DETAILS: list[tuple[str, Callable[[Matter], str], int]] = [
    ("chen", lambda matter: f"/matters/{matter.id}", 11),
    ("sun", lambda matter: f"/matters/{matter.id}", 10),
    ("", lambda matter: f"/m/{matter.token}", 6),
    ("", lambda matter: f"/public/{matter.id}", 3),
    ("", lambda matter: f"/receipt/{matter.token}", 6),
]


@pytest.mark.parametrize(("login", "path", "most"), DETAILS)
def test_a_story_is_flat(people: Cast, login: str, path: Callable[[Matter], str], most: int) -> None:
    client = entered(login) if login else Client()
    now = datetime.now(UTC)
    short, long = make.a_matter(now=now), make.a_matter(now=now)
    deeds.walk(short, people, "assign accept answer publish", now)
    one = asked(client, path(short))

    long_story(people, long)

    many = asked(client, path(long))
    assert many <= one, f"{one} statements for a short story, {many} for a long one"
    assert many <= most, f"{many} statements"


def test_the_owner_reads_their_matter_with_few_statements(people: Cast) -> None:
    now, client = datetime.now(UTC), Client()
    matter = make.a_matter(now=now)
    deeds.walk(matter, people, "assign accept", now)
    shown = client.post(f"{BASE}/track", {"receipt": matter.receipt, "code": matter.code})
    assert shown.status_code == 302
    assert asked(client, f"/m/{matter.token}") <= 6


@pytest.mark.parametrize("path", ["/", "/file", "/track", "/privacy", "/accessibility"])
def test_a_page_without_rows_asks_next_to_nothing(people: Cast, path: str) -> None:
    assert asked(Client(), path) <= 3


def test_filing_is_a_handful_of_statements(people: Cast) -> None:
    """The one hot path: what each statement is for can be said."""
    client = Client()
    body = {"text": "路灯不亮", "area_code": cast.FIRST_GRID}
    headers = {"Idempotency-Key": "k0", "X-Client-Secret": "s"}
    client.post(f"{BASE}/api/v1/matters", body, content_type="application/json", headers=headers)
    headers["Idempotency-Key"] = "k1"
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(f"{BASE}/api/v1/matters", body, content_type="application/json", headers=headers)
    assert answer.status_code == 201
    told = ours(seen)
    # throttle, area, key, matter, job, journal
    assert len(told) <= 6, told
