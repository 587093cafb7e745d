"""Background jobs of consultations."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.opinions import queries, services
from yuanba.web import entrance


@jobs.task(name="opinions.round_off")
def round_off() -> None:
    """End the consultations of the current district whose last day is over, and find groups in the others."""
    now = entrance.now()
    services.close_over(now=now)
    for consultation_id in queries.without_end():
        services.group(consultation_id=consultation_id, now=now)


@jobs.task(name="opinions.group")
def group(consultation_id: int) -> None:
    """Find the groups of opinion of one consultation."""
    services.group(consultation_id=consultation_id, now=entrance.now())


@app.periodic(cron="*/10 * * * *", periodic_id="opinions.clock")
@app.task(name="opinions.clock")
def clock(timestamp: int) -> None:
    """Queue ``round_off`` for every district whose schema is up to date, every ten minutes."""
    jobs.defer_everywhere("opinions.round_off")
