"""Our own PostgreSQL: it lives while it is used, survives kills, and hurts nobody."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests import memory
from tests.server.machine import end, environment, left, postmasters, user_of, wait_until_none_left
from yuanba.server import cluster, folders, postgres
from yuanba.server.cluster import Cluster
from yuanba.server.folders import SetUpFault

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder with a short name that a system user can reach."""
    place = Path(tempfile.mkdtemp(prefix="yuanba-", dir=memory.temporary()))
    yield place
    end(place)
    shutil.rmtree(place)


def as_somebody(who: pwd.struct_passwd) -> tuple[list[str], str]:
    """What runs a program as another user, with an interpreter it can read; skips where none is."""
    through = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "env"]
    through += [f"PYTHONPATH={os.pathsep.join(sys.path)}"]
    for python in (sys.executable, "/usr/bin/python3"):
        trial = [*through, python, "-c", "import psycopg, yuanba.server.postgres"]
        if subprocess.run(trial, capture_output=True, check=False, cwd="/").returncode == 0:
            return through, python
    pytest.skip("another user cannot read this checkout and its interpreter")


def connect(folder: Path, role: str = cluster.OWNER) -> psycopg.Connection:
    return Cluster(folder).connect(role)


def test_the_last_user_stops_the_server_and_no_process_is_left(folder: Path) -> None:
    one = user_of(folder)
    one.says("held")
    two = user_of(folder)
    two.says("held")
    assert len(postmasters(folder)) == 1

    one.leave()
    with connect(folder) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    connection.close()

    two.leave()
    assert left(folder) == {}


def test_facts_stay_and_are_found_at_the_next_start(folder: Path) -> None:
    for found in ([], [(7,)]):
        user = user_of(folder)
        user.says("held")
        with connect(folder) as connection:
            connection.execute("create table if not exists fact (number int)")
            assert connection.execute("select number from fact").fetchall() == found
            connection.execute("insert into fact values (7)")
        connection.close()
        user.leave()


def test_roles_may_what_they_must_and_no_more(folder: Path) -> None:
    user = user_of(folder)
    user.says("held")
    with connect(folder) as owner, connect(folder, cluster.APP) as app:
        assert owner.execute("select rolsuper from pg_roles where rolname = user").fetchone() == (False,)
        owner.execute("create schema district")
        owner.execute("create table district.entry (number int)")
        owner.execute("create database yuanba_copy template template0")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("select * from district.entry")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create schema another")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create temporary table another (number int)")
        assert app.execute("show listen_addresses").fetchone() == ("",)
        assert app.execute("select '张' < '李'").fetchone() == (True,), "sorts by code point"
    owner.close()
    app.close()
    rules = [line for line in (folder / "pg/pg_hba.conf").read_text().splitlines() if line]
    assert rules == ["local all all peer map=yuanba"]
    user.leave()


def test_nobody_else_can_reach_the_data_or_the_socket(folder: Path) -> None:
    user = user_of(folder)
    user.says("held")
    for closed in ("pg", "run", "keys", "log"):
        assert stat.S_IMODE((folder / closed).stat().st_mode) == 0o700, closed
    user.leave()


def test_a_killed_server_starts_again_with_its_facts(folder: Path) -> None:
    user = user_of(folder)
    user.says("held")
    with connect(folder) as connection:
        connection.execute("create table fact as select 7 as number")
    connection.close()

    for _ in range(3):
        os.kill(postmasters(folder)[0], signal.SIGKILL)
        user.start_again()

    with connect(folder) as connection:
        assert connection.execute("select number from fact").fetchone() == (7,)
    connection.close()
    assert len(postmasters(folder)) == 1
    user.leave()
    assert left(folder) == {}


def test_the_guard_stops_the_server_of_users_who_were_killed(folder: Path) -> None:
    one, two = user_of(folder), user_of(folder)
    one.says("held")
    two.says("held")
    one.kill()
    assert len(postmasters(folder)) == 1
    two.kill()
    wait_until_none_left(folder)


def test_a_server_without_its_guard_is_found_and_stopped_by_the_next_user(folder: Path) -> None:
    one = user_of(folder)
    one.says("held")
    before = postmasters(folder)
    guard = next(pid for pid, command in left(folder).items() if "yuanba.server.postgres" in command)
    os.kill(guard, signal.SIGKILL)
    one.kill()

    two = user_of(folder)
    two.says("held")
    assert postmasters(folder) == before
    two.kill()
    wait_until_none_left(folder)


def test_a_stale_lock_that_names_a_stranger_hurts_nobody(folder: Path) -> None:
    """The pid of a killed server may belong to somebody else by now, even to the same system user."""
    user = user_of(folder)
    user.says("held")
    for pid in left(folder):
        if pid != user.process.pid:
            with suppress(ProcessLookupError):  # a process of a killed server goes by itself
                os.kill(pid, signal.SIGKILL)
    user.kill()
    wait_until_none_left(folder)
    server = Cluster(folder).system_user
    dropped = {"user": server.pw_uid, "group": server.pw_gid, "extra_groups": []} if IS_ROOT else {}
    stranger = subprocess.Popen(["/bin/sleep", "600"], **dropped)  # type: ignore[call-overload]
    try:
        for lock in (folder / "pg/postmaster.pid", folder / f"run/{cluster.SOCKET}.lock"):
            rest = lock.read_text().split("\n", 1)[1]
            lock.write_text(f"{stranger.pid}\n{rest}")

        user = user_of(folder)
        user.says("held")
        user.leave()

        assert left(folder) == {}
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_concurrent_starters_share_one_server(folder: Path) -> None:
    users = [user_of(folder) for _ in range(4)]
    for user in users:
        user.says("held")
    assert len(postmasters(folder)) == 1
    for user in users:
        user.leave()
    assert left(folder) == {}


def test_users_that_come_while_others_leave_always_have_a_server(folder: Path) -> None:
    program = """
import psycopg
from yuanba.server import postgres
for _ in range(8):
    with postgres.running() as arguments:
        psycopg.connect(**arguments).close()
"""
    users = [user_of(folder, program=program) for _ in range(3)]
    for user in users:
        user.leave()
    assert left(folder) == {}


def test_a_long_data_folder_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("long-" * 20) / "data"
    user = user_of(deep)
    if IS_ROOT:
        folder.chmod(0o711)
    user.says("held")
    ours = Cluster(deep).socket_folder
    assert len(os.fsencode(ours / cluster.SOCKET)) <= cluster.LONGEST_SOCKET_PATH
    assert stat.S_IMODE(ours.stat().st_mode) == 0o700
    user.leave()
    assert left(deep) == {}
    shutil.rmtree(ours)


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")
def test_a_normal_user_runs_it_as_itself(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    through, python = as_somebody(nobody)
    user = user_of(folder, through=through, python=python)
    user.says("held")
    server = postmasters(folder)[0]
    assert Path(f"/proc/{server}").stat().st_uid == nobody.pw_uid
    user.leave()
    assert left(folder) == {}


@pytest.mark.skipif(not IS_ROOT, reason="root drops to a system user")
def test_root_runs_a_copy_when_the_system_user_cannot_read_the_wheel(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    wheel = cluster.wheel_folder()
    (closed / cluster.PACKAGE).mkdir()
    shutil.copytree(wheel, closed / cluster.PACKAGE / cluster.INSTALLATION, symlinks=True)
    shutil.copytree(
        wheel.parent.with_name(f"{cluster.PACKAGE}.libs"), closed / f"{cluster.PACKAGE}.libs", symlinks=True
    )
    program = f"""
from pathlib import Path
from yuanba.server import cluster, folders, postgres
cluster.wheel_folder = lambda: Path({str(closed / cluster.PACKAGE / cluster.INSTALLATION)!r})
postgres.hold()
print("held", flush=True)
input()
"""
    user = user_of(folder / "data", program=program)
    folder.chmod(0o711)
    user.says("held")
    server = postmasters(folder / "data")[0]
    assert Path(f"/proc/{server}").stat().st_uid != 0
    assert Path(f"/proc/{server}/exe").readlink().is_relative_to(folder / "data")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert user.process.stdin
    user.process.stdin.write("\n")
    user.leave()
    assert left(folder) == {}


@pytest.mark.skipif(not IS_ROOT, reason="root drops to a system user")
def test_root_is_told_when_the_system_user_cannot_reach_the_folder(folder: Path) -> None:
    """The folder above stays closed; opening it is not ours to do."""
    with pytest.raises(SetUpFault, match="cannot enter"):
        Cluster(folder / "data").start()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    blocked = folder / "file"
    blocked.touch()
    done = subprocess.run(
        [sys.executable, "-c", "from yuanba.server import folders; folders.make()"],
        env=environment(blocked / "data"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"cannot be written: {blocked}" in done.stderr


@pytest.mark.parametrize("trap", ["link", "stranger"])
def test_a_folder_that_somebody_else_prepared_is_refused(folder: Path, trap: str) -> None:
    if trap == "link":
        (folder / "elsewhere").mkdir(mode=0o755)
        (folder / "keys").symlink_to(folder / "elsewhere")
    elif IS_ROOT:
        (folder / "keys").mkdir()
        os.chown(folder / "keys", 12345, 12345)
    else:
        pytest.skip("only root can give a folder away")
    with pytest.raises(SetUpFault):
        folders.make_closed(folder / "keys")
    if trap == "link":
        assert stat.S_IMODE((folder / "elsewhere").stat().st_mode) == 0o755


def test_a_real_server_is_only_connected_to(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("YUANBA_DATA", str(folder))
    monkeypatch.delenv("YUANBA_DATABASE", raising=False)
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://app:one@db.example:6432/town?sslmode=require&keepalives_idle=60"
    )
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://chief:two@db.example:6432/town")
    with postgres.running() as arguments:
        assert arguments["host"] == "db.example"
    assert postgres.role("app") == "app"
    assert postgres.role("owner") == "chief"
    assert postgres.settings("app") == {
        "NAME": "town",
        "USER": "app",
        "PASSWORD": "one",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {
            "sslmode": "require",
            "connect_timeout": "5",
            "keepalives_idle": "60",
            "keepalives_interval": "5",
            "keepalives_count": "3",
            "tcp_user_timeout": "20000",
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }
    assert postgres.environment("owner")["PGPASSWORD"] == "two"
    assert list(folder.iterdir()) == []
