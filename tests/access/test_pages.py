"""Every page as everybody: it answers without a fault, and every template of ours is shown.

Who gets in is who `expected/pages.toml` names, and nobody else sees a word.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.template import loader
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from tests import cast, deeds, make
from tests.access import everybody, tables
from tests.access.everybody import EVERYBODY, MARK, Scene
from tests.access.tables import NONE, compare, names
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.laws.house import template_name, templates
from tests.laws.test_walk import ELSEWHERE, NEVER, OF_OTHER_PACKS, named
from yuanba import papers
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.people import queries as accounts
from yuanba.people import timeout
from yuanba.people.models import Account

BASE = "/d/jiangjin"
METHODS = ("get", "post")
REFUSED = {401, 403, 404}
OF_REFUSALS = {"web/refused.html", "403.html", "404.html"}
#: Where the matter of the middle lies open to whoever holds its receipt's address.
BY_ADDRESS = {
    "residents:story",
    "residents:reply_own",
    "residents:urge_own",
    "residents:object_own",
    "residents:correct_contact_own",
    "residents:withdraw_own",
}
#: One of each kind. For them all is drawn, refusals and what a press comes back with too; a page about a
#: matter is drawn about one of the others, and each begins with another, so that all are seen.
LOOKING = (
    "anonymous",
    "owner",
    "triager",
    "handler",
    "auditor",
    "clerk",
    "editor",
    "grid",
    "supervisor",
    "secadmin",
    "sysadmin",
    "auditadmin",
)
LIVES = (
    "",
    "assign accept split join ask_extend",
    "assign accept ask",
    "assign publish accept answer",
    "assign publish accept answer check",
)
#: Pages about one estate or one building.
ABOUT_HOUSING = {
    **dict.fromkeys(
        ("places:estate", "places:change_estate", "places:end_estate", "places:reopen_estate"), cast.RIVERSIDE
    ),
    **dict.fromkeys(
        ("places:building", "places:change_building", "places:end_building", "places:reopen_building"),
        f"{cast.RIVERSIDE}-1",
    ),
}
#: Pages about a vote on paper.
ABOUT_PAPER = {"ballots:sheet", "ballots:turnout", "ballots:list_proxy", "ballots:revoke_proxy"}
#: Where no list is yet; the scene has one, and tests/lists derive theirs.
DERIVED_ONCE = {"lists/write.html"}
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
    "people:open": [{"people": "何小川 hexiaochuan"}],
    "residents:counter": [{"phone": "13900000000"}],
    "desk:find": [{"text": "路灯"}],
    "desk:preview": [{"of": "answer", "words": "灯已经亮了"}],
    "desk:unmask": [{"part": "both", "why": "visit"}],
}


@dataclass(frozen=True)
class Answer:
    """What came of one request."""

    status: int
    is_in: bool
    shows: bool
    templates: frozenset[str]


@dataclass
class Drawing:
    """Whether what nobody looks at is drawn: a refusal, what a press comes back with, and papers."""

    of_everything: bool = False


@dataclass
class Seen:
    """What the walk came by."""

    addresses: int = 0
    broken: list[str] = field(default_factory=list)
    templates: set[str] = field(default_factory=set)

    def note(self, row: str, who: str, one: Answer) -> None:
        self.addresses += 1
        self.templates |= one.templates
        if one.status >= 500:
            self.broken.append(f"{row} as {who}: {one.status}")


def pages() -> Iterator[tuple[str, URLPattern]]:
    """Every page that is ours; the log-in's own are tested with the log-in."""
    for name, pattern in named(get_resolver(settings.ROOT_URLCONF)):
        if hasattr(pattern.callback, "open_to") and not name.startswith("account_"):
            yield name, pattern


def address(name: str, pattern: URLPattern, of: Mapping[str, object]) -> str:
    """Where a page lies, about these things."""
    things = dict(of)
    if name == "people:issue_key":
        things["key"] = things["program"]
    if name.startswith("notices:"):
        things["token"] = things["objection_token"]
    things["code"] = "jijiang" if "unit" in name or name == "people:undo_change" else cast.FIRST_GRID
    if name in ABOUT_HOUSING:
        things["code"] = ABOUT_HOUSING[name]
    things.setdefault("area", cast.JIJIANG)
    things.setdefault("unit", "jijiang")
    if name in {"ballots:vote", "ballots:cast"}:
        things["vote_id"] = things["online_id"]
    if name in ABOUT_PAPER:
        things["vote_id"] = things["paper_id"]
    if name in {"ballots:correct_roll", "ballots:post_roll"}:
        things["roll_id"] = things["imported_id"]
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


def ask(client: Client, method: str, path: str, sent: Mapping[str, str] | None = None) -> Answer:
    """One request, undone afterwards."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(path, sent)
        transaction.set_rollback(True)
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    to_log_in = answer.status_code == 302 and "/account/login" in answer["Location"]
    return Answer(
        status=answer.status_code,
        is_in=not to_log_in and answer.status_code not in REFUSED,
        shows=MARK.encode() in content,
        templates=frozenset(one.name for one in answer.templates if one.name),  # type: ignore[attr-defined]
    )


@pytest.fixture
def scene(jiangjin: DistrictRow) -> Scene:
    """Everybody, and what they ask about."""
    return everybody.gather()


@pytest.fixture
def others(scene: Scene) -> list[dict[str, object]]:
    """What addresses are filled with for a matter at each turn of its life; the last is being judged."""
    actors, now = scene.actors, scene.now - timedelta(minutes=20)
    people = Cast(
        li=actors["owner"],
        wang=actors["neighbour"],
        chen=actors["triager"],
        zhou=actors["handler"],
        sun=actors["auditor"],
    )
    found = [make.a_matter(now=now, actor=people.li) for _ in LIVES]
    for matter, verbs in zip(found, LIVES, strict=True):
        deeds.walk(matter, people, verbs, now)
    bench = court.assemble(now=now)
    found.append(court.evaluating(people, bench, now, actor=people.li))
    code = court.code_of(found[-1], bench.qian.key)
    return [{**scene.things, "matter_id": one.id, "token": one.token, "judging_code": code} for one in found]


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    """Nothing is drawn that nobody looks at, unless it says so; a paper once, a refusal once for each."""
    drawn, typeset, found = loader.render_to_string, papers.typeset, Drawing()
    typeset_once: set[Path] = set()
    told_once: set[tuple[str, str, str]] = set()

    def drawn_if_looked_at(name: str, context: Any = None, request: Any = None, using: Any = None) -> Any:
        is_refused = request is not None and name in OF_REFUSALS
        is_sent = request is not None and request.method == "POST"
        if (is_refused or is_sent) and not found.of_everything:
            return ""
        which = (
            name,
            getattr((context or {}).get("refusal"), "code", ""),
            str(getattr(request, "actor", "")),
        )
        if is_refused and which in told_once:
            return ""
        told_once.add(which)
        return drawn(name, context, request, using)

    def typeset_if_looked_at(template: Path, values: Mapping[str, Any], **more: Any) -> bytes:
        if not found.of_everything or template in typeset_once:
            return b"%PDF-1.7"
        typeset_once.add(template)
        return typeset(template, values, **more)

    get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018 - what is imported later would keep these
    monkeypatch.setattr(loader, "render_to_string", drawn_if_looked_at)
    for module in [one for one in sys.modules.values() if vars(one).get("typeset") is typeset]:
        monkeypatch.setattr(module, "typeset", typeset_if_looked_at)
    return found


def remember_who_asks(browsers: Mapping[str, Client], scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stands behind a cookie, and their session, is asked once, not at each of 12,000 requests."""
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
    asked = accounts.actor_of
    monkeypatch.setattr(accounts, "actor_of", lambda account: by_key.get(account.key) or asked(account))
    kept: dict[str, dict[str, Any]] = {}
    load = SessionStore.load

    def loaded(store: SessionBase) -> dict[str, Any]:
        key = store.session_key or ""
        if key not in kept and (found := load(store)):
            kept[key] = found
        return dict(kept.get(key, {}))

    monkeypatch.setattr(SessionStore, "load", loaded)
    # each request is undone: after two minutes every one would store anew when its session was last seen
    monkeypatch.setattr(timeout, "see", lambda session, kind, *, at: None)


def more(name: str, pattern: URLPattern, others: list[dict[str, object]]) -> list[str]:
    """Where the page lies about each of the other matters, or for who has a code."""
    wanted = set(pattern.pattern.converters)
    if name.startswith("evaluation:") and "code" in wanted:
        return [address(name, pattern, others[-1])]
    if wanted & {"matter_id", "token"} and not name.startswith("notices:"):
        return [address(name, pattern, one) for one in others]
    return []


@pytest.mark.long
@override_settings(LIMIT_FILING=10_000)
def test_nothing_breaks_and_who_gets_in(
    scene: Scene, others: list[dict[str, object]], drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: dict[str, frozenset[str]] = {}
    seen = Seen()
    readers: dict[str, set[str]] = {}
    browsers = clients()
    remember_who_asks(browsers, scene, monkeypatch)
    for name, pattern in pages():
        path, about = address(name, pattern, scene.things), more(name, pattern, others)
        for method in METHODS:
            row = f"{name} {method}"
            if ask(browsers["anonymous"], method, path).status == 405:
                continue
            answers = {}
            for who, client in browsers.items():
                drawing.of_everything = who in LOOKING and not about
                answers[who] = ask(client, method, path)
                seen.note(row, who, answers[who])
            found[row] = frozenset(who for who, one in answers.items() if one.is_in)
            readers[row] = {who for who, one in answers.items() if one.shows}
            drawing.of_everything = True
            for turn, who in enumerate(LOOKING):
                further = about[turn % len(about)] if about else path
                for sent in [{}] * bool(about) + TYPED.get(name, []) * (method == "post"):
                    seen.note(row, who, ask(browsers[who], method, further, sent))
    _walk_past_ours(browsers, scene, seen)

    assert set(TYPED) <= {name for name, _ in pages()}
    assert seen.broken == []
    assert seen.addresses > 5_000
    wanted = {
        f"{name} {method}": cell
        for name, row in tables.pages().items()
        for method, cell in row.items()
        if cell != NONE
    }
    assert not (faults := compare(found, wanted)), faults
    # nobody who is refused reads a word of the matter, and nobody reads it on a page of others
    may_read = names("readers")
    leaks = {
        row: sorted(who - may_read - {"owner"})
        for row, who in readers.items()
        if row.split()[0] not in BY_ADDRESS and who - may_read - {"owner"}
    }
    assert leaks == {}
    assert _unseen(seen.templates) == set()


def _walk_past_ours(browsers: Mapping[str, Client], scene: Scene, seen: Seen) -> None:
    """The pages that are not in the table; last, because some of them log out."""
    ours = {name for name, _ in pages()}
    for name, pattern in named(get_resolver(settings.ROOT_URLCONF)):
        if name in ours or "from_key" in name:
            continue  # allauth writes an address with a key itself
        for method in METHODS:
            for who in LOOKING:
                path = address(name, pattern, scene.things)
                seen.note(f"{name} {method}", who, ask(browsers[who], method, path))


def _unseen(shown: set[str]) -> set[str]:
    """The pages of ours, and the fragments of three apps, that were not shown."""
    ours = {template_name(path): path for path in templates()}
    whole = {
        name
        for name, path in ours.items()
        if "{% extends" in path.read_text(encoding="utf-8") and not name[0].isdigit()
    }
    of_allauth = {name for name in whole if name.startswith(("account/", "mfa/", "allauth/"))}
    fragments = {name for name in ours if name.startswith(("matters/", "notices/", "evaluation/"))}
    return (whole - ELSEWHERE - NEVER - DERIVED_ONCE - of_allauth | fragments - OF_OTHER_PACKS) - shown


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
