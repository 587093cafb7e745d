"""The differences between two packs, in sentences for officials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from yuanba.packs import labels, wording
from yuanba.packs.wording import spoken
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Escalation, Level, Pack
from yuanba.rules.time.deadline import Term

#: The field in which something differs, and the sentence on it.
Part = tuple[str, Text]

ADDED, REMOVED = Text(zh="新增", en="new"), Text(zh="删去", en="taken out")
#: Lists of rows without a code, told row by row.
NUMBERED = frozenset({"steps", "pillars", "parts", "pieces", "procedure"})
MORE, LESS = Text(zh="增加", en="added"), Text(zh="减少", en="removed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two packs: the table and the field in which it lies, and its sentence.

    The field is empty for rows that were added or taken out.
    """

    table: str
    field: str
    told: Text


def sentences(old: Pack, new: Pack) -> list[Text]:
    """Return one sentence for each difference between two packs, in the order of the pack's tables."""
    return [one.told for one in differences(old, new)]


def differences(old: Pack, new: Pack) -> list[Difference]:
    """Return every difference between two packs, in the order of the pack's tables."""
    return [
        Difference(table, field, told)
        for table in Pack.model_fields
        if getattr(old, table) != getattr(new, table)
        for field, told in _field(table, old, new)
    ]


def _field(name: str, old: Pack, new: Pack) -> Iterator[Part]:
    before, after, label = getattr(old, name), getattr(new, name), labels.TABLES[name]
    if name == "escalations":
        yield from _rows(label, before, after)
    elif isinstance(before, Mapping):
        yield from _table(name, label, before, after, old, new)
    elif name in NUMBERED:
        yield from _table(name, label, _numbered(before), _numbered(after), old, new)
    elif _has_fields(before) and _has_fields(after):
        yield from _values(label, before, after, old, new)
    else:
        yield "", _changed(label, spoken(name, before, old), spoken(name, after, new))


def _numbered(rows: tuple[BaseModel, ...]) -> dict[str, BaseModel]:
    """Rows without a code, by their place."""
    return {str(number): row for number, row in enumerate(rows, start=1)}


def _table(
    name: str, label: Text, before: Mapping[str, Any], after: Mapping[str, Any], old: Pack, new: Pack
) -> Iterator[Part]:
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code), after.get(code)
        named = _named(label, _title(code, one or other))
        if other is None:
            yield "", _told(named, REMOVED)
        elif one is None:
            yield "", _told(named, ADDED)
        elif _has_fields(one):
            yield from _values(named, one, other, old, new)
        elif one != other:
            told = _named(label, _title(code, None))
            yield "", _changed(told, spoken(name, one, old), spoken(name, other, new))


def _values(label: Text, before: BaseModel, after: BaseModel, old: Pack, new: Pack) -> Iterator[Part]:
    for field in type(before).model_fields:
        one, other = getattr(before, field), getattr(after, field)
        if one == other:
            continue
        words = labels.FIELDS[field]
        part = Text(zh=f"{label.zh}的{words.zh}", en=f"{label.en}, {words.en}")
        if field in NUMBERED:
            yield from _table(field, part, _numbered(one), _numbered(other), old, new)
        elif isinstance(one, tuple):
            yield from ((field, told) for told in _lists(part, field, (one, other), (old, new)))
        elif isinstance(one, Term) and isinstance(other, Term):
            yield field, _timed(part, one, other)
        else:
            yield field, _changed(part, spoken(field, one, old), spoken(field, other, new))


def _lists(
    label: Text, field: str, values: tuple[tuple[Any, ...], tuple[Any, ...]], packs: tuple[Pack, Pack]
) -> Iterator[Text]:
    (before, after), (old, new) = values, packs
    more = tuple(one for one in after if one not in before)
    less = tuple(one for one in before if one not in after)
    if more:
        yield _listed(label, MORE, spoken(field, more, new))
    if less:
        yield _listed(label, LESS, spoken(field, less, old))
    if not more and not less:
        yield _changed(label, spoken(field, before, old), spoken(field, after, new))


def _rows(label: Text, before: tuple[Escalation, ...], after: tuple[Escalation, ...]) -> Iterator[Part]:
    one, other = ([wording.escalation(row) for row in rows] for rows in (before, after))
    yield from (("", _told(_named(label, row), REMOVED)) for row in one if row not in other)
    yield from (("", _told(_named(label, row), ADDED)) for row in other if row not in one)


def _has_fields(value: object) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Text)


def _title(code: str, row: object) -> Text:
    title = getattr(row, "title", row)
    if isinstance(title, Text):
        return title
    return wording.LEVELS[code] if isinstance(code, Level) else Text(zh=code, en=code)


def _named(label: Text, title: Text) -> Text:
    return Text(zh=f"{label.zh}“{title.zh}”", en=f"{label.en} “{title.en}”")


def _told(label: Text, what: Text) -> Text:
    return Text(zh=f"{label.zh}：{what.zh}", en=f"{label.en}: {what.en}")


def _listed(label: Text, what: Text, words: Text) -> Text:
    return Text(zh=f"{label.zh}：{what.zh}{words.zh}", en=f"{label.en}: {what.en} {words.en}")


def _changed(label: Text, before: Text, after: Text) -> Text:
    return Text(zh=f"{label.zh}由{before.zh}改为{after.zh}", en=f"{label.en}: {before.en} became {after.en}")


def _timed(label: Text, before: Term, after: Term) -> Text:
    """A length of time that became another one: which way it went is what people ask first."""
    one, other = wording.term(before), wording.term(after)
    if after.in_days == before.in_days:
        return _changed(label, one, other)
    zh, en = ("缩短为", "shortened") if after.in_days < before.in_days else ("延长为", "lengthened")
    return Text(zh=f"{label.zh}由{one.zh}{zh}{other.zh}", en=f"{label.en}: {en} from {one.en} to {other.en}")
