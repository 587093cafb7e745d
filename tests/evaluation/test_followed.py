"""Who follows matters by office finds them in a list, and rates none (P6)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import cast, deeds, make
from tests.cast import Cast
from tests.flat import cost_of
from yuanba.evaluation.tables import FOLLOWED
from yuanba.packs import store
from yuanba.people.models import Account
from yuanba.web.tables import TableReader

ROUND = """[followers.round]
title = { zh = "居务监督委员会", en = "Residents' affairs supervisory committee" }
positions = ["inspector"]
level = "subdistrict"
ground = "J4"

[supervisors]"""


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jiangjin's pack as if somebody followed its public matters."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("[supervisors]", ROUND, 1)
        text = text.replace("[classes.public]", '[classes.public]\nfollowers = ["round"]', 1)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


def listed(login: str) -> tuple[str, list[int]]:
    """The page of somebody, and the matters on it."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    page = client.get("/d/jiangjin/desk/followed").content.decode()
    return page, [int(one) for one in re.findall(r'data-row href="/d/jiangjin/matters/(\d+)\?', page)]


def test_who_follows_by_office_finds_what_is_open(people: Cast, followed: None) -> None:
    now = timezone.now()
    lamp = make.a_matter(now=now, text="路灯不亮")
    deeds.walk(lamp, people, "assign", now)
    make.a_matter(now=now, text="还没有分流")
    make.staff("qin", "inspector", area=cast.JIJIANG, now=now)
    make.staff("else", "supervisor", area=cast.JIJIANG, now=now)

    page, ids = listed("qin")
    assert ids == [lamp.id]
    reader = TableReader(actor=make.actor("qin"), now=now)
    cost = cost_of(FOLLOWED, reader)
    for place in (cast.FIRST_GRID, cast.SECOND_GRID, cast.NANMEN):
        deeds.walk(make.a_matter(now=now, area_code=place, text="路灯不亮"), people, "assign", now)
    assert len(listed("qin")[1]) == 4
    assert cost_of(FOLLOWED, reader) == cost, "as many statements for four rows as for one"
    assert "我跟踪的事项" in page
    page, ids = listed("else")
    assert ids == []
    assert "您的岗位没有跟踪事项" in page
    assert "yb-table__filters" not in page, "who follows nothing has nothing to filter"


def test_without_followers_nobody_is_shown_the_page(people: Cast) -> None:
    make.staff("qin", "inspector", area=cast.JIJIANG, now=timezone.now())
    page, ids = listed("qin")
    assert ids == []
    assert page.count("我跟踪的事项") == 2, "its title and head; no entry in the menu"
