"""Background jobs of messages: delivery, and the daily digests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.messages import services
from yuanba.rules.core.actor import system
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now


@jobs.task(name="messages.deliver")
def deliver() -> None:
    """Send the due messages of one district."""
    services.deliver(actor=system("messages.deliver"), now=now())


@jobs.task(name="messages.digest")
def digest(on: str) -> None:
    """Send one district's daily digests of messages for one day."""
    services.digest(actor=system("messages.digest"), on=date.fromisoformat(on), now=now())


@app.periodic(cron="30 0 * * *", periodic_id="messages.daily")  # 08:30 in China: the clock is UTC
@app.task(name="messages.daily")
def daily(timestamp: int) -> None:
    """Queue today's job ``digest`` for every district whose schema is up to date; repeating is harmless."""
    on = day(datetime.fromtimestamp(timestamp, UTC))
    jobs.defer_everywhere("messages.digest", on=on.isoformat())
