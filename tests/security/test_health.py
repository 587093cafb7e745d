"""What machines ask that watch the service: does it live, can it serve, and its figures."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings

from tests import cast, make
from yuanba.districts import faults, queries
from yuanba.districts.queries import DistrictRow
from yuanba.keeping import health
from yuanba.server import counts, folders


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    health.forget()
    counts.forget()
    yield
    health.forget()


@pytest.fixture
def worker(jiangjin: DistrictRow) -> None:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")


def states() -> dict[str, str]:
    health.forget()
    return dict(Client().get("/health/ready").json()["checks"])


def test_it_lives(db: None) -> None:
    assert Client().get("/health/live").content == b"ok\n"


def test_it_is_ready(worker: None) -> None:
    answer = Client().get("/health/ready")
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"ready": True, "degraded": False, "checks": dict.fromkeys(health.CHECKS, "ok")}


def test_it_is_not_ready_without_a_worker(jiangjin: DistrictRow) -> None:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '2 minutes')"
        )
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert "yuanba work" in answer.json()["checks"]["worker"]


def test_each_part_that_is_missing_is_named(worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "code_head", lambda: "another")
    assert "jiangjin" in states()["migrations"]
    monkeypatch.undo()

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    assert states()["disk"] == "the disk is nearly full"
    monkeypatch.undo()

    with override_settings(PACKS=Path("/nowhere")):
        health.store.forget()
        assert states()["packs"] != "ok"
    health.store.forget()

    def away() -> str:
        raise OperationalError("the host and the password stand here")

    monkeypatch.setattr(health, "CHECKS", {"database": away})
    monkeypatch.setattr(faults, "close", lambda: None)
    assert states() == {"database": "the database does not answer"}


def test_figures(worker: None) -> None:
    now = datetime.now(UTC)
    cast.assemble(now=now)
    matter = make.a_matter(now=now)
    Client().get(f"/d/jiangjin/m/{matter.token}")
    Client().get(f"/d/jiangjin/m/{matter.token}-no")

    text = Client().get("/metrics", HTTP_HOST="127.0.0.1:8000").content.decode()

    assert 'yuanba_requests_total{method="GET",route="/d/<code>/m/<str:token>",status="200"} 1' in text
    assert 'yuanba_requests_total{method="GET",route="/d/<code>/m/<str:token>",status="404"} 1' in text
    assert 'yuanba_request_seconds_count{route="/d/<code>/m/<str:token>"} 2' in text
    assert 'yuanba_matters{district="jiangjin",state="filed"} 1' in text
    assert 'yuanba_jobs{state="failed"} 0' in text
    assert re.search(r"^yuanba_jobs_oldest_overdue_seconds \d", text, re.MULTILINE)
    assert 'yuanba_ready{check="worker"} 1' in text
    assert matter.token not in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) yuanba_\w+ .+|yuanba_\w+(\{.*\})? [0-9.e+-]+", line), line
    assert set(re.findall(r"^# TYPE (\w+ \w+)$", text, re.MULTILINE)) == {
        "yuanba_requests_total counter",
        "yuanba_request_seconds histogram",
        "yuanba_ready gauge",
        "yuanba_jobs gauge",
        "yuanba_jobs_oldest_overdue_seconds gauge",
        "yuanba_faults gauge",
        "yuanba_erased_list gauge",
        "yuanba_matters gauge",
    }


def test_the_classes_of_durations_add_up(db: None) -> None:
    for seconds in (0.01, 0.2, 0.2, 99.0):
        counts.count("GET", "/slow", 200, seconds)
    text = Client().get("/metrics", HTTP_HOST="127.0.0.1:8000").content.decode()
    found = re.findall(r'yuanba_request_seconds_bucket\{le="(.+?)",route="/slow"\} (\d+)', text)
    assert [number for _, number in found] == ["1", "1", "3", "3", "3", "3", "3", "4"]
    assert [bound for bound, _ in found] == [*map(str, counts.BOUNDS), "+Inf"]


COUNTING = """
import sys
from yuanba.server import counts
for _ in range(int(sys.argv[1])):
    counts.count("GET", "/", 200, 0.1)
told = [one for one in counts.registry().collect() for one in one.samples]
print(*[int(one.value) for one in told if one.name.endswith(("requests_total", "seconds_count"))])
"""


def counted(number: int) -> str:
    """What a process tells that counted so many requests; then it ends."""
    words = [sys.executable, "-c", COUNTING, str(number)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def test_processes_are_summed_dead_ones_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YUANBA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv(folders.COUNTS, "set anew by the start of a service")

    folders.begin_counts()
    assert [counted(5), counted(1), counted(0)] == ["5 5", "6 6", "6 6"]

    folders.begin_counts()
    assert counted(0) == "", "a new start begins at nought"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
        ({"HTTP_FORWARDED": "for=192.0.2.7"}, 403),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"HTTP_VIA": "1.1 proxy"}, 403),
        ({"HTTP_HOST": "yuanba.example"}, 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer right"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 403),
        ({"HTTP_AUTHORIZATION": "Bearer wrong"}, 403),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer 错"}, 403),
    ],
)
@override_settings(METRICS_TOKEN="right", ALLOWED_HOSTS=["*"])
def test_figures_are_for_this_machine_or_the_token(worker: None, more: dict[str, str], status: int) -> None:
    given = {"HTTP_HOST": "127.0.0.1:8000", **more}
    assert Client().get("/metrics", **given).status_code == status  # type: ignore[arg-type]
