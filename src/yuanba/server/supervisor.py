"""The supervisor behind `yuanba serve`: keeps database, web server and worker running, and stops them."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import FrameType

from yuanba.server import child, folders, postgres
from yuanba.server.folders import SetUpFault

THREADS = 4
#: The environment variable that tells the process of health checks where the pages are.
PAGES = "YUANBA_PAGES"
#: glibc keeps what a picture or a table took, once for each thread, in case it is wanted again. Fewer arenas,
#: and large pieces given back at once, save tens of megabytes in each process. An operator's own values win.
ALLOCATION = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(1024 * 1024),
}
LOOKS_EVERY_SECONDS = 0.5
STOP_WITHIN_SECONDS = 10
LONGEST_PAUSE_SECONDS = 10.0
A_GOOD_LIFE_SECONDS = 10.0
#: Who listens on every address of this machine can be reached on its own.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


@dataclass
class Child:
    """One program that is restarted whenever it ends: at once at first, then after growing pauses."""

    name: str
    words: list[str]
    environment: dict[str, str]
    running: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    due: float = 0.0
    pause: float = 0.0
    lives: int = field(default=0)

    def tend(self) -> None:
        """Kill processes that the program left when it ended, and restart the program after its pause."""
        now = time.monotonic()
        if self.running is not None and self.running.poll() is not None:
            self._sweep(signal.SIGKILL)
            lived = now - self.born
            longer = min(max(0.25, self.pause * 2), LONGEST_PAUSE_SECONDS)
            self.pause = 0.0 if lived > A_GOOD_LIFE_SECONDS else longer
            self.due = now + self.pause
            say(f"{self.name} 已退出，正在重启 / {self.name} ended ({self.running.returncode}), starting it")
            self.running = None
        if self.running is None and now >= self.due:
            self._start(now)

    def _start(self, now: float) -> None:
        """Start in a session of its own: Ctrl-C in the terminal reaches only the supervisor."""
        self.running = subprocess.Popen(
            child.command(*self.words), env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.born = now
        self.lives += 1

    def ask_to_stop(self) -> None:
        """Ask the program to finish its work and end (SIGTERM)."""
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()

    def stop(self, by: float) -> None:
        """Wait until the program ends, or kill it at the time `by`; then kill all processes that it left."""
        if self.running is None:
            return
        try:
            self.running.wait(max(0.0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        self._sweep(signal.SIGKILL)

    def _sweep(self, way: signal.Signals) -> None:
        """Its session carries its pid as group number as long as any of its own children lives."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, way)


def serve(
    *,
    application: str,
    work: Sequence[str],
    host: str = "127.0.0.1",
    port: int = 8000,
    with_worker: bool = True,
    workers: int = 0,
    health: Sequence[str] = (),
    health_port: int = 0,
    announce: Callable[[], None] | None = None,
) -> int:
    """Run database, web server and worker until a signal to stop arrives, and return the exit code.

    `application` names the WSGI application, `work` the command of the worker, `health` the one that answers
    health checks on `health_port`, apart from the pages; without a port nobody does. `announce` is called
    once, when pages can be opened. Under make (which names itself in `YUANBA_PARENT`) it is also told to
    stop by make's death.
    """
    for wanted, way_out in ((port, "--port"), (health_port, "--health-port")):
        if wanted and (fault := _port_fault(host, wanted, way_out)):
            say(fault)
            return 1
    with _told_to_stop() as told, postgres.running():
        folders.begin_counts()
        children = [
            Child("web", web(application, host, port, workers or max(2, os.cpu_count() or 1)), _environment())
        ]
        if with_worker:
            children.append(Child("worker", [*work], _environment()))
        if health_port:
            pages = {PAGES: address(host, port)}
            words = [*health, "--host", host, "--port", str(health_port)]
            children.append(Child("health", words, {**_environment(), **pages}))
        try:
            _tend(children, told, host, port, announce)
        finally:
            say("正在停止…… / Stopping …")
            for one in children:
                one.ask_to_stop()
            by = time.monotonic() + STOP_WITHIN_SECONDS
            for one in children:
                one.stop(by)
    say("已停止。/ Stopped.")
    return 0


def _tend(
    children: list[Child], told: list[int], host: str, port: int, announce: Callable[[], None] | None
) -> None:
    server = postgres.watch()
    is_open = False
    while not told:
        for one in children:
            one.tend()
        if not is_open and _accepts(host, port):
            is_open = True
            say(f"院坝已启动，请用浏览器打开 / Yuanba is ready, open:  {address(host, port)}")
            say("按 Ctrl-C 停止 / Ctrl-C stops it.")
            if announce:
                announce()
                sys.stdout.flush()
        if _died(server):
            say("数据库已退出，正在恢复 / The database ended, bringing it back")
            server = _revive(server)
        _rest(children, server, brief=not is_open)


def _revive(server: int | None) -> int | None:
    if server is not None:
        os.close(server)
    try:
        postgres.ensure_started()
    except SetUpFault as fault:
        say(str(fault))
        time.sleep(1)
        gone, kept_open = os.pipe()  # reads as "ended" at once, so the next round tries again
        os.close(kept_open)
        return gone
    return postgres.watch()


def _died(server: int | None) -> bool:
    return server is not None and bool(select.select([server], [], [], 0)[0])


def _rest(children: list[Child], server: int | None, *, brief: bool) -> None:
    """Sleep until somebody dies, for a short while at most."""
    watched = [server] if server is not None else []
    ours: list[int] = []
    for one in children:
        if one.running is not None and one.running.poll() is None:
            ours.append(os.pidfd_open(one.running.pid))
    select.select([*watched, *ours], [], [], 0.1 if brief else LOOKS_EVERY_SECONDS)
    for descriptor in ours:
        os.close(descriptor)


def web(application: str, host: str, port: int, workers: int) -> list[str]:
    """Return the command that serves a WSGI application with this number of worker processes."""
    return [
        *(sys.executable, "-m", "granian", application, "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", "5"),
        *("--log-level", "error", "--no-ws"),
    ]


def _environment() -> dict[str, str]:
    ours = {"YUANBA_ROLE": "app", "YUANBA_DATA": str(folders.data()), "PYTHONUNBUFFERED": "1"}
    return {**ALLOCATION, **os.environ, **ours}


@contextlib.contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """The signals that told us to stop, as they come; asking twice is the same as asking once."""
    told: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        told.append(number)

    watched = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else nohup wants us to outlive the terminal
        watched.append(signal.SIGHUP)
    before = {number: signal.signal(number, note) for number in watched}
    if parent := os.environ.get("YUANBA_PARENT"):
        child.die_with_parent(int(parent), way=signal.SIGTERM)
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def address(host: str, port: int) -> str:
    """Return the URL to open in a browser on this machine for this host and port."""
    near = _near(host)
    return f"http://[{near}]:{port}/" if ":" in near else f"http://{near}:{port}/"


def _near(host: str) -> str:
    return EVERYWHERE.get(host, host)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _port_fault(host: str, port: int, way_out: str) -> str:
    """Why we cannot listen there, in words; empty when we can."""
    with socket.socket(_family(host)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                make = f"make demo PORT={port + 1} " if way_out == "--port" else ""
                return (
                    f"端口 {port} 已被占用，请换一个：{make or way_out}\n"
                    f"Port {port} is taken; choose another: {make}{f'(or {way_out})' if make else way_out}."
                )
            return f"无法监听 {host}:{port} / Cannot listen on {host}:{port}: {fault.strerror}"
    return ""


def _accepts(host: str, port: int) -> bool:
    with socket.socket(_family(host)) as trial:
        trial.settimeout(1)
        return trial.connect_ex((_near(host), port)) == 0


def say(line: str) -> None:
    """Print one line to the terminal and flush it."""
    print(line, flush=True)
