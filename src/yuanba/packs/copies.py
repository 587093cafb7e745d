"""Finds what a pack that began as a copy still says of the district from which it was copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault, fault

#: A district's or town's own name at the beginning of its pack's title.
NAMED = re.compile(r"[\u4e00-\u9fff]{1,3}[区县市镇乡旗]")
QUOTED = re.compile(r"“([^“”]{3,10})”")
#: Names of waters, parks and roads, as they stand at the beginning of a text or after a mark.
PLACED = re.compile(
    r"(?:^|[，、。；：（“])((?:(?![在的了市到从是有对])[\u4e00-\u9fff]){2,3}(?:湖|江|河|山|公园|广场|大道))"
)
#: What a copy keeps on purpose, and what cites others: laws, days, and the reasons of what is set locally.
COMMON = frozenset({"laws", "calendars", "assumed", "ground"})
HOTLINE = re.compile(r"[0-9]{5}")
#: Numbers that only one district can have, and what is said of each.
NUMBERS = {
    "area_code": "copied_area_code",
    "receipt.prefix": "copied_prefix",
    "site.phone": "copied_number",
    "site.icp": "copied_number",
    "site.police": "copied_number",
}

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackAsWritten:
    """What tells one district's pack from all others: its code and its tables as they were written."""

    code: str
    table: Table

    @property
    def title(self) -> str:
        """Return the Chinese title of the pack, or the district's code where the pack has none."""
        return _zh(self.table.get("title")) or self.code

    @property
    def called(self) -> Text:
        """Return the pack's title in both languages, as remarks about other packs name it."""
        title = self.table.get("title")
        english = title.get("en") if isinstance(title, Mapping) else ""
        return Text(zh=self.title, en=str(english or self.code))

    @property
    def names(self) -> frozenset[str]:
        """Return the names of district and town without their kind (县, 镇)."""
        named = NAMED.findall(self.title.partition("“")[0])
        return frozenset(name[:-1] if len(name) > 2 else name for name in named)

    @property
    def sources(self) -> frozenset[str]:
        """Return the Chinese texts of the sources that the pack cites."""
        sources = self.table.get("sources")
        return frozenset(map(_zh, sources.values())) - {""} if isinstance(sources, Mapping) else frozenset()

    @property
    def terms(self) -> frozenset[str]:
        """Return what its title and sources put in quotation marks: the names of its own inventions."""
        said = "\n".join((self.title, *self.sources))
        return frozenset(found[1] for found in QUOTED.finditer(said))

    @property
    def places(self) -> frozenset[str]:
        """Return the names of waters, parks and roads with which its texts begin."""
        said = (words for _, words in texts(self.table) if words)
        return frozenset(found[1] for words in said for found in PLACED.finditer(words))


def remarks(own: PackAsWritten, others: list[PackAsWritten], base: Table) -> Iterator[Fault]:
    """Yield what this pack still says of other districts: numbers, sources, names and terms of theirs.

    Words that base or two of the others use belong to nobody.
    """
    for other in others:
        yield from _numbers(own, other)
        yield from _sources(own, other)
    told = [(place, words) for place, words in texts(own.table) if place.partition(".")[0] != "sources"]
    said = {one.code: "\n".join(words for _, words in texts(one.table)) for one in others}
    common = [words for _, words in texts(base)]
    for other in others:
        own_sources = (words for words in own.sources if not _is_theirs(words, own, other))
        mine = "\n".join((own.title, *own_sources, *common))
        words = dict.fromkeys(other.names | other.places, "copied_name")
        words |= dict.fromkeys(other.terms, "copied_term")
        for word, code in sorted(words.items()):
            if word in mine or sum(word in text for text in said.values()) > 1:
                continue
            places = [place for place, text in told if word in text]
            if places:
                yield fault(places[0], code, word=word, district=other.called, times=len(places))


def _numbers(own: PackAsWritten, other: PackAsWritten) -> Iterator[Fault]:
    """Numbers that only one district can have; hotlines of five digits are everybody's."""
    for place, code in NUMBERS.items():
        mine, theirs = (_at(one.table, place) for one in (own, other))
        if mine and mine == theirs and not HOTLINE.fullmatch(mine):
            yield fault(place, code, number=mine, district=other.called)


def _sources(own: PackAsWritten, other: PackAsWritten) -> Iterator[Fault]:
    sources = own.table.get("sources")
    for code, text in sources.items() if isinstance(sources, Mapping) else ():
        if _is_theirs(_zh(text), own, other):
            yield fault(f"sources.{code}", "copied_source", district=other.called)


def _is_theirs(source: str, own: PackAsWritten, other: PackAsWritten) -> bool:
    """Whether a source is another district's account of itself; one that only cites it may stay."""
    return source in other.sources or source.startswith(tuple(other.names - own.names))


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every Chinese text of a table with its place, without laws, days and reasons."""
    rows: Iterable[tuple[object, Any]] = ()
    if isinstance(value, Mapping | list):
        rows = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, part in rows:
        if key in COMMON:
            continue
        if isinstance(part, str) and key != "en":
            yield (place if key == "zh" else f"{place}.{key}".lstrip(".")), part
        else:
            yield from texts(part, f"{place}.{key}".lstrip("."))


def _zh(text: object) -> str:
    return str(text.get("zh", "")) if isinstance(text, Mapping) else ""


def _at(table: Table, place: str) -> str:
    found: object = table
    for key in place.split("."):
        found = found.get(key, "") if isinstance(found, Mapping) else ""
    return str(found)
