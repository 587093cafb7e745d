"""Health checks and metrics for machines that watch the service."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from yuanba.districts import faults, queries
from yuanba.messages.queries import wishes
from yuanba.packs import load, store
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.server import counts, folders
from yuanba.server.supervisor import PAGES
from yuanba.web.entrance import now
from yuanba.web.metrics import MetricCut, gauges

#: A worker sends its heartbeat every ten seconds.
SILENT_SECONDS = 60
#: So long may a page that does nothing take before nobody can use the site.
PAGES_SECONDS = 3
LEAST_FREE_BYTES = 512 * 1024 * 1024
#: Whoever asks often is told what was found a moment ago.
_KEPT_SECONDS = 2.0
#: Marks of a request that came through a proxy: such a one is never "from this machine".
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
_NEAR_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

#: What a check says of a database that is in trouble.
_TROUBLES: Mapping[faults.Trouble | None, str] = {
    faults.Trouble.AWAY: "the database does not answer",
    faults.Trouble.READ_ONLY: "the database takes no writes: a standby, or set read-only",
    faults.Trouble.REFUSED: "the database refuses our name, our password or our rights",
    faults.Trouble.BUSY: "the database is busy",
    faults.Trouble.UNFIT: "a stored value cannot be read",
}
OK = "ok"
#: How the state of a check begins that is not well, while the rest can be served.
DEGRADED = "degraded: "

_found: tuple[float, dict[str, str]] | None = None


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 to show that this process runs; nothing else is checked."""
    return _plain("ok\n")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when requests can be served, else 503; the JSON body has the state of each check.

    Where only a part is at fault and the rest is served, the answer is 200, and "degraded" says so.
    """
    found = _kept()
    is_ready = all(serves(state) for state in found.values())
    is_degraded = any(state != OK for state in found.values())
    response = JsonResponse(
        {"ready": is_ready, "degraded": is_degraded, "checks": found}, status=200 if is_ready else 503
    )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with metrics for Prometheus, if the request has the token or comes from this machine."""
    if not _may_see(request):
        return _plain("metrics are for this machine, or for who has the token\n", status=403)
    told = counts.registry()
    told.register(_Figures())
    return HttpResponse(generate_latest(told), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def serves(state: str) -> bool:
    """Return whether requests are served with a check in this state: all is well, or only a part is not."""
    return state == OK or state.startswith(DEGRADED)


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response


def _may_see(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    if given:
        return secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    if any(name in request.META for name in _FORWARDED):
        return False
    if request.get_host().rsplit(":", 1)[0] not in _NEAR_NAMES:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


# --- readiness ------------------------------------------------------------------------------------


def _kept() -> dict[str, str]:
    global _found
    if _found is None or time.monotonic() - _found[0] > _KEPT_SECONDS:
        _found = (time.monotonic(), {name: _state(check) for name, check in CHECKS.items()})
    return _found[1]


def forget() -> None:
    """Empty the cache of check results, so that the next request checks again."""
    global _found
    _found = None


def _state(check: Callable[[], str]) -> str:
    """What a check says; a fault's own words stay inside."""
    try:
        return check()
    except Error as fault:
        trouble = faults.trouble_of(fault)
        if trouble in faults.PASSING:
            faults.close()
        return _TROUBLES.get(trouble, "tables are missing: run `yuanba upgrade`")
    except Refused as refusal:
        return refusal.code
    except OSError:
        return "a file cannot be read"


def _database() -> str:
    """A standby answers, but nobody can file there: not ready."""
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("select current_setting('transaction_read_only')")
        return _TROUBLES[faults.Trouble.READ_ONLY] if cursor.fetchone()[0] == "on" else "ok"


def _migrations() -> str:
    rows = queries.districts()
    behind = [row.code for row in rows if row.head != queries.code_head()]
    return _of_districts_at_fault("run `yuanba upgrade`", behind, among=len(rows))


def _packs() -> str:
    """Who has no rules is not served; where newer ones are faulty, those before them go on."""
    today, faulty, older = day(now()), [], []
    rows = [row for row in queries.districts() if row.head == queries.code_head()]
    for row in rows:
        try:
            with queries.inside(row):
                store.in_force(today)
                if days := store.left_out(today):
                    older.append(f"{row.code} ({', '.join(map(str, days))} did not enter)")
        except Refused as refusal:
            faulty.append(f"{row.code} ({refusal.code})")
        except load.FaultyPackError:
            faulty.append(f"{row.code} (faulty)")
    return _of_districts_at_fault(
        "run `yuanba packs check --released`", faulty, among=len(rows), served=older
    )


def _of_districts_at_fault(
    words: str, faulty: Sequence[str], *, among: int, served: Sequence[str] = ()
) -> str:
    """A district at fault is no reason to stop the others: only where all are, nobody can be served.

    Those of `served` are at fault too, and are served all the same.
    """
    if not faulty and not served:
        return OK
    is_degraded = not faulty or len(faulty) < among
    return f"{DEGRADED if is_degraded else ''}{words}: {', '.join([*faulty, *served])}"


def _faults() -> str:
    """What is set aside or passed over, and stored dates beyond the range: how many things, by district."""
    count = Counter(one.district for one in queries.faults())
    named = ", ".join(f"{code} {number}" for code, number in sorted(count.items()))
    return f"{DEGRADED}run `yuanba district faults`: {named}" if named else OK


def _sms() -> str:
    """Districts whose month's text messages run short: only dangers and log-in codes go out at the end."""
    short = []
    for row in queries.districts():
        if row.head == queries.code_head():
            with queries.inside(row):
                use = wishes.sms_use(now())
            short += [f"{row.code} {use.percent}%"] if use.is_short else []
    return f"{DEGRADED}text messages of this month: {', '.join(short)}" if short else OK


def _worker() -> str:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_workers"
            " where last_heartbeat > now() - make_interval(secs => %s)",
            [SILENT_SECONDS],
        )
        return "ok" if cursor.fetchone()[0] else "no worker is at work: run `yuanba work`"


def _disk() -> str:
    for folder in (folders.data(), Path(settings.FILES)):
        existing = next(place for place in (folder, *folder.parents) if place.exists())
        if shutil.disk_usage(existing).free < LEAST_FREE_BYTES:
            return "the disk is nearly full"
    return "ok"


def _pages() -> str:
    """Whether the web processes answer; only asked where another process is asked than they."""
    address = os.environ.get(PAGES)
    if not address:
        return "ok"
    host = urlsplit(address)
    asked = HTTPConnection(host.hostname or "", host.port, timeout=PAGES_SECONDS)
    try:
        asked.request("GET", "/health/live")
        return "ok" if asked.getresponse().status == HTTPStatus.OK else "the pages answer with a fault"
    except (OSError, HTTPException):
        return "the pages do not answer, or all of their threads are held"
    finally:
        asked.close()


CHECKS: Mapping[str, Callable[[], str]] = {
    "pages": _pages,
    "database": _database,
    "migrations": _migrations,
    "packs": _packs,
    "worker": _worker,
    "disk": _disk,
    "faults": _faults,
    "sms": _sms,
}


# --- figures --------------------------------------------------------------------------------------


class _Figures(Collector):
    """Readiness, jobs and what apps count, read from the database whenever the metrics are asked for."""

    def collect(self) -> Iterator[Metric]:
        found = _kept()
        yield _gauge(
            "yuanba_ready",
            "Whether a part that is needed to serve is there.",
            ("check",),
            {(name,): serves(state) for name, state in found.items()},
        )
        if found["database"] == OK:
            yield from _of_jobs()
            yield _of_faults()
            yield from _of_districts()


def _gauge(
    name: str, words: str, labels: Sequence[str], figures: Mapping[tuple[str, ...], float]
) -> GaugeMetricFamily:
    """Return a gauge with one sample for each tuple of label values."""
    gauge = GaugeMetricFamily(name, words, labels=labels)
    for values, figure in figures.items():
        gauge.add_metric(values, figure)
    return gauge


def _of_jobs() -> Iterator[Metric]:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("select status::text, count(*) from procrastinate_jobs group by 1")
        by_state = dict(cursor.fetchall())
        cursor.execute(
            "select coalesce(extract(epoch from now() - min(coalesce(scheduled_at, added.at))), 0)"
            " from procrastinate_jobs job left join lateral (select min(at) as at from procrastinate_events"
            " where job_id = job.id) added on true"
            " where status = 'todo' and coalesce(scheduled_at, added.at) <= now()"
        )
        overdue = round(float(cursor.fetchone()[0]), 3)
    states: dict[tuple[str, ...], float] = {
        (state,): by_state.get(state, 0) for state in ("todo", "doing", "failed")
    }
    yield _gauge("yuanba_jobs", "Jobs by their state.", ("state",), states)
    waits = "How long the most overdue job waits."
    yield _gauge("yuanba_jobs_oldest_overdue_seconds", waits, (), {(): overdue})


def _of_faults() -> GaugeMetricFamily:
    """Codes of districts and parts only: what a key names stays with `yuanba district faults`."""
    count = Counter((one.district, one.part) for one in queries.faults())
    return _gauge(
        "yuanba_faults",
        "What is set aside or passed over while the rest goes on.",
        ("district", "part"),
        {labels: float(number) for labels, number in count.items()},
    )


def _of_districts() -> Iterator[Metric]:
    rows = [row for row in queries.districts() if row.head == queries.code_head()]
    cut = MetricCut(now=now())
    for one, gauge in gauges():
        counted: dict[tuple[str, ...], float] = {}
        for row in rows:
            with queries.inside(row):
                counted |= {(row.code, part.part): float(part.amount.counted) for part in one.tallies(cut)}
        yield _gauge(gauge.name, gauge.help, ("district", gauge.label), counted)
