"""Background jobs of people: the nightly clean-up."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.districts.services import isolating
from yuanba.people import services
from yuanba.rules.core.actor import system
from yuanba.web.entrance import now


@jobs.task(name="people.sweep")
def sweep() -> None:
    """Delete old rate-limit counters and expired sessions; end the keys of programs without a position."""
    moment, attempts = now(), isolating.Attempts("people.sweep")
    attempts.run(lambda: services.forget_throttles(before=moment - timedelta(days=2)), key="throttles")
    attempts.run(services.forget_sessions, key="sessions")
    attempts.run(lambda: services.end_keys(actor=system("people.sweep"), now=moment), key="keys")


@app.periodic(cron="10 19 * * *", periodic_id="people.nightly")  # 03:10 in China: the clock is UTC
@app.task(name="people.nightly")
def nightly(timestamp: int) -> None:
    """Queue the nightly clean-up job ``sweep`` for every district whose schema is up to date."""
    del timestamp
    jobs.defer_everywhere("people.sweep")
