"""Every regular expression of ours ends in bounded time on the words that suit it least.

Python's engine goes back and tries again: where one text can be read in two ways within a repetition, each
further sign doubles the work. For each repetition in each pattern, what it repeats is written many times
over, in every variant and in pairs, followed by what does not fit.
"""

from __future__ import annotations

import ast
import re
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain, islice, product
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.laws.house import SOURCE, calls, modules

#: More than two to the power of this many steps nobody waits for; and as long as a long report.
FEW, MANY = 40, 4000
#: Of the processor's time, whatever else the machine does. What is bounded takes a thousandth of it.
CPU_SECONDS = 3.0
VARIANTS = 8
#: What fits no pattern's end, what ends a line, and what many patterns end with.
TAILS = ("", "\x00", "路!")
FUNCTIONS = {
    "re.match",
    "re.search",
    "re.fullmatch",
    "re.sub",
    "re.split",
    "re.findall",
    "re.finditer",
    "re.compile",
}

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="no clock of the processor's time")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern in a module of ours, and every one that is written where it is used."""
    found: dict[str, re.Pattern[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" in path.parts or not re.search(r"\bre\b", path.read_text(encoding="utf-8")):
            continue
        for told, value in vars(import_module(name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{name}.{told}"] = value
    for module in modules():
        for call in calls(module.tree):
            first = call.args[0] if call.args else None
            if (
                ast.unparse(call.func) in FUNCTIONS
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found[f"{Path(module.name).stem}: {first.value}"] = re.compile(first.value)
    return found


def samples(parts: Any) -> Iterator[str]:
    """A few texts that a parsed pattern fits, each branch and each kind of sign in its turn."""
    texts = [list(islice(of_one(kind, value), VARIANTS)) or [""] for kind, value in parts]
    longest = max(map(len, texts), default=1)
    for number in range(longest):
        yield "".join(one[number % len(one)] for one in texts)
    yield from islice(map("".join, product(*texts)), VARIANTS)


def of_one(kind: Any, value: Any) -> Iterator[str]:
    """A few texts that one part of a parsed pattern fits."""
    match str(kind):
        case "LITERAL":
            yield chr(value)
        case "NOT_LITERAL" | "ANY":
            yield from "路a1 "
        case "IN":
            yield from in_class(value)
        case "BRANCH":
            for branch in value[1]:
                yield next(samples(branch), "")
            yield from chain.from_iterable(samples(branch) for branch in value[1])
        case "SUBPATTERN":
            yield from samples(value[3])
        case "ATOMIC_GROUP":
            yield from samples(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = value
            for text in samples(body):
                yield text * max(least, 1)
            if most == _constants.MAXREPEAT or most > least:
                yield next(samples(body), "") * (least + 1)
            if least == 0:
                yield ""
        case _:  # anchors, and what only looks ahead or back
            yield ""


def in_class(members: Any) -> Iterator[str]:
    """A few signs of a class of signs; of one that excludes, a few that are not named in it."""
    if members and str(members[0][0]) == "NEGATE":
        named = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        yield from (sign for sign in "路a1 -" if sign not in named)
        return
    for kind, value in members:
        if str(kind) == "LITERAL":
            yield chr(value)
        elif str(kind) == "RANGE":
            yield chr(value[0])
        else:
            yield {"DIGIT": "1", "SPACE": " ", "WORD": "a"}.get(str(value).removeprefix("CATEGORY_"), "路")


def repetitions(parts: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each part that may repeat without an end or often, with a text that leads up to it."""
    for kind, value in parts:
        match str(kind):
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                if value[1] == _constants.MAXREPEAT or value[1] >= 10:
                    yield before, value[2]
                yield from repetitions(value[2], before)
            case "SUBPATTERN":
                yield from repetitions(value[3], before)
            case "ATOMIC_GROUP":
                yield from repetitions(value, before)
            case "BRANCH":
                for branch in value[1]:
                    yield from repetitions(branch, before)
            case "ASSERT" | "ASSERT_NOT":
                yield from repetitions(value[1], before)
        before += next(of_one(kind, value), "")


def hostile(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts that make an engine which goes back go back as often as it can."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    for before, body in repetitions(parsed):
        once = list(dict.fromkeys(text for text in islice(samples(body), 3 * VARIANTS) if text))[
            : 2 * VARIANTS
        ]
        pairs = [one + other for one, other in product(once[:4], repeat=2) if one != other]
        for text, tail in product((*once, *pairs), TAILS):
            yield before + text * FEW + tail
        for text in once[:3]:
            yield before + text * (MANY // len(text)) + TAILS[-1]


class TooSlowError(Exception):
    """Raised by the clock within a search."""


def ring(*_told: object) -> None:
    raise TooSlowError


def slow(pattern: re.Pattern[str]) -> str:
    """The text on which a pattern takes too long, abridged; empty if there is none."""
    previous = signal.signal(signal.SIGVTALRM, ring)
    try:
        for text in hostile(pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
            try:
                pattern.search(text)
                pattern.fullmatch(text)
            except TooSlowError:
                return f"{text[:30]!r}… of {len(text)} signs"
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, previous)
    return ""


def test_every_pattern_ends_in_bounded_time() -> None:
    known = {(pattern.pattern, pattern.flags): name for name, pattern in patterns().items()}
    assert len(known) > 40
    assert {name: text for one, name in known.items() if (text := slow(re.compile(*one)))} == {}


@pytest.mark.parametrize(
    "written",
    [
        "(?:哈+|嗯)+",
        "(?:好的?|好[呢吧]?)+",
        r"(\s|\d+)*x",
        "(a|a)*b",
        r"^(\w+\s?)*$",
        "x*x*x*x*y",
        "(?:谢谢|谢)+(?:谢|了)*!",
    ],
)
def test_what_takes_too_long_is_found(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "CPU_SECONDS", 0.2)
    assert slow(re.compile(written))
