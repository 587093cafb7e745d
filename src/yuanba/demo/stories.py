"""Turns the invented matters into dated events within ordinary office hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from yuanba.demo import year
from yuanba.demo.declared import Stories, Story, files
from yuanba.demo.setting import Setting
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import MOVES
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import Calendar, day, moment

#: How long each thing takes at least and at most, in minutes of work.
PAUSES: dict[str, tuple[int, int]] = {
    "assign": (15, 120),
    "reassign": (60, 240),
    "refuse": (30, 200),
    "guide": (30, 200),
    "settle": (1, 3),
    "merge": (20, 90),
    "accept": (20, 160),
    "take": (60, 400),
    "return": (30, 150),
    "ask": (40, 200),
    "reply": (60, 400),
    "split": (30, 120),
    "join": (30, 160),
    "contribute": (200, 500),
    "answer": (45, 240),
    "publish": (30, 150),
    "check": (60, 400),
    "fail": (60, 400),
    "prove": (60, 300),
    "follow": (100, 900),
    "rate": (60, 400),
    "call": (100, 500),
    "object": (300, 900),
    "contest": (200, 900),
}
USUAL = (30, 200)
DAY_MINUTES = 7 * 60
#: What a unit says at its end; what may stand behind it instead of the usual check; what undoes it.
ANSWERS = frozenset({"answer", "settle"})
BY_HAND = frozenset({"fail", "open"}) | {
    verb.removeprefix("matter.")
    for (state, verb), to in MOVES.items()
    if state is State.ANSWERED and to != (State.ANSWERED,)
}
SENT_BACK = frozenset({"fail", "rate unsolved", "uphold", "undo_close supervisor", "withdraw"})
#: Steps that are nothing but time.
WAITS = frozenset({"wait", "soon", "later"})
#: What is told of an office that falls behind: nobody has checked, called, or written the notice yet.
OPEN_END = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """One step of a story at its moment: the step's name, its code if it needs one, and its words."""

    at: datetime
    story: int
    deed: str
    code: str = ""
    words: str = ""


def stories(setting: Setting, pack: Pack) -> Stories:
    """Return all stories of a district: individually written ones, and those generated for the year."""
    told = files(setting)
    return Stories(matter=(*told.matter, *year.stories(setting, pack)), archived=told.archived)


def events(told: Stories, *, seed: int, now: datetime, calendar: Calendar) -> list[StoryEvent]:
    """Return all stories' steps up to now as events in order of time; the same seed gives the same events."""
    found = [
        event
        for number, story in enumerate(told.matter)
        for event in _events(number, story, Random(f"{seed}.{story.text}"), now, calendar)  # noqa: S311
    ]
    return sorted(found, key=lambda event: event.at)


def _events(
    number: int, story: Story, chance: Random, now: datetime, calendar: Calendar
) -> Iterator[StoryEvent]:
    at = _filed_at(story, now, calendar)
    yield StoryEvent(at=at, story=number, deed="file")
    at += timedelta(minutes=1)
    yield StoryEvent(at=at, story=number, deed="suggest")
    before, soon = at, None
    for step, is_sure in _steps(story):
        head, _colon, words = step.partition(": ")
        deed, _space, code = head.partition(" ")
        if deed == "wait":
            at = _after_work(at, int(code) * DAY_MINUTES, calendar)
            continue
        if deed == "soon":  # somebody is on duty, by night and on holidays too
            soon = at + timedelta(minutes=int(code))
            continue
        if deed == "later":
            at = _after_work(at + timedelta(days=int(code)), 30, calendar)
            continue
        at = _after_work(at, chance.randint(*PAUSES.get(deed, USUAL)), calendar) if soon is None else soon
        soon = None
        if at >= now and not is_sure:  # what follows by itself has not followed yet
            return
        if at >= now:  # on the morning after a holiday the office was quicker than usual
            at = before + (now - before) / 2
        before = at
        yield StoryEvent(at=at, story=number, deed=deed, code=code, words=words)


def _steps(story: Story) -> Iterator[tuple[str, bool]]:
    """The steps of the file, which happen, and those that follow by themselves if there is time.

    An answer is checked, written up, posted and judged; who finds it unsolved is called.
    """
    heads = [step.partition(":")[0] for step in story.then]
    last = max((place for place, head in enumerate(heads) if head.split()[0] in ANSWERS), default=-1)
    for place, step in enumerate(story.then):
        if step == OPEN_END:
            return
        if heads[place].startswith("follow") and not any(one == "publish" for one in heads[:place]):
            yield "publish", True
        yield step, True
        following = next((head for head in heads[place + 1 :] if head.split()[0] not in WAITS), "")
        if heads[place].split()[0] in ANSWERS and following.split(" ")[0] not in BY_HAND:
            yield "check", False
        if heads[place] == "rate unsolved" and not following.startswith("call"):
            yield "call settled", False
    if last >= 0 and not SENT_BACK & set(heads[last:]):
        yield from ((step, False) for step in ("publish", "wait 2", "prove"))
        if not any(head.startswith("rate") for head in heads[last:]):
            yield "rate", False
        yield from (("later 16", False), ("judge", False))


def _filed_at(story: Story, now: datetime, calendar: Calendar) -> datetime:
    if not story.days:
        return now - timedelta(minutes=story.minutes)
    return moment(days_ago(story.days, now, calendar), time.fromisoformat(story.at))


def days_ago(count: int, now: datetime, calendar: Calendar) -> date:
    """Return the date this many workdays before today (before the next workday if today is a day off)."""
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
