"""Pages of one table of a draft and of one of its rows, with the check beside each value as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.packs import editing
from yuanba.packs.editable import WITHIN, EditableTable, Layout, tables
from yuanba.packs.editing import RowPlace, Values
from yuanba.packs.load import Table
from yuanba.revisions import forms, queries, services
from yuanba.revisions.forms import ONLY, Box, NewRowForm, RowForm
from yuanba.revisions.queries import DraftText, RevisionRow
from yuanba.revisions.views import OPEN_TO, shown, told
from yuanba.rules.core import access
from yuanba.rules.core.fault import Fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.revisions import RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.web.entrance import DistrictRequest, now, open_to, page

#: The code in the address of a row that is not there yet.
NEW = "new"


@require_safe
@open_to(*OPEN_TO)
def table(request: DistrictRequest, revision_id: int, table_name: str) -> HttpResponse:
    """Show the rows of one table of a draft, with what is wrong with each and where it comes from."""
    row, known = queries.revision(revision_id), _known(table_name)
    draft = queries.draft_of(row)
    if known.layout is Layout.SINGLE:
        return redirect("revisions:row", revision_id=row.id, table_name=table_name, row_code=ONLY)
    before = _before(row)
    faulty = [f"{one.place}." for one in draft.examined[1]]
    above = {code: told.title_of(known.outer, code, draft.whole) for code, _row in _outer(known, draft)}
    rows = [
        {
            "code": code,
            "above": above.get(code.partition(WITHIN)[0], ""),
            "title": told.called(one, code, known, draft.whole),
            "told": told.in_short(one, known, draft.whole),
            "is_changed": editing.row_at(before, before, place := forms.place_of(known, code)) != one,
            "is_faulty": any(at.startswith(".".join(map(str, place)) + ".") for at in faulty),
        }
        for code, one in told.rows_of(known, draft.whole)
    ]
    return page(
        request,
        "revisions/table.html",
        row=row,
        table=known,
        title=told.table_title(table_name),
        rows=rows,
        additions=_additions(known, above, draft),
        is_of_base=known.outer not in draft.table,
        may_edit=_may_edit(request, row, draft),
    )


@require_http_methods(["GET", "POST"])
@open_to(*OPEN_TO)
def row(request: DistrictRequest, revision_id: int, table_name: str, row_code: str) -> HttpResponse:
    """Show the form of one row of a draft, and write it: what is malformed is refused at its box."""
    found, known = queries.revision(revision_id), _known(table_name)
    draft = queries.draft_of(found)
    place, now_there = _place(known, row_code, draft)
    may_edit = _may_edit(request, found, draft)
    if request.method == "POST" and not may_edit:
        services.edit(actor=request.actor, revision_id=found.id, place=place, values={}, since="", now=now())
    form = _form(request.POST if request.method == "POST" else None, known, row_code, now_there, draft)
    refusal, typed = None, None
    if request.method == "POST" and form.is_valid():
        place = _named(place, form, known, draft)
        typed = _with(draft, place, form.values())
        if form.is_valid() and typed.examined[0] is not None:
            try:
                _write(request, found, place, form)
            except Refused as fault:
                refusal = fault
            else:
                return _written(request, found, known, place, typed)
    return _row_page(
        request,
        found,
        known,
        row_code,
        form,
        draft=typed or draft,
        place=place,
        may_edit=may_edit,
        refusal=refusal,
    )


@require_POST
@open_to(*OPEN_TO)
def check(request: DistrictRequest, revision_id: int, table_name: str, row_code: str) -> HttpResponse:
    """Return what the check says of a row as it stands in the form, beside each value; nothing is written."""
    found, known = queries.revision(revision_id), _known(table_name)
    draft = queries.draft_of(found)
    place, now_there = _place(known, row_code, draft)
    form = _form(request.POST, known, row_code, now_there, draft)
    boxes, above, rest = form.boxes(), list[str](), list[Fault]()
    if form.is_valid():
        place = _named(place, form, known, draft)
        typed = _with(draft, place, form.values())
        above, rest = told.placed(typed.examined[1], place, boxes)
    else:
        for box in boxes:
            box.faults.extend(str(one) for bound in box.bounds for one in bound.errors)
    return page(
        request,
        "revisions/checked.html",
        row=found,
        boxes=boxes,
        above=above,
        rest=told.elsewhere(rest, found.id, draft.whole),
    )


@require_POST
@open_to(*OPEN_TO)
def remove(request: DistrictRequest, revision_id: int, table_name: str, row_code: str) -> HttpResponse:
    """Take one row out of a draft."""
    found, known = queries.revision(revision_id), _known(table_name)
    place, _there = _place(known, row_code, queries.draft_of(found))
    try:
        services.edit(
            actor=request.actor,
            revision_id=found.id,
            place=place,
            values=None,
            since=request.POST.get("row_mark", ""),
            now=now(),
        )
    except Refused as fault:
        return shown(request, found, refusal=fault)
    messages.success(request, _("The row is taken out of the draft."))
    return redirect("revisions:table", revision_id=found.id, table_name=table_name)


def _row_page(
    request: DistrictRequest,
    found: RevisionRow,
    known: EditableTable,
    code: str,
    form: RowForm,
    *,
    draft: DraftText,
    place: RowPlace,
    may_edit: bool,
    refusal: Refused | None,
) -> HttpResponse:
    boxes = form.boxes()
    above, rest = (
        told.placed(draft.examined[1], place, boxes) if not _is_new(code) or form.is_bound else ([], [])
    )
    before = _before(found)
    was = editing.row_at(before, before, place)
    status = told.status_of(refusal) if refusal else 422 if request.method == "POST" else 200
    return page(
        request,
        "revisions/row.html",
        status=status,
        row=found,
        table=known,
        title=told.table_title(known.name),
        code=code,
        called=_("A new row") if _is_new(code) else told.called(form.row, code, known, draft.whole),
        is_new=_is_new(code),
        within=[(name, told.table_title(name)) for name in tables() if name.startswith(known.name + WITHIN)],
        form=form,
        boxes=[_beside(box, was, draft.whole, form) for box in boxes],
        above=above,
        rest=told.elsewhere(rest, found.id, draft.whole),
        beyond=told.beyond_of(known),
        is_of_base=known.outer not in (*draft.table, "top"),
        may_edit=may_edit,
        refusal=refusal,
    )


def _beside(box: Box, was: Any, whole: Table, form: RowForm) -> Box:
    """A box with what holds today, where the draft says something else."""
    if not isinstance(was, Mapping):
        return box
    before = told.plainly(box.field, was, whole)
    return replace(box, before=before) if before != told.plainly(box.field, form.row, whole) else box


def _known(name: str) -> EditableTable:
    if name not in tables():
        raise Http404(name)
    return tables()[name]


def _place(known: EditableTable, code: str, draft: DraftText) -> tuple[RowPlace, Any]:
    """Where a row stands, and what is there; a new one stands after the last."""
    rows = dict(told.rows_of(known, draft.whole))
    if _is_new(code) and known.layout is not Layout.SINGLE:
        return _new_place(known, code.partition(WITHIN)[2], draft), None
    if known.layout is not Layout.SINGLE and code not in rows:
        raise Http404(code)
    if known.layout is Layout.SINGLE and code != ONLY:
        raise Http404(code)
    place = forms.place_of(known, code)
    return place, editing.row_at(draft.table, draft.base, place)


def _is_new(code: str) -> bool:
    return code.partition(WITHIN)[0] == NEW


def _outer(known: EditableTable, draft: DraftText) -> list[tuple[str, Any]]:
    """The rows in each of which a table lies; none where there is one such row, or the table lies in none."""
    is_in_several = known.inner and tables()[known.outer].layout is not Layout.SINGLE
    return list(told.outer_rows(known, draft.whole)) if is_in_several else []


def _additions(known: EditableTable, above: Mapping[str, str], draft: DraftText) -> list[tuple[str, str]]:
    """The addresses of new rows, each with the title of the row in which it would lie, if of several."""
    if above or not known.inner:
        return [(f"{NEW}{WITHIN}{code}", said) for code, said in above.items()] or [(NEW, "")]
    return [(f"{NEW}{WITHIN}{ONLY}", "")] if known.outer in draft.whole else []


def _new_place(known: EditableTable, above: str, draft: DraftText) -> RowPlace:
    """The place after the last row of a table; of one within rows, after the last in the row `above`."""
    if known.inner and above not in dict(told.outer_rows(known, draft.whole)):
        raise Http404(above)
    beside = [
        forms.place_of(known, code)
        for code, _row in told.rows_of(known, draft.whole)
        if not known.inner or code.partition(WITHIN)[0] == above
    ]
    is_listed = known.layout is Layout.LISTED
    own = str(len(beside)) if is_listed else forms.free_code(known, {place[-1] for place in beside})
    return forms.place_of(known, f"{above}{WITHIN}{own}" if known.inner else own)


def _form(
    typed: Mapping[str, Any] | None, known: EditableTable, code: str, now_there: Any, draft: DraftText
) -> RowForm:
    kind = NewRowForm if _is_new(code) and known.layout is Layout.CODED else RowForm
    mark = services.mark(now_there)
    return kind(typed, table=known, row=now_there, whole=draft.whole, since=mark)


def _named(place: RowPlace, form: RowForm, known: EditableTable, draft: DraftText) -> RowPlace:
    """The place of a new row under the code that was chosen for it, if nobody else has it."""
    code = form.cleaned_data.get("code")
    if not code:
        return place
    named = (*place[:-1], code)
    if editing.row_at(draft.table, draft.base, named) is not None:
        form.add_error("code", _("Another row has this code."))
        return place
    return named


def _with(draft: DraftText, place: RowPlace, values: Values) -> DraftText:
    """The draft as it would be with these values in a row."""
    return DraftText(draft.district, draft.on, editing.applied(draft.table, draft.base, place, values))


def _write(request: DistrictRequest, found: RevisionRow, place: RowPlace, form: RowForm) -> None:
    services.edit(
        actor=request.actor,
        revision_id=found.id,
        place=place,
        values=form.values(),
        since=form.cleaned_data["row_mark"],
        now=now(),
    )


def _written(
    request: DistrictRequest, found: RevisionRow, known: EditableTable, place: RowPlace, typed: DraftText
) -> HttpResponse:
    """Where one goes on: to the table, or back to the row if something in it is to be put right."""
    boxes = RowForm(None, table=known, row={}, whole=typed.whole, since="").boxes()
    above, _rest = told.placed(typed.examined[1], place, boxes)
    code = forms.code_of(known, place)
    if above or any(box.faults for box in boxes):
        messages.warning(request, _("Kept in the draft. What is marked below has to be put right."))
        return redirect("revisions:row", revision_id=found.id, table_name=known.name, row_code=code)
    messages.success(request, _("Kept in the draft."))
    if known.layout is Layout.SINGLE:
        return redirect("revisions:revision", revision_id=found.id)
    return redirect("revisions:table", revision_id=found.id, table_name=known.name)


def _before(row: RevisionRow) -> Table:
    """The rules that the draft began from, over base."""
    return queries.began_from(row)


def _may_edit(request: DistrictRequest, row: RevisionRow, draft: DraftText) -> bool:
    facts = access.Facts(area_path=f"/{draft.whole['area_code']}/")
    return row.state is RevisionState.DRAFTING and access.may(request.actor, RevisionVerb.EDIT, facts, now())
