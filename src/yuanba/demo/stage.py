"""Holds the state of a running demonstration: which log-in plays whom, which matter is which story."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypedDict

from yuanba.demo import house
from yuanba.demo.declared import Stories, Story
from yuanba.demo.setting import Setting
from yuanba.demo.stories import StoryEvent, stories
from yuanba.evaluation import queries as judging
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.actor import ANONYMOUS, Actor, bearer
from yuanba.rules.matters import check
from yuanba.rules.matters.check import Judge
from yuanba.rules.pack import Pack

#: Suggestions are read while a matter is young; of older ones only the decision is of interest.
RECENT = timedelta(days=90)


class On(TypedDict):
    """The keyword arguments that every matter service takes: ``matter_id`` and ``now``."""

    matter_id: int
    now: datetime


class ChosenClass(TypedDict):
    """The keyword arguments that name a class of matter and one of its items."""

    class_code: str
    item_code: str


class NobodyUntiedError(RuntimeError):
    """Raised when every possible checker of an answer took part in handling the matter."""


@dataclass(slots=True, kw_only=True)
class Stage:
    """The state of a running demonstration: its people, and the matters filed so far."""

    setting: Setting
    pack: Pack
    now: datetime
    told: Stories = field(init=False)
    chance: Random = field(init=False)
    workers: dict[str, list[str]] = field(init=False)
    actors: dict[str, Actor] = field(default_factory=dict)
    persons: dict[str, Judge] = field(default_factory=dict)
    judges: dict[str, Actor] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    matters: dict[int, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    takers: dict[tuple[int, str], str] = field(default_factory=dict)
    neighbours: int = 0
    seen: tuple[StoryEvent, MatterRow] | None = None

    def __post_init__(self) -> None:
        self.chance = Random(self.setting.seed)  # noqa: S311 - nothing secret hangs on it
        self.workers = house.workers(self.setting, self.pack)
        self.told = stories(self.setting, self.pack)

    def actor(self, login: str) -> Actor:
        """Return the actor with this log-in, or the anonymous actor if the log-in is empty."""
        if not login:
            return ANONYMOUS
        if login not in self.actors:
            self.actors[login] = house.actor(login)
        return self.actors[login]

    def row(self, event: StoryEvent) -> MatterRow:
        """Return the matter's row as it is before this event takes place; read once per event."""
        if self.seen is None or self.seen[0] is not event:
            self.seen = (event, queries.held(self.matters[event.story]))
        return self.seen[1]

    def took(self, event: StoryEvent, story: Story, receipt: str) -> None:
        """Record the receipt and the matter id under which the story was filed."""
        self.receipts[event.story] = receipt
        self.matters[event.story] = queries.matter_by_receipt(house.ACTOR, receipt, event.at).id
        if story.name:
            self.names[story.name] = self.matters[event.story]

    def named(self, name: str) -> int:
        """Return the id of the matter that was filed for the story with this name."""
        return self.names[name]

    def on(self, event: StoryEvent) -> On:
        """Return the arguments that every matter service takes: the matter's id and the event's moment."""
        return On(matter_id=self.matters[event.story], now=event.at)

    def is_recent(self, event: StoryEvent) -> bool:
        """Return whether the event lies within the last quarter of a year."""
        return event.at > self.now - RECENT

    def summary(self, event: StoryEvent, story: Story) -> str:
        """Return "title | summary" for publishing the matter, made from its item and its last answer."""
        answers = [step for step in story.then if step.startswith(("answer: ", "settle"))]
        place = story.place.partition("，")[0]
        title = self.pack.items[self.row(event).item_code or story.item].title.zh
        return f"{place}：{story.title or title} | {answers[-1].partition(': ')[2]}"

    def triager(self, story: Story) -> Actor:
        """Return the triager who is responsible for the story's area."""
        return self.actor(self.setting.triager(story.area))

    def taker(self, event: StoryEvent, unit: str = "") -> Actor:
        """Return the person who handles a story's order in a unit; once drawn, always the same person."""
        key = (event.story, unit or self.row(event).unit)
        if key not in self.takers:
            self.takers[key] = self.chance.choice(self.workers[key[1]])
        return self.actor(self.takers[key])

    def looker(self, event: StoryEvent, story: Story) -> Actor:
        """Return a staff member who may check or call back: one with no tie to the handling of the matter.

        Raises NobodyUntiedError where everybody is tied to it.
        """
        past = queries.past_of(self.matters[event.story])
        town, elsewhere = self.setting.town, self.setting.lookers
        names = town.lookers if story.area.startswith(town.prefix) else elsewhere
        start = self.chance.randrange(len(names))
        for login in (*names[start:], *names[:start], *elsewhere):
            if not check.tie(self.person(login), past):
                return self.actor(login)
        raise NobodyUntiedError(story.text)

    def person(self, login: str) -> Judge:
        """Return the units, roles and ties that can bar this log-in from judging a matter; cached."""
        if login not in self.persons:
            self.persons[login] = queries.person_of(self.actor(login), self.now)
        return self.persons[login]

    def judge(self, key: str) -> Actor:
        """Return the actor with this account key, who rates results by office; cached."""
        if key not in self.judges:
            self.judges[key] = judging.behind(key)
        return self.judges[key]

    def owner(self, event: StoryEvent, story: Story) -> Actor:
        """Return the actor who acts for the resident: their account, the clerk, or the receipt holder."""
        if story.by == "resident":
            return self.actor(story.by)
        if story.by == "clerk" and self.row(event).unit not in self.person("clerk").units:
            return self.actor(story.by)
        return bearer(queries.owner_by_receipt(self.receipts[event.story]))

    def choice(self, event: StoryEvent, story: Story) -> ChosenClass:
        """Return the class and item to choose for the matter, taken from the event or else from the story."""
        item = event.code or story.item
        return ChosenClass(class_code=self.pack.items[item].class_code, item_code=item)

    def phone(self) -> str:
        """Return a new, unused phone number for one more invented neighbour."""
        self.neighbours += 1
        return f"1390000{self.neighbours:04d}"
