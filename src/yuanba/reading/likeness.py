"""Finds earlier reports about the same thing as a new one: same place and same problem.

Plain counting. Two texts are alike as far as they share pairs of characters that are rare elsewhere (cosine
of tf-idf vectors). A pair that belongs to a place's name counts a little less than one that names the
trouble: many troubles share a place. What is shared is told in words; a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from yuanba.reading import bigrams
from yuanba.rules.core import signs
from yuanba.rules.pack import Pack

#: These were chosen on one half of 320 labelled clusters and 515 look-alike pairs; `bench/likeness.py`
#: prints what they are worth on the other half.
READ_CHARACTERS = 600
PLACE_WEIGHT = 0.7
#: From here on two reports are more likely the same than not.
SAME = 0.13
#: The same where both name places and share none: short reports of one trouble in two places sound alike.
SAME_ELSEWHERE = 0.26
#: From here on they are worth a look.
WORTH_A_LOOK = 0.08

#: With these no phrase begins or ends that is shown as shared: they bind words and are none by themselves.
GRAMMAR = frozenset(
    "的了着过地得又也都很还就才再不没在是有把被给让和与及或吗呢吧啊呀个之我你您他她它们这那哪请到从向"
)

#: A token that stands in fewer texts than this is not rarer still: it may be a slip of the pen.
RARE_ENOUGH = 3
#: A word that ends like this may be a place: the two or three characters before it are its name.
PLACE_ENDS = "路街道巷区园苑城村坊庄镇桥湾府庭站校院店场楼栋号期座组馆厂局"
NAME_CHARACTERS = (2, 3)
#: They end like a place and name none.
NO_PLACES = (
    *("知道", "通道", "步道", "人行道", "车道", "楼道", "水道", "管道", "过道"),
    *("味道", "难道", "报道", "道路", "公路", "一楼"),
)
#: A place whose rarest pair stands in more than one text of so many tells nothing.
PLACE_RARITY = 20
#: How many tokens a search for candidates asks for, and how many texts they may bring together.
MOST_SOUGHT = 120
MOST_BROUGHT = 1_000
SHOWN_WORDS = 4
_RUN = re.compile(rf"[{bigrams.HAN}a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Rarity:
    """The number of texts in a sample that contain each token (document frequency)."""

    texts: int
    counts: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Rarity:
        """Return the rarity of tokens in these texts: how many of the texts contain each token."""
        count, counts = 0, Counter[str]()
        for text in texts:
            count += 1
            counts.update(set(bigrams.tokens(text[:READ_CHARACTERS])))
        return cls(count, counts)

    def weight(self, token: str) -> float:
        """Return the weight of a token: the fewer texts contain it, the higher."""
        return log(1 + (1 + self.texts) / (1 + max(self.counts.get(token, 0), RARE_ENOUGH)))


@dataclass(frozen=True, slots=True)
class Profile:
    """One text prepared for comparison: its weighted tokens, and the places that it names."""

    text: str
    weights: Mapping[str, float] = field(repr=False)
    place_tokens: frozenset[str] = field(repr=False)
    places: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """One earlier text that resembles a new text: its index in the list, likeness, and the shared words."""

    index: int
    likeness: float
    words: tuple[str, ...]
    places: tuple[str, ...]
    is_likely_same: bool


def profile(text: str, rarity: Rarity) -> Profile:
    """Return the profile of a text for comparison, made from its first `READ_CHARACTERS` characters."""
    head = signs.alike(text[:READ_CHARACTERS])
    counts = Counter(bigrams.tokens(head))
    raw = {token: (1 + log(count)) * rarity.weight(token) for token, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    places = frozenset(_places(head, rarity))
    return Profile(
        text=head,
        weights={token: weight / length for token, weight in raw.items()},
        place_tokens=frozenset(token for name in places for token in bigrams.tokens(name)),
        places=places,
    )


def likeness(first: Profile, second: Profile) -> float:
    """Return how alike two texts are, from 0 (no token shared) up to 1; tokens of place names count less."""
    few, many = sorted((first, second), key=lambda one: len(one.weights))
    total = 0.0
    for token, weight in few.weights.items():
        other = many.weights.get(token)
        if other is not None:
            is_place = token in few.place_tokens or token in many.place_tokens
            total += weight * other * (PLACE_WEIGHT if is_place else 1.0)
    return total


def is_same(first: Profile, second: Profile, worth: float) -> bool:
    """Return whether two texts with the likeness `worth` are more likely than not about the same thing."""
    is_elsewhere = first.places and second.places and not first.places & second.places
    return worth >= (SAME_ELSEWHERE if is_elsewhere else SAME)


def sought(text: str, rarity: Rarity) -> tuple[str, ...]:
    """Return the tokens with which to search an index for similar texts, the rarest first.

    No more than bring enough texts together.
    """
    held = set(bigrams.tokens(text[:READ_CHARACTERS]))
    brought = 0
    chosen: list[str] = []
    for token in sorted(held, key=lambda one: (rarity.counts.get(one, 0), one)):
        brought += rarity.counts.get(token, 0)
        if len(chosen) == MOST_SOUGHT or (brought > MOST_BROUGHT and chosen):
            break
        chosen.append(token)
    return tuple(chosen)


def vocabulary_of(pack: Pack) -> frozenset[str]:
    """Return the words that a district's directory and dangers name, so that none of them is cut in two."""
    listed = [word for item in pack.items.values() for word in item.keywords]
    listed += [word for danger in pack.dangers.values() for word in danger.words]
    return frozenset(signs.alike(word) for word in listed if len(word) > 1)


def like(
    text: str,
    earlier: Sequence[str],
    rarity: Rarity,
    *,
    vocabulary: frozenset[str] = frozenset(),
    limit: int = 3,
    at_least: float = WORTH_A_LOOK,
) -> tuple[Like, ...]:
    """Return the earlier texts that are most like this text, best first, with the words that they share.

    Of words of the ``vocabulary`` none is shown by halves.
    """
    mine = profile(text, rarity)
    found = []
    for index, one in enumerate(earlier):
        theirs = profile(one, rarity)
        worth = likeness(mine, theirs)
        if worth >= at_least:
            found.append((worth, index, theirs))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(_explained(mine, theirs, worth, index, vocabulary) for worth, index, theirs in found[:limit])


def _explained(mine: Profile, theirs: Profile, worth: float, index: int, vocabulary: frozenset[str]) -> Like:
    places = _longest(mine.places & theirs.places)
    words = [
        phrase for phrase in _shared(mine, theirs, vocabulary) if not any(phrase in place for place in places)
    ]
    return Like(
        index=index,
        likeness=round(worth, 3),
        words=tuple(words[:SHOWN_WORDS]),
        places=places[:SHOWN_WORDS],
        is_likely_same=is_same(mine, theirs, worth),
    )


def _shared(mine: Profile, theirs: Profile, vocabulary: frozenset[str]) -> list[str]:
    """Phrases of mine, in whole words, of shared pairs that stand in both texts, weightiest first."""
    phrases: dict[str, float] = {}
    for run in bigrams.RUN.findall(mine.text):
        if run[0].isascii():
            found = [(0, len(run))] if len(run) > 1 and run in theirs.weights else []
        else:
            found = list(_stretches(run, theirs))
        words = _words_in(run, vocabulary)
        for begins, ends in found:
            phrase = _whole(run, begins, ends, words, theirs.text)
            if len(phrase) > 1:
                worth = sum(mine.weights.get(token, 0.0) for token in bigrams.tokens(phrase))
                phrases[phrase] = max(worth, phrases.get(phrase, 0.0))
    best = sorted(phrases, key=lambda phrase: (-phrases[phrase], phrase))
    return [phrase for phrase in best if not any(phrase != other and phrase in other for other in best)]


def _stretches(run: str, theirs: Profile) -> Iterable[tuple[int, int]]:
    """The longest stretches of a run of characters that stand in the other text too."""
    start = 0
    for at in range(len(run)):
        if run[at : at + 2] in theirs.weights and len(run) > at + 1 and run[start : at + 2] in theirs.text:
            continue
        if at > start:
            yield start, at + 1
        start = at + 1


def _words_in(run: str, vocabulary: frozenset[str]) -> list[tuple[int, int]]:
    """Where known words stand in a run, the longest first at each place, none inside another."""
    longest = max(map(len, vocabulary), default=0)
    found, at = [], 0
    while at < len(run):
        sizes = range(min(longest, len(run) - at), 1, -1)
        ends = at + next((size for size in sizes if run[at : at + size] in vocabulary), 1)
        if ends > at + 1:
            found.append((at, ends))
        at = ends
    return found


def _whole(run: str, begins: int, ends: int, words: Sequence[tuple[int, int]], theirs: str) -> str:
    """A stretch that cuts no known word in two, and neither begins nor ends with a word of grammar."""
    for first, last in words:
        if first < begins < last:
            begins = first if run[first:ends] in theirs else last
        if first < ends < last:
            ends = last if run[begins:last] in theirs else first
    while begins < ends and run[begins] in GRAMMAR:
        begins += 1
    while begins < ends and run[ends - 1] in GRAMMAR:
        ends -= 1
    return run[begins:ends]


def _places(text: str, rarity: Rarity) -> Iterable[str]:
    for run in _RUN.findall(text):
        for end, character in enumerate(run):
            if character not in PLACE_ENDS:
                continue
            if run.endswith(NO_PLACES, 0, end + 1):
                continue
            for size in NAME_CHARACTERS:
                name = run[max(end - size, 0) : end + 1]
                if len(name) == size + 1 and _is_rare(name, rarity):
                    yield name


def _is_rare(name: str, rarity: Rarity) -> bool:
    most = max(rarity.texts / PLACE_RARITY, RARE_ENOUGH)
    return any(rarity.counts.get(token, 0) <= most for token in bigrams.tokens(name))


def _longest(names: Iterable[str]) -> tuple[str, ...]:
    """Without names that stand inside another."""
    held = sorted(names, key=lambda name: (-len(name), name))
    return tuple(name for name in held if not any(name != other and name in other for other in held))
