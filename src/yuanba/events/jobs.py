"""Background jobs of events."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.events import services
from yuanba.web import entrance


@jobs.task(name="events.remind")
def remind() -> None:
    """Remind those who registered of the events of the current district that are near."""
    services.remind_all(now=entrance.now())


@app.periodic(cron="5 * * * *", periodic_id="events.clock")
@app.task(name="events.clock")
def clock(timestamp: int) -> None:
    """Queue ``remind`` for every district whose schema is up to date, every hour."""
    jobs.defer_everywhere("events.remind")
