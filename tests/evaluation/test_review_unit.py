"""evaluation.review_unit: by office, once a period, a unit and never a matter (Z1)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import cast, make
from tests.cast import Cast
from yuanba.evaluation.models import UnitRating
from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.people.models import Account

WORK = """[reviews.work]
title = { zh = "街道单位评议", en = "Review of the subdistrict's office" }
meaning = { zh = "每季度评一次", en = "Once a quarter" }
bodies = ["planning"]
positions = ["inspector"]
level = "subdistrict"
every = "quarter"
ground = "J4"

[supervisors]"""
PATH = "/d/jiangjin/desk/unit-reviews"


@pytest.fixture
def reviewing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jiangjin's pack as if somebody reviewed its planning offices."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("[supervisors]", WORK, 1), encoding="utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


def client_of(login: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(login=login))
    return client


def test_a_unit_is_reviewed_on_its_page_once_a_period(people: Cast, reviewing: None) -> None:
    make.staff("qin", "inspector", area=cast.JIJIANG, now=timezone.now())
    client = client_of("qin")
    shown = client.get(PATH)
    (unit,) = {line.unit.code for one in shown.context["reviews"] for line in one.units}

    sent = {"review": "work", "unit": unit}
    assert "请选满意程度" in client.post(PATH, sent).content.decode()
    assert client.post(PATH, {**sent, "satisfaction": "satisfied"}).status_code == 302
    again = client.post(PATH, {**sent, "satisfaction": "dissatisfied"})
    assert again.status_code == 409
    assert "这一期您已经评议过这个单位" in again.content.decode()
    elsewhere = client.post(PATH, {**sent, "unit": "nowhere", "satisfaction": "satisfied"})
    assert elsewhere.status_code == 409

    assert [one.satisfaction for one in UnitRating.objects.all()] == ["satisfied"]
    assert [one.verb for one in journal.story("unit", unit)][-1] == "evaluation.review_unit"
    assert "您已评议" in client.get(PATH).content.decode()
    results = client.get("/d/jiangjin/desk/results").content.decode()
    assert "街道单位评议" in results
    key, value = re.findall(r'data-figure="(evaluation.unit_satisfied[^"]+)"\s*>\s*(\S+)\s*<', results)[0]
    assert (key.endswith(f"~{unit}~work"), value) == (True, "100%")
