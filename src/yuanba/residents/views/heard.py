"""What pages show when somebody writes of danger or despair: while they type, and on the receipt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from yuanba.matters.queries import MatterRow
from yuanba.rules.core import signs
from yuanba.rules.matters import triage
from yuanba.rules.pack import Danger, Pack


@dataclass(frozen=True, slots=True)
class Listened:
    """One danger, and its words in the form in which they are compared, as JSON."""

    danger: Danger
    words: str


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a browser needs to find the dangers in what is typed, without sending it anywhere.

    ``signs``: what other signs its words may be written in, as JSON; ``dropped``: signs that take no place.
    """

    dangers: tuple[Listened, ...]
    signs: str
    dropped: str


def on_the_device(pack: Pack) -> Heard:
    """Return a pack's dangers for a page that listens while somebody types."""
    return _of(pack.digest, tuple(pack.dangers.values()))


@lru_cache(maxsize=32)
def _of(_digest: str, dangers: tuple[Danger, ...]) -> Heard:
    found = [(danger, [signs.alike(word) for word in danger.words]) for danger in dangers]
    plain = "".join(word for _danger, words in found for word in words)
    return Heard(
        dangers=tuple(Listened(danger, json.dumps(words, ensure_ascii=False)) for danger, words in found),
        signs=json.dumps(signs.variants(plain), ensure_ascii=False, sort_keys=True),
        dropped="".join(sign if sign.isascii() else f"\\u{{{ord(sign):x}}}" for sign in signs.NO_PLACE),
    )


def recognised(row: MatterRow, pack: Pack) -> list[tuple[Danger, tuple[str, ...]]]:
    """Return the dangers that a matter was filed with, each with the words by which it was recognised."""
    said = triage.recognised(row.text, pack=pack)
    return [(pack.dangers[code], said.get(code, ())) for code in row.dangers.split() if code in pack.dangers]
