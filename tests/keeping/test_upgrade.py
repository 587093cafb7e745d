"""A database that an older version made is upgraded, and all of its data is there.

`before_the_rooms.tar.xz` was made at commit b1ecff3: a dump (`pg_dump` of PostgreSQL 18; invented people,
something in every table, one deferred job), its key ring, and its sealed files.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from procrastinate.contrib.django import app
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests import make
from tests.conftest import _administer, _drop, _run
from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.matters.queries import keeping, story, tables
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.sealing import files
from yuanba.server import postgres

BEFORE = Path(__file__).with_name("before_the_rooms.tar.xz")


@pytest.fixture
def upgraded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DistrictRow]:
    """The district of that database, after the upgrade."""
    with tarfile.open(BEFORE) as archive:
        # what Python 3.11.4 learnt; Debian's 3.11 does not know it
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path)  # noqa: S202 - an archive of our own
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "ring.json"))
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    named = connections["default"].settings_dict
    before, name = named["NAME"], f"yuanba_test_{os.getpid()}_before"
    with _administer() as administration:
        administration.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    try:
        environment = {**os.environ, **postgres.environment("owner"), "PGDATABASE": name}
        subprocess.run(
            [
                str(postgres.binary("psql")),
                "-q",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-f",
                str(tmp_path / "dump.sql"),
            ],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        _run("upgrade", database=name)
        with django_db_blocker.unblock():
            connections["default"].close()
            named["NAME"] = os.environ["YUANBA_DATABASE"] = name
            store.forget()
            try:
                row = queries.district("jiangjin")
                assert row
                with queries.inside(row):
                    yield row
            finally:
                connections["default"].close()
                named["NAME"] = os.environ["YUANBA_DATABASE"] = before
                store.forget()
    finally:
        with _administer() as administration:
            _drop(administration, name)


@pytest.mark.slow
def test_a_database_from_before_is_upgraded_and_nothing_of_it_is_lost(upgraded: DistrictRow) -> None:
    now = datetime.now(UTC)
    assert upgraded.head == queries.code_head()

    chen, li = make.actor("chen"), make.actor("li")
    rows = tables.listed(tables.readable(chen, now)).rows
    assert len(rows) == 4
    assert all(story(row.id) for row in rows)
    assert [one for one in keeping.originals([li.key]) if "路灯" in one.text], "sealed words open"
    assert people.names([li.key]) == {li.key: "李春梅"}
    assert list(verify.findings()) == []
    with connection.cursor() as cursor:
        cursor.execute("select name from matters_attachment")
        names = [name for (name,) in cursor.fetchall()]
    assert names
    assert all(files.get(name) for name in names), "sealed files open"

    browser = Client()
    entered = browser.post("/d/jiangjin/account/login/", {"login": "chen", "password": make.PASSWORD})
    assert entered.status_code == 302
    for page in ("triage", "matters", f"matters/{rows[0].id}", "supervision", "public", "notices"):
        assert browser.get(f"/d/jiangjin/{page}").status_code == 200, page
    _what_was_deferred_before_is_done_after()


def _what_was_deferred_before_is_done_after() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select task_name from public.procrastinate_jobs where status = 'todo'")
        waiting = {name for (name,) in cursor.fetchall()}
    assert "matters.clock" in waiting
    app.perform_import_paths()
    assert waiting <= set(app.tasks)
