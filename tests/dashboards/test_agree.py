"""Two pages never disagree: each figure on each page is what the registry says for the same key.

A page marks every figure with its key (`data-figure`). Each page that shows any is opened by those who see
it, and each figure on it is measured anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import time, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from tests import cast, deeds, make
from tests.evaluation import bench_of_judges as court
from tests.evaluation.test_named_rates import RATES
from tests.laws.house import template_name, templates
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.models import Account
from yuanba.places import queries as places
from yuanba.places.models import Area
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import tenths
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.time.period import Period, week_of
from yuanba.web.metrics import FigureKey, Metric, metrics, parse_key, title_of
from yuanba.web.templatetags.figures import figure, said

MARKED = re.compile(r'data-figure="([^"]+)"[^>]*>\s*([^<]*?)\s*<')
#: Pages with figures, and who opens them: nobody in particular, leaders, who works, who keeps the system.
EVERYONE = ("panorama", "public/map")
PAGES: dict[str, tuple[str, ...]] = {
    "": EVERYONE,
    "chen": (*EVERYONE, "places/", "supervision"),
    "sun": (
        *EVERYONE,
        "places/",
        "week",
        "supervision",
        "desk/results",
        "desk/results?by=class_code",
        "desk/results?by=group_code",
    ),
    "qin": (*EVERYONE, "places/", "week", "supervision", "desk/results"),
    "keeper": (*EVERYONE, "places/", "messages/outbox"),
}
#: A type of community, which the tree of areas counts.
TYPES = """
[area_types.old]
title = {zh = "老旧社区", en = "Old community"}
meaning = {zh = "老旧小区多", en = "Many old estates"}
programme = [{zh = "补设施", en = "Add facilities"}]
ground = "J1"
"""
#: Metrics that stand on a page of those who watch, for whom they are counted as far as they may read.
READ = ("matters.watched", "matters.settled", "matters.told_in_time")


@pytest.fixture(autouse=True)
def _named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pack names rates, durations and volumes, and a level at which home matters end."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace(
            "[classes.home]", '[classes.home]\nends_at = "grid"', 1
        )
        path.write_text(text + RATES + TYPES, "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


@pytest.fixture
def qin(jiangjin: DistrictRow) -> Actor:
    """A leader of 几江街道 with matters of the last weeks: late, in time, judged, closed."""
    noon = moment(last_week().from_on + timedelta(days=2), time(12))
    start = noon - timedelta(days=30)
    known = cast.assemble(now=start)
    bench = court.assemble(now=start)
    waits = make.a_matter(now=start)
    deeds.walk(waits, known, "assign accept", start)
    rated = court.evaluating(known, bench, noon, actor=known.li)
    court.services.rate(
        actor=known.li,
        matter_id=rated.id,
        is_solved=True,
        satisfaction=Satisfaction.BASICALLY_SATISFIED,
        now=noon,
    )
    deeds.walk(make.a_matter(now=noon), known, "assign publish", noon)
    Area.objects.filter(code=cast.TONGTAIMEN).update(type_code="old")
    closed = make.a_matter(now=noon)
    deeds.walk(closed, known, "settle check close", noon)
    cast.administrators(now=start)
    return make.staff("qin", "subdistrict_secretary", name="秦岚", area=cast.JIJIANG, now=start)


#: Panlian's review; `tests/deliberation/test_reviews.py` compares it.
OF_OTHER_DISTRICTS = {"deliberation/review.html"}


def last_week() -> Period:
    """The last whole week, which the page of a week shows where nobody chose another."""
    return week_of(day(timezone.now()) - timedelta(days=7))


def expected(key: FigureKey, found: Metric, actor: Actor | None) -> str:
    """What the registry says, as a page writes it."""
    verb = MatterVerb.READ if key.code in READ else EvaluationVerb.SEE_RESULTS
    area = places.area(key.area_code) if key.area_code else None
    cut = key.cut(actor=actor, verb=verb, now=timezone.now(), area_path=area.path if area else "")
    assert cut.actor or key.is_of_all, key
    value = key.amount(found.tallies(cut)).value(found.measure)
    return tenths(value) if key.code.startswith("durations.") else figure(value, found.measure)


def test_each_figure_is_what_the_registry_says_whoever_reads_it(qin: Actor) -> None:
    """What is of all is one number for everyone; what hangs on the reader is one on all their pages."""
    days = last_week()
    chosen = f"desk/results?from_on={days.from_on}&until_on={days.until_on}"
    known = {one.code: one for one in metrics(timezone.now())}
    of_all: dict[str, str] = {}
    rendered: set[str] = set()
    for login, pages in PAGES.items():
        client, actor = Client(), people.actor_by_login(login) if login else None
        if login:
            client.force_login(Account.objects.get(login=login))
        told: dict[str, str] = {}
        for path in (*pages, *([chosen] if "desk/results" in pages else [])):
            page = client.get(f"/d/jiangjin/{path}")
            assert page.status_code == 200, (login, path)
            rendered |= {one.name for one in page.templates if one.name}
            figures = [(unescape(key), words) for key, words in MARKED.findall(page.content.decode())]
            assert figures, (login, path)
            for text, words in figures:
                key = parse_key(text, known)
                assert key, text
                before = (of_all if key.is_of_all else told).setdefault(text, words.removesuffix("件"))
                assert before == words.removesuffix("件"), (login, path, text)
        for text, words in told.items():
            key = parse_key(text, known)
            assert key
            assert words == expected(key, known[key.code], actor), (login, text)
        if login == "qin":
            _same_under_two_names(told, days)
    for text, words in of_all.items():
        key = parse_key(text, known)
        assert key
        assert words == expected(key, known[key.code], None), text
    marked = {
        template_name(path) for path in templates() if "data-figure" in path.read_text(encoding="utf-8")
    }
    assert marked - OF_OTHER_DISTRICTS <= rendered, "each template that marks figures is compared"


def _same_under_two_names(told: dict[str, str], week: Period) -> None:
    """What a pack names and what the house counts are one number for the same days."""
    days = f"~{week.from_on}~{week.until_on}~"

    def of(code: str, area: str = "") -> str:
        return told[f"{code}{days}{area}~~"]

    assert of("volumes.filed") == of("matters.came_in", cast.JIJIANG) != "0"
    assert of("volumes.closed") == of("matters.closed", cast.JIJIANG) != "0"
    assert of("rates.home") == of("evaluation.satisfied", cast.JIJIANG) != "—"


def test_everyone_reads_how_each_is_counted(jiangjin: DistrictRow, client: Client) -> None:
    found = metrics(timezone.now())
    assert len({one.code for one in found}) == len(found)
    for language in ("zh-hans", "en"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = unescape(client.get("/d/jiangjin/figures").content.decode())
        with translation.override(language):
            for one in found:
                told = page.partition(f'id="{one.code}"')[2].partition("</div>")[0]
                for words in (title_of(one), said(one.formula), said(one.source)):
                    assert words in told, one.code
                assert one.code not in told, "a resident reads no keys"
