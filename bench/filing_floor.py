"""The floor of filing: the statements of one filing, sent by bare psycopg clients.

    python -m bench.filing_floor [--clients 8] [--seconds 10]

The statements are recorded from the application while it files a matter, so they cannot differ from what it
sends: throttle, BEGIN, idempotency key, matter, job, journal, COMMIT. Here each client is a process with one
connection and no framework; every statement is a round trip of its own, prepared by psycopg as it sees fit;
fsync is on. Only what must differ between two filings is drawn anew: receipt, token, idempotency key.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.house import DISTRICT, house, percentile

BODY = {
    "text": "三栋二单元楼道的灯坏了三天，晚上老人上下楼很危险，请尽快派人来修，谢谢。联系时间白天都可以。",
    "place": "几江街道河边小区三栋二单元",
}
WARM_SECONDS = 1.0


@dataclass(frozen=True)
class Recording:
    """What one warm filing sends. ``first`` goes before BEGIN, ``rest`` between BEGIN and COMMIT."""

    first: Sequence[tuple[str, Any]]
    rest: Sequence[tuple[str, Any]]
    receipt: str
    token: str
    scope: bytes
    matter_id: int


def record() -> Recording:
    """File three matters in this process and write down what the third sends."""
    from django.db import connection
    from django.test import Client

    from yuanba.server import postgres

    client, sent = Client(), []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        sent.append((connection.in_atomic_block, sql, parameters))
        return execute(sql, parameters, many, context)

    with postgres.running():
        for _ in range(3):
            sent.clear()
            with connection.execute_wrapper(note):
                answer = client.post(
                    f"/d/{DISTRICT}/api/v1/matters",
                    data=BODY,
                    content_type="application/json",
                    headers={"Idempotency-Key": secrets.token_hex(16), "X-Client-Secret": "bench" * 5},
                )
            assert answer.status_code == 201, answer.content
        filed = answer.json()
        with connection.cursor() as cursor:
            cursor.execute("select id from matters_matter where receipt = %s", [filed["receipt"]])
            (matter_id,) = cursor.fetchone()
    scope = next(parameters[0] for _, sql, parameters in sent if "journal_acknowledged" in sql)
    return Recording(
        first=[(sql, parameters) for inside, sql, parameters in sent if not inside],
        rest=[(sql, parameters) for inside, sql, parameters in sent if inside],
        receipt=filed["receipt"],
        token=filed["token"],
        scope=scope,
        matter_id=matter_id,
    )


def renewed(value: Any, by: dict[Any, Any]) -> Any:
    """A parameter of the recording with what must differ replaced."""
    if isinstance(value, Jsonb):
        return Jsonb(renewed(value.obj, by))
    if isinstance(value, dict):
        return {name: renewed(part, by) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(renewed(part, by) for part in value)
    if isinstance(value, str) and not value.isdecimal():
        for old, new in by.items():
            if isinstance(old, str) and old in value:
                return value.replace(old, new)
        return str(value)
    return by.get(value, value) if isinstance(value, str | bytes | int) else value


def _file(connection: psycopg.Connection, recording: Recording) -> None:
    by: dict[Any, Any] = {
        recording.receipt: f"{secrets.randbelow(10**12):012d}",
        recording.token: secrets.token_urlsafe(18),
        recording.scope: secrets.token_bytes(32),
    }
    for sql, parameters in recording.first:
        connection.execute(sql, renewed(parameters, by)).fetchone()
    connection.execute("BEGIN")
    for sql, parameters in recording.rest:
        done = connection.execute(sql, renewed(parameters, by))
        row = done.fetchone() if done.description else None
        if row and "matters_matter" in sql:
            by |= {recording.matter_id: row[0], str(recording.matter_id): str(row[0])}
    connection.execute("COMMIT")


def _client(
    arguments: dict[str, str], recording: Recording, starts: float, ends: float, told: Queue[list[float]]
) -> None:
    taken = []
    with psycopg.connect(
        **arguments, autocommit=True, options=f"-c search_path=d_{DISTRICT},public"
    ) as connection:
        while (begun := time.monotonic()) < ends:
            _file(connection, recording)
            if begun >= starts:
                taken.append(time.monotonic() - begun)
    told.put(taken)


def measure(recording: Recording, *, clients: int, seconds: float) -> dict[str, float]:
    """Filings per second and what one takes, with so many clients at once."""
    from yuanba.server import postgres

    context = multiprocessing.get_context("fork")
    told: Queue[list[float]] = context.Queue()
    starts = time.monotonic() + WARM_SECONDS
    work = (postgres.connect_arguments(), recording, starts, starts + seconds, told)
    processes = [context.Process(target=_client, args=work) for _ in range(clients)]
    for process in processes:
        process.start()
    taken = [each for _ in processes for each in told.get(timeout=seconds + 30)]
    for process in processes:
        process.join()
    return figures(taken, seconds)


def figures(taken: Sequence[float], seconds: float) -> dict[str, float]:
    """Rate, median and 95th percentile of what was measured."""
    return {
        "per_second": round(len(taken) / seconds, 1),
        "p50_ms": round(percentile(taken, 0.5) * 1000, 2),
        "p95_ms": round(percentile(taken, 0.95) * 1000, 2),
    }


def main() -> None:
    """Print the statements and the floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    with house():
        recording = record()
        for sql, _ in [*recording.first, ("BEGIN", ()), *recording.rest, ("COMMIT", ())]:
            print(" ".join(sql.split()))
        print(json.dumps(measure(recording, clients=arguments.clients, seconds=arguments.seconds)))


if __name__ == "__main__":
    main()
