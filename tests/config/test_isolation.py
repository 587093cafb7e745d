"""What is at fault is set aside, named and tried again; the others go on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import cast, deeds, make
from yuanba.config import worker
from yuanba.districts import jobs, queries
from yuanba.districts.cli import add_arguments
from yuanba.districts.models import SetAside
from yuanba.districts.queries import DistrictRow
from yuanba.districts.services import isolating
from yuanba.journal import readers
from yuanba.keeping import health
from yuanba.matters import jobs as matters_jobs
from yuanba.matters.models import Matter
from yuanba.matters.queries import clock
from yuanba.packs import store


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    health.forget()
    yield
    health.forget()


def parts() -> list[tuple[str, str, str]]:
    return [(one.district, one.part, one.key) for one in queries.faults()]


def query_that_fails() -> None:
    """A fault of the data, as the database tells it: it says what people typed."""
    with connection.cursor() as cursor:
        cursor.execute("select '13800138000 gone'::timestamptz")


def test_a_reader_at_fault_stops_no_other_and_no_other_district(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def first() -> int:
        here = queries.current()
        assert here
        if here.code == "jiangjin":
            query_that_fails()
        read.append(f"first {here.code}")
        return 0

    def second() -> int:
        here = queries.current()
        assert here
        read.append(f"second {here.code}")
        return 0

    monkeypatch.setattr(readers, "_readers", {"first": (1, first), "second": (2, second)})
    worker.round_once()
    assert read == ["second jiangjin", "first kaizhou", "second kaizhou"]
    (fault,) = queries.faults()
    assert (fault.district, fault.part, fault.key) == ("jiangjin", "journal", "first")
    assert fault.fault.startswith("DataError 22007"), fault.fault
    assert "13800138000" not in fault.fault

    read.clear()
    worker.round_once()
    assert read == ["second jiangjin", "first kaizhou", "second kaizhou"], "it waits"

    monkeypatch.setattr(readers, "_readers", {"first": (1, second)})
    assert isolating.retry_now() == 1
    worker.round_once()
    assert queries.faults() == []


def test_a_district_whose_tables_are_gone_stops_no_other(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = DistrictRow(code="gone", schema_name="d_gone", name="无", name_en="None", head=queries.code_head())
    rows = [gone, *queries.districts()]
    monkeypatch.setattr(queries, "districts", lambda: rows)
    read: list[str] = []
    monkeypatch.setattr(readers, "_readers", {"one": (1, lambda: len(read.append("x") or read))})
    worker.round_once()
    assert len(read) >= 2
    assert ("gone", "journal", "number") in parts()
    assert ("gone", "tables", "") in parts()
    jobs.defer_everywhere("matters.clock")


def test_health_says_degraded_and_stays_ready(jiangjin: DistrictRow) -> None:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
    isolating.Attempts("journal").run(query_that_fails, key="messages")
    answer = Client().get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["ready"]
    assert answer.json()["degraded"]
    assert answer.json()["checks"]["faults"] == "degraded: run `yuanba district faults`: jiangjin 1"
    text = Client().get("/metrics", HTTP_HOST="127.0.0.1:8000").content.decode()
    assert 'yuanba_faults{district="jiangjin",part="journal"} 1' in text


def test_a_faulty_pack_of_one_district_does_not_stop_the_others(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.in_force

    def in_force(on: object) -> object:
        here = queries.current()
        if here and here.code == "kaizhou":
            raise jobs.NoDistrict(job="any refusal")
        return real(on)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "in_force", in_force)
    answer = Client().get("/health/ready").json()
    assert (
        answer["checks"]["packs"]
        == "degraded: run `yuanba packs check --released`: kaizhou (district.unknown)"
    )


def test_one_matter_whose_clock_fails_stops_no_other(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    people = cast.assemble(now=now)
    long_ago = now - timedelta(days=20)
    bad, good = (make.a_matter(now=long_ago, actor=people.li) for _ in range(2))
    for matter in (bad, good):
        deeds.do("assign", matter, people, long_ago)
    Matter.objects.filter(pk=bad.id).update(class_code="gone")

    matters_jobs.tick()

    assert parts() == [("jiangjin", "matters.clock", str(bad.id))]
    assert clock.marks_of([good.id])[good.id], "the clock of the other went on"
    matters_jobs.press(matter_id=bad.id)
    assert SetAside.objects.get().tries == 1, "it waits"
    Matter.objects.filter(pk=bad.id).update(class_code=Matter.objects.get(pk=good.id).class_code)
    isolating.retry_now()
    matters_jobs.tick()
    assert queries.faults() == []


def test_a_job_that_fails_is_named_until_it_works(jiangjin: DistrictRow) -> None:
    with pytest.raises(DataError), isolating.noted("tests.job"):
        query_that_fails()
    assert parts() == [("jiangjin", "tests.job", "")]
    with isolating.noted("tests.job"):
        pass
    assert parts() == []


@given(st.integers(1, 10**6))
def test_the_wait_grows_to_an_hour(tries: int) -> None:
    assert isolating.FIRST_WAIT <= isolating.wait(tries) <= isolating.wait(tries + 1) <= timedelta(hours=1)


def test_the_command_names_them(jiangjin: DistrictRow, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser.add_subparsers())
    asked = parser.parse_args(["district", "faults"])
    assert asked.run(asked) == 0
    isolating.Attempts("journal").run(query_that_fails, key="messages")
    assert asked.run(asked) == 1
    assert "jiangjin         journal messages: DataError 22007" in capsys.readouterr().out
    tried = parser.parse_args(["district", "faults", "--retry", "--json"])
    assert tried.run(tried) == 1
    assert '"part": "journal"' in capsys.readouterr().out
