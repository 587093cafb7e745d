"""What the check says, put where it belongs: beside a value of a row, above the row, or on another row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import tables as matters
from yuanba.packs import faults as sentences
from yuanba.packs import labels, trials, wording
from yuanba.packs.editable import BEYOND, WITHIN, EditableField, EditableTable, Layout, ValueKind, tables
from yuanba.packs.editing import RowPlace
from yuanba.packs.load import Table
from yuanba.revisions import forms, queries
from yuanba.revisions.forms import Box
from yuanba.revisions.forms.acts import TrialForm
from yuanba.revisions.queries import RevisionRow
from yuanba.rules.core import access
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.revisions import OPEN
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.soundness.trial import Effect
from yuanba.rules.time.deadline import Term
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.sentences import STATUSES, words

GROUP_TITLES: Mapping[str, Promise] = {
    "times": _("Times and escalation"),
    "matters": _("Matters and the directory"),
    "who": _("Bodies and positions"),
    "words": _("What residents read"),
    "figures": _("Figures"),
    "house": _("The house and its sources"),
}
TOP_TITLE = _("Title and summary")
COMMA, LISTING = Text(zh="，", en=", "), Text(zh="、", en=", ")
#: What a list of rows shows of each.
SHORT = frozenset({ValueKind.CODE, ValueKind.TERM, ValueKind.CHOICE, ValueKind.NUMBER, ValueKind.TIME})
#: A row that says not where it comes from: said at the box in which it would.
UNSAID, GROUND = "unsaid", "ground"
#: A trial that is not over by then was stopped with its worker.
STUCK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One fault on another page: what it is about, its sentence, and the address of the form for it."""

    where: str
    sentence: str
    url: str


def group(name: str) -> str:
    """Return the title of a group of tables."""
    return str(GROUP_TITLES[name])


def table_title(name: str) -> str:
    """Return the title of a table in the reader's language."""
    outer, _dash, inner = name.partition(WITHIN)
    if inner:
        return f"{words(labels.TABLES[outer])} · {words(labels.FIELDS[inner])}"
    return str(TOP_TITLE) if name == "top" else words(labels.TABLES[name])


def beyond() -> list[str]:
    """Return the titles of the tables that no form changes."""
    return [words(labels.TABLES[name]) for name in Pack.model_fields if name in BEYOND]


def status_of(refusal: Refused) -> int:
    """Return the HTTP status that goes with a refusal."""
    return STATUSES.get(refusal.code, 409)


def sentence(fault: Fault) -> str:
    """Return the sentence of a fault in the reader's language."""
    return sentences.told(fault, "zh" if (get_language() or "zh").startswith("zh") else "en")


def otherwise(fault: Fault) -> str:
    """Return what a worked case counted on, and what the draft makes of it."""
    said = dict(fault.arguments)
    if fault.code != "case_differs":
        return sentence(fault)
    return str(_("%(expected)s by the case, %(found)s by these rules") % said)


def placed(found: Iterable[Fault], place: RowPlace, boxes: Sequence[Box]) -> tuple[list[str], list[Fault]]:
    """Put each fault of a row beside its value; return the sentences on the row as a whole, and the rest."""
    above, rest = list[str](), list[Fault]()
    start = [str(part) for part in place]
    for one in found:
        parts = one.place.split(".")
        within = parts[len(start) :]
        if parts[: len(start)] != start or (not start and within[0] not in {"title", "summary"}):
            rest.append(one)
            continue
        box = next((box for box in boxes if within[: len(box.field.path)] == [*box.field.path]), None)
        if one.code == UNSAID:
            box = next((box for box in boxes if box.field.name == GROUND), box)
        if box:
            box.faults.append(sentence(one))
        else:
            above.append(sentence(one))
    return above, rest


def elsewhere(found: Iterable[Fault], revision_id: int, whole: Table) -> list[Elsewhere]:
    """Return faults with what they are about and where each can be put right."""
    return [Elsewhere(_about(one, whole), sentence(one), _address(one, revision_id, whole)) for one in found]


def _about(fault: Fault, whole: Table) -> str:
    """What a fault is about in words: 目录事项“路灯不亮” · 承办单位."""
    table, *rest = fault.place.split(".")
    said = words(labels.TABLES[table]) if table in labels.TABLES else table
    known = tables().get(table)
    if known and known.layout is not Layout.SINGLE and rest:
        said, rest = f"{said}“{title_of(table, rest[0], whole)}”", rest[1:]
    if rest and rest[0] in labels.FIELDS:
        said = f"{said} · {words(labels.FIELDS[rest[0]])}"
    return said


def _address(fault: Fault, revision_id: int, whole: Table) -> str:
    table, *rest = fault.place.split(".")
    table = "top" if table in {"title", "summary"} else table
    known = tables().get(table)
    if known is None:
        return ""
    place = fault.place.split(".")
    for one in (one for one in tables().values() if one.outer == known.name and one.inner in place[1:3]):
        for code, _row in rows_of(one, whole):
            within = [str(part) for part in forms.place_of(one, code)]
            if place[: len(within)] == within:
                return reverse("revisions:row", args=[revision_id, one.name, code])
    if known.layout is Layout.SINGLE:
        return reverse("revisions:row", args=[revision_id, table, forms.ONLY])
    if rest and any(code == rest[0] for code, _row in rows_of(known, whole)):
        return reverse("revisions:row", args=[revision_id, table, rest[0]])
    return reverse("revisions:table", args=[revision_id, table])


def rows_of(table: EditableTable, whole: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the rows of a table with their code or number, which of a row within a row follow the outer's."""
    if not table.inner:
        yield from _each(whole.get(table.outer), table.layout)
        return
    for above, row in outer_rows(table, whole):
        for code, one in _each(row.get(table.inner), table.layout):
            yield f"{above}{WITHIN}{code}", one


def outer_rows(table: EditableTable, whole: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the rows of the table in which another one lies, with their code or number."""
    outer = tables()[table.outer]
    if outer.layout is not Layout.SINGLE:
        yield from rows_of(outer, whole)
    elif table.outer in whole:
        yield forms.ONLY, whole[table.outer]


def _each(rows: Any, layout: Layout) -> Iterator[tuple[str, Any]]:
    if layout is Layout.CODED:
        yield from (rows or {}).items()
    elif layout is Layout.LISTED:
        yield from ((str(number), row) for number, row in enumerate(rows or []))


def title_of(table: str, code: str, whole: Mapping[str, Any]) -> str:
    """Return what a row is called in the reader's language: its title, or what it does."""
    known = tables()[table]
    row = next((row for at, row in rows_of(known, whole) if at == code), None)
    return called(row, code, known, whole)


def called(row: Any, code: str, table: EditableTable, whole: Mapping[str, Any]) -> str:
    """Return the title of a row; of one without, its first values in words."""
    if isinstance(row, dict):
        title = row if "zh" in row else row.get("title")
        if isinstance(title, dict) and isinstance(title.get("zh"), str):
            zh = str(title["zh"])
            return words(Text.model_construct(zh=zh, en=str(title.get("en", zh))))
        told = [plainly(one, row, whole) for one in table.fields if one.name not in {"ground", "assumed"}]
        if any(told):
            return words(COMMA).join(one for one in told if one)
    return code


def in_short(row: Any, table: EditableTable, whole: Mapping[str, Any]) -> str:
    """Return what stands beside the title of a row in a list: its class, body and times, or its words."""
    if not isinstance(row, dict):
        return ""
    shown = [one for one in table.fields if one.kind in SHORT and len(one.path) == 1 and one.name != GROUND]
    told = [(one, plainly(one, row, whole)) for one in shown]
    said = [f"{forms.label_of(table.name, one)} {words}" for one, words in told if words]
    return " · ".join(said[:4])


def beyond_of(table: EditableTable) -> list[str]:
    """Return what of a table's rows no form changes, in words."""
    return [words(labels.FIELDS.get(key) or labels.TABLES[key]) for key in table.beyond]


def trial(request: DistrictRequest, row: RevisionRow) -> dict[str, Any]:
    """Return what the page says of the last trial of a draft: how far, the sums, matters to look at.

    Of those only the ones that this reader may read.
    """
    at, found = now(), queries.trial_of(row)
    said: dict[str, Any] = {
        "trial": found,
        "try_form": TrialForm(initial={"days": found.days} if found else None),
        "may_try": row.state in OPEN
        and access.may(request.actor, RevisionVerb.TRY_OUT, queries.facts_today(at), at),
    }
    if found is None:
        return said
    whole, named = queries.draft_of(row).whole, [one for rows in found.named.values() for one in rows]
    seen = {one.id: one for one in matters.by_ids(request.actor, [one["matter"] for one in named], at)}
    return said | {
        "is_stuck": not found.is_over and found.asked_at < at - STUCK,
        "percent": 100 * found.done // found.total if found.total else 0,
        "otherwise": found.done - found.counts.get(Effect.SAME.value, 0),
        "effects": [
            (
                words(text),
                found.counts[effect.value],
                [
                    _tried(one, seen[one["matter"]].receipt, whole)
                    for one in found.named.get(effect.value, ())
                    if one["matter"] in seen
                ],
            )
            for effect, text in trials.EFFECTS.items()
            if effect.value in found.counts
        ],
    }


def _tried(one: Mapping[str, Any], receipt: str, whole: Mapping[str, Any]) -> dict[str, object]:
    """One matter that would have gone otherwise: its receipt, what it is, where it would go, its two days."""
    table, code = ("items", one["item"]) if one["item"] else ("classes", one["class"])
    return {
        "id": one["matter"],
        "receipt": receipt,
        "title": title_of(table, code, whole),
        "to": Text.model_construct(**one["to"]) if one["to"] else None,
        "before": datetime.fromisoformat(one["before"]),
        "after": datetime.fromisoformat(one["after"]) if one["after"] else None,
    }


def plainly(one: EditableField, row: Mapping[str, Any], whole: Mapping[str, Any]) -> str:
    """Return a value of a row as people read it; empty where nothing is written."""
    value: Any = row
    for key in one.path:
        value = value.get(key) if isinstance(value, dict) else None
    if value in (None, "", []):
        return ""
    return words(LISTING).join(
        _said(one, part, whole) for part in (value if isinstance(value, list) else [value])
    )


def _said(one: EditableField, value: Any, whole: Mapping[str, Any]) -> str:
    if one.kind in {ValueKind.TEXT, ValueKind.TEXTS}:
        return words(Text.model_construct(zh=value.get("zh", ""), en=value.get("en", value.get("zh", ""))))
    if one.kind is ValueKind.TERM:
        return words(wording.term(Term.model_validate_json(_json(value))))
    if one.kind is ValueKind.TIME:
        return str(value)[:5]
    if one.kind is ValueKind.FLAG:
        return words(wording.YES if value else wording.NO)
    if one.kind in {ValueKind.CODE, ValueKind.CODES} and one.table != "grounds":
        return title_of(one.table, value, whole)
    if one.options:
        return next((forms.option(option) for option in one.options if option == value), str(value))
    return str(value)


def _json(value: Mapping[str, Any]) -> str:
    return f'{{"amount": {value["amount"]}, "unit": "{value["unit"]}"}}'
