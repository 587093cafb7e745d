"""The shape of a pack: what is said of a malformed value, and what could stand in its place."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from yuanba.packs import faults as sentences
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Argument, Fault, fault

Table = dict[str, Any]
#: What a table is called in the schema, and what is said where words or a number stand instead of it.
BARE: Mapping[str, str] = {"Text": "bare_text", "Term": "bare_term"}
#: Written in quotation marks, which says all; for other values it is named what was given.
QUOTED: Mapping[str, type | tuple[type, ...]] = {
    "int_type": str,
    "bool_type": str,
    "string_type": (int, float),
}


class Shapes:
    """The shape of one model, by the place of each value in it."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.schema = model.model_json_schema(by_alias=True)

    def at(self, place: Iterable[str | int]) -> Table:
        """Return the JSON schema of the value at a place; empty where the model has no such place."""
        here = self._whole(self.schema)
        for part in place:
            inner = here.get("properties", {}).get(part)
            if inner is None:
                inner = here.get("items" if isinstance(part, int) else "additionalProperties")
            if not isinstance(inner, dict):
                return {}
            here = self._whole(inner)
        return here

    def misshapen(self, error: ErrorDetails) -> Fault:
        """Return the fault for a validation error of pydantic, with a code for which a sentence exists."""
        place = tuple(part for part in error["loc"] if part != "[key]")
        kind = self._kind(error, place)
        code = f"shape.{kind}"
        given: dict[str, Argument] = {key: str(value) for key, value in error.get("ctx", {}).items()}
        given["message"] = str(given.pop("error", error["msg"]))
        given["given"] = _named(error["input"])
        if nearest := self._nearest(error, place):
            given["nearest"] = nearest
        known = code if code in sentences.SENTENCES else "shape.other"
        return fault(".".join(map(str, place)), known, **given)

    def stand_in(self, schema: Table, *, hour: int = 9) -> Any:
        """Return the plainest value that this schema allows; a time is this full hour."""
        schema = self._whole(schema)
        if "examples" in schema:  # of a row whose values have to fit each other
            return schema["examples"][0]
        if "enum" in schema or "const" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        if schema.get("type") == "object":
            rows = schema.get("properties", {})
            return {
                key: self.stand_in(rows[key], hour=9 + place)  # what opens first closes later
                for place, key in enumerate(schema.get("required", ()))
            }
        if schema.get("type") == "array":
            return [self.stand_in(schema.get("items", {}))] * schema.get("minItems", 0)
        if schema.get("type") == "integer":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        if schema.get("type") == "boolean":
            return False
        pattern = schema.get("pattern", "")
        if schema.get("format") == "time":
            return f"{hour:02}:00:00"
        plain = PLAIN.get(schema.get("format", ""), WORDS[0])
        return next((word for word in (plain, *WORDS) if re.search(pattern, word)), plain)

    def _whole(self, schema: Table) -> Table:
        """A schema with what it refers to; of several it is the first that is not nothing."""
        if "$ref" in schema:
            return self._whole(self.schema["$defs"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self._whole(next(one for one in schema["anyOf"] if one.get("type") != "null"))
        return schema

    def _kind(self, error: ErrorDetails, place: tuple[str | int, ...]) -> str:
        kind = error["type"]
        if kind == "model_type":
            return BARE.get(str(self.at(place).get("title")), kind)
        if kind in QUOTED:
            is_told = isinstance(error["input"], QUOTED[kind]) and not isinstance(error["input"], bool)
            return kind if is_told or (kind == "string_type" and error["input"] is True) else f"{kind}_given"
        return kind

    def _nearest(self, error: ErrorDetails, place: tuple[str | int, ...]) -> str:
        if error["type"] == "extra_forbidden":
            return nearest(str(place[-1]), self.at(place[:-1]).get("properties", ()))
        if error["type"] in {"enum", "literal_error"}:
            return nearest(str(error["input"]), self.at(place).get("enum", ()))
        return ""


@cache
def shapes_of(model: type[BaseModel]) -> Shapes:
    """Return the shape of a model, made once."""
    return Shapes(model)


#: Words of which one fits every pattern of a pack.
WORDS = ("12345", "123456", "123", "code", "")
PLAIN: Mapping[str, str] = {
    "date": "2026-01-01",
    "time": "09:00:00",
    "date-time": "2026-01-01T09:00:00+08:00",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that this one was most likely meant to be; empty where none is close."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def mended(table: Table, errors: Iterable[ErrorDetails], shapes: Shapes) -> Table:
    """Return a copy of a table with a stand-in for each malformed value, so that the rest can be read."""
    whole = copy.deepcopy(table)
    for error in errors:
        place = tuple(part for part in error["loc"] if part != "[key]")
        parent: Any = whole
        try:
            for part in place[:-1]:
                parent = parent[part]
            if error["type"] == "extra_forbidden" or "[key]" in error["loc"]:
                del parent[place[-1]]
            else:
                parent[place[-1]] = shapes.stand_in(shapes.at(place))
        except (KeyError, IndexError, TypeError):  # gone with what enclosed it
            continue
    return whole


def _named(value: object) -> Text:
    """What was written, by its kind: 小数 0.5, 一个列表."""
    match value:
        case bool():
            return Text(zh=f"真假值 {str(value).lower()}", en=str(value).lower())
        case int():
            return Text(zh=f"整数 {value}", en=f"the whole number {value}")
        case float():
            return Text(zh=f"小数 {value}", en=f"the fraction {value}")
        case str():
            return Text(zh=f"文字“{value}”", en=f"the words “{value}”")
        case list():
            return Text(zh="一个列表", en="a list")
        case _:
            return Text(zh="一个表", en="a table")
