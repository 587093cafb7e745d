"""The background worker: runs jobs, numbers the journal, feeds its readers, and rescues stalled jobs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from functools import partial
from pathlib import Path

import structlog
from django.db import Error, close_old_connections
from procrastinate.contrib.django import app

from yuanba.districts import faults, queries
from yuanba.districts.queries import DistrictRow
from yuanba.districts.services import isolating
from yuanba.journal import services as journal
from yuanba.journal.readers import readers

log = structlog.get_logger("yuanba.worker")

#: How long the journal waits for its next round, and after how long a job whose worker is silent is stalled.
ROUND_SECONDS = 1.0
RESCUE_SECONDS = 20.0
STALLED_SECONDS = 30.0

#: What the rounds set aside is kept under: the whole of a district, its numbering, or one reader.
PART = "journal"
#: How far the worker steps back (nice) behind who waits for a page.
GIVES_WAY = 10


def work() -> None:
    """Run background jobs, and number new journal entries, until a signal to stop (SIGINT, SIGTERM).

    The process lowers its priority, so that pages come first where processors are short.
    """
    _give_way()
    stop = threading.Event()
    rounds = threading.Thread(target=_rounds, args=(stop,), name="journal", daemon=True)
    rounds.start()
    try:
        asyncio.run(_jobs())
    finally:
        stop.set()
        rounds.join(timeout=5)


def _give_way() -> None:
    """Step back as a process, and as a session of our own if we are one: Linux weighs sessions first."""
    os.nice(GIVES_WAY)
    session = Path("/proc/self/autogroup")
    if os.getsid(0) == os.getpid() and session.exists():
        with contextlib.suppress(OSError):  # only a courtesy
            session.write_text(str(GIVES_WAY))


async def _jobs() -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        async with working.open_async():
            rescue = asyncio.create_task(_rescue_forever(working))
            try:
                await working.run_worker_async(
                    concurrency=2,
                    install_signal_handlers=True,
                    listen_notify=True,
                    fetch_job_polling_interval=2,
                    delete_jobs="successful",
                )
            finally:
                rescue.cancel()


async def _rescue_forever(working: object) -> None:
    while True:
        await asyncio.sleep(RESCUE_SECONDS)
        await rescue(working)


async def rescue(working: object) -> int:
    """Put jobs of dead workers back into the queue and return their number.

    A worker is dead when its heartbeat has stopped.
    """
    manager = working.job_manager  # type: ignore[attr-defined]
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS))
    for job in stalled:
        await manager.retry_job(job)
    await manager.prune_stalled_workers(STALLED_SECONDS)
    return len(stalled)


def retry(job: int) -> None:
    """Put a failed job back into the queue, to run at once."""
    from django.utils import timezone

    app.job_manager.retry_job_by_id(job, retry_at=timezone.now())


def _rounds(stop: threading.Event) -> None:
    try:
        while not stop.wait(ROUND_SECONDS):
            try:
                round_once()
            except Error as fault:
                if not faults.is_passing(fault):
                    raise
                log.warning(f"database.{faults.trouble_of(fault)}", fault=type(fault).__name__)
                faults.close()
            close_old_connections()
    finally:
        if not stop.is_set():  # half a worker would go unseen: the supervisor starts a new one
            os.kill(os.getpid(), signal.SIGTERM)


def round_once() -> int:
    """Number new journal entries in all migrated districts, call all readers, and return the entry count.

    A district or a reader that fails is set aside for a while; the others go on.
    """
    counted: list[int] = []
    for row in queries.districts():
        if row.head == queries.code_head():
            attempts = isolating.Attempts(PART, district=row.code)
            attempts.run(partial(_round_in, row, attempts, counted))
    return sum(counted)


def _round_in(row: DistrictRow, attempts: isolating.Attempts, counted: list[int]) -> None:
    with queries.inside(row):
        attempts.run(lambda: counted.append(journal.number()), key="number")
        for name, reader in readers().items():
            attempts.run(reader, key=name)
