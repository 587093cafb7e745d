"""Tells entries of the journal as sentences: what subjects and codes are called, and what an outcome says.

Apps register at start, in their ``AppConfig.ready``, what their subjects are, how codes of a kind are called,
and what stands under which name in the outcomes of their acts. What nobody registered is not told; the export
has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from yuanba.journal.queries import Recorded
from yuanba.rules.core.outcome_reader import LONGEST_NUMBER
from yuanba.rules.core.registry import put
from yuanba.rules.pack import Pack
from yuanba.web.sentences import words

Names = Callable[[Collection[str]], Mapping[str, str]]
Find = Callable[[str], str]
ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """What stands under one name in an outcome: its label, and of which kind the codes are that stand there.

    Kinds are those with names, and ``text``, ``number``, ``day``, ``class`` and ``item``.
    """

    label: Promise | str
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPart:
    """One thing that an outcome says: its label, and text or a day."""

    label: str
    text: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """One entry as a sentence: who did what about what, and what came of it; residents have no name."""

    entry: Recorded
    who: str
    about: str
    parts: tuple[ToldPart, ...]

    @property
    def at(self) -> datetime:
        """Return the moment of the act."""
        return self.entry.at


_names: dict[str, Names] = {}
_subjects: dict[str, Promise] = {}
_parts: dict[str, OutcomePart] = {}
_finders: dict[str, Find] = {}


def name_with(kind: str, names: Names) -> None:
    """Register the function that returns the names for codes of this kind, such as ``area``."""
    put(_names, kind, names)


def subject_with(**labels: Promise) -> None:
    """Register what subjects of these kinds are called in general: ``subject_with(area=_("area"))``."""
    for kind, label in labels.items():
        put(_subjects, kind, label)


def part_with(**parts: OutcomePart) -> None:
    """Register what stands under these names in outcomes."""
    for name, part in parts.items():
        put(_parts, name, part)


def keyed(keys: Collection[str]) -> set[int]:
    """Return the numbers among the keys of subjects; a journal keeps whatever stood there once."""
    return {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= LONGEST_NUMBER}


def find_with(kind: str, find: Find) -> None:
    """Register the function that returns the key of the subject that people know by this text, or ""."""
    put(_finders, kind, find)


def find(kind: str, typed: str) -> str:
    """Return the key of the subject of this kind that people know by this text, or ""."""
    return _finders[kind](typed) if kind in _finders else ""


def tell(entries: Iterable[Recorded], pack: Pack) -> list[ToldEntry]:
    """Return entries as sentences; each kind of code is asked for its names once, whatever their number."""
    rows = list(entries)
    wanted: dict[str, set[str]] = {}
    for kind, code in _codes(rows):
        wanted.setdefault(kind, set()).add(code)
    known = {kind: _names[kind](codes) for kind, codes in wanted.items() if kind in _names}
    return [_told(row, known, pack) for row in rows]


def _codes(rows: Iterable[Recorded]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield ACCOUNT, row.actor_key
        yield row.kind, row.key
        for name, value in row.told.items():
            if name in _parts:
                yield from ((_parts[name].kind, code) for code in _texts(value))


def _texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    texts = (one for one in found if isinstance(one, str | int) and not isinstance(one, bool))
    return [str(one) for one in texts if one != ""]


def _told(row: Recorded, known: Mapping[str, Mapping[str, str]], pack: Pack) -> ToldEntry:
    name = known.get(row.kind, {}).get(row.key, "")
    about = name or str(_subjects.get(row.kind, ""))
    parts = (part for part in _said(row, known, pack) if not part.text or part.text not in about)
    return ToldEntry(
        entry=row, who=known.get(ACCOUNT, {}).get(row.actor_key, ""), about=about, parts=tuple(parts)
    )


def _said(row: Recorded, known: Mapping[str, Mapping[str, str]], pack: Pack) -> Iterator[ToldPart]:
    for name, value in row.told.items():
        part = _parts.get(name)
        if part is None:
            continue
        if part.kind == "day":
            if on := row.told.day(name):
                yield ToldPart(label=str(part.label), on=on)
        elif found := [_called(part.kind, code, known, pack) for code in _texts(value)]:
            yield ToldPart(label=str(part.label), text=gettext(", ").join(filter(None, found)))


def _called(kind: str, code: str, known: Mapping[str, Mapping[str, str]], pack: Pack) -> str:
    """What a code is called; where it is known no more, the code itself."""
    if kind == "class":
        return words(pack.classes[code].title) if code in pack.classes else code
    if kind == "item":
        return words(pack.items[code].title) if code in pack.items else code
    return known.get(kind, {}).get(code) or code
