"""Background jobs of ratings."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.evaluation import services
from yuanba.web import entrance


@jobs.task(name="evaluation.round_off")
def round_off() -> None:
    """End all notices and rating periods in the current district whose time is over."""
    services.round_off(now=entrance.now())


@app.periodic(cron="*/10 * * * *", periodic_id="evaluation.clock")
@app.task(name="evaluation.clock")
def clock(timestamp: int) -> None:
    """Queue ``round_off`` for every district whose schema is up to date, every ten minutes."""
    jobs.defer_everywhere("evaluation.round_off")
