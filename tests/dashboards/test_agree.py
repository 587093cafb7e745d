"""Two pages never disagree: each figure on each page is what the registry says for the same key.

A page marks every figure with its key (`data-figure`). Each page that shows any is opened by somebody who
sees it, and each figure on it is measured anew.
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
from django.utils import timezone

from tests import cast, deeds, make
from tests.evaluation import bench_of_judges as court
from tests.evaluation.test_named_rates import RATES
from tests.laws.house import template_name, templates
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.people.models import Account
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import Measure, summed, tenths
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day, moment
from yuanba.rules.time.period import Period, week_of
from yuanba.web.metrics import FigureKey, Metric, metrics, parse_key
from yuanba.web.templatetags.figures import figure

MARKED = re.compile(r'data-figure="([^"]+)"[^>]*>\s*([^<]*?)\s*<')
#: Pages with figures: what somebody opens, and how much of a figure's key their page needs at least.
PAGES = ("week", "supervision", "desk/results")
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
        path.write_text(text + RATES, "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


@pytest.fixture
def qin(jiangjin: DistrictRow) -> Actor:
    """A leader of 几江街道 with matters of the last weeks: late, in time, judged, closed."""
    noon = moment(last_week().from_on + timedelta(days=2), time(12))
    start = noon - timedelta(days=30)
    people = cast.assemble(now=start)
    bench = court.assemble(now=start)
    waits = make.a_matter(now=start)
    deeds.walk(waits, people, "assign accept", start)
    rated = court.evaluating(people, bench, noon, actor=people.li)
    court.services.rate(
        actor=people.li,
        matter_id=rated.id,
        is_solved=True,
        satisfaction=Satisfaction.BASICALLY_SATISFIED,
        now=noon,
    )
    closed = make.a_matter(now=noon)
    deeds.walk(closed, people, "settle check close", noon)
    return make.staff("qin", "subdistrict_secretary", name="秦岚", area=cast.JIJIANG, now=start)


def last_week() -> Period:
    """The last whole week, which the page of a week shows where nobody chose another."""
    return week_of(day(timezone.now()) - timedelta(days=7))


def expected(key: FigureKey, found: Metric, actor: Actor) -> str:
    """What the registry says, as a page writes it."""
    verb = MatterVerb.READ if key.code in READ else EvaluationVerb.SEE_RESULTS
    area = places.area(key.area_code) if key.area_code else None
    cut = key.cut(actor=actor, verb=verb, now=timezone.now(), area_path=area.path if area else "")
    parts = [one for one in found.tallies(cut) if not key.part or one.part == key.part]
    value = summed(parts).value(found.measure)
    return tenths(value) if key.code.startswith("durations.") else figure(value, found.measure)


def seen(client: Client, path: str) -> list[tuple[str, str]]:
    page = client.get(f"/d/jiangjin/{path}")
    assert page.status_code == 200
    return [(unescape(key), words) for key, words in MARKED.findall(page.content.decode())]


def test_each_figure_is_what_the_registry_says(qin: Actor, client: Client) -> None:
    client.force_login(Account.objects.get(login="qin"))
    week = last_week()
    known = {one.code: one for one in metrics(timezone.now())}
    told: dict[str, dict[str, str]] = {}
    for path in (*PAGES, f"desk/results?from_on={week.from_on}&until_on={week.until_on}"):
        figures = seen(client, path)
        assert figures, path
        for text, words in figures:
            key = parse_key(text, known)
            assert key, text
            assert words == expected(key, known[key.code], qin), (path, text)
            told.setdefault(key.code, {})[f"{key.from_on}~{key.until_on}"] = words
    _same_on_two_pages(told, week)


def _same_on_two_pages(told: dict[str, dict[str, str]], week: Period) -> None:
    """What a pack names and what the house counts are one number for the same days."""
    days = f"{week.from_on}~{week.until_on}"
    assert told["volumes.filed"][days] == told["matters.came_in"][days] != "0"
    assert told["volumes.closed"][days] == told["matters.closed"][days] != "0"
    assert told["rates.home"][days] == told["evaluation.satisfied"][days] != "—"


def test_every_page_that_shows_a_figure_is_compared(qin: Actor, client: Client) -> None:
    client.force_login(Account.objects.get(login="qin"))
    rendered: set[str] = set()
    for path in PAGES:
        rendered |= {one.name for one in client.get(f"/d/jiangjin/{path}").templates if one.name}
    marked = {
        template_name(path) for path in templates() if "data-figure" in path.read_text(encoding="utf-8")
    }
    assert marked <= rendered


def test_each_metric_says_what_it_counts(jiangjin: DistrictRow) -> None:
    found = metrics(timezone.now())
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert str(one.title), one.code
        assert len(str(one.formula)) > 8, one.code
        assert str(one.source), one.code
        assert one.version >= 1
        assert one.measure in set(Measure)
