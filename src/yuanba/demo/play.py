"""The invented matters, played through the services in the order of their days."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from yuanba.demo import house, stories
from yuanba.demo.logins import LOGINS
from yuanba.demo.stories import Event, Story
from yuanba.districts import queries as districts
from yuanba.journal import services as journal
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, Imported
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.packs import store
from yuanba.rules.access import bearer, system
from yuanba.rules.actor import ANONYMOUS, Actor, ActorKind
from yuanba.rules.calendar import day
from yuanba.rules.pack import Pack

AREA = "500116"
READER = system("matters.suggest_class")
#: How far back the inboxes of the cast are unread, and more lines than any of them holds.
UNREAD, MANY = timedelta(days=2), 1_000
DONE = ("matters.suggest_class", "messages.deliver")


@transaction.atomic
def seed(*, now: datetime, tell: Callable[[str], object] = lambda step: None) -> bool:
    """Fill the empty district that we are in, all or nothing; False where it was filled before."""
    if house.is_furnished():
        return False
    tell("areas, units, log-ins")
    house.furnish(now=now)
    tell("matters")
    stage = Stage(pack=store.in_force(day(now)), now=now)
    archive(stage)
    for event in stories.events(stage.told, now=now, calendar=stage.pack.calendar):
        stage.play(event)
    tell("journal, messages")
    journal.number()
    messages.read_journal()
    with redirect_stdout(io.StringIO()):  # the console channel would say each of them
        messages.deliver(actor=house.ACTOR, now=now)
    _drop_jobs()
    _read_inboxes(now)
    return True


def archive(stage: Stage) -> None:
    """Take over what the old hotline had."""
    rows = [
        Imported(
            source_number=old.number,
            text=old.text,
            place=old.place,
            said_at=stage.now - timedelta(days=old.days),
        )
        for old in stage.told.archived
    ]
    services.import_archive(
        actor=house.ACTOR, rows=rows, channel="archive", now=stage.now, tell=lambda count: None
    )


def _read_inboxes(now: datetime) -> None:
    """Whoever works here has read what came in before the last days."""
    for login in LOGINS:
        if login.kind is not ActorKind.STAFF:
            continue
        reader = house.actor(login.login)
        lines = inboxes.inbox(reader, at=now, limit=MANY).rows
        old = [line.id for line in lines if line.at < now - UNREAD]
        if old:
            messages.read_until(actor=reader, item_id=max(old), now=now)


def _drop_jobs() -> None:
    """What filing and reading deferred is done already: the suggestions even at their own hour."""
    row = districts.current()
    assert row, "seeding happens inside a district"
    made = ProcrastinateJob.objects.filter(task_name__in=DONE, status="todo", args__district=row.code)
    for number in made.values_list("id", flat=True):
        app.job_manager.cancel_job_by_id(number, delete_job=True)


@dataclass(slots=True, kw_only=True)
class Stage:
    """Who is who while the stories are played, and which matter each story became."""

    pack: Pack
    now: datetime
    told: stories.Stories = field(default_factory=stories.stories)
    chance: Random = field(default_factory=lambda: Random(stories.SEED))  # noqa: S311
    workers: dict[str, list[str]] = field(init=False)
    actors: dict[str, Actor] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    matters: dict[int, int] = field(default_factory=dict)
    takers: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workers = house.workers(self.pack)

    def play(self, event: Event) -> None:
        """Let one thing happen."""
        story = self.told.matter[event.story]
        PLAYED[event.deed](self, event, story)

    def actor(self, login: str) -> Actor:
        """Who acts under this log-in; nobody in particular without one."""
        if not login:
            return ANONYMOUS
        if login not in self.actors:
            self.actors[login] = house.actor(login)
        return self.actors[login]

    def triager(self, story: Story) -> Actor:
        """Who triages there."""
        return self.actor("jijiang" if story.area.startswith("001") else "triager")

    def taker(self, event: Event) -> Actor:
        """Who has the order: the same colleague from accepting to answering."""
        row = queries.matter_for(house.ACTOR, self.matters[event.story], event.at)
        key = (event.story, row.unit)
        if key not in self.takers:
            self.takers[key] = self.chance.choice(self.workers[row.unit])
        return self.actor(self.takers[key])

    def owner(self, event: Event, story: Story) -> Actor:
        """Who has the last word: the account, the counter for its visitors, or who holds the receipt."""
        if story.by == "resident":
            return self.actor("resident")
        if story.by == "clerk":
            return self.actor("clerk")
        return bearer(queries.owner_by_receipt(self.receipts[event.story]))

    def choice(self, event: Event, story: Story) -> dict[str, str]:
        """The class and the item that the triager chooses."""
        item = event.code or story.item
        return {"class_code": self.pack.items[item].class_code, "item_code": item}


def _file(stage: Stage, event: Event, story: Story) -> None:
    filed = services.file(
        actor=stage.actor(story.by),
        text=story.text,
        place=story.place,
        area_code=f"{AREA}{story.area}" if story.area else "",
        channel=story.channel,
        contact=Contact(channel="sms", address=story.phone) if story.phone else None,
        now=event.at,
    )
    stage.receipts[event.story] = filed.receipt
    stage.matters[event.story] = queries.matter_by_receipt(house.ACTOR, filed.receipt, event.at).id


def _suggest(stage: Stage, event: Event, story: Story) -> None:
    services.suggest(actor=READER, matter_id=stage.matters[event.story], now=event.at)


def _assign(stage: Stage, event: Event, story: Story) -> None:
    services.assign(
        actor=stage.triager(story),
        matter_id=stage.matters[event.story],
        now=event.at,
        **stage.choice(event, story),
    )


def _refuse(stage: Stage, event: Event, story: Story) -> None:
    services.refuse(
        actor=stage.triager(story),
        matter_id=stage.matters[event.story],
        refusal_code=event.code,
        reason=event.words,
        now=event.at,
    )


def _accept(stage: Stage, event: Event, story: Story) -> None:
    services.accept(actor=stage.taker(event), matter_id=stage.matters[event.story], now=event.at)


def _give_back(stage: Stage, event: Event, story: Story) -> None:
    services.give_back(
        actor=stage.taker(event), matter_id=stage.matters[event.story], reason=event.words, now=event.at
    )


def _answer(stage: Stage, event: Event, story: Story) -> None:
    services.answer(
        actor=stage.taker(event), matter_id=stage.matters[event.story], words=event.words, now=event.at
    )


def _publish(stage: Stage, event: Event, story: Story) -> None:
    title, _bar, summary = event.words.partition(" | ")
    services.publish(
        actor=stage.actor("editor"),
        matter_id=stage.matters[event.story],
        title=title,
        summary=summary,
        now=event.at,
    )


def _confirm(stage: Stage, event: Event, story: Story) -> None:
    services.confirm(actor=stage.owner(event, story), matter_id=stage.matters[event.story], now=event.at)


def _reopen(stage: Stage, event: Event, story: Story) -> None:
    services.reopen(
        actor=stage.owner(event, story),
        matter_id=stage.matters[event.story],
        reason=event.words,
        now=event.at,
    )


PLAYED: dict[str, Callable[[Stage, Event, Story], None]] = {
    "file": _file,
    "suggest": _suggest,
    "assign": _assign,
    "refuse": _refuse,
    "accept": _accept,
    "return": _give_back,
    "answer": _answer,
    "publish": _publish,
    "confirm": _confirm,
    "reopen": _reopen,
}
