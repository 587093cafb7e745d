"""Forms for the rows of a pack, made from its model: one box or two for each value that a form can change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from yuanba.packs import choices, labels, wording
from yuanba.packs.editable import WITHIN, EditableField, EditableTable, Layout, ValueKind, tables
from yuanba.packs.editing import RowPlace, Values
from yuanba.packs.load import Table
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.pack import Response, Trigger
from yuanba.rules.time.deadline import TermUnit
from yuanba.web.sentences import STANDINGS, words

#: What a value is called where the word of the whole pack would not do.
NAMES: Mapping[tuple[str, str], Text] = {
    ("escalations", "on"): Text(zh="出现什么情况", en="on what"),
    ("escalations", "after"): Text(
        zh="过多久（快到期的：还剩多久）", en="after how long (soon: with what is left)"
    ),
    ("escalations", "count"): Text(zh="第几次起", en="from which time on"),
    ("escalations", "then"): Text(zh="怎么办", en="what is done"),
    ("hours", "opens"): Text(zh="上班", en="opens"),
    ("hours", "closes"): Text(zh="下班", en="closes"),
    ("sources", "zh"): Text(zh="来源（中文）", en="source in Chinese"),
    ("sources", "en"): Text(zh="来源（英文）", en="source in English"),
    ("laws", "zh"): Text(zh="依据（中文）", en="law in Chinese"),
    ("laws", "en"): Text(zh="依据（英文）", en="law in English"),
}
RESPONSES: Mapping[Response, Text] = {
    Response.REMIND: Text(zh="提醒", en="remind"),
    Response.ESCALATE: Text(zh="提级", en="escalate"),
    Response.PRIORITISE: Text(zh="列入督办清单", en="put on the supervision list"),
}
#: The code in the address of the one row of a table without codes.
ONLY = "only"
#: Texts as long as this are written in a box of several lines.
LONG = 24
#: Between the Chinese and the English of one line.
BAR = "|"


@dataclass(frozen=True, slots=True)
class Box:
    """One value of a row on a page: its boxes, what it is called, and what the check says of it."""

    field: EditableField
    label: str
    bounds: tuple[BoundField, ...]
    faults: list[str] = dataclass_field(default_factory=list)
    #: What holds today, where the draft says something else.
    before: str = ""

    @property
    def is_pair(self) -> bool:
        """Return whether two boxes stand side by side."""
        return len(self.bounds) > 1


def label_of(table: str, one: EditableField) -> str:
    """Return what a value is called in the reader's language; part of a part after what it is part of."""
    said = (
        NAMES.get((table.rpartition(WITHIN)[2], one.name)) or labels.FIELDS.get(one.name) or _level(one.name)
    )
    above = [words(labels.FIELDS[key]) for key in one.path[:-1]]
    label = " · ".join([*above, words(said)])
    return label[:1].upper() + label[1:]


def _level(name: str) -> Text:
    return next((text for level, text in wording.LEVELS.items() if level == name), Text(zh=name, en=name))


def option(value: StrEnum) -> str:
    """Return what a choice of a pack is called in the reader's language."""
    if isinstance(value, State):
        return str(STANDINGS[value].label)
    if isinstance(value, PositionKind):
        return words(Text(zh=choices.KINDS[value], en=value.value.replace("_", " ")))
    if isinstance(value, Trigger):
        return words(wording.TRIGGERS[value])
    if isinstance(value, Response):
        return words(RESPONSES[value])
    return _spoken(value)


def _spoken(value: StrEnum) -> str:
    tables: tuple[Mapping[Any, Text], ...] = (
        *(wording.LEVELS, wording.EVERY, wording.CLOCKS, wording.UNITS, wording.SINCE),
        *choices.WORDS.values(),
    )
    for known in tables:
        found = next((text for one, text in known.items() if one is value), None)
        if found:
            return words(found)
    return str(value)


class RowForm(forms.Form):
    """The form of one row of a table of a pack, filled with what the draft says."""

    row_mark = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, table: EditableTable, row: object, whole: Table, since: str
    ) -> None:
        super().__init__(data, initial={"row_mark": since})
        self.table, self.row, self.whole = table, row if isinstance(row, dict) else {}, whole
        for one in table.fields:
            self.fields.update(self._made(one))

    def _made(self, one: EditableField) -> dict[str, forms.Field]:
        """The boxes of one value."""
        now, key = _at(self.row, one.path), one.key
        label = label_of(self.table.name, one)
        match one.kind:
            case ValueKind.TEXT:
                return _in_two_languages(key, label, now)
            case ValueKind.TERM:
                return _length_of_time(key, label, now)
            case ValueKind.NUMBER:
                return {key: forms.IntegerField(label=label, required=False, initial=now, min_value=0)}
            case ValueKind.TIME:
                widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
                return {
                    key: forms.TimeField(label=label, required=False, initial=now and now[:5], widget=widget)
                }
            case ValueKind.FLAG:
                return {key: forms.BooleanField(label=label, required=False, initial=now)}
            case ValueKind.CODE | ValueKind.CHOICE:
                none = [] if one.is_needed and now else [("", _("none"))]
                choices = [*none, *self._options(one, now)]
                return {key: forms.ChoiceField(label=label, required=False, initial=now, choices=choices)}
            case ValueKind.CODES | ValueKind.CHOICES:
                several = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    initial=now,
                    choices=(offered := self._options(one, now)),
                    help_text="" if offered else _("There is nothing yet to choose from."),
                    widget=forms.CheckboxSelectMultiple,
                )
                return {key: several}
            case ValueKind.LINES | ValueKind.TEXTS:
                return {key: _several(label, now or [], one.kind)}
            case _:
                return {key: _line(label, now or "")}

    def _options(self, one: EditableField, now: object) -> Sequence[tuple[str, str]]:
        """What may be chosen; a code that the draft names and that is not there stays until it is changed."""
        if one.options:
            return [(str(value), option(value)) for value in one.options]
        found = list(_titles(one.table, self.whole))
        known = {code for code, _ in found}
        written = now if isinstance(now, list) else [now]
        return [*found, *((str(code), str(code)) for code in written if code and code not in known)]

    def boxes(self) -> list[Box]:
        """Return the boxes of the form, value by value."""
        return [
            Box(
                field=one,
                label=label_of(self.table.name, one),
                bounds=tuple(self[name] for name in self.fields if _belongs(name, one)),
            )
            for one in self.table.fields
        ]

    def values(self) -> Values:
        """Return what was typed as plain values by their place in the row; None where nothing was."""
        return {one.path: self._value(one) for one in self.table.fields}

    def _value(self, one: EditableField) -> Any:
        given, key, now = self.cleaned_data, one.key, _at(self.row, one.path)
        match one.kind:
            case ValueKind.TEXT:
                return _bilingual(given[f"{key}-zh"], given[f"{key}-en"])
            case ValueKind.TERM:
                amount = given[f"{key}-amount"]
                return {"amount": amount, "unit": given[f"{key}-unit"]} if amount else None
            case ValueKind.FLAG:
                return given[key] if given[key] or now is not None or one.is_needed else None
            case ValueKind.LINES:
                return _lines(given[key]) or None
            case ValueKind.TEXTS:
                return [_bilingual(*_parted(line)) for line in _lines(given[key])] or None
            case ValueKind.CODES | ValueKind.CHOICES:
                return _in_order(given[key], now) or None
            case _:
                return given[key] if given[key] not in (None, "") else None


class NewRowForm(RowForm):
    """The form of a row that is added, with the code by which other rows will name it."""

    code = forms.RegexField(
        label=_("Code"),
        regex=r"^[a-z][a-z0-9_]{0,39}$",
        required=False,
        help_text=_("Small letters, digits and _. Left empty, one is made; people never see it."),
        error_messages={"invalid": _("Use small letters, digits and _, and begin with a letter.")},
    )


def free_code(table: EditableTable, rows: Collection[str | int]) -> str:
    """Return a code for a new row that no row of the table has."""
    number, name = 1, table.inner or table.name
    while f"{name}_{number}" in rows:
        number += 1
    return f"{name}_{number}"


def place_of(table: EditableTable, code: str) -> RowPlace:
    """Return where a row of a table stands in a file, by the code or the number in its address.

    Of a row within a row the address has the codes of both.
    """
    if table.name == "top":
        return ()
    above: RowPlace = (table.outer,)
    if table.inner:
        outer, _dash, code = code.partition(WITHIN)
        above = (*place_of(tables()[table.outer], outer), table.inner)
    if table.layout is Layout.SINGLE:
        return above
    return (*above, int(code) if table.layout is Layout.LISTED else code)


def code_of(table: EditableTable, place: RowPlace) -> str:
    """Return the code of a row in its address, by where it stands in a file."""
    if table.inner:
        return f"{code_of(tables()[table.outer], place[:-2])}{WITHIN}{place[-1]}"
    return str(place[1]) if len(place) > 1 else ONLY


def _in_two_languages(key: str, label: str, now: Any) -> dict[str, forms.Field]:
    """The two boxes of a text."""
    now = now if isinstance(now, dict) else {}
    return {
        f"{key}-zh": _line(_("%(label)s (Chinese)") % {"label": label}, now.get("zh", "")),
        f"{key}-en": _line(_("%(label)s (English)") % {"label": label}, now.get("en", "")),
    }


def _length_of_time(key: str, label: str, now: Any) -> dict[str, forms.Field]:
    """The two boxes of a length of time: how many, and of what."""
    now = now if isinstance(now, dict) else {}
    amount = forms.IntegerField(
        label=label,
        required=False,
        initial=now.get("amount"),
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.ChoiceField(
        label=_("%(label)s: unit") % {"label": label},
        required=False,
        initial=now.get("unit", str(TermUnit.WORKING_DAYS)),
        choices=[(str(one), words(wording.UNITS[one])) for one in TermUnit],
    )
    return {f"{key}-amount": amount, f"{key}-unit": unit}


def _line(label: Any, now: str) -> forms.CharField:
    is_long = len(str(now)) > LONG
    widget = forms.Textarea(attrs={"rows": 2 + len(str(now)) // 60}) if is_long else forms.TextInput()
    return forms.CharField(label=label, required=False, initial=now, max_length=2000, widget=widget)


def _several(label: str, now: Sequence[Any], kind: ValueKind) -> forms.CharField:
    lines = [one if isinstance(one, str) else _bar(one) for one in now]
    hint = _("One on each line.") if kind is ValueKind.LINES else _("One on each line: Chinese | English.")
    return forms.CharField(
        label=label,
        required=False,
        initial="\n".join(lines),
        max_length=4000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": max(3, len(lines) + 1)}),
    )


def _bar(text: Mapping[str, str]) -> str:
    zh, en = text.get("zh", ""), text.get("en", "")
    return f"{zh} {BAR} {en}" if en else zh


def _parted(line: str) -> tuple[str, str]:
    zh, _bar, en = line.partition(BAR)
    return zh.strip(), en.strip()


def _bilingual(zh: str, en: str) -> dict[str, str] | None:
    if not zh.strip() and not en.strip():
        return None
    return {"zh": zh.strip()} | ({"en": en.strip()} if en.strip() else {})


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _in_order(chosen: Sequence[str], now: object) -> list[str]:
    """What was chosen: first what was there, in its order, then what is new."""
    before = [one for one in now if one in chosen] if isinstance(now, list) else []
    return [*before, *(one for one in chosen if one not in before)]


def _belongs(name: str, one: EditableField) -> bool:
    return name == one.key or name in {f"{one.key}-{part}" for part in ("zh", "en", "amount", "unit")}


def _at(row: object, path: tuple[str, ...]) -> Any:
    here: Any = row
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    return here


def _titles(table: str, whole: Table) -> Iterator[tuple[str, str]]:
    """The codes of a table of the whole pack with their titles; of grounds those of sources and laws."""
    names = ("sources", "laws") if table == "grounds" else (table,)
    for name in names:
        for code, row in whole.get(name, {}).items():
            title = row if "zh" in row else row.get("title", {})
            said = words(
                Text.model_construct(zh=title.get("zh", code), en=title.get("en", title.get("zh", code)))
            )
            yield code, f"{code} {said}" if table == "grounds" else said
