"""The job that sends leaders their week on Monday mornings."""

from __future__ import annotations

from datetime import UTC, date, datetime

from procrastinate.contrib.django import app

from yuanba.dashboards import services
from yuanba.districts import jobs
from yuanba.rules.core.actor import system
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now


@jobs.task(name="dashboards.send_week")
def send_week(on: str) -> None:
    """Send the week before a day to the leaders of one district who want it."""
    services.send(actor=system("dashboards.week"), on=date.fromisoformat(on), now=now())


@app.periodic(cron="10 0 * * 1", periodic_id="dashboards.monday")  # 08:10 in China: the clock is UTC
@app.task(name="dashboards.monday")
def monday(timestamp: int) -> None:
    """Queue ``send_week`` for every district whose schema is up to date; repeating is harmless."""
    on = day(datetime.fromtimestamp(timestamp, UTC))
    jobs.defer_everywhere("dashboards.send_week", on=on.isoformat())
