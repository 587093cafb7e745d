"""The invented matters: read from their file, and set on the clock of an ordinary office."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

from pydantic import Field

from yuanba.rules.calendar import Calendar, day, moment
from yuanba.rules.declared import Declared

FILE = Path(__file__).resolve().parent / "jiangjin" / "matters.toml"
SEED = 500116
#: How long each thing takes at least and at most, in minutes of work.
PAUSES: dict[str, tuple[int, int]] = {
    "assign": (15, 120),
    "refuse": (30, 200),
    "accept": (20, 160),
    "return": (30, 150),
    "answer": (45, 240),
    "publish": (30, 150),
    "confirm": (60, 400),
    "reopen": (200, 600),
}
DAY_MINUTES = 7 * 60


class Story(Declared):
    """One invented matter, and what happened to it; the file says what each field means."""

    days: int
    at: str = ""
    minutes: int = 0
    area: str
    place: str
    channel: str
    by: str = ""
    phone: str = ""
    item: str = ""
    text: str
    then: tuple[str, ...] = ()


class Archived(Declared):
    """A matter of the old hotline."""

    number: str
    days: int
    text: str
    place: str


class Stories(Declared):
    """The whole file."""

    matter: tuple[Story, ...] = Field(min_length=1)
    archived: tuple[Archived, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens to a story at a moment: which deed, its code if it needs one, its words."""

    at: datetime
    story: int
    deed: str
    code: str = ""
    words: str = ""


@cache
def stories() -> Stories:
    """Everything that the file tells."""
    return Stories.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")), strict=False)


def events(told: Stories, *, now: datetime, calendar: Calendar) -> list[Event]:
    """Everything that happens, in the order in which it happens; always the same pauses, all before now."""
    chance = Random(SEED)  # noqa: S311 - nothing secret hangs on it
    found = [
        event
        for number, story in enumerate(told.matter)
        for event in _events(number, story, now, calendar, chance)
    ]
    return sorted(found, key=lambda event: event.at)


def _events(number: int, story: Story, now: datetime, calendar: Calendar, chance: Random) -> list[Event]:
    at = _filed_at(story, now, calendar)
    found = [
        Event(at=at, story=number, deed="file"),
        Event(at=at + timedelta(minutes=1), story=number, deed="suggest"),
    ]
    at = found[-1].at
    for step in story.then:
        head, _colon, words = step.partition(": ")
        deed, _space, code = head.partition(" ")
        if deed == "wait":
            at = _after_work(at, int(code) * DAY_MINUTES, calendar)
            continue
        at = _after_work(at, chance.randint(*PAUSES[deed]), calendar)
        if at >= now:  # on the morning after a holiday the office was quicker than usual
            at = found[-1].at + (now - found[-1].at) / 2
        found.append(Event(at=at, story=number, deed=deed, code=code, words=words))
    return found


def _filed_at(story: Story, now: datetime, calendar: Calendar) -> datetime:
    if not story.days:
        return now - timedelta(minutes=story.minutes)
    return moment(days_ago(story.days, now, calendar), time.fromisoformat(story.at))


def days_ago(count: int, now: datetime, calendar: Calendar) -> date:
    """So many working days before today; on a day off, before the next working day."""
    on = calendar.workday_from(day(now))
    while count:
        on -= timedelta(days=1)
        count -= calendar.is_workday(on)
    return on


def _after_work(at: datetime, minutes: int, calendar: Calendar) -> datetime:
    left = timedelta(minutes=minutes)
    for opens, closes in calendar.worked_from(at):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError("worked time has no end")
