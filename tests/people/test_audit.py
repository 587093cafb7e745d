"""The journal in sentences: names for codes, one matter by its receipt, days that are told."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import cast, deeds, make
from yuanba.people.models import Account
from yuanba.places import services as places
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
    assigned = f"陈芳（chen） matter.assign 回执号 {matter.receipt}"
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
    his = {"login": "陈芳 chen", "from_on": f"{at:%Y-%m-%d}", "until_on": f"{at:%Y-%m-%d}"}
    assert {row.split()[0] for row in told(watcher.get(BASE, his))} == {"陈芳（chen）"}
