"""Generates the ordinary matters of the year from one line each, with the usual steps of an office."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from yuanba.demo.declared import Story
from yuanba.demo.setting import Setting
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import HOURS

FILE = "year.csv"
#: How residents come: mostly by themselves, some by telephone, and where visitors play some at the counter.
WAYS = ("web", "web", "web", "wechat", "wechat", "hotline", "counter")
WRITERS = {"hotline": "triager", "counter": "clerk"}
LATE = 0.07


def stories(setting: Setting, pack: Pack) -> Iterator[Story]:
    """Yield one story per line of the year's file, spread evenly over the year and identical on every run."""
    rows = setting.rows(FILE) if setting.year else []
    for place, row in enumerate(rows):
        assert setting.year, "there are rows"
        first, last = setting.year.first, setting.year.last
        chance = Random(f"{setting.seed}.{row['text']}")  # noqa: S311 - nothing secret hangs on it
        channel = chance.choice(WAYS)
        if channel == "counter" and not row["area"].startswith(setting.town.prefix):
            channel = "hotline"
        yield Story(
            days=first - place * (first - last) // max(1, len(rows) - 1),
            at=f"{chance.randrange(8, 21):02d}:{chance.randrange(60):02d}",
            area=row["area"],
            place=row["place"],
            channel=channel,
            by=WRITERS.get(channel, ""),
            phone=f"1380001{place:04d}" if chance.random() < 0.7 else "",
            item=row["item"],
            title=row["title"],
            text=row["text"],
            then=tuple(_course(row, pack, chance)),
        )


def _course(row: dict[str, str], pack: Pack, chance: Random) -> Iterator[str]:
    """Given, taken, done within its term, or now and then after it."""
    term = pack.term_of(pack.items[row["item"]].class_code, row["item"], reworks=0)
    yield "assign"
    yield "accept"
    if term.unit not in HOURS:
        most = term.amount + 3 if chance.random() < LATE else max(1, min(term.amount - 2, 9))
        yield f"wait {most if most > term.amount else chance.randint(1, most)}"
    yield f"answer: {row['answer']}"
    if row["title"] and chance.random() < 0.25:
        yield f"publish: {row['title']} | {row['answer']}"
        yield f"follow {chance.randint(1, 5)}"
