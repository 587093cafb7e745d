"""Places in a pack's files as people name them, and the known word that a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yuanba.packs.shapes import nearest
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault
from yuanba.rules.soundness import REFERENCES


def is_at(place: str, other: str) -> bool:
    """Return whether one of two places lies at or within the other.

    >>> is_at("items.lamp.title", "items.lamp"), is_at("items.lamp", "items.lamp2")
    (True, False)
    """
    one, two = place.split("."), other.split(".")
    return one[: len(two)] == two or two[: len(one)] == one


def shown(place: str, table: Mapping[str, Any]) -> Text:
    """Return a place with its rows counted from 1 and named by their titles.

    >>> shown("steps.1.states", {"steps": [{}, {"title": {"zh": "办", "en": "Doing"}}]}).en
    'steps.no. 2 “Doing”.states'
    """
    here: Any = table
    zh, en = [], []
    for part in place.split("."):
        if isinstance(here, list) and part.isdecimal():
            here = here[int(part)] if int(part) < len(here) else None
            named_zh, named_en = _titles(here)
            zh.append(f"第{int(part) + 1}条{named_zh and f'“{named_zh}”'}")
            en.append(f"no. {int(part) + 1}{named_en and f' “{named_en}”'}")
            continue
        here = here.get(part) if isinstance(here, Mapping) else None
        zh.append(part)
        en.append(part)
    return Text.model_construct(zh=".".join(zh), en=".".join(en))


def pointed(found: Fault, table: Mapping[str, Any]) -> Fault:
    """Return a fault about a code that refers to nothing with the known code that is nearest to it."""
    arguments = dict(found.arguments)
    known = [code for name in REFERENCES.get(found.code, ()) for code in _codes(table, name)]
    near = nearest(str(arguments.get("name", "")), known)
    return Fault(found.place, found.code, (*found.arguments, ("nearest", near))) if near else found


def untranslated(table: object, place: str = "") -> Iterator[str]:
    """Yield the place of every text of a table that has no English."""
    if isinstance(table, Mapping):
        if isinstance(table.get("zh"), str) and "en" not in table:
            yield place
        for key, value in table.items():
            yield from untranslated(value, f"{place}.{key}".lstrip("."))
    elif isinstance(table, list):
        for number, value in enumerate(table):
            yield from untranslated(value, f"{place}.{number}")


def _codes(table: Mapping[str, Any], name: str) -> list[str]:
    rows = table.get(name)
    return [str(code) for code in rows] if isinstance(rows, Mapping) else []


def _titles(row: object) -> tuple[str, str]:
    """How people know a row: by its title, what it is on or called, or by itself where it is words."""
    if isinstance(row, str):
        return row, row
    if not isinstance(row, Mapping):
        return "", ""
    title = row.get("title", row.get("on", row.get("name", row.get("position", row.get("do", "")))))
    if isinstance(title, Mapping):
        return str(title.get("zh", "")), str(title.get("en", title.get("zh", "")))
    return (title, title) if isinstance(title, str) else ("", "")
