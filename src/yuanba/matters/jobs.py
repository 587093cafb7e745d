"""Background jobs of matters: due actions of the clock, new days, clean-up of files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from procrastinate.contrib.django import app

from yuanba.districts import jobs
from yuanba.districts.services import isolating
from yuanba.matters import services
from yuanba.matters.queries import clock
from yuanba.matters.services.handover import TERMS
from yuanba.matters.services.life import CLOCK, NotPressing
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import escalation
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import NothingAbove
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web import entrance


@jobs.task(name="matters.sweep_files")
def sweep_files() -> None:
    """Delete the stored files of the current district that no attachment or notice refers to any more."""
    services.sweep(now=entrance.now())


#: What the clock does, and the service behind it. A notice ends and those who judge are asked by
#: another app's clock, which sees whether it hung its time and was answered for; who judges closes.
CLOCK_SERVICES: Mapping[Verb, Callable[..., None]] = {
    MatterVerb.ALARM: services.alarm,
    MatterVerb.REMIND: services.remind,
    MatterVerb.LAPSE: services.lapse,
    MatterVerb.ESCALATE: services.escalate,
    MatterVerb.PRIORITISE: services.prioritise,
    MatterVerb.RESUME: services.resume,
    MatterVerb.REPORT_UP: services.report_up,
}
BATCH = 200
#: Where one matter's clock fails, that matter is set aside under this name.
PART = "matters.clock"


@jobs.task(name="matters.press")
def press(*, matter_id: int) -> None:
    """Carry out the reminders and escalations now due for a matter that was just returned or urged."""
    isolating.Attempts(PART).run(partial(_follow, matter_id, entrance.now()), key=matter_id)


@jobs.task(name="matters.clock")
def tick() -> None:
    """Carry out the due reminders, escalations and similar actions for every matter of one district."""
    _tick(of_dangers=False)


@jobs.task(name="matters.dangers")
def tick_dangers() -> None:
    """Carry out what is due for the matters of one district that speak of a danger: alarms, escalations."""
    _tick(of_dangers=True)


def _tick(*, of_dangers: bool) -> None:
    moment, last, attempts = entrance.now(), 0, isolating.Attempts(PART)
    while found := clock.courses(moment, after=last, limit=BATCH, of_dangers=of_dangers):
        for matter_id, read in found:
            last = matter_id
            attempts.run(partial(_press, matter_id, read, moment), key=matter_id)


def _follow(matter_id: int, moment: datetime) -> None:
    found = clock.course(matter_id)
    if found:
        _press(matter_id, lambda: found, moment)


def _press(matter_id: int, read: Callable[[], clock.Reading], moment: datetime) -> None:
    """Each deed in a transaction of its own; where somebody was quicker, the next."""
    for deed in escalation.pressing(*read(), moment):
        service = CLOCK_SERVICES.get(deed.verb)
        if service:
            with contextlib.suppress(NotPressing, WrongState, NothingAbove):
                service(actor=CLOCK, matter_id=matter_id, deed=deed, now=moment)


@app.periodic(cron="*/5 * * * *", periodic_id="matters.ticking")
@app.task(name="matters.ticking")
def ticking(timestamp: int) -> None:
    """Queue the job that checks deadlines, for every district with an up-to-date database schema."""
    jobs.defer_everywhere("matters.clock")


@app.periodic(cron="* * * * *", periodic_id="matters.watching")
@app.task(name="matters.watching")
def watching(timestamp: int) -> None:
    """Queue the job that looks after dangers, every minute, for every district with an up-to-date schema."""
    jobs.defer_everywhere("matters.dangers")


@jobs.task(name="matters.follow_terms")
def follow_terms() -> None:
    """Move open orders to stand-ins or successors when leaves begin or terms end, and back after a leave."""
    services.follow_terms(actor=TERMS, now=entrance.now())


@app.periodic(cron="5 16 * * *", periodic_id="matters.new_day")  # 00:05 in China: the clock is UTC
@app.task(name="matters.new_day")
def new_day(timestamp: int) -> None:
    """Queue ``follow_terms`` for every district at the start of a new day."""
    jobs.defer_everywhere("matters.follow_terms")


@app.periodic(cron="10 19 * * *", periodic_id="matters.nightly")  # 03:10 in China: the clock is UTC
@app.task(name="matters.nightly")
def nightly(timestamp: int) -> None:
    """Queue ``sweep_files`` for every district, every night."""
    jobs.defer_everywhere("matters.sweep_files")
