"""Every page, as everybody: it answers without a fault, and every page of ours is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import cast, deeds, make
from tests.cast import Cast
from tests.laws.house import template_name, templates
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem, Message
from yuanba.people import queries as people_queries
from yuanba.rules.access import system

BASE = "/d/jiangjin"
#: Shown when something is wrong, by bases, or by allauth in corners that we closed.
ELSEWHERE = {
    "demo/front.html",
    "home/public_front.html",
    "home/refused.html",
    "home/stale.html",
    "messages/shown.html",
}
#: For staff to whom the navigation offers nothing; everybody has an inbox today.
NEVER = {"home/desk.html"}


@dataclass(frozen=True)
class Address:
    """A place of the site, with things that exist put into it."""

    name: str
    path: str


def named(resolver: URLResolver | object, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:  # type: ignore[attr-defined]
        if isinstance(one, URLResolver):
            if one.namespace != "api":
                yield from named(one, f"{one.namespace}:" if one.namespace else prefix)
        elif one.name:
            yield f"{prefix}{one.name}", one


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


@pytest.fixture
def addresses(people: Cast) -> list[Address]:
    """Every page, about a matter that was answered, an account, a place, a unit, a message."""
    now = datetime.now(UTC)
    matters = [make.a_matter(now=now, actor=people.li) for _ in range(3)]
    deeds.walk(matters[1], people, "assign", now)
    deeds.walk(matters[2], people, "assign publish accept answer", now)
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now)
    account = people_queries.account(people.zhou.key)
    assert account
    things: dict[str, object] = {
        "key": people.zhou.key,
        "position_id": account.positions[0].id,
        "item_id": InboxItem.objects.latest("id").pk,
        "message_id": getattr(Message.objects.order_by("-id").first(), "pk", 1),
        "uidb36": "1",
        "kwargs": "",
    }
    found = []
    for name, pattern in named(get_resolver(settings.ROOT_URLCONF)):
        if "from_key" in name:
            continue  # allauth writes that address itself
        converters = pattern.pattern.converters
        code = "jijiang" if "unit" in name else cast.FIRST_GRID
        for matter in matters if {"matter_id", "token"} & set(converters) else matters[:1]:
            of_it = {**things, "code": code, "matter_id": matter.id, "token": matter.token}
            path = reverse(name, kwargs={key: of_it.get(key, "x") for key in converters})
            found.append(Address(name, BASE + path.removeprefix(BASE)))
    return found


def clients(people: Cast) -> dict[str, Client]:
    """Everybody, logged in; `nobody` is not."""
    now = datetime.now(UTC)
    cast.administrators(now=now)
    make.staff("deng", "clerk", "editor", area=cast.DISTRICT, now=now)
    found = {"nobody": Client(raise_request_exception=False)}
    for login in ("li", "chen", "zhou", "sun", "deng", "guard", "keeper"):
        found[login] = Client(raise_request_exception=False)
        entered = found[login].post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
        assert entered.status_code == 302, login
    return found


@override_settings(LIMIT_FILING=10_000)
def test_nothing_breaks_and_every_page_is_shown(people: Cast, addresses: list[Address]) -> None:
    broken: set[tuple[str, str, str, int]] = set()
    shown: set[str] = set()
    everybody = clients(people)
    assert len(addresses) > 60

    for method in ("get", "post"):
        for who, client in everybody.items():
            for address in addresses:
                answer = getattr(client, method)(address.path)
                shown.update(template.name for template in answer.templates if template.name)
                if answer.status_code >= 500:
                    broken.add((method, who, address.name, answer.status_code))

    assert broken == set()
    pages = {
        template_name(path)
        for path in templates()
        if "{% extends" in path.read_text(encoding="utf-8") and not template_name(path)[0].isdigit()
    }
    of_allauth = {name for name in pages if name.startswith(("account/", "mfa/", "allauth/"))}
    assert pages - shown - ELSEWHERE - NEVER - of_allauth == set()
    fragments = {template_name(path) for path in templates() if template_name(path).startswith("matters/")}
    assert fragments - shown == set()


def test_what_the_walk_does_not_reach_is_shown_too(people: Cast) -> None:
    chen = Client()
    chen.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    shown: set[str] = set()
    with override_settings(DEMO=True):
        for client, path in (
            (chen, f"{BASE}/matters/999999"),
            (Client(), "/"),
            (Client(), f"{BASE}/messages/shown"),
            (Client(enforce_csrf_checks=True), f"{BASE}/file"),
        ):
            answer = client.post(path) if client.handler.enforce_csrf_checks else client.get(path)
            shown.update(template.name for template in answer.templates if template.name)

    assert shown >= ELSEWHERE
