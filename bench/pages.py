"""How fast what everyone opens is: the public pages, a resident's own matter, a matter at the desk.

    python -m bench.pages

The house is the demonstration of Jiangjin, asked as in life: `yuanba serve` with two processes of four
threads, eight clients over kept-alive connections. The floor (`bench.pages_floor`) is a bare WSGI answer in
the same server: one statement of the same database, and as many bytes as the public page has. The sides take
turns; each figure is the median of BENCH_RUNS runs of BENCH_PAGES_SECONDS. Beside the rates stands what one
warm page costs: statements, bytes, and the processor's time in Python, which says most on a busy machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bench import web_client
from bench.filing_floor import figures
from bench.house import DISTRICT, PORT, ROOT, RUNS, House, await_page, house, medians, report
from yuanba.server import supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

SECONDS = float(os.environ.get("BENCH_PAGES_SECONDS", "5"))
WARM_SECONDS = 2.0
CLIENTS, PROCESSES, TIMES = 8, 2, 60
BASE = f"/d/{DISTRICT}"
WORDS = {"text": "滨江花园一栋门口的摊子摆到路中间，早上车子过不去。", "place": "滨江花园1栋"}
GIVEN = {"class_code": "public", "item_code": "street_trade"}
TOLD = {"title": "门口摊位占道", "summary": "滨江花园一栋门口早上有摊位占道，已派单处理。"}


@dataclass(frozen=True)
class Page:
    """One page that is measured: its path, and the cookies of whoever opens it."""

    path: str
    cookies: str = ""

    def request(self) -> bytes:
        """The bytes that ask for it."""
        headers = [f"Cookie: {self.cookies}"] if self.cookies else []
        return web_client.request("GET", BASE + self.path, host=f"127.0.0.1:{PORT}", headers=headers)


# --- what is opened -----------------------------------------------------------------------------------


def pages() -> dict[str, tuple[Page, Client]]:
    """One matter with a whole story, and who opens its pages; with the client that has the same cookies."""
    from django.test import Client

    from yuanba.demo.setting import PASSWORD
    from yuanba.districts import queries as districts
    from yuanba.matters import queries as matters
    from yuanba.matters import services
    from yuanba.people import queries as people
    from yuanba.rules.core.actor import ANONYMOUS

    row, now = districts.district(DISTRICT), datetime.now(UTC)
    assert row
    with districts.inside(row):
        filed = services.file(actor=ANONYMOUS, area_code="500116001006001", now=now, **WORDS)
        matter_id = matters.matter_by_token(filed.token).id
        triager, handler = (people.actor_by_login(login) for login in ("triager", "handler"))
        done = partial(dict, matter_id=matter_id, now=now)
        services.assign(actor=triager, **GIVEN, **done())
        services.publish(actor=triager, **TOLD, **done())
        services.accept(actor=handler, **done())
    stranger, owner, staff = Client(), Client(), Client()
    shown = owner.post(f"{BASE}/track", {"receipt": filed.receipt, "code": filed.code})
    assert shown.status_code == 302, shown.status_code
    entered = staff.post(f"{BASE}/account/login/", {"login": "triager", "password": PASSWORD})
    assert entered.status_code == 302, entered.status_code
    return {
        "public matter page": (Page(f"/public/{matter_id}"), stranger),
        "public list page": (Page("/public"), stranger),
        "public list API": (Page("/api/v1/public/matters"), stranger),
        "own matter page": (Page(f"/m/{filed.token}", _cookies(owner)), owner),
        "own matter page, by its address": (Page(f"/m/{filed.token}"), stranger),
        "staff matter page": (Page(f"/matters/{matter_id}", _cookies(staff)), staff),
    }


def _cookies(client: Client) -> str:
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items() if one.value)


def cost(page: Page, client: Client) -> dict[str, float]:
    """The statements of one warm page, its bytes, and the processor's time in milliseconds."""
    from django.db import connection

    client.get(BASE + page.path)
    sent: list[str] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(BASE + page.path)
    assert answer.status_code == 200, (page.path, answer.status_code)
    ours = [sql for sql in sent if "districts_district" not in sql and "search_path" not in sql.lower()]
    taken = []
    for _ in range(TIMES):
        begun = time.thread_time()
        client.get(BASE + page.path)
        taken.append(time.thread_time() - begun)
    return {
        "statements": len(ours),
        "bytes": len(answer.content),
        "processor_ms": round(statistics.median(taken) * 1000, 2),
    }


# --- ask ----------------------------------------------------------------------------------------------


def _rate(request: bytes) -> dict[str, float]:
    taken = web_client.drive(
        PORT,
        clients=CLIENTS,
        warm_seconds=WARM_SECONDS,
        seconds=SECONDS,
        draw=lambda: request,
        expected=b"HTTP/1.1 200",
    )
    return figures(taken, SECONDS)


@contextmanager
def _floor(size: int) -> Iterator[None]:
    """The bare answer, served until the end of the block."""
    words = supervisor.web("bench.pages_floor:application", "127.0.0.1", PORT, PROCESSES)
    environment = os.environ | supervisor.ALLOCATION | {"BENCH_FLOOR_BYTES": str(size)}
    server = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        await_page(f"http://127.0.0.1:{PORT}/", server)
        yield
    finally:
        server.terminate()
        server.wait(30)


def measure(
    ours: House, opened: Mapping[str, tuple[Page, Client]], size: int
) -> dict[str, list[dict[str, float]]]:
    """All runs of the floor and of every page."""
    runs: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(RUNS):
        with _floor(size):
            runs["floor"].append(_rate(Page("").request()))
        with ours.serving():
            for name, (page, _) in opened.items():
                runs[name].append(_rate(page.request()))
    return runs


def main() -> None:
    """Print rates, times, statements and ratios."""
    os.environ["YUANBA_DEMO"] = "1"
    with house() as ours:
        ours.run("demo", "--no-serve", "--district", DISTRICT)
        opened = pages()
        costs = {name: cost(page, client) for name, (page, client) in opened.items()}
        size = int(costs["public matter page"]["bytes"])
        runs = measure(ours, opened, size)
    found = {name: medians(each) for name, each in runs.items()}
    print(f"Pages at {CLIENTS} clients, median of {RUNS} runs of {SECONDS:g} s")
    heads = f"{'statements':>11}{'bytes':>8}{'CPU ms':>8}{'per second':>12}{'p50 ms':>9}{'of floor':>10}"
    print(f"{'':34}{heads}")
    ratios = {}
    for name, one in found.items():
        ratios[name] = round(one["per_second"] / found["floor"]["per_second"], 3)
        told = costs.get(name, {"statements": 1, "bytes": size, "processor_ms": 0.0})
        print(
            f"{name:34}{told['statements']:>11}{told['bytes']:>8}{told['processor_ms']:>8}"
            f"{one['per_second']:>12}{one['p50_ms']:>9}{ratios[name]:>10.3f}"
        )
    report("pages", {"figures": found, "all": runs, "costs": costs, "ratios": ratios})


if __name__ == "__main__":
    main()
