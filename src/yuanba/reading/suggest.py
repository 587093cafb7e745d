"""Suggests which class and directory item a resident's words are about, with the reasons.

Plain counting: the words of the directory that stand in the text, the rarer the heavier; and pairs of
characters shared with the item's own text, for words that the directory does not know. No training, nothing
that an official could not check by hand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from yuanba.rules.core import signs
from yuanba.rules.pack import Item, Pack

#: How much a word in the first sentence counts against the same word further down. This and the next
#: were chosen on one half of a labelled set of 444 messages; tests/reading measures the other half.
HEAD_WEIGHT = 3.0
#: What full likeness in pairs of characters is worth, in keywords of middling rarity.
LIKENESS_WEIGHT = 6.0
#: Only this much is read: the point of a message stands near its beginning.
READ_CHARACTERS = 600
HEAD = re.compile(r".{0,40}?(?=[\n。！？!?]|$)|.{40}")
CHINESE = re.compile(r"[\u4e00-\u9fa5]+")


@dataclass(frozen=True, slots=True)
class SuggestionReason:
    """One reason for a suggestion: a keyword found in the text, or likeness to the item's own words."""

    code: str  # "keyword" or "likeness"
    word: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested class and item, with its weight and its reasons, the weightiest reason first."""

    class_code: str
    item_code: str
    weight: float
    reasons: tuple[SuggestionReason, ...]


class DirectoryReader:
    """One index of a pack's directory that suggests items for a text; make one per pack and keep it."""

    def __init__(self, pack: Pack) -> None:
        self._items: Mapping[str, Item] = pack.items
        spread = Counter(word for item in pack.items.values() for word in item.keywords)
        self._weights = {
            word: log(1 + len(pack.items) / count) * sqrt(len(word)) for word, count in spread.items()
        }
        #: The directory's words by the form in which they are looked for.
        self._spelled = {signs.alike(word): word for word in spread}
        self._words = re.compile("|".join(map(re.escape, sorted(self._spelled, key=len, reverse=True))))
        self._of_word: dict[str, list[str]] = {}
        for code, item in pack.items.items():
            for word in item.keywords:
                self._of_word.setdefault(word, []).append(code)
        profiles = {code: Counter(_pairs(_own_words(item))) for code, item in pack.items.items()}
        spread_pairs = Counter(pair for profile in profiles.values() for pair in profile)
        self._rarity = {pair: log(1 + len(profiles) / count) for pair, count in spread_pairs.items()}
        self._of_pair: dict[str, list[tuple[str, float]]] = {}
        for code, profile in profiles.items():
            length = sqrt(sum(self._rarity[pair] ** 2 for pair in profile)) or 1.0
            for pair in profile:
                self._of_pair.setdefault(pair, []).append((code, self._rarity[pair] / length))

    def suggest(self, text: str, *, limit: int = 3) -> tuple[Suggestion, ...]:
        """Return the items that a text is most likely about, best first; empty where none fits."""
        text = signs.alike(text.strip()[:READ_CHARACTERS])
        found = self._found(text, 1.0) | self._found(_head(text), HEAD_WEIGHT)
        weights: defaultdict[str, float] = defaultdict(float)
        for word, weight in found.items():
            for code in self._of_word[word]:
                weights[code] += weight
        likeness = self._likeness(text)
        for code, like in likeness.items():
            weights[code] += LIKENESS_WEIGHT * like
        best = sorted(weights, key=lambda code: (-weights[code], code))[:limit]
        return tuple(self._suggestion(code, weights[code], found, likeness) for code in best)

    def _found(self, text: str, factor: float) -> dict[str, float]:
        words = {self._spelled[found] for found in self._words.findall(text)}
        return {word: self._weights[word] * factor for word in words}

    def _likeness(self, text: str) -> dict[str, float]:
        pairs = {pair for pair in _pairs(text) if pair in self._of_pair}
        length = sqrt(sum(self._rarity[pair] ** 2 for pair in pairs)) or 1.0
        likeness: defaultdict[str, float] = defaultdict(float)
        for pair in pairs:
            for code, weight in self._of_pair[pair]:
                likeness[code] += weight * self._rarity[pair] / length
        return dict(likeness)

    def _suggestion(
        self, code: str, weight: float, found: Mapping[str, float], likeness: Mapping[str, float]
    ) -> Suggestion:
        item = self._items[code]
        words = sorted((word for word in item.keywords if word in found), key=lambda word: -found[word])
        reasons = [SuggestionReason("keyword", word) for word in words[:4]]
        if not reasons and code in likeness:
            reasons = [SuggestionReason("likeness", item.examples[0])]
        return Suggestion(item.class_code, code, round(weight, 3), tuple(reasons))


#: One reader per digest; a process meets a handful of packs in its life.
_readers: dict[str, DirectoryReader] = {}


def reader_of(pack: Pack) -> DirectoryReader:
    """Return the DirectoryReader of this pack, which is made once per process."""
    reader = _readers.get(pack.digest)
    if reader is None:
        reader = _readers[pack.digest] = DirectoryReader(pack)
    return reader


def suggest(text: str, *, pack: Pack, limit: int = 3) -> tuple[Suggestion, ...]:
    """Return the items of the pack's directory that a text is most likely about, best first, with reasons."""
    return reader_of(pack).suggest(text, limit=limit)


def _head(text: str) -> str:
    head = HEAD.match(text)
    return head.group() if head else ""


def _own_words(item: Item) -> Iterable[str]:
    return (item.title.zh, *item.keywords, *item.examples)


def _pairs(words: Iterable[str] | str) -> list[str]:
    texts = [words] if isinstance(words, str) else words
    return [
        run[start : start + 2]
        for text in texts
        for run in CHINESE.findall(signs.alike(text))
        for start in range(len(run) - 1)
    ]
