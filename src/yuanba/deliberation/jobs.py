"""Background jobs of councils."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.deliberation import services
from yuanba.districts import jobs
from yuanba.web import entrance


@jobs.task(name="deliberation.fall_due")
def fall_due() -> None:
    """Make the coming meetings due of the councils of the current district that have a cadence."""
    services.fall_due(now=entrance.now())


@app.periodic(cron="20 1 * * *", periodic_id="deliberation.clock")
@app.task(name="deliberation.clock")
def clock(timestamp: int) -> None:
    """Queue ``fall_due`` for every district whose schema is up to date, every night."""
    jobs.defer_everywhere("deliberation.fall_due")


@jobs.task(name="deliberation.remind")
def remind() -> None:
    """Remind whoever sits in a council, and whoever registered, of meetings that are near."""
    services.remind_of_meetings(now=entrance.now())


@app.periodic(cron="10 * * * *", periodic_id="deliberation.reminders")
@app.task(name="deliberation.reminders")
def reminders(timestamp: int) -> None:
    """Queue ``remind`` for every district whose schema is up to date, every hour."""
    jobs.defer_everywhere("deliberation.remind")
