"""Stored dates: the database keeps them in range, and one that is not hides nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import cast, make
from tests.laws.test_walk import BASE
from yuanba.config import worker
from yuanba.districts import dates, queries
from yuanba.districts.queries import DistrictRow
from yuanba.keeping import health
from yuanba.matters import jobs
from yuanba.rules.time import span
from yuanba.server import postgres

ABSURD = [
    "0001-01-01 00:00:00+14:00",
    "0001-01-01 00:00:00+00",
    "0044-03-15 12:00:00+00 BC",
    "4713-01-01 00:00:00+00 BC",
    "9999-12-31 23:59:59-12:00",
    "10000-01-01 00:00:00+00",
    "294276-12-31 00:00:00+00",
    "infinity",
    "-infinity",
]


def columns(row: DistrictRow) -> list[dates.Column]:
    with queries.outside():
        return dates.columns([row.schema_name])


def test_every_column_of_dates_is_checked(jiangjin: DistrictRow) -> None:
    """A new column has its check without anybody's doing; this is the proof."""
    found = columns(jiangjin)
    assert len(found) > 60
    assert [f"{one.table}.{one.name}" for one in found if not one.is_checked] == []


def test_the_database_takes_no_absurd_date(jiangjin: DistrictRow) -> None:
    cast.assemble(now=datetime.now(UTC))
    matter = make.a_matter(now=datetime.now(UTC))
    for text in ABSURD:
        for column in ("since_at", "due_at", "outside_due_at"):
            statement = f"update matters_matter set {column} = %s where id = %s"
            with (
                pytest.raises(IntegrityError, match="in_range"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [text, matter.id])


@pytest.mark.parametrize("text", ABSURD)
@pytest.mark.parametrize("kind", ["timestamptz", "date"])
def test_whatever_is_stored_can_be_read(db: None, text: str, kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select %s::text::{kind}, array[%s::text::{kind}], now()", [text, text])
        one, many, now = cursor.fetchone()
    assert many == [one]
    assert not span.is_readable(one)
    assert span.is_readable(now)
    assert one in (
        (span.EARLIEST_AT, span.LATEST_AT) if kind == "timestamptz" else (span.EARLIEST, span.LATEST)
    )
    is_early = text.startswith(("0", "-")) or text.endswith("BC")
    assert one.year == (1900 if is_early else 2200)


@given(st.integers(1, (span.LATEST_AT - span.EARLIEST_AT) // timedelta(seconds=1) - 1))
def test_a_date_in_range_is_read_as_it_stands(seconds: int) -> None:
    at = span.EARLIEST_AT + timedelta(seconds=seconds)
    assert span.stored_at(at) == at
    assert span.stored_day(at.date()) == at.date()
    assert span.is_readable(at)


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)) | st.dates())
def test_what_is_taken_can_be_stored_and_reckoned_with(given: datetime | date) -> None:
    try:
        taken = span.taken(given)
    except span.OutOfRange:
        assert not 1901 < given.year < 2199
        return
    assert 1900 <= taken.year <= 2200
    for near in (taken - timedelta(days=300), taken, taken + timedelta(days=300)):
        stored = span.stored_at(near) if isinstance(near, datetime) else span.stored_day(near)
        assert stored == near
        assert span.is_readable(stored)


# --- a row of a time when nothing was checked ---------------------------------------------------------


@contextmanager
def as_owner() -> Iterator[None]:
    """As the owner of the tables: the application's role cannot change them."""
    named = connections["default"].settings_dict
    before = {name: named[name] for name in ("USER", "PASSWORD")}
    connections["default"].close()
    named.update({name: postgres.settings("owner")[name] for name in before})
    try:
        with queries.outside():
            yield
    finally:
        connections["default"].close()
        named.update(before)


@pytest.fixture
def bad(own_database: DistrictRow) -> Iterator[tuple[int, int]]:
    """A matter whose dates nobody can load, stored before there were checks, and one beside it."""
    now = datetime.now(UTC)
    people = cast.assemble(now=now)
    bad, good = (make.a_matter(now=now, actor=people.li, text=text) for text in ("路灯坏了", "井盖丢了"))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            'alter table "d_jiangjin".matters_matter drop constraint matters_matter_said_at_in_range,'
            " drop constraint matters_matter_until_at_in_range"
        )
        cursor.execute(
            "update \"d_jiangjin\".matters_matter set said_at = '0001-01-01 00:00+14', until_at = '-infinity'"
            " where id = %s",
            [bad.id],
        )
    health.forget()
    yield bad.id, good.id
    health.forget()


def test_a_bad_row_hides_no_other_and_is_named(
    bad: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client()
    assert (
        client.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD}).status_code == 302
    )
    listed = client.get(f"{BASE}/matters")
    assert listed.status_code == 200
    assert "井盖丢了" in listed.content.decode()
    for page in (f"{BASE}/matters/{bad[0]}", f"{BASE}/api/v1/triage", f"{BASE}/api/v1/matters/{bad[0]}"):
        assert client.get(page).status_code == 200, page
    assert "日期有误" in client.get(f"{BASE}/triage").content.decode()

    jobs.tick()
    assert worker.round_once() >= 2, "the worker goes on"

    named = {(one.part, one.key, one.fault.split(" = ")[0]) for one in queries.faults()}
    assert named == {
        ("dates", f"matters_matter {bad[0]}", "said_at"),
        ("dates", f"matters_matter {bad[0]}", "until_at"),
    }
    answer = client.get("/health/ready").json()
    assert answer["checks"]["faults"] == "degraded: run `yuanba district faults`: jiangjin 2"
    assert answer["degraded"]


def test_an_upgrade_names_it_and_keeps_new_ones_out(
    bad: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    with as_owner():
        told: list[str] = []
        dates.settle("d_jiangjin", tell=told.append)
        assert [words.split(":")[0] for words in told] == [f"d_jiangjin.matters_matter {bad[0]}"] * 2
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "update \"d_jiangjin\".matters_matter set said_at = 'infinity' where id = %s", [bad[1]]
            )
        assert dates.mend("d_jiangjin", tell=told.append) == 2
        assert dates.bad(["d_jiangjin"]) == []
        assert all(one.is_checked for one in dates.columns(["d_jiangjin"]))
