"""What of a pack can be changed by forms: its tables in groups, and the fields of their rows."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yuanba.packs import labels
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import Term


class ValueKind(StrEnum):
    """The kinds of value that a form can take: words, a time, a code, a number, a choice."""

    TEXT = "text"
    TEXTS = "texts"
    LINE = "line"
    LINES = "lines"
    TERM = "term"
    CODE = "code"
    CODES = "codes"
    FLAG = "flag"
    NUMBER = "number"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableField:
    """One value of a row that a form can change: where it stands, what it is called, what may be written.

    `path` are the keys within the row as a file writes them, `name` what `labels.FIELDS` calls it. `table`
    is where the codes of a `code` are looked up, `options` are the values of a choice.
    """

    path: tuple[str, ...]
    name: str
    kind: ValueKind
    is_needed: bool
    table: str = ""
    options: tuple[StrEnum, ...] = ()

    @property
    def key(self) -> str:
        """Return the name of the box in a form."""
        return "-".join(self.path)


class Layout(StrEnum):
    """How a table lies in a file: rows by a code, rows in an order, or a single row without a code."""

    CODED = "coded"
    LISTED = "listed"
    SINGLE = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableTable:
    """One table of a pack: how it lies, the fields of a row, and the keys that no form can change.

    One with a dash in its name lies in each row of another: `pillars-parts` are the `parts` of `pillars`.
    """

    name: str
    layout: Layout
    fields: tuple[EditableField, ...]
    beyond: tuple[str, ...] = ()

    @property
    def outer(self) -> str:
        """Return the name of the table in whose rows this one lies, or its own."""
        return self.name.partition(WITHIN)[0]

    @property
    def inner(self) -> str:
        """Return the key within a row of another table under which this one lies, or an empty string."""
        return self.name.partition(WITHIN)[2]


#: Between the names of a table and of one that lies in its rows.
WITHIN = "-"
#: The tables in the order in which an official looks for them; what is not here is `BEYOND` every form.
GROUPS: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "times": (
            "triage",
            "orders",
            "checking",
            "evaluation",
            "alarm",
            "alarm-escalations",
            "escalations",
            "passing",
            "passing-grounds",
            "superior",
            "hours",
        ),
        "matters": ("classes", "classes-milestones", "items", "refusals", "guidances", "dangers"),
        "who": ("bodies", "leads", "positions", "evaluators", "followers", "supervisors", "reviews"),
        "words": (
            *("top", "replies", "bulletins", "steps", "panorama", "pillars", "pillars-parts"),
            *("meetings", "meetings-procedure", "projects", "selections", "selections-awards"),
            *("bookables", "functions", "activities", "crowds"),
            *("publicity", "directory", "slots", "area_types"),
        ),
        "figures": ("rates", "durations", "volumes"),
        "house": ("handler", "site", "channels", "receipt", "sources", "laws"),
    }
)
#: Where a row comes from stands after what it says.
ORIGIN = frozenset({"ground", "assumed"})
#: The title and the sentence of a mechanism stand in no table.
TOP = "top"
#: What no form shows: which place this is, the floor of the law, the State Council's calendar, what people
#: were told of their data in a numbered version, and rows of a kind of their own, such as the rota's.
BEYOND = frozenset(
    {"district", "area_code", "in_force_from", "limits", "retention", "calendars", "duty"}
    | {"collection", "looking", "requests", "residents"}
)


@cache
def tables() -> Mapping[str, EditableTable]:
    """Return every table that forms show, by its name, in the order of `GROUPS`."""
    names = [name for group in GROUPS.values() for name in group]
    return {name: _table(name) for name in names}


def _table(name: str) -> EditableTable:
    if name == TOP:
        found = tuple(_fields(Pack, only=("title", "summary")))
        return EditableTable(name=name, layout=Layout.SINGLE, fields=found)
    if name == "leads":
        return _leads()
    outer, _dash, inner = name.partition(WITHIN)
    layout, model = _laid(Pack.model_fields[outer].annotation)
    if inner:
        layout, model = _laid(model.model_fields[inner].annotation)
    found = tuple(sorted(_fields(model), key=lambda one: one.name in ORIGIN))
    told = {one.path[0] for one in found} | {
        own.partition(WITHIN)[2]
        for group in GROUPS.values()
        for own in group
        if own.startswith(name + WITHIN)
    }
    beyond = tuple(key for key, info in model.model_fields.items() if (info.alias or key) not in told)
    return EditableTable(name=name, layout=layout, fields=found, beyond=beyond)


def _laid(annotation: Any) -> tuple[Layout, Any]:
    """How the rows of a table lie, and the model of one."""
    annotation = _inner(annotation)
    if get_origin(annotation) is tuple:
        return Layout.LISTED, get_args(annotation)[0]
    if isinstance(get_origin(annotation), type) and issubclass(get_origin(annotation) or dict, Mapping):
        return Layout.CODED, get_args(annotation)[1]
    return Layout.SINGLE, annotation


def _leads() -> EditableTable:
    """The bodies that lead, one for each level: a table whose keys are the levels."""
    levels = get_args(_inner(Pack.model_fields["leads"].annotation))[0]
    found = (
        EditableField(path=(str(one),), name=str(one), kind=ValueKind.CODE, is_needed=False, table="bodies")
        for one in levels
    )
    return EditableTable(name="leads", layout=Layout.SINGLE, fields=tuple(found))


def _fields(
    model: type[BaseModel], above: tuple[str, ...] = (), only: tuple[str, ...] = ()
) -> Iterator[EditableField]:
    for name, info in model.model_fields.items():
        if only and name not in only:
            continue
        annotation, path = _inner(info.annotation), (*above, info.alias or name)
        if _is_model(annotation) and not above:
            yield from _fields(annotation, path)
        elif kind := _kind(name, annotation, info):
            yield EditableField(
                path=path,
                name=name,
                kind=kind,
                is_needed=info.is_required() and not above,
                table=_looked_up(name),
                options=_options(annotation),
            )


def _kind(name: str, annotation: Any, info: FieldInfo) -> ValueKind | None:
    """Which kind of value this is; nothing where no form can take it."""
    many = get_origin(annotation) is tuple
    one = _inner(get_args(annotation)[0]) if many else annotation
    if one is Text:
        return ValueKind.TEXTS if many else ValueKind.TEXT
    if one is Term and not many:
        return ValueKind.TERM
    if one is time:
        return ValueKind.TIME
    if one is bool:
        return ValueKind.FLAG
    if one is int and not many:
        return ValueKind.NUMBER
    if one is str and _looked_up(name):
        return ValueKind.CODES if many else ValueKind.CODE
    if one is str:
        return ValueKind.LINES if many else ValueKind.LINE
    if isinstance(one, type) and issubclass(one, Enum):
        return ValueKind.CHOICES if many else ValueKind.CHOICE
    return None


def _looked_up(name: str) -> str:
    return "grounds" if name == "ground" else labels.REFERENCES.get(name, "")


def _options(annotation: Any) -> tuple[StrEnum, ...]:
    one = _inner(get_args(annotation)[0]) if get_origin(annotation) is tuple else annotation
    return tuple(one) if isinstance(one, type) and issubclass(one, StrEnum) else ()


def _is_model(annotation: Any) -> bool:
    return (
        isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in {Text, Term}
    )


def _inner(annotation: Any) -> Any:
    """An annotation without `| None` and without what `Annotated` adds."""
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return _inner(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation
