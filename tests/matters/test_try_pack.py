"""`yuanba packs try`: a district's own decisions, by another pack (judged: nothing is written)."""

from __future__ import annotations

import argparse
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from tests import cast, deeds, make
from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.matters import services
from yuanba.matters.queries import figures
from yuanba.packs import cli
from yuanba.packs.models import ResolvedPack


@pytest.fixture
def decided(people: Cast, morning: datetime) -> str:
    """Two broken lights: one was answered after two days, one is open; a third that nobody was given
    counts for nothing."""
    first, second = (make.a_matter(now=morning) for _ in range(2))
    for matter in (first, second):
        services.assign(
            actor=people.chen,
            matter_id=matter.id,
            class_code="public",
            item_code="street_light",
            now=morning,
        )
    office = make.staff("hu", "handler", unit="jijiang-planning", area=cast.JIJIANG, now=morning)
    deeds.do("accept", first, people, morning + timedelta(hours=1), actor=office)
    deeds.do("answer", first, people, morning + timedelta(days=2), actor=office)
    make.a_matter(now=morning)
    return first.receipt


def folder_with(tmp_path: Path, before: str, after: str) -> Path:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    text = (folder / "jiangjin/2025-01-01.toml").read_text(encoding="utf-8")
    assert before in text
    later = text.replace(before, after).replace("in_force_from = 2025-01-01", "in_force_from = 2027-01-01")
    (folder / "jiangjin/2027-01-01.toml").write_text(later, encoding="utf-8")
    return folder


def run_try(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers())
    arguments = parser.parse_args(["packs", "try", *words])
    arguments.decisions = figures.decisions
    return int(arguments.run(arguments))


def test_it_says_what_would_have_gone_elsewhere_or_been_late(
    decided: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    morning: datetime,
) -> None:
    text = (settings.PACKS / "jiangjin/2025-01-01.toml").read_text(encoding="utf-8")
    start = text.index("[items.street_light]")
    row = text[start : text.index("\n[", start + 1)]
    other = row.replace('body = "planning"', 'body = "enforcement"').replace("amount = 3", "amount = 1")
    assert other != row
    monkeypatch.setattr(settings, "PACKS", folder_with(tmp_path, row, other))
    monkeypatch.setattr(cli.entrance, "_clock", lambda: morning + timedelta(days=2))
    entries, stored = journal.counts(), ResolvedPack.objects.count()

    assert run_try("jiangjin@2027-01-01", "--district", "jiangjin") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "按jiangjin@2027-01-01重算2件已分流的事项，什么也没有写入"
    assert "会交给别的承办单位：2件" in said
    assert "会变成超期：2件" in said
    assert f"  {decided} 路灯：会交给别的承办单位，由规划建设管理环保办公室到综合行政执法大队" in said
    assert (journal.counts(), ResolvedPack.objects.count()) == (entries, stored)

    assert run_try("jiangjin@2027-01-01", "--district", "jiangjin", "--language", "en") == 0
    assert "would have been late: 2" in capsys.readouterr().out.splitlines()


def test_the_pack_in_force_changes_nothing(
    decided: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, morning: datetime
) -> None:
    monkeypatch.setattr(cli.entrance, "_clock", lambda: morning + timedelta(days=2))
    assert run_try("jiangjin@2026-03-02", "--district", "jiangjin") == 0
    assert "没有变化：2件" in capsys.readouterr().out


def test_any_number_of_decisions_costs_the_same_statements(
    decided: str,
    people: Cast,
    morning: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def read() -> int:
        return len(list(figures.decisions(since=morning, limit=100)))

    read()  # packs are warm
    with django_assert_num_queries(7):
        assert read() == 2
    for _ in range(3):
        services.assign(
            actor=people.chen, matter_id=make.a_matter(now=morning).id, class_code="public", now=morning
        )
    with django_assert_num_queries(7):
        assert read() == 5
