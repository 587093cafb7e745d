"""The worker: it enters the job's district, and takes up what a killed worker left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app

from yuanba.config import worker
from yuanba.districts import jobs, queries
from yuanba.districts.queries import DistrictRow

T = TypeVar("T")
SEEN: list[tuple[str, int]] = []


@jobs.task(name="tests.look_around", queue="tests")  # apart from what the clock defers meanwhile
def look_around(*, number: int) -> None:
    """Remember where it ran."""
    here = queries.current()
    SEEN.append((here.code if here else "", number))
    connections.close_all()  # this thread ends with the test


def working(do: Callable[[object], Awaitable[T]]) -> T:
    """Do something as the worker does: over connections of its own."""

    async def run() -> T:
        with app.replace_connector(app.connector.get_worker_connector()) as opened:  # type: ignore[attr-defined]
            async with opened.open_async():
                return await do(opened)

    return asyncio.run(run())


async def work_once(opened: object) -> None:
    """Carry out what waits, and stop."""
    await opened.run_worker_async(  # type: ignore[attr-defined]
        queues=["tests"], wait=False, install_signal_handlers=False, listen_notify=False
    )


def statuses() -> list[str]:
    """The states of this test's jobs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select status::text from procrastinate_jobs where task_name = 'tests.look_around' order by id"
        )
        return [status for (status,) in cursor.fetchall()]


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    SEEN.clear()


def test_a_job_runs_in_the_district_that_deferred_it(own_database: DistrictRow) -> None:
    jobs.defer("tests.look_around", number=1)
    other = queries.district("kaizhou")
    assert other
    with queries.inside(other):
        jobs.defer("tests.look_around", number=2)

    working(work_once)

    assert sorted(SEEN) == [("jiangjin", 1), ("kaizhou", 2)]


def test_a_job_of_a_transaction_that_failed_is_not_there(own_database: DistrictRow) -> None:
    with pytest.raises(ZeroDivisionError):
        defer_and_fail()

    assert statuses() == []


@transaction.atomic
def defer_and_fail() -> None:
    """A transaction that comes to nothing."""
    jobs.defer("tests.look_around", number=1)
    raise ZeroDivisionError


def test_outside_every_district_nothing_is_deferred(own_database: DistrictRow) -> None:
    with queries.outside(), pytest.raises(jobs.NoDistrict):
        jobs.defer("tests.look_around", number=1)


def test_what_a_killed_worker_left_is_taken_up_again(own_database: DistrictRow) -> None:
    jobs.defer("tests.look_around", number=7)
    with connection.cursor() as cursor:
        cursor.execute(
            "with dead as (insert into procrastinate_workers (last_heartbeat) "
            "values (now() - interval '1 hour') returning id) "
            "update procrastinate_jobs set status = 'doing', worker_id = (select id from dead)"
        )

    assert working(worker.rescue) == 1
    assert statuses() == ["todo"]

    working(work_once)
    assert SEEN == [("jiangjin", 7)]


def test_a_job_of_a_living_worker_is_left_alone(own_database: DistrictRow) -> None:
    jobs.defer("tests.look_around", number=7)
    with connection.cursor() as cursor:
        cursor.execute(
            "with living as (insert into procrastinate_workers (last_heartbeat) values (now()) returning id) "
            "update procrastinate_jobs set status = 'doing', worker_id = (select id from living)"
        )

    assert working(worker.rescue) == 0
    assert statuses() == ["doing"]
