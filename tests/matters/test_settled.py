"""What share of a class was closed at the level at which it should end (F7), on the supervisors' page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.dashboards.queries import watching
from yuanba.packs import store
from yuanba.people.models import Account
from yuanba.rules.time.calendar import day


@pytest.fixture(autouse=True)
def _ends_in_the_grid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jiangjin's pack as if home matters should end in the grid."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        ends = 'ends_at = "grid"\nends_at_title = { zh = "院落（网格）", en = "courtyard (grid)" }'
        path.write_text(text.replace("[classes.home]", f"[classes.home]\n{ends}", 1), "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


def test_the_supervisors_page_says_what_stayed(
    people: Cast, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    start = now - timedelta(days=9)
    for verbs in ("settle", "settle escalate"):
        matter = make.a_matter(now=start, text="楼道堆了杂物")
        deeds.walk(matter, people, f"{verbs} check close", start)
    make.staff("qin", "inspector", area=cast.JIJIANG, now=now)

    client = Client()
    client.force_login(Account.objects.get(login="qin"))
    told = client.get("/d/jiangjin/supervision").content.decode()
    assert "在哪一级解决" in told
    assert "院落（网格）" in told, "as the district calls this level"
    assert "院落（网格）" in client.get("/d/jiangjin/rules").content.decode()
    assert ">50%</b>" in told
    assert "2件中有1件" in told

    actor, pack = make.actor("qin"), store.in_force(day(now))
    monkeypatch.setattr(store, "in_force", lambda on: pack)
    with django_assert_num_queries(1):
        (figure,) = watching.settled(watching.cut_of(actor, now))
    assert (figure.closed, figure.stayed) == (2, 1)


def test_nothing_is_asked_where_no_class_says_so(
    people: Cast, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    pack = store.in_force(day(now))
    silent = pack.model_copy(
        update={
            "classes": {code: row.model_copy(update={"ends_at": None}) for code, row in pack.classes.items()}
        }
    )
    monkeypatch.setattr(store, "in_force", lambda on: silent)
    with django_assert_num_queries(0):
        assert watching.settled(watching.cut_of(people.chen, now)) == []
