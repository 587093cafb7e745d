"""Background jobs of people: the nightly clean-up."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from yuanba.districts import queries as districts
from yuanba.districts.jobs import defer, task
from yuanba.people import services
from yuanba.rules.core.actor import system
from yuanba.web.entrance import now


@task(name="people.sweep")
def sweep() -> None:
    """Delete old rate-limit counters and expired sessions; end the keys of programs without a position."""
    services.forget_throttles(before=now() - timedelta(days=2))
    services.forget_sessions()
    services.end_keys(actor=system("people.sweep"), now=now())


@app.periodic(cron="10 19 * * *", periodic_id="people.nightly")  # 03:10 in China: the clock is UTC
@app.task(name="people.nightly")
def nightly(timestamp: int) -> None:
    """Queue the nightly clean-up job ``sweep`` for every district whose schema is up to date."""
    del timestamp
    for row in districts.districts():
        if row.head != districts.code_head():
            continue
        with districts.inside(row):
            defer("people.sweep")
