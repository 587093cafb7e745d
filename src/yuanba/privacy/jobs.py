"""Background jobs of privacy: the nightly deletion of data whose retention period is over."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.privacy import services
from yuanba.rules.core.actor import system
from yuanba.web.entrance import now


@jobs.task(name="privacy.retain")
def retain() -> None:
    """Erase all data whose retention period is over, in the current district."""
    services.retain(actor=system("privacy.retain"), now=now())


@app.periodic(cron="40 19 * * *", periodic_id="privacy.nightly")  # 03:40 in China: the clock is UTC
@app.task(name="privacy.nightly")
def nightly(timestamp: int) -> None:
    """Queue ``retain`` for every district whose schema is up to date, every night."""
    del timestamp
    jobs.defer_everywhere("privacy.retain")
