"""`yuanba serve`: what dies is started again, and nothing outlives the end. With a small page and worker."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import memory
from tests.server.machine import end, environment, left, parent_of, postmasters, wait_until_none_left

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")]

WEB = """
from yuanba.server import child, postgres
child.die_with_parent()
import os, psycopg
def application(environ, start_response):
    with psycopg.connect(**postgres.connect_arguments()) as connection:
        connection.execute("select 1")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""
SERVE = """
import sys
from yuanba.server import supervisor
work = (sys.executable, "-c", "import time; time.sleep(600)  # the worker of {folder}")
health = (sys.executable, "-c", "import time; time.sleep(600)  # the health of {folder}")
raise SystemExit(
    supervisor.serve(
        application="stand_in:application",
        work=work,
        port={port},
        workers=2,
        health=health,
        health_port={health_port},
    )
)
"""


class Service:
    """A supervisor in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free, socket.socket() as another:
            for one in (free, another):
                one.bind(("127.0.0.1", 0))
            self.port, self.health_port = (int(one.getsockname()[1]) for one in (free, another))
        (folder / "code").mkdir()
        (folder / "code/stand_in.py").write_text(WEB)
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        path = os.pathsep.join([str(self.folder / "code"), *sys.path])
        return subprocess.Popen(
            [sys.executable, "-c", SERVE.format(**vars(self))],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env={**environment(self.folder / "data"), "PYTHONPATH": path},
            start_new_session=True,
        )

    def answer(self) -> int | None:
        """The pid of the process that answered a request; None when none did."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as response:
                return int(response.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
            return None

    def answers_within(self, seconds: float, *, wanted: Callable[[int], bool] = lambda pid: True) -> int:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            pid = self.answer()
            if pid is not None and wanted(pid):
                return pid
            time.sleep(0.1)
        raise AssertionError(f"no answer; left: {left(self.folder)}")

    def part(self, mark: str, *, other_than: int = 0) -> int:
        """The supervisor's child whose command holds this mark, once there is one."""
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up:
            for pid, command in children_of(self.process.pid).items():
                if mark in command and pid != other_than:
                    return pid
            time.sleep(0.05)
        raise AssertionError(f"no {mark}")

    def stop(self, way: signal.Signals) -> str:
        self.process.send_signal(way)
        return self.process.communicate(timeout=30)[0]


def children_of(parent: int) -> dict[int, str]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and parent_of(int(entry.name)) == parent:
            try:
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


@pytest.fixture
def service() -> Iterator[Service]:
    folder = Path(tempfile.mkdtemp(prefix="yuanba-", dir=memory.temporary()))
    folder.chmod(0o711)
    running = Service(folder)
    assert running.process.stdout
    assert f"http://127.0.0.1:{running.port}/" in running.process.stdout.readline()
    running.answers_within(20)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.communicate()
    wait_until_none_left(folder)
    end(folder)
    shutil.rmtree(folder)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_ends_everything_quietly(service: Service, way: signal.Signals) -> None:
    said = service.stop(way)
    assert service.process.returncode == 0
    assert left(service.folder) == {}
    assert service.answer() is None
    assert said.count("Stopping") == 1
    assert "Traceback" not in said


def test_it_survives_the_death_of_each_part(service: Service) -> None:
    first = service.answers_within(5)
    os.kill(first, signal.SIGKILL)
    service.answers_within(15)

    web = service.part("granian")
    before = set(children_of(web))
    os.kill(web, signal.SIGKILL)
    service.answers_within(15, wanted=lambda pid: pid not in before)
    assert not before & set(left(service.folder)), "workers of the killed web server are gone"

    for part in ("the worker", "the health"):
        one = service.part(part)
        os.kill(one, signal.SIGKILL)
        service.part(part, other_than=one)

    os.kill(postmasters(service.folder / "data")[0], signal.SIGKILL)
    service.answers_within(15)

    said = service.stop(signal.SIGINT)
    assert "supervisor.py" not in said, "no traceback of ours"
    assert left(service.folder) == {}


def test_killed_itself_it_leaves_nobody(service: Service) -> None:
    everyone = children_of(service.process.pid)
    web = service.part("granian")
    everyone |= children_of(web)
    service.process.kill()
    service.process.communicate()
    wait_until_none_left(service.folder)
    assert not [pid for pid in everyone if Path(f"/proc/{pid}/exe").exists()]


def test_a_taken_port_is_named_with_the_way_out(service: Service) -> None:
    second = service.start()
    said = second.communicate(timeout=20)[0]
    assert second.returncode == 1
    assert f"PORT={service.port + 1}" in said
    assert service.answer() is not None
