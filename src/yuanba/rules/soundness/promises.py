"""Finds the times that a pack promises in words, and tells those that none of its clocks keeps."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from pydantic import BaseModel

from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Escalation, Pack
from yuanba.rules.pack.escalation import BEFORE
from yuanba.rules.time.deadline import Term

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
#: A number and a unit of time; a day of the month, an ordinal or a rhythm (每月20日, 第3天) is no promise.
PROMISE = re.compile(
    r"(?<![每第月年\d一二两三四五六七八九十百])"
    r"(?P<number>\d{1,4}|[〇零一二两三四五六七八九十百]{1,5}|半)\s?个?(?P<half>半)?"
    r"(?P<unit>工作小时|工作日|自然日|分钟|小时|钟头|天|日|周|星期|礼拜|月(?=内|以内|之内))"
)
#: Round the clock is kept by whoever is on duty.
ROUND_THE_CLOCK = re.compile(r"24小时|二十四小时")
#: Clocks that run for dangers, or for what people ask of their data: no promise to all is kept by them.
OF_FEW = frozenset({"alarm", "requests"})
UNITS: Mapping[str, tuple[str, int]] = {
    "分钟": ("minutes", 1),
    "小时": ("minutes", 60),
    "钟头": ("minutes", 60),
    "工作小时": ("work", 60),
    "工作日": ("workdays", 1),
    "自然日": ("days", 1),
    "天": ("days", 1),
    "日": ("days", 1),
    "周": ("days", 7),
    "星期": ("days", 7),
    "礼拜": ("days", 7),
    "月": ("days", 30),
}
DAY, WORKDAY = 24 * 60, 8 * 60
#: By the name of a term's unit, on which scales words may tell it, and how long one of it is there.
LENGTHS: Mapping[str, tuple[tuple[str, Fraction], ...]] = {
    "minutes": (("minutes", Fraction(1)),),
    "urgent_hours": (("minutes", Fraction(60)), ("days", Fraction(1, 24))),
    "working_hours": (("minutes", Fraction(60)), ("work", Fraction(60)), ("workdays", Fraction(60, WORKDAY))),
    "working_days": (("workdays", Fraction(1)), ("days", Fraction(1)), ("work", Fraction(WORKDAY))),
    "calendar_days": (("days", Fraction(1)), ("minutes", Fraction(DAY))),
}


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each time that the words on steps and classes promise and no clock keeps."""
    clocks = (getattr(pack, name) for name in Pack.model_fields if name not in OF_FEW)
    kept = {length for clock in clocks for term in _clocks(clock) for length in _lengths(term)}
    for place, text in _told(pack):
        for words, length in promised(text.zh):
            if pack.duty and ROUND_THE_CLOCK.fullmatch(words):
                continue
            if length not in kept:
                yield fault(place, "promise_unkept", words=words)


def promised(words: str) -> Iterator[tuple[str, tuple[str, Fraction]]]:
    """Yield each time that a Chinese text names, as its words and as a length: a scale and an amount on it.

    >>> [words for words, _ in promised("24小时内联系，三个工作日办结；每月20日议事")]
    ['24小时', '三个工作日']
    """
    for found in PROMISE.finditer(words):
        scale, factor = UNITS[found["unit"]]
        amount = Fraction(1, 2) if found["number"] == "半" else Fraction(_number(found["number"]))
        if found["half"]:
            amount += Fraction(1, 2)
        yield found[0], (scale, amount * factor)


def _number(words: str) -> int:
    """A number in digits or in Chinese signs up to some hundreds."""
    if words.isdecimal():
        return int(words)
    total = last = 0
    for sign in words:
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = DIGITS[sign]
    return total + last


def _lengths(term: Term) -> Iterator[tuple[str, Fraction]]:
    """Every way in which words may tell this term: 24小时 is 一天, 三天 may mean three working days."""
    for scale, one in LENGTHS[term.unit.value]:
        yield scale, one * term.amount


def _clocks(value: object) -> Iterator[Term]:
    """Every length of time that something in the pack runs by; a reminder before the end keeps no promise."""
    if isinstance(value, Term):
        yield value
    elif isinstance(value, Escalation) and value.on in BEFORE:
        return
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _clocks(getattr(value, name))
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _clocks(part)


def _told(pack: Pack) -> Iterator[tuple[str, Text]]:
    """The words by which residents learn what will happen to their matter."""
    if pack.summary:
        yield "summary", pack.summary
    for number, step in enumerate(pack.steps):
        yield f"steps.{number}.title", step.title
        yield f"steps.{number}.meaning", step.meaning
    for code, row in pack.classes.items():
        yield f"classes.{code}.title", row.title
        yield f"classes.{code}.meaning", row.meaning
        for name, milestone in row.milestones.items():
            yield f"classes.{code}.milestones.{name}.title", milestone.title
    for number, pillar in enumerate(pack.pillars):
        for place, part in enumerate(pillar.parts):
            yield f"pillars.{number}.parts.{place}.title", part.title
            yield f"pillars.{number}.parts.{place}.meaning", part.meaning
            for index, piece in enumerate(part.pieces):
                if piece.meaning:
                    yield f"pillars.{number}.parts.{place}.pieces.{index}.meaning", piece.meaning
    for code, slot in pack.slots.items():
        if slot.text:
            yield f"slots.{code}.text", slot.text
