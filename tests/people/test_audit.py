"""The journal in sentences: names for codes, one matter by its receipt, days that are told.

Every act has its sentence in both languages, whatever it is about.
"""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests import cast, deeds, make
from tests.laws.house import modules
from yuanba.journal import telling
from yuanba.journal.queries import Recorded
from yuanba.packs import store
from yuanba.people.models import Account
from yuanba.places import services as places
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.verb import Verb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

BASE = "/d/jiangjin/people/audit"


@pytest.fixture
def watcher(jiangjin: object, morning: datetime, client: Client) -> Client:
    cast.assemble(now=morning)
    make.staff("watcher", "audit_admin", name="审计员", area=cast.DISTRICT, now=morning)
    client.force_login(Account.objects.get(login="watcher"))
    return client


def told(answer: object) -> list[str]:
    """Each row of the page as its words."""
    rows = answer.context["rows"]  # type: ignore[attr-defined]
    found = []
    for one in rows:
        parts = [f"{part.label} {part.on or part.text}" for part in one.parts]
        found.append(" ".join([one.who, one.entry.verb, one.about, *parts]))
    return found


def test_codes_are_told_by_their_names(watcher: Client) -> None:
    people = cast.Cast(**{name: make.actor(name) for name in ("li", "wang", "chen", "zhou", "sun")})
    at = now()
    matter = make.a_matter(now=at, actor=people.li)
    deeds.do("assign", matter, people, at)
    places.merge(
        actor=make.OPERATOR,
        codes=[cast.TONGTAIMEN, cast.NANMEN],
        into=cast.NANMEN,
        name="南通社区居民委员会",
        now=at,
    )
    page = watcher.get(BASE)
    words = page.content.decode()
    assigned = f"陈芳（chen） matter.assign 回执号{matter.receipt}"
    assert any(row.startswith(assigned) and "单位 几江街道党工委" in row for row in told(page))
    (merged,) = (row for row in told(page) if "place.merge" in row)
    assert "几江街道 · 通泰门社区" in merged
    assert "并入 几江街道 · 南通社区" in merged
    assert "分流派单" in words
    assert "jijiang" not in words
    assert "李春梅" not in words

    whole = watcher.get(BASE, {"receipt": matter.receipt, "from_on": "2020-01-01", "until_on": "2020-01-02"})
    assert [one.entry.verb for one in whole.context["rows"]] == ["matter.assign", "matter.file"]
    nothing = watcher.get(BASE, {"receipt": "116", "from_on": "2020-01-01", "until_on": "2020-01-02"})
    assert told(nothing) == []
    his = {"login": "陈芳 chen", "from_on": f"{day(at)}", "until_on": f"{day(at)}"}
    assert {row.split()[0] for row in told(watcher.get(BASE, his))} == {"陈芳（chen）"}


def kinds_of_subjects() -> set[str]:
    """The kinds of subject that our services record anything about, as their source names them."""
    found = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _called(node) == "Subject" and module.name.startswith("src/"):
                (kind,) = (one.value for one in node.keywords if one.arg == "kind")
                names = module.name.removeprefix("src/").removesuffix(".py").replace("/", ".")
                there = vars(import_module(names.removesuffix(".__init__")))
                found.add(kind.value if isinstance(kind, ast.Constant) else there[ast.unparse(kind)])
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_act_and_whatever_it_is_about_has_its_sentence_in_both_languages(jiangjin: object) -> None:
    pack = store.in_force(date(2026, 3, 2))
    kinds = kinds_of_subjects()
    assert {"matter", "notice", "estate", "ratings", "week", "log_in"} <= kinds
    said: dict[str, set[str]] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            acts = [entry_of(verb, "matter") for verb in ACTIONS]
            things = [entry_of(PeopleVerb.UNIT_ADD, kind) for kind in sorted(kinds)]
            for one in telling.tell([*acts, *things], pack):
                words = " ".join(shown(one).split())
                assert "None" not in words
                said.setdefault(f"{one.entry.verb} {one.entry.kind}", set()).add(words)
    assert [key for key, sentences in said.items() if len(sentences) < 2] == []


def entry_of(verb: Verb, kind: str) -> Recorded:
    """An entry of the system about a thing that is there no more."""
    return Recorded(
        id=1,
        position=0,
        kind=kind,
        key="0",
        number=1,
        verb=verb,
        actor_kind="system",
        actor_key="system",
        at=datetime(2026, 3, 2, tzinfo=UTC),
        outcome={},
        because=(),
        words="",
    )


def shown(told: telling.ToldEntry) -> str:
    """A sentence as the page shows it, with what it is about not empty."""
    assert told.about, f"{told.entry.kind}: no app says what it is called"
    return render_to_string("people/told.html", {"told": told})
