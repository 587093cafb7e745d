"""Verbs for the ticked rows of a list: a preview first, then each row by itself, or one file of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.paging import row_number
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.registry import put
from yuanba.web.entrance import DistrictRequest, Who, enters
from yuanba.web.tables.asked import TableState
from yuanba.web.tables.declared import TableReader, WorkTable

#: In the address of a list: the verb, the ticked rows, and whether all rows of the list are meant.
VERB, ROW, ALL = "verb", "row", "all"
#: In the form of a preview: the rows that it showed, as a verb is done to these or to none.
SHOWN = "shown"
#: So many rows are ticked at most, and so many leave in one file.
MOST_TICKED, MOST_IN_A_FILE = 100, 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The rows of a list that a verb is meant for, as the list shows them; `is_whole` if that is all."""

    table: WorkTable
    reader: TableReader
    asked: TableState
    rows: Sequence[Any]
    is_whole: bool = False
    is_cut: bool = False

    @property
    def ids(self) -> list[int]:
        """Return the numbers of the rows."""
        return [row.id for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkVerb:
    """A verb for ticked rows of a list: who sees it, what its preview says and asks, and what it does.

    `may` leaves of the rows those on which it can be done. `form` gives the boxes of the preview, from what
    was typed, if anything. Either `do` does it to one row, as its service does, and may refuse; or `make`
    makes one file of all rows, and is offered for the whole list too unless it is not `is_for_whole`.
    """

    code: str
    label: Promise | str
    icon: str
    who: tuple[Who, ...]
    says: Promise
    may: Callable[[TableReader, Sequence[int]], frozenset[int]]
    form: Callable[[Mapping[str, Any] | None, Selection], forms.Form] | None = None
    do: Callable[[TableReader, int, Mapping[str, Any]], None] | None = None
    make: Callable[[DistrictRequest, Selection], HttpResponse] | None = None
    is_for_whole: bool = True
    order: int = 0

    @property
    def makes_of_whole(self) -> bool:
        """Return whether it makes a file of all that a list shows."""
        return self.make is not None and self.is_for_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPreview:
    """What the page of a preview draws: the verb, the rows it will be done to, and those that are left."""

    table: WorkTable
    verb: BulkVerb
    url: str
    rows: Sequence[Any]
    left: Sequence[Any]
    is_whole: bool
    is_cut: bool
    has_changed: bool
    form: forms.Form | None

    @property
    def shown(self) -> str:
        """Return the numbers of the ticked rows that the verb is done to; nothing where all are meant."""
        return "" if self.is_whole else _numbers(self.rows)


_verbs: dict[tuple[str, str], BulkVerb] = {}


def press_with(code: str, verbs: Iterable[BulkVerb]) -> None:
    """Register verbs for the ticked rows of the list with this code."""
    for verb in verbs:
        put(_verbs, (code, verb.code), verb)


def offered(table: WorkTable, reader: TableReader) -> list[BulkVerb]:
    """Return the verbs that this reader may do to ticked rows of a list."""
    found = [verb for (code, _name), verb in _verbs.items() if code == table.code]
    return sorted((verb for verb in found if enters(reader.actor, verb.who)), key=lambda verb: verb.order)


def respond(
    request: DistrictRequest, table: WorkTable, reader: TableReader, wanted: TableState, url: str
) -> HttpResponse:
    """Show what a verb will do to the ticked rows; on POST do it, and say what was left and why."""
    code = request.GET[VERB]
    verb = next((one for one in offered(table, reader) if one.code == code), None)
    if verb is None:
        raise NotAllowed(verb=code)
    chosen = _selected(request, table, reader, wanted, is_whole=verb.makes_of_whole and ALL in request.GET)
    if not chosen.rows:
        messages.error(request, _("Tick at least one row first."))
        return redirect(url)
    may = verb.may(reader, chosen.ids)
    rows = [row for row in chosen.rows if row.id in may]
    is_sent, said = request.method == "POST", request.POST.get(SHOWN, "")
    form = verb.form(request.POST if is_sent else None, chosen) if verb.form else None
    preview = BulkPreview(
        table=table,
        verb=verb,
        url=url,
        rows=rows,
        left=[row for row in chosen.rows if row.id not in may],
        is_whole=chosen.is_whole,
        is_cut=chosen.is_cut,
        has_changed=bool(said) and said != _numbers(rows),
        form=form,
    )
    if not is_sent or not rows or preview.has_changed or (form is not None and not form.is_valid()):
        status = 409 if preview.has_changed else 422 if is_sent else 200
        return render(request, "web/bulk.html", {"preview": preview}, status=status)
    return _made(request, preview, chosen) if verb.make else _done(request, preview, reader)


def _numbers(rows: Sequence[Any]) -> str:
    return " ".join(str(row.id) for row in rows)


def _selected(
    request: DistrictRequest, table: WorkTable, reader: TableReader, wanted: TableState, *, is_whole: bool
) -> Selection:
    """The ticked rows as far as the reader may read them, or all that the list shows."""
    if not is_whole:
        ticked = list(dict.fromkeys(row_number(one) for one in request.GET.getlist(ROW)))
        rows = table.by_ids(reader, ticked[:MOST_TICKED], wanted)
        is_cut = len(ticked) > MOST_TICKED
        return Selection(table=table, reader=reader, asked=wanted, rows=rows, is_cut=is_cut)
    found = table.rows(reader, wanted.at(""), MOST_IN_A_FILE)
    return Selection(
        table=table, reader=reader, asked=wanted, rows=found.rows, is_whole=True, is_cut=bool(found.after)
    )


def _made(request: DistrictRequest, preview: BulkPreview, chosen: Selection) -> HttpResponse:
    assert preview.verb.make is not None
    return preview.verb.make(request, replace(chosen, rows=preview.rows))


def _done(request: DistrictRequest, preview: BulkPreview, reader: TableReader) -> HttpResponse:
    """Each row by itself, as its own page would do it: what is refused leaves the others as they are."""
    assert preview.verb.do is not None
    said = preview.form.cleaned_data if preview.form else {}
    refused: dict[int, Refused] = {}
    for row in preview.rows:
        try:
            preview.verb.do(reader, row.id, said)
        except Refused as refusal:
            refused[row.id] = refusal
    done = len(preview.rows) - len(refused)
    told = _("%(verb)s: done for %(n)s") % {"verb": preview.verb.label, "n": done}
    if not refused:
        messages.success(request, told)
        return redirect(preview.url)
    left = [(row, refused[row.id]) for row in preview.rows if row.id in refused]
    return render(
        request, "web/bulk_left.html", {"preview": preview, "refused": left, "told": told}, status=409
    )
