"""Every address that has a name, and the pages that the walk over them does not come by.

The walk itself, every page as everybody, is in `tests/access/test_pages.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow

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
    "web/bulk.html",
    "web/bulk_left.html",
}
#: Of parts that the pack of the walk does not have; tests/evaluation/test_named_rates.py shows them.
OF_OTHER_PACKS = {"evaluation/duration.html", "evaluation/volume.html", "evaluation/per_thousand.html"}
#: For staff to whom the navigation offers nothing; everybody has an inbox today.
NEVER = {"home/desk.html"}


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

    ticked = f"{BASE}/matters?verb=urge&row={matter.id}"
    for answer in (chen.get(ticked), chen.post(ticked), chen.post(ticked)):
        shown.update(template.name for template in answer.templates if template.name)

    assert shown >= ELSEWHERE
