"""The queues of supervision: each is counted as its list is, and to an end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast, make
from yuanba.dashboards import tables
from yuanba.districts.queries import DistrictRow
from yuanba.people.models import Account
from yuanba.web.tables import declared

TAB = re.compile(
    r'<a\s+href="([^"]*)"[^>]*>[^<]*(?:<svg.*?</svg>)?\s*([^<]*?)\s*<b\s*([^>]*?)\s*>([^<]*)</b>', re.S
)


def test_a_long_queue_says_only_that_it_is_long(
    jiangjin: DistrictRow, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    cast.assemble(now=now)
    for _ in range(3):
        make.a_matter(now=now - timedelta(days=40), area_code=cast.NANMEN)
    client.force_login(Account.objects.get(login="chen"))

    def stuck() -> tuple[str, bool]:
        page = client.get("/d/jiangjin/supervision").content.decode()
        ((marks, number),) = [
            (marks, told) for _url, name, marks, told in TAB.findall(page) if name == "环节超时"
        ]
        return number, "data-figure" in marks

    assert stuck() == ("3", True)
    monkeypatch.setattr(declared, "MOST_COUNTED", 2)
    monkeypatch.setattr(tables, "MOST_COUNTED", 2)
    assert stuck() == ("2+", False), "what was not counted to its end is no figure"
