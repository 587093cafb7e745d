"""The stage of all tests: PostgreSQL, a migrated template, two districts, and a clock that stands."""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import translation
from hypothesis import settings as effort
from psycopg import sql
from pytest_django import DjangoCaptureOnCommitCallbacks, DjangoDbBlocker

from tests import memory, prepared
from tests.chromium import CHROMIUM
from yuanba.districts import middleware, queries
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.sealing import ring_file
from yuanba.server import postgres
from yuanba.server.room import with_room

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("YUANBA_TEST_DATA", ROOT.parent / "shared" / "data"))
DISTRICTS = (("jiangjin", "江津区", "Jiangjin"), ("kaizhou", "开州区", "Kaizhou"))

prepared.keep()
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory.temporary()))

# How long one example takes says how busy the machine is.
effort.register_profile("yuanba", deadline=None)
effort.load_profile("yuanba")


def pytest_report_header() -> str:
    return f"test data: {DATA if DATA.is_dir() else f'{DATA} is absent, tests that need it are skipped'}"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three workers for two processors when all tests are asked for; who names some waits for no workers.

    A worker waits a good part of its time: for PostgreSQL, Chromium, and servers that start or end.
    """
    named = {(config.invocation_params.dir / path).resolve() for path in config.args}
    return len(os.sched_getaffinity(0)) * 3 // 2 if named <= {ROOT, ROOT / "tests"} else 0


def pytest_itemcollected(item: pytest.Item) -> None:
    """Say which tests follow one another in one worker: those of a file, and all that own the machine.

    Long tests go to whoever is free.
    """
    if item.get_closest_marker("slow"):
        item.add_marker(pytest.mark.xdist_group("machine"))
    elif not item.get_closest_marker("long"):
        item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem}"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, so that no worker is left alone with it at the end."""

    def turn(item: pytest.Item) -> int:
        return next((turn for turn, name in enumerate(("slow", "long")) if item.get_closest_marker(name)), 2)

    items.sort(key=turn)  # keeps the random order among equals


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays: the garbage collector need not look through it again during each test.

    It also looks as seldom as in a web process. A worker that forgot the groups would do the same work
    several times, and let tests that own the machine disturb each other, without a word.
    """
    grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if "PYTEST_XDIST_WORKER" in os.environ and not all("@" in item.nodeid for item in grouped):
        raise pytest.UsageError("this pytest-xdist does not keep the groups of tests with this pytest")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Each test is called with room."""
    pyfuncitem.obj = partial(with_room, pyfuncitem.obj)
    return (yield)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not CHROMIUM:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: in CI a skipped browser test is a failure")
        pytest.skip("no Chromium (Debian: apt-get install chromium-headless-shell)")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real data; skips where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"no test data at {DATA} (set YUANBA_TEST_DATA)")
    return DATA


def _fingerprint() -> str:
    files = sorted((ROOT / "src").rglob("migrations/*.py"))
    files += [
        ROOT / "uv.lock",
        ROOT / "src/yuanba/districts/services/__init__.py",
        ROOT / "src/yuanba/districts/dates.py",
        ROOT / "src/yuanba/rules/time/span.py",
        ROOT / "src/yuanba/districts/queries.py",
        ROOT / "tests/conftest.py",
    ]
    mark = hashlib.sha256()
    for file in files:
        mark.update(file.read_bytes())
    return mark.hexdigest()[:12]


def _run(*words: str, database: str) -> None:
    environment = {**os.environ, "YUANBA_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "yuanba.config.command", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _administer() -> psycopg.Connection[tuple[object, ...]]:
    arguments = postgres.connect_arguments("owner", "postgres")
    return psycopg.connect(**arguments, autocommit=True)  # type: ignore[arg-type]


def _drop(administration: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Drop a database; the server's own cleaner may be in it for a moment, and only it ends that."""
    statement = sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
    for _ in range(50):
        try:
            administration.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    administration.execute(statement)


def _template(administration: psycopg.Connection[tuple[object, ...]]) -> str:
    """A database with two migrated districts, kept until a migration changes."""
    name = f"yuanba_template_{_fingerprint()}"
    administration.execute("select pg_advisory_lock(8204119)")
    try:
        row = administration.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if row is None:
            draft = f"{name}_draft"
            administration.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(draft)))
            administration.execute(sql.SQL("create database {}").format(sql.Identifier(draft)))
            _run("upgrade", database=draft)
            for code, title, title_en in DISTRICTS:
                _run("district", "add", code, "--name", title, "--name-en", title_en, database=draft)
            administration.execute(
                sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(name))
            )
    finally:
        administration.execute("select pg_advisory_unlock(8204119)")
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """A fresh copy of the template for this run."""
    postgres.hold()
    name = f"yuanba_test_{os.getpid()}"
    with _administer() as administration:
        template = _template(administration)
        administration.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    os.environ["YUANBA_DATABASE"] = name
    yield
    connections["default"].close()
    with _administer() as administration:
        _drop(administration, name)
    postgres.release()


@pytest.fixture
def django_capture_on_commit_callbacks(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Iterator[DjangoCaptureOnCommitCallbacks]:
    """The same; what it made this process believe to be committed is rolled back after all, and forgotten."""
    yield django_capture_on_commit_callbacks
    store.forget_rows()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DistrictRow]:
    """Jiangjin in a fresh database of this test's own, where threads and other processes see what it commits.

    Nothing is rolled back or truncated (append-only tables refuse both): the database is dropped.
    """
    with fresh_database(django_db_blocker):
        yield from _inside("jiangjin")


@contextmanager
def fresh_database(blocker: DjangoDbBlocker) -> Iterator[str]:
    """Let this process work in a copy of the template, and drop it at the end; gives its name."""
    named = connections["default"].settings_dict
    before, name = named["NAME"], f"yuanba_test_{os.getpid()}_own"
    with _administer() as administration:
        administration.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(_template(administration))
            )
        )
    with blocker.unblock():
        connections["default"].close()
        named["NAME"] = os.environ["YUANBA_DATABASE"] = name
        store.forget_rows()
        try:
            yield name
        finally:
            connections["default"].close()
            named["NAME"] = os.environ["YUANBA_DATABASE"] = before
            store.forget_rows()
            with _administer() as administration:
                _drop(administration, name)


@contextmanager
def once_for_a_file(blocker: DjangoDbBlocker, code: str = "jiangjin") -> Iterator[DistrictRow]:
    """What is made inside, in a district, stays for all tests of a file; it is rolled back after the last.

    For fixtures of a module. Each test works in a savepoint of its own above it, by `db` as ever.
    """
    with blocker.unblock(), transaction.atomic():
        row = queries.district(code)
        assert row
        with queries.inside(row):
            yield row
        transaction.set_rollback(True)
    store.forget_rows()


@pytest.fixture
def jiangjin(db: None) -> Iterator[DistrictRow]:
    """Work inside the district of Jiangjin."""
    yield from _inside("jiangjin")


@pytest.fixture
def kaizhou(db: None) -> Iterator[DistrictRow]:
    """Work inside the district of Kaizhou."""
    yield from _inside("kaizhou")


@pytest.fixture
def district(db: None, request: pytest.FixtureRequest) -> Iterator[DistrictRow]:
    """Work inside the district that the test is marked with: ``pytest.mark.district("nanan")``.

    Any district with a pack will do. One that the template does not hold stands in Kaizhou's empty
    schema, under its own code and with its own pack; what it writes is rolled back.
    """
    code = request.node.get_closest_marker("district").args[0]
    row = queries.district(code)
    if row is None:
        kaizhou = queries.district("kaizhou")
        assert kaizhou
        row = replace(kaizhou, code=code, name=code, name_en=code)
    with queries.inside(row):
        yield row


def _inside(code: str) -> Iterator[DistrictRow]:
    row = queries.district(code)
    assert row
    with queries.inside(row):
        yield row


@pytest.fixture(autouse=True)
def _outside_again() -> Iterator[None]:
    """No test leaves its district or its reader's language to the next one."""
    with translation.override("zh-hans"):
        yield
    connection.set_schema_to_public()


@pytest.fixture(scope="session", autouse=True)
def _a_ring() -> None:
    """The ring of the tests, before one that may not use the database needs it."""
    ring_file.create_if_missing(Path(settings.KEY_RING))


@pytest.fixture(autouse=True)
def _districts_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which districts there are is asked every few seconds; not in the midst of a count."""
    monkeypatch.setattr(middleware, "_KEPT_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def _files_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test keeps its files in a folder of its own, which is made when it keeps one."""
    monkeypatch.setattr(settings, "FILES", tmp_path_factory.getbasetemp() / f"kept-{uuid.uuid4()}" / "files")


@pytest.fixture
def morning() -> datetime:
    """Monday, 2 March 2026, 09:00 in Jiangjin: a working day of an ordinary week."""
    return datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
