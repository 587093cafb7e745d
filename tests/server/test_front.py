"""What nginx in front, set up as docs/operations.md says, keeps from the pages: bodies that never end, lies.

And what goes on without it: health checks, which have a process of their own; our server's own view of
headers, over raw sockets.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import memory
from tests.laws.house import ROOT
from tests.server.machine import environment
from yuanba.server import supervisor

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SENDERS, WITHIN_SECONDS = 50, 20

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="as operators run it")]

#: A page as ours are: it takes the whole body in before it answers. It tells from where it was asked.
PAGES = """
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

from yuanba.web.proxies import client_address, client_scheme

settings.configure(PROXIES=1, PROXY_NETWORKS=["127.0.0.0/8"])

def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    request = WSGIRequest(environ)
    return [f"{len(body)} {client_address(request) or '-'} {client_scheme(request) or '-'}".encode()]
"""
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {told}
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="yuanba-", dir=memory.temporary()))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def running(words: list[str], port: int, **more: str) -> Iterator[int]:
    """A program that listens on a port, until the test is over."""
    process = subprocess.Popen(words, env={**os.environ, **more}, start_new_session=True)
    give_up = time.monotonic() + WITHIN_SECONDS
    while True:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert process.poll() is None, words
        assert time.monotonic() < give_up, words
        time.sleep(0.05)
    yield port
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def pages(folder: Path) -> Iterator[int]:
    """The web processes as `yuanba serve` starts them, with a page that needs no database."""
    (folder / "stand_in.py").write_text(PAGES)
    port = free_port()
    path = os.pathsep.join([str(folder), *sys.path])
    yield from running(supervisor.web("stand_in:application", "127.0.0.1", port, 2), port, PYTHONPATH=path)


@pytest.fixture
def front(folder: Path, pages: int) -> Iterator[int]:
    """Nginx with the configuration of docs/operations.md, but for its port, name and certificate."""
    if NGINX is None:
        pytest.skip("Debian's nginx is not installed: `make ci-tools` does it")
    written = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"```nginx\n(.+?)```", written, re.S)
    port = free_port()
    for line, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{pages};"),
        (r"ssl_certificate /\S+;", ""),
        (r"ssl_certificate_key /\S+;", ""),
    ):
        told, found = re.subn(line, here, told)
        assert found == 1, line
    configuration = folder / "nginx.conf"
    configuration.write_text(AROUND.format(folder=folder, told=told))
    yield from running([NGINX, "-e", f"{folder}/nginx.log", "-c", str(configuration)], port)


def held(port: int, senders: int) -> ExitStack:
    """Connections that begin to send a body and then wait."""
    stack = ExitStack()
    for _ in range(senders):
        sender = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        sender.sendall(b"POST /file HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\ntext=")
    return stack


def asked(port: int, path: str = "/", body: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and words of an answer; a test fails where none comes."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=WITHIN_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read().decode()


def answered(port: int, *lines: str) -> str:
    """What a page answers to these header lines, sent as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=WITHIN_SECONDS) as line:
        head = "".join(f"{one}\r\n" for one in ("GET / HTTP/1.1", "Host: x", "Connection: close", *lines))
        line.sendall(f"{head}\r\n".encode("latin-1"))
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    return answer.partition(b"\r\n\r\n")[2].decode()


def test_fifty_slow_bodies_leave_the_site_usable(front: int) -> None:
    with held(front, SENDERS):
        for number in range(10):
            assert asked(front)[0] == 200
            status, told = asked(front, "/file", b"x" * number * 50_000)
            assert (status, told.split()[0]) == (200, str(number * 50_000))


def test_the_front_keeps_to_itself_what_is_not_for_the_world(front: int) -> None:
    assert asked(front, "/health/ready")[0] == 404
    assert asked(front, "/metrics")[0] == 404


def test_the_front_says_for_whom_it_asks_and_nobody_else_does(front: int) -> None:
    lies = ("for=6.6.6.6", 'for="', "for=6.6.6.6;proto=https, for=7.7.7.7")
    assert answered(front) == "0 127.0.0.1 http"
    for lie in lies:
        lines = [f"{name}: {lie}" for name in ("Forwarded", "forwarded", "FORWARDED", "X-Forwarded-For")]
        assert answered(front, *lines, "X_Forwarded_For: 6.6.6.6") == "0 127.0.0.1 http", lie


def test_our_server_reads_one_header_in_one_way(pages: int) -> None:
    """Raw lines, as a proxy that adds to what came in would send them; whatever cannot be read is its own."""
    last = "Forwarded: for=203.0.113.9;proto=https"
    theirs, the_proxys = "0 203.0.113.9 https", "0 127.0.0.1 -"
    for lines, expected in (
        ([last], theirs),
        (["X-Forwarded-For: 6.6.6.6", "X_Forwarded_For: 6.6.6.6", "X-Forwarded_For: 6.6.6.6", last], theirs),
        ([last, "X_Forwarded_For: 6.6.6.6", "X-Forwarded-Proto: http"], theirs),
        (["FORWARDED: for=6.6.6.6", "forwarded: for=7.7.7.7", last], theirs),
        (["Forwarded_: for=6.6.6.6", "Forwarded.: for=6.6.6.6", "HTTP_Forwarded: for=6.6.6.6", last], theirs),
        (['Forwarded: for="203.0.113.9:4711";proto=https'], theirs),
        (['Forwarded: for="[2001:db8:1:2::9]:4711";proto=https'], "0 2001:db8:1:2::/64 https"),
        (["Forwarded: for=_hidden;proto=https"], "0 - https"),
        (["Forwarded: for=unknown"], "0 - -"),
        (['Forwarded: for="', last], the_proxys),
        (["Forwarded: \xff", last], theirs),
        (["Forwarded: \xff, for=203.0.113.9"], the_proxys),
        (["Forwarded: " + "for=6.6.6.6," * 5000, last], the_proxys),
        ([], the_proxys),
    ):
        assert answered(pages, *lines) == expected, lines


def test_health_is_answered_while_slow_bodies_hold_every_page(folder: Path, pages: int) -> None:
    """Without a web server in front; the checks say what is wrong."""
    port = free_port()
    command = [sys.executable, "-m", "yuanba.config.command", "health", "--port", str(port)]
    here = {
        **environment(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "yuanba.config.settings",
        supervisor.PAGES: f"http://127.0.0.1:{pages}/",
    }
    with ExitStack() as stack:
        health = running(command, port, **here)
        next(health)
        stack.callback(lambda: next(health, None))
        with held(pages, SENDERS), held(port, SENDERS):
            assert asked(port, "/health/live") == (200, "ok\n")
            status, told = asked(port, "/health/ready")
        assert status == 503
        assert "do not answer" in json.loads(told)["checks"]["pages"]
        assert asked(port, "/d/jiangjin/")[0] == 404
