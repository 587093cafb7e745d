"""How much memory a web process holds after 1,000 requests of every kind, against a bare Django page.

    python -m bench.memory

The house is the demonstration with all its districts. Residents and staff ask in turn, eight at once, so
that every thread has its work: pages, searches, filings with a picture of twelve megapixels, receipts and
orders as PDF, JSON. Then the memory of each web process is read (VmRSS), and the largest is told. The floor:
one page of Django's in the same server, with as many processes and threads, after as many requests.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import secrets
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path

from PIL import Image

from bench.house import PORT, ROOT, await_page, house, report
from yuanba.server import supervisor

REQUESTS = int(os.environ.get("BENCH_MEMORY_REQUESTS", "1000"))
AT_ONCE, PROCESSES = 8, max(2, os.cpu_count() or 1)
GOAL_MEGABYTES = 170
STRANGER = (
    *("/", "/public", "/public?q=路灯", "/public/map", "/notices", "/lists", "/rules", "/privacy", "/track"),
    *("/file", "/api/v1/public/matters", "/judges"),
)
#: Who of the staff looks at what.
STAFF = {
    "triager": (
        *("/desk", "/triage", "/matters", "/matters?q=楼道", "/supervision", "/messages/", "/places/"),
        *("/checks", "/desk/lists", "/api/v1/triage"),
    ),
    "handler": ("/desk", "/orders", "/messages/", "/api/v1/orders"),
    "sysadmin": ("/people/", "/people/units"),
}


class Browser:
    """Somebody who visits one district and keeps its cookies; counts the answers by their status."""

    def __init__(self, district: str, told: Counter[int]) -> None:
        self.base = f"http://127.0.0.1:{PORT}/d/{district}"
        self.told = told
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """A page, as text."""
        return self._answer(urllib.request.Request(self.base + urllib.parse.quote(path, safe="/?=&")))

    def post(self, path: str, fields: dict[str, str], picture: bytes = b"") -> str:
        """The page that follows a form; the form's own page is asked for first, as a browser does."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        fields |= {"csrfmiddlewaretoken": token[1]} if token else {}
        edge = secrets.token_hex(16)
        parts = [_part(edge, f'name="{name}"', value.encode()) for name, value in fields.items()]
        if picture:
            parts.append(_part(edge, 'name="pictures"; filename="lamp.jpg"', picture))
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}", "Referer": self.base}
        return self._answer(urllib.request.Request(self.base + path, data=body, headers=kind))

    def _answer(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=120) as response:
                self.told[response.status] += 1
                return str(response.read().decode(errors="replace"))
        except urllib.error.HTTPError as fault:
            self.told[fault.code] += 1
            return ""


def _part(edge: str, name: str, value: bytes) -> bytes:
    return f"--{edge}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"


def _photo() -> bytes:
    """A photo with as many pixels as a phone takes."""
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(out, "JPEG", quality=75)
    return out.getvalue()


def _file(browser: Browser, picture: bytes) -> None:
    """File with a picture, then look at the receipt as paper and at the story."""
    words = {"text": "三栋二单元楼道的灯坏了三天。", "key": secrets.token_urlsafe(24), "naming": "handler"}
    page = browser.post("/file", words, picture)
    if paper := re.search(r"/receipt/([\w-]+)\.pdf", page):
        browser.get(f"/receipt/{paper[1]}.pdf")
        browser.get(f"/m/{paper[1]}")


def _order(browser: Browser) -> None:
    """Open a matter from the list, and its order as paper."""
    if found := re.findall(r"/matters/(\d+)\b", browser.get("/matters")):
        number = secrets.choice(found)
        browser.get(f"/matters/{number}")
        browser.get(f"/matters/{number}/order.pdf")


def visit(requests: int) -> Counter[int]:
    """So many requests over all districts, eight at once: the answers by their status."""
    from yuanba.demo.setting import PASSWORD, settings

    told: Counter[int] = Counter()
    picture, turns = _photo(), []
    for code in settings():
        staff = {login: Browser(code, told) for login in STAFF}
        for login, browser in staff.items():
            browser.post("/account/login/", {"login": login, "password": PASSWORD})
        turns.append(_turns(Browser(code, told), staff, picture))
    mixed = itertools.cycle(itertools.chain.from_iterable(zip(*turns, strict=True)))
    with ThreadPoolExecutor(AT_ONCE) as hands:
        while told.total() < requests:
            list(hands.map(lambda turn: turn(), itertools.islice(mixed, AT_ONCE * 4)))
    return told


def _turns(resident: Browser, staff: Mapping[str, Browser], picture: bytes) -> list[Callable[[], object]]:
    pages = [partial(resident.get, path) for path in STRANGER]
    desks = [partial(staff[login].get, path) for login, paths in STAFF.items() for path in paths]
    return [*pages, *desks, partial(_file, resident, picture), partial(_order, staff["triager"])]


def web_processes(above: int) -> list[float]:
    """Megabytes of each process that answers requests, below this one: those that hold Django."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # it has ended
        children.setdefault(parent, []).append(int(status.parent.name))
    below, found = [above], []
    for pid in below:
        below += children.get(pid, [])
        if "granian" in _words(pid) or "multiprocessing" in _words(pid):
            found.append(_megabytes(pid))
    return sorted(found)[-PROCESSES:]


def _words(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _megabytes(pid: int) -> float:
    resident = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return round(int(resident[1]) / 1024, 1) if resident else 0.0


def floor() -> list[float]:
    """Megabytes of each process that serves a bare page, after as many requests."""
    words = supervisor.web("bench.bare:application", "127.0.0.1", PORT, PROCESSES)
    server = subprocess.Popen(words, cwd=ROOT, env=os.environ | supervisor.ALLOCATION)
    address = f"http://127.0.0.1:{PORT}/"
    try:
        await_page(address, server)
        for _ in range(REQUESTS):
            with urllib.request.urlopen(address) as response:
                response.read()
        return web_processes(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    """Print megabytes and the ratio."""
    os.environ["YUANBA_DEMO"] = "1"
    bare = floor()
    with house() as ours:
        ours.run("demo", "--no-serve")
        with ours.serving() as server:
            at_start = web_processes(server)
            told = visit(REQUESTS)
            after = web_processes(server)
    print(f"Memory of a web process after {told.total()} mixed requests, the largest of {PROCESSES}")
    print(f"  a bare page of Django's  {max(bare):7.1f} MB")
    print(f"  Yuanba at its start      {max(at_start):7.1f} MB")
    print(f"  Yuanba afterwards        {max(after):7.1f} MB; asked: {GOAL_MEGABYTES}")
    print(f"  {max(after) / max(bare):.2f} of the floor; answers {dict(told)}")
    report(
        "memory",
        {
            "bare_mb": bare,
            "start_mb": at_start,
            "after_mb": after,
            "answers": {str(status): number for status, number in told.items()},
            "ratio": round(max(after) / max(bare), 3),
            "asked_mb": GOAL_MEGABYTES,
        },
    )


if __name__ == "__main__":
    main()
