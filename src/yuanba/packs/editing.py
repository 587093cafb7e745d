"""Changing values in the text of a pack's file, so that everything else in it stays as somebody wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, MutableMapping
from copy import deepcopy
from datetime import date
from typing import Any, ClassVar

import tomlkit
from tomlkit.items import AoT, Array, InlineTable

from yuanba.packs import load
from yuanba.rules.core.refusal import Refused

#: Where a row stands in a file: `("items", "street_light")`, `("steps", 1)`, `("triage",)`; `()` is the top;
#: `("pillars", 0, "parts", 2)` is a row within a row.
RowPlace = tuple[str | int, ...]
#: What to write: plain values by their place within the row; None takes a value out.
Values = Mapping[tuple[str, ...], Any]


Table = dict[str, Any]
#: Texts that stand before all tables.
AT_TOP = ("title", "summary")
#: How the day is written in files that are not odd.
_DAY = re.compile(r"^in_force_from = [0-9-]+", re.MULTILINE)


class CannotBeWritten(Refused):
    """Raised where a change would alter more of the text than it should: it is made in the file itself."""

    code: ClassVar[str] = "packs.cannot_be_written"


def changed(text: str, base: str, place: RowPlace, values: Values) -> str:
    """Return the text of a file with these values at a row; a row that is not there is added.

    A table that only `base` has is first copied from it, for tables are replaced as a whole. Comments, order
    and spelling of everything else stay. Raises CannotBeWritten.
    """
    document, wanted = tomlkit.parse(text), tomllib.loads(text)
    if place:
        _copy_from(base, str(place[0]), document, wanted)
    if _row(wanted, place) is None:
        row: dict[str, Any] = {}
        for path, value in values.items():
            _set(row, path, value)
        for whole in (wanted, document):
            if _row(whole, place[:-2]) is None:
                raise CannotBeWritten
            if _row(whole, place[:-1]) is None:
                _add(_row(whole, place[:-2]), place[-2], {} if isinstance(place[-1], str) else [])
            _add(_row(whole, place[:-1]), place[-1], row)
    else:
        for path, value in values.items():
            _set(_row(wanted, place), path, value)
            _set(_row(document, place), path, value)
    return _proven(document, wanted)


def applied(table: Table, base: Mapping[str, Any], place: RowPlace, values: Values) -> Table:
    """Return the table of a file with these values at a row, as `changed` writes them: to look at before."""
    whole = deepcopy(table)
    if place and place[0] not in whole and place[0] in base:
        whole[str(place[0])] = deepcopy(base[str(place[0])])
    if _row(whole, place[:-1]) is None:
        _add(_row(whole, place[:-2]), place[-2], {} if isinstance(place[-1], str) else [])
    if _row(whole, place) is None:
        _add(_row(whole, place[:-1]), place[-1], {})
    for path, value in values.items():
        _set(_row(whole, place), path, load.plain(value))
    return whole


def row_at(own: Mapping[str, Any], base: Mapping[str, Any], place: RowPlace) -> Any:
    """Return the row of a file at a place, from `base` where the file does not have the table; or None.

    At the top these are the words that stand in no table.
    """
    if not place:
        return {key: own.get(key, base.get(key)) for key in AT_TOP if key in own or key in base}
    return _row(own if place[0] in own else base, place)


def without(text: str, base: str, place: RowPlace) -> str:
    """Return the text of a file without this row; raise CannotBeWritten."""
    document, wanted = tomlkit.parse(text), tomllib.loads(text)
    _copy_from(base, str(place[0]), document, wanted)
    for whole in (wanted, document):
        del _row(whole, place[:-1])[place[-1]]
    return _proven(document, wanted)


def dated(text: str, on: date) -> str:
    """Return the text of a file with another day from which it is in force; raise CannotBeWritten."""
    wanted = tomllib.loads(text) | {"in_force_from": on}
    written = _DAY.sub(f"in_force_from = {on}", text, count=1)
    if _says(written, wanted):  # without a look at how everything else is written, which takes half a second
        return written
    document = tomlkit.parse(text)
    document["in_force_from"] = on
    return _proven(document, wanted)


def _proven(document: tomlkit.TOMLDocument, wanted: Mapping[str, Any]) -> str:
    """The text of a document, if it says exactly what it should."""
    text = tomlkit.dumps(document)
    if not _says(text, wanted):
        raise CannotBeWritten
    return text


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether a text says exactly this."""
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _copy_from(base: str, table: str, document: tomlkit.TOMLDocument, wanted: dict[str, Any]) -> None:
    """Put a table that only base has into the file as well; one that nobody has begins empty."""
    if table not in wanted:
        whole = tomllib.loads(base).get(table)
        if whole is not None:
            _add(wanted, table, whole)
            _add(document, table, whole)


def _row(whole: Any, place: RowPlace) -> Any:
    """The row at a place; nothing where it is missing."""
    here = whole
    for part in place:
        if part >= len(here) if isinstance(part, int) else part not in here:
            return None
        here = here[part]
    return here


def _add(here: Any, part: str | int, value: Any) -> None:
    """Put a plain value into a table of a document, or into a plain one."""
    if not _is_written(here):
        if isinstance(part, int):
            here.append(deepcopy(value))
        else:
            here[part] = deepcopy(value)
    elif isinstance(here, AoT):
        here.append(_table(value))
    elif isinstance(here, Array):
        here.append(_inline(value))
    elif isinstance(here, tomlkit.TOMLDocument):
        here.append(str(part), _whole(value))
    elif isinstance(here, InlineTable) or _is_inline(here):
        here[part] = _inline(value)
    else:
        here.append(str(part), _table(value))


def _is_written(here: Any) -> bool:
    """Whether this is a part of a document, which keeps how it is written, and no plain value."""
    return hasattr(here, "unwrap")


def _is_inline(here: Any) -> bool:
    """Whether the rows of a table stand on one line each."""
    return any(isinstance(row, InlineTable) for row in here.values())


def _set(row: MutableMapping[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Write one value into a row, or take it out; what is so already is not touched."""
    *above, key = path
    here: Any = row
    for part in above:
        if part not in here:
            if value is None:
                return
            here[part] = _inline({}) if _is_written(here) else {}
        here = here[part]
    if value is None:
        if key in here:
            del here[key]
        return
    if key in here and _plain(here[key]) == value:
        return
    here[key] = _inline(value) if _is_written(here) else deepcopy(value)


def _plain(value: Any) -> Any:
    return value.unwrap() if _is_written(value) else value


def _whole(value: Any) -> Any:
    """A whole table of a pack as a file has it: each row under a heading of its own."""
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        rows = tomlkit.aot()
        for row in value:
            rows.append(_table(row))
        return rows
    if not isinstance(value, dict):
        return _inline(value)
    if not value or not all(isinstance(row, dict) for row in value.values()):
        return _table(value)
    table = tomlkit.table(is_super_table=True)
    for code, row in value.items():
        table.append(code, _table(row))
    return table


def _table(value: Mapping[str, Any]) -> Any:
    """A table under a heading, with each of its values on one line."""
    table = tomlkit.table()
    for key, inner in value.items():
        table.append(key, _inline(inner))
    return table


def _inline(value: Any) -> Any:
    """A value that stands on one line, spaced as in the files that came with the software."""
    return tomlkit.value(_spelt(value))


def _spelt(value: Any) -> str:
    if isinstance(value, Mapping):
        told = ", ".join(f"{key} = {_spelt(inner)}" for key, inner in value.items())
        return f"{{ {told} }}" if told else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_spelt, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(tomlkit.item(value).as_string())
