"""Plays the invented matters through the services, in the order of their dates."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from datetime import datetime, time, timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from yuanba.demo import clockwork, compacts, councils, honours, house, menus, rooms, stories, talks
from yuanba.demo.deeds import PLAYS
from yuanba.demo.endings import ENDINGS
from yuanba.demo.setting import Setting
from yuanba.demo.stage import Stage
from yuanba.districts import queries as districts
from yuanba.exchange import services as exchange
from yuanba.exchange.services import Imported
from yuanba.journal import services as journal
from yuanba.messages import directory
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.messages.queries.wishes import QUIET
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.messages.reaching import QuietHours
from yuanba.rules.time.calendar import day

#: How far back the inboxes of the cast are unread.
UNREAD = timedelta(days=2)
#: No quiet hours, and the text messages that an invented district pays for in a month.
AWAKE, SMS_CAP = QuietHours(time(0), time(0)), 20_000
#: What was deferred while the year was played, and was done then and there.
DONE = ("matters.press", "messages.deliver")
#: After these the journal's readers have something to do before the same matter goes on.
READ = frozenset({"check", "fail", "publish", "uphold", "undo_close"})
#: These need what the readers made of the matter's last acts; the rest waits until the evening.
NEEDS = frozenset({"accept", "prove", "contest", "uphold", "dismiss", "rate", "scan", "judge", "call"})
PLAYED = {**PLAYS, **ENDINGS}


@transaction.atomic
@clockwork.savepoints(are_used=False)
def seed(setting: Setting, *, now: datetime) -> bool:
    """Fill the current district with demonstration data; return False if it was already filled."""
    if house.is_furnished(setting):
        return False
    house.furnish(setting, now=now)
    stage = Stage(setting=setting, pack=store.in_force(day(now)), now=now)
    archive(stage)
    play(stage)
    house.write_lists(setting, stage.pack, now=now)
    talks.hold(setting, now=now)
    councils.hold(setting, now=now)
    compacts.hold(setting, now=now)
    honours.hold(setting, now=now)
    rooms.furnish(setting, now=now)
    menus.publish(setting, now=now)
    # What happened long ago was sent then: it does not wait until the morning after the demonstration began.
    messages.set_policy(actor=house.ACTOR, quiet=AWAKE, sms_cap=None, now=now)
    journal.number()
    with directory.at_once("unit", [unit.code for unit in people.units()]):
        messages.read_journal()
    with redirect_stdout(io.StringIO()):  # the console channel would say each of them
        messages.deliver(actor=house.ACTOR, now=now)
    messages.set_policy(actor=house.ACTOR, quiet=QUIET, sms_cap=SMS_CAP, now=now)
    journal.number()
    _drop_jobs()
    _read_inboxes(setting, now)
    return True


def play(stage: Stage) -> None:
    """Carry out all steps of all stories in order of time, and the timer checks that fall between steps."""
    happening = stories.events(
        stage.told, seed=stage.setting.seed, now=stage.now, calendar=stage.pack.calendar
    )
    looks = [*clockwork.ticks(happening[0].at, stage.now, stage.pack.calendar), stage.now]
    unread: set[int] = set()
    for event in happening:
        while looks[0] < event.at:
            unread = clockwork.pass_by(looks.pop(0), unread)
        if event.deed in NEEDS and unread & {event.story, clockwork.MANY}:
            unread = clockwork.read_journal()
        PLAYED[event.deed](stage, event, stage.told.matter[event.story])
        if event.deed in READ:
            unread.add(event.story)
    for look in looks:
        unread = clockwork.pass_by(look, unread)
    clockwork.read_journal()


def archive(stage: Stage) -> None:
    """Import the matters of the old hotline as an archive."""
    rows = [
        Imported(
            source_number=old.number,
            text=old.text,
            place=old.place,
            said_at=stage.now - timedelta(days=old.days),
        )
        for old in stage.told.archived
    ]
    exchange.import_archive(
        actor=house.ACTOR, rows=rows, channel="archive", now=stage.now, tell=lambda count: None
    )


def _read_inboxes(setting: Setting, now: datetime) -> None:
    """Whoever works here has read what came in before the last days."""
    for login in setting.logins:
        if login.kind is not ActorKind.STAFF:
            continue
        reader = house.actor(login.login)
        last = inboxes.last_before(reader, at=now, before=now - UNREAD)
        if last:
            messages.read_until(actor=reader, item_id=last, now=now)


def _drop_jobs() -> None:
    """What acting and reading deferred is done already."""
    row = districts.current()
    assert row, "seeding happens inside a district"
    made = ProcrastinateJob.objects.filter(task_name__in=DONE, status="todo", args__district=row.code)
    for number in made.values_list("id", flat=True):
        app.job_manager.cancel_job_by_id(number, delete_job=True)
