"""Every page as everybody: who gets in is who `expected/pages.toml` names, and nobody else sees a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.template import loader
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from tests import cast, make
from tests.access import everybody
from tests.access.everybody import EVERYBODY, MARK, Scene
from tests.access.tables import NONE, compare, names, table
from tests.laws.test_walk import named
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.people import queries as accounts
from yuanba.people.models import Account

BASE = "/d/jiangjin"
METHODS = ("get", "post")
REFUSED = {401, 403, 404}
OF_REFUSALS = {"web/refused.html", "403.html", "404.html"}
#: Where the matter of the middle lies open to whoever holds its receipt's address.
BY_ADDRESS = {
    "matters:story",
    "matters:reply_own",
    "matters:urge_own",
    "matters:object_own",
    "matters:correct_contact_own",
    "matters:withdraw_own",
}


@dataclass(frozen=True)
class Answer:
    """What came of one request."""

    status: int
    is_in: bool
    shows: bool


def pages() -> Iterator[tuple[str, URLPattern]]:
    """Every page that is ours; the log-in's own are tested with the log-in."""
    for name, pattern in named(get_resolver(settings.ROOT_URLCONF)):
        if hasattr(pattern.callback, "open_to") and not name.startswith("account_"):
            yield name, pattern


def address(name: str, pattern: URLPattern, scene: Scene) -> str:
    """Where a page lies, about what lies in the middle."""
    things = dict(scene.things)
    if name == "people:issue_key":
        things["key"] = things["program"]
    if name.startswith("notices:"):
        things["token"] = things["objection_token"]
    things["code"] = "jijiang" if "unit" in name else cast.FIRST_GRID
    if name.startswith("evaluation:"):
        things["code"] = things["judging_code"]
    path = reverse(name, kwargs={key: things.get(key, "x") for key in pattern.pattern.converters})
    return BASE + path.removeprefix(BASE)


def clients() -> dict[str, Client]:
    """A browser for everybody; the stranger is logged in next door, and tries the same cookie here."""
    found = {name: Client(raise_request_exception=False) for name in EVERYBODY}
    for name, client in found.items():
        if name not in ("anonymous", "stranger"):
            client.force_login(Account.objects.get(login=name))
    return found


def ask(client: Client, method: str, path: str) -> Answer:
    """One request, undone afterwards."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(path)
        transaction.set_rollback(True)
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    to_log_in = answer.status_code == 302 and "/account/login" in answer["Location"]
    return Answer(
        status=answer.status_code,
        is_in=not to_log_in and answer.status_code not in REFUSED,
        shows=MARK.encode() in content,
    )


@pytest.fixture
def scene(jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Everybody; nothing is drawn that nobody looks at: refusals, and what a press comes back with."""
    drawn = loader.render_to_string

    def drawn_if_looked_at(name: str, context: Any = None, request: Any = None, using: Any = None) -> Any:
        if request is not None and (request.method == "POST" or name in OF_REFUSALS):
            return ""
        return drawn(name, context, request, using)

    monkeypatch.setattr(loader, "render_to_string", drawn_if_looked_at)
    return everybody.gather()


def remember_who_asks(browsers: Mapping[str, Client], scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stands behind a cookie is asked once, not at each of five thousand requests."""
    cookie = settings.SESSION_COOKIE_NAME
    known = {account.login: account for account in Account.objects.all()}
    behind = {
        client.cookies[cookie].value: known[name]
        for name, client in browsers.items()
        if cookie in client.cookies
    }
    by_key = {actor.key: make.actor(name) for name, actor in scene.actors.items() if actor.key}
    nobody = AnonymousUser()
    monkeypatch.setattr(
        middleware, "get_user", lambda request: behind.get(request.COOKIES.get(cookie, ""), nobody)
    )
    monkeypatch.setattr(accounts, "actor_of", lambda account: by_key[account.key])


@pytest.mark.long
@override_settings(LIMIT_FILING=10_000)
def test_who_gets_in(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, frozenset[str]] = {}
    broken: list[str] = []
    seen: dict[str, set[str]] = {}
    browsers = clients()
    remember_who_asks(browsers, scene, monkeypatch)
    for name, pattern in pages():
        path = address(name, pattern, scene)
        for method in METHODS:
            row = f"{name} {method}"
            if ask(browsers["anonymous"], method, path).status == 405:
                continue
            answers = {who: ask(client, method, path) for who, client in browsers.items()}
            found[row] = frozenset(who for who, one in answers.items() if one.is_in)
            broken += [f"{row} as {who}: {one.status}" for who, one in answers.items() if one.status >= 500]
            seen[row] = {who for who, one in answers.items() if one.shows}

    assert broken == []
    wanted = {
        f"{name} {method}": cell
        for name, row in table("pages").items()
        for method, cell in row.items()
        if cell != NONE
    }
    assert not (faults := compare(found, wanted)), faults
    # nobody who is refused reads a word of the matter, and nobody reads it on a page of others
    may_read = names("readers")
    leaks = {
        row: sorted(who - may_read - {"owner"})
        for row, who in seen.items()
        if row.split()[0] not in BY_ADDRESS and who - may_read - {"owner"}
    }
    assert leaks == {}


def test_a_cookie_of_another_district_opens_nothing(scene: Scene) -> None:
    kaizhou = districts.district("kaizhou")
    jiangjin = districts.current()
    assert kaizhou
    assert jiangjin
    stranger = Client()
    with districts.inside(kaizhou):
        make.resident("zhao", now=scene.now)
        stranger.force_login(Account.objects.get(login="zhao"))
    with districts.inside(jiangjin):
        assert ask(stranger, "get", f"{BASE}/people/me").is_in is False
