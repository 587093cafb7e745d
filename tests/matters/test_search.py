"""Finding matters by words within one's reach, and what an earlier matter is like."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.exchange.services import Imported, importing
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries import search, tables
from yuanba.packs import store
from yuanba.reading import bigrams
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters import receipt
from yuanba.rules.time.calendar import day
from yuanba.web.tables import keyset


def _found(actor: Actor, asked: str, now: datetime) -> list[str]:
    return [row.receipt for row in tables.listed(_holding(actor, asked, now)).rows]


def _holding(actor: Actor, asked: str, now: datetime) -> tables.MatterList:
    """The matters within somebody's reach that hold some words."""
    wanted = tables.Wanted(words=asked)
    return tables.narrowed(tables.readable(actor, now), wanted, store.in_force(day(now)), now)


def test_by_a_phrase_of_the_words_or_the_place(people: Cast, morning: datetime) -> None:
    lamp = make.a_matter(now=morning)
    make.a_matter(now=morning, text="下水道堵了，污水漫出来", place="南门街")
    assert _found(people.chen, "路灯坏", morning) == [lamp.receipt]
    assert _found(people.chen, "滨江花园 路灯", morning) == [lamp.receipt]
    assert _found(people.chen, "路灯 南门", morning) == []


def test_by_one_character_and_by_the_beginning_of_a_number(people: Cast, morning: datetime) -> None:
    lamp = make.a_matter(now=morning)
    assert _found(people.chen, "灯", morning) == [lamp.receipt]
    assert _found(people.chen, lamp.receipt[:6], morning) == [lamp.receipt]


def test_nothing_to_look_for_finds_nothing(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning)
    assert _found(people.chen, "，。 ' & |", morning) == []


def test_only_within_reach(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning)
    assert _found(people.zhou, "路灯", morning) == []
    assert _found(people.wang, "路灯", morning) == []


def test_what_is_masked_cannot_be_found(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning, text="路灯坏了，联系人：李雷，电话13800138000")
    assert _found(people.chen, "13800138000", morning) == []
    assert _found(people.chen, "李雷", morning) == []


def test_pages_do_not_repeat_or_skip(people: Cast, morning: datetime) -> None:
    filed = [make.a_matter(now=morning + timedelta(minutes=number)).receipt for number in range(5)]
    seen: list[str] = []
    after = ""
    while True:
        page = tables.listed(_holding(people.chen, "路灯", morning), after=after, limit=2)
        seen += [row.receipt for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == filed[::-1]


def test_an_archive_is_found_too(people: Cast, morning: datetime) -> None:
    row = Imported(
        source_number="CQ-7788", text="老巷子路灯昏暗", place="", said_at=morning - timedelta(days=9)
    )
    importing.import_archive(
        actor=make.OPERATOR, rows=[row], channel="archive", now=morning, tell=lambda count: None
    )
    assert len(_found(people.sun, "路灯昏暗", morning)) == 1
    assert len(_found(people.sun, "7788", morning)) == 1


def test_the_migration_fills_what_services_fill(people: Cast, morning: datetime) -> None:
    lamp = make.a_matter(now=morning)
    with connection.cursor() as cursor:
        cursor.execute("select words::text from matters_matter where id = %s", [lamp.id])
        (before,) = cursor.fetchone()
        cursor.execute("update matters_matter set words = ''")
    import_module("yuanba.matters.migrations.0005_fill_search_words").fill(apps, None)
    with connection.cursor() as cursor:
        cursor.execute("select words::text from matters_matter where id = %s", [lamp.id])
        assert cursor.fetchone() == (before,)


def test_what_it_is_like_with_reasons(people: Cast, morning: datetime) -> None:
    earlier = make.a_matter(now=morning)
    make.a_matter(now=morning, text="申请公租房需要什么材料", place="")
    later = morning + timedelta(days=1)
    new = make.a_matter(now=later, text="滨江花园一栋门口的路灯又坏了", place="")
    row = queries.matter_for(people.chen, new.id, later)
    (found,) = search.like(people.chen, row, later)
    assert found.matter.receipt == earlier.receipt
    assert found.is_same_area
    assert found.like.words or found.like.places
    assert receipt.parse(found.matter.receipt)


def test_far_away_or_long_ago_is_not_like(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning, area_code="500116002")
    make.a_matter(now=morning - timedelta(days=400))
    new = make.a_matter(now=morning)
    row = queries.matter_for(people.chen, new.id, morning)
    assert search.like(people.chen, row, morning) == []


def test_like_shows_only_what_one_may_read(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning)
    new = make.a_matter(now=morning)
    row = queries.matter_for(people.chen, new.id, morning)
    assert search.like(people.zhou, row, morning) == []


LINK = "https://pan.example/s?sign=" + "9f8E7d" * 400


@pytest.mark.parametrize("run", ["a" * 2047, "8" * 4000, LINK], ids=["letters", "digits", "signed link"])
def test_a_long_run_of_signs_is_filed_and_found(people: Cast, morning: datetime, run: str) -> None:
    """PostgreSQL takes no token of more than 2,046 bytes."""
    matter = make.a_matter(now=morning, text=f"视频在这里：{run} 路灯坏了")
    assert _found(people.chen, "路灯坏了", morning) == [matter.receipt]
    assert _found(people.chen, run, morning) == [matter.receipt]
    row = queries.matter_for(people.chen, matter.id, morning)
    assert [one.matter.id for one in search.like(people.chen, row, morning)] == []


def test_more_words_than_an_index_takes(people: Cast, morning: datetime) -> None:
    """A mebibyte is the most that PostgreSQL indexes of one text; what comes first is found."""
    signs = [chr(0x4E00 + number) for number in range(20_000)]
    text = "路灯坏了" + "".join(one + other for one, other in zip(signs * 20, signs[7:] * 20, strict=False))
    with connection.cursor() as cursor:
        cursor.execute("select length(%s::tsvector)", [bigrams.vector(text)])
        assert cursor.fetchone()[0] > 80_000
        cursor.execute(
            "select %s::tsvector @@ %s::tsquery", [bigrams.vector(text), bigrams.query("路灯坏了")]
        )
        assert cursor.fetchone() == (True,)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(st.sampled_from("aB7 灯\U00020000’'\\:&|!*"), max_size=40), st.integers(1, 3000))
def test_every_text_can_be_indexed_and_asked_for(jiangjin: DistrictRow, piece: str, times: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select %s::tsvector, %s::tsquery", [bigrams.vector(piece * times), bigrams.query(piece)]
        )


def test_what_was_indexed_before_is_found_in_other_signs(people: Cast, morning: datetime) -> None:
    gas = make.a_matter(now=morning, text="三楼煤氣味很重", place="濱江路")
    Matter.objects.filter(pk=gas.id).update(words="'三楼' '楼煤' '煤氣' '氣味'")
    fill = import_module("yuanba.matters.migrations.0024_search_words_alike").fill
    fill(apps, None)
    for asked in ("煤气", "煤氣", "煤⽓", "滨江路", gas.receipt):
        assert _found(people.chen, asked, morning) == [gas.receipt], asked


@pytest.mark.parametrize(("expected", "statements"), [(300_000, 0), (5_000, 1)])
def test_words_that_the_planner_knows_to_be_common_are_not_looked_up(
    people: Cast,
    morning: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
    expected: int,
    statements: int,
) -> None:
    """Of a million: half a hundredth is what the planner assumes of a word unknown to it."""
    lamp = make.a_matter(now=morning)
    assert keyset.expected_rows(Matter.objects.filter(words__holds="'路灯'")) >= 1
    monkeypatch.setattr(keyset, "expected_rows", lambda _: expected)
    wanted, pack = tables.Wanted(words="路灯"), store.in_force(day(morning))
    everything = tables.readable(people.chen, morning)
    with django_assert_num_queries(statements):
        found = tables.narrowed(everything, wanted, pack, morning)
    assert [row.receipt for row in tables.listed(found).rows] == [lamp.receipt]
