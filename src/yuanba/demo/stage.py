"""Who is who while the stories are played, and which matter each story became."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypedDict

from yuanba.demo import house
from yuanba.demo.declared import Stories, Story
from yuanba.demo.setting import Setting
from yuanba.demo.stories import Event, stories
from yuanba.evaluation import queries as judging
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.actor import ANONYMOUS, Actor, bearer
from yuanba.rules.matters import check
from yuanba.rules.matters.check import Person
from yuanba.rules.pack import Pack

#: Suggestions are read while a matter is young; of older ones only the decision is of interest.
RECENT = timedelta(days=90)


class On(TypedDict):
    """Which matter, and when."""

    matter_id: int
    now: datetime


class Choice(TypedDict):
    """A class and an item of it."""

    class_code: str
    item_code: str


class NobodyUntiedError(RuntimeError):
    """Everybody who could look at this answer is tied to it."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """The cast, and the matters as they were filed."""

    setting: Setting
    pack: Pack
    now: datetime
    told: Stories = field(init=False)
    chance: Random = field(init=False)
    workers: dict[str, list[str]] = field(init=False)
    actors: dict[str, Actor] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    judges: dict[str, Actor] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    matters: dict[int, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    takers: dict[tuple[int, str], str] = field(default_factory=dict)
    neighbours: int = 0
    seen: tuple[Event, MatterRow] | None = None

    def __post_init__(self) -> None:
        self.chance = Random(self.setting.seed)  # noqa: S311 - nothing secret hangs on it
        self.workers = house.workers(self.setting, self.pack)
        self.told = stories(self.setting, self.pack)

    def actor(self, login: str) -> Actor:
        """Who acts under this log-in; nobody in particular without one."""
        if not login:
            return ANONYMOUS
        if login not in self.actors:
            self.actors[login] = house.actor(login)
        return self.actors[login]

    def row(self, event: Event) -> MatterRow:
        """The matter as it stands when this begins to happen."""
        if self.seen is None or self.seen[0] is not event:
            self.seen = (event, queries.held(self.matters[event.story]))
        return self.seen[1]

    def took(self, event: Event, story: Story, receipt: str) -> None:
        """Remember what the story became."""
        self.receipts[event.story] = receipt
        self.matters[event.story] = queries.matter_by_receipt(house.ACTOR, receipt, event.at).id
        if story.name:
            self.names[story.name] = self.matters[event.story]

    def named(self, name: str) -> int:
        """The matter that the story of this name became."""
        return self.names[name]

    def on(self, event: Event) -> On:
        """Which matter, and when: what every service asks."""
        return On(matter_id=self.matters[event.story], now=event.at)

    def is_recent(self, event: Event) -> bool:
        """Whether it happened in the last quarter."""
        return event.at > self.now - RECENT

    def summary(self, event: Event, story: Story) -> str:
        """Title and summary for the public, of an answer that nobody wrote up by hand."""
        answers = [step for step in story.then if step.startswith(("answer: ", "settle"))]
        place = story.place.partition("，")[0]
        title = self.pack.items[self.row(event).item_code or story.item].title.zh
        return f"{place}：{story.title or title} | {answers[-1].partition(': ')[2]}"

    def triager(self, story: Story) -> Actor:
        """Who triages there."""
        return self.actor(self.setting.triager(story.area))

    def taker(self, event: Event, unit: str = "") -> Actor:
        """Who has the order, or a helping unit's part: the same colleague from accepting to answering."""
        key = (event.story, unit or self.row(event).unit)
        if key not in self.takers:
            self.takers[key] = self.chance.choice(self.workers[key[1]])
        return self.actor(self.takers[key])

    def looker(self, event: Event, story: Story) -> Actor:
        """Somebody who may check or call back: neither they nor their unit handled it."""
        past = queries.past_of(self.matters[event.story])
        town, elsewhere = self.setting.town, self.setting.lookers
        names = town.lookers if story.area.startswith(town.prefix) else elsewhere
        start = self.chance.randrange(len(names))
        for login in (*names[start:], *names[:start], *elsewhere):
            if not check.tie(self.person(login), past):
                return self.actor(login)
        raise NobodyUntiedError(story.text)

    def person(self, login: str) -> Person:
        """What ties a member of the cast to a matter; nobody moves during the year."""
        if login not in self.persons:
            self.persons[login] = queries.person_of(self.actor(login), self.now)
        return self.persons[login]

    def judge(self, key: str) -> Actor:
        """Who judges by office, by the key of their account."""
        if key not in self.judges:
            self.judges[key] = judging.behind(key)
        return self.judges[key]

    def owner(self, event: Event, story: Story) -> Actor:
        """Who has the last word: the account, the counter for its visitors, or who holds the receipt."""
        if story.by == "resident":
            return self.actor(story.by)
        if story.by == "clerk" and self.row(event).unit not in self.person("clerk").units:
            return self.actor(story.by)
        return bearer(queries.owner_by_receipt(self.receipts[event.story]))

    def choice(self, event: Event, story: Story) -> Choice:
        """The class and the item that is chosen."""
        item = event.code or story.item
        return Choice(class_code=self.pack.items[item].class_code, item_code=item)

    def phone(self) -> str:
        """The number of one more neighbour."""
        self.neighbours += 1
        return f"1390000{self.neighbours:04d}"
