"""Background jobs of privacy: the nightly deletion of data whose retention period is over."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import queries as districts
from yuanba.districts.jobs import defer, task
from yuanba.privacy import services
from yuanba.rules.core.actor import system
from yuanba.web.entrance import now


@task(name="privacy.retain")
def retain() -> None:
    """Erase all data whose retention period is over, in the current district."""
    services.retain(actor=system("privacy.retain"), now=now())


@app.periodic(cron="40 19 * * *", periodic_id="privacy.nightly")  # 03:40 in China: the clock is UTC
@app.task(name="privacy.nightly")
def nightly(timestamp: int) -> None:
    """Queue ``retain`` for every district whose schema is up to date, every night."""
    del timestamp
    for row in districts.districts():
        if row.head == districts.code_head():
            with districts.inside(row):
                defer("privacy.retain")
