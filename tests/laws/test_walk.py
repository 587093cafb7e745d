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
from tests.evaluation import bench_of_judges as court
from tests.laws.house import template_name, templates
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.journal import services as journal
from yuanba.lists import services as lists
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem, Message
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.people import queries as people_queries
from yuanba.people import services as people_services
from yuanba.privacy import services as privacy
from yuanba.rules.core.access import system
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.lists import Line
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day

BASE = "/d/jiangjin"
#: Shown when something is wrong, by bases, or by allauth in corners that we closed.
ELSEWHERE = {
    "demo/front.html",
    "home/public_front.html",
    "web/refused.html",
    "web/stale.html",
    "messages/shown.html",
    "privacy/counter_found.html",
    "privacy/erased.html",
    "privacy/paper.html",
}
#: For staff to whom the navigation offers nothing; everybody has an inbox today.
NEVER = {"home/desk.html"}


#: What is typed where an empty form only comes back; everything else is sent empty.
TYPED: dict[str, list[dict[str, str]]] = {
    "exchange:chat": [
        {"step": "look", "chat": "李春梅: 路灯坏了三天"},
        {
            "step": "file",
            "key": "walk",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-keep": "on",
            "form-0-text": "路灯坏了三天",
            "form-0-area": cast.FIRST_GRID,
        },
    ],
    "evaluation:code": [{"solved": "yes"}],
    "matters:unmask": [{"part": "both", "why": "visit"}],
}


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


@dataclass(frozen=True)
class Things:
    """What exists, by the names that addresses give it."""

    matters: list[Matter]
    one: dict[str, object]


@pytest.fixture
def things(people: Cast) -> Things:
    """A matter at every turn of its life, a notice with an objection, a call, an account, a message."""
    now = datetime.now(UTC)
    bench = court.assemble(now=now)
    lives = (
        "",
        "assign accept split join ask_extend",
        "assign accept ask",
        "assign publish accept answer",
        "assign publish accept answer check",
    )
    matters = [make.a_matter(now=now, actor=people.li) for _ in lives]
    for matter, verbs in zip(matters, lives, strict=True):
        deeds.walk(matter, people, verbs, now)
    judged = court.evaluating(people, bench, now, actor=people.li)
    evaluation.rate(
        actor=people.li,
        matter_id=judged.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words="来得太晚",
        now=now,
    )
    notice = notices.of_subject("matter", str(matters[-1].id))[0]
    token = notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=now)
    lines = [Line(item_code="street_light")]
    lists.derive(actor=people.chen, area_code=cast.TONGTAIMEN, lines=lines, now=now)
    _sent(now)
    account = people_queries.account(people.zhou.key)
    assert account
    one: dict[str, object] = {
        "key": people.zhou.key,
        **_program(now),
        "request_id": privacy.ask(actor=people.li, kind="explain", words="为什么要电话？", now=now),
        "position_id": account.positions[0].id,
        "item_id": InboxItem.objects.latest("id").pk,
        "message_id": getattr(Message.objects.order_by("-id").first(), "pk", 1),
        "notice_id": notice.id,
        "posting_id": notices.postings(notice.id)[-1].id,
        "objection_id": notices.open_objections(people.chen, now)[0].id,
        "objection_token": token,
        "call_id": judging.calls_of(judged.id)[0].id,
        "judging_code": court.code_of(judged, bench.qian.key),
        "heap": "late",
        "area_code": cast.TONGTAIMEN,
        "number": 1,
        "uidb36": "1",
        "kwargs": "",
    }
    return Things(matters=[*matters, judged], one=one)


def _sent(now: datetime) -> None:
    """The journal is read, and what was to be sent is sent."""
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now)


def _program(now: datetime) -> dict[str, object]:
    """A program with a key."""
    program = make.program("platform", "clerk", area=cast.JIJIANG, now=now)
    key = people_services.issue_key(
        actor=make.OPERATOR, account_key=program.key, verbs=[MatterVerb.FILE], until_on=day(now), now=now
    )
    return {"program": program.key, "prefix": key.prefix}


@pytest.fixture
def addresses(things: Things) -> list[Address]:
    """Every page, about everything that it can be about."""
    found = []
    for name, pattern in named(get_resolver(settings.ROOT_URLCONF)):
        if "from_key" in name:
            continue  # allauth writes that address itself
        converters = pattern.pattern.converters
        for of_it in _told(name, set(converters), things):
            path = reverse(name, kwargs={key: of_it.get(key, "x") for key in converters})
            found.append(Address(name, BASE + path.removeprefix(BASE)))
    return found


def _told(name: str, wanted: set[str], things: Things) -> Iterator[dict[str, object]]:
    """What an address is filled with: each matter in turn, or the one thing that there is."""
    code = things.one["judging_code"] if name.startswith("evaluation:") else cast.FIRST_GRID
    one = {**things.one, "code": "jijiang" if "unit" in name else code}
    if name == "people:issue_key":
        yield {**one, "key": things.one["program"]}
    elif name.startswith("notices:") or not wanted & {"matter_id", "token"}:
        yield {**one, "token": things.one["objection_token"]}
    else:
        for matter in things.matters:
            yield {**one, "matter_id": matter.id, "token": matter.token}


def clients(people: Cast) -> dict[str, Client]:
    """Everybody, logged in; `nobody` is not."""
    now = datetime.now(UTC)
    cast.administrators(now=now)
    make.staff("deng", "clerk", "editor", area=cast.DISTRICT, now=now)
    make.staff("inspector", "audit_admin", area=cast.DISTRICT, now=now)
    deeds.somebody("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID)
    deeds.somebody("dan", "supervisor", area=cast.JIJIANG)
    found = {"nobody": Client(raise_request_exception=False)}
    for login in ("li", "chen", "zhou", "sun", "deng", "gao", "dan", "guard", "keeper", "inspector"):
        found[login] = Client(raise_request_exception=False)
        entered = found[login].post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
        assert entered.status_code == 302, login
    return found


def by_turn(addresses: list[Address], turn: int) -> list[Address]:
    """Every address once, about one of its matters; everybody begins with another, so that all are seen."""
    same: dict[str, list[Address]] = {}
    for address in addresses:
        same.setdefault(address.name, []).append(address)
    return [about[turn % len(about)] for about in same.values()]


@pytest.mark.long
@override_settings(LIMIT_FILING=10_000)
def test_nothing_breaks_and_every_page_is_shown(people: Cast, addresses: list[Address]) -> None:
    broken: set[tuple[str, str, str, int]] = set()
    shown: set[str] = set()
    everybody = clients(people)
    assert len(addresses) > 400

    for method in ("get", "post"):
        for turn, (who, client) in enumerate(everybody.items()):
            for address in by_turn(addresses, turn):
                for sent in [None, *(TYPED.get(address.name, []) if method == "post" else [])]:
                    answer = getattr(client, method)(address.path, sent)
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
    fragments = {
        template_name(path)
        for path in templates()
        if template_name(path).startswith(("matters/", "notices/", "evaluation/"))
    }
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
    li = Client()
    li.post(f"{BASE}/account/login/", {"login": "li", "password": make.PASSWORD})
    answer = li.post(f"{BASE}/mydata/erase", {"sure": "on", "password": make.PASSWORD})
    shown.update(template.name for template in answer.templates if template.name)
    now = datetime.now(UTC)
    make.staff("wen", "clerk", area=cast.JIJIANG, now=now)
    matter = make.a_matter(now=now)
    slip = {"receipt": matter.receipt, "code": matter.code, "why": "no_phone", "seen": "on"}
    wen = Client()
    wen.post(f"{BASE}/account/login/", {"login": "wen", "password": make.PASSWORD})
    for path in ("counter/mydata", "counter/mydata/paper"):
        answer = wen.post(f"{BASE}/{path}", slip)
        shown.update(template.name for template in answer.templates if template.name)

    assert shown >= ELSEWHERE
