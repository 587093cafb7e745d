"""The rows of a list as pages show and ask for them; shared by the pages of lists and of directories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yuanba.lists import forms, queries
from yuanba.lists.queries import VersionRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules import lists
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.lists import Above, ListEntry
from yuanba.rules.pack import Item, Level, MatterClass, Pack
from yuanba.rules.time.deadline import Term
from yuanba.web.entrance import DistrictRequest, arrived, page

Groups = list[tuple[MatterClass, list["Shown"]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row of a list for display: the local values, and the item and time of the directory."""

    line: ListEntry
    item: Item
    unit: str
    post: str
    term: Term
    usual: Term
    is_guided: bool = False

    @property
    def title(self) -> str:
        """Return the local wording of the item, or the directory's title if there is none."""
        return self.line.wording or forms.words(self.item.title)


def groups_of(lines: Sequence[ListEntry], pack: Pack, area_path: str, above: Above = None) -> Groups:
    """Return the lines class by class, ready for display; the names of units come with one statement."""
    names = {one.code: one.name for one in people.units({one.unit for one in lines if one.unit})}
    groups: Groups = []
    for code, matter_class in pack.classes.items():
        rows = [
            _shown(one, pack, area_path, names, above)
            for one in lines
            if one.item_code in pack.items and pack.items[one.item_code].class_code == code
        ]
        if rows:
            groups.append((matter_class, rows))
    return groups


def _shown(line: ListEntry, pack: Pack, area_path: str, names: dict[str, str], above: Above) -> Shown:
    item, post = pack.items[line.item_code], pack.positions.get(line.post)
    usual = lists.most(line.item_code, pack, above)
    return Shown(
        line=line,
        item=item,
        unit=names.get(line.unit) or forms.done_by(line.item_code, pack, area_path),
        post=forms.words(post.title_in(area_path)) if post else "",
        term=line.term or usual,
        usual=usual,
        is_guided=pack.is_guided(item.class_code, line.item_code),
    )


def items_of(pack: Pack, written: dict[str, ListEntry], area: AreaRow, above: Above) -> list[object]:
    """Return every item that a list may take, class by class, each with what the list says of it, or None."""
    shown = {
        one.line.item_code: one
        for _class, rows in groups_of(list(written.values()), pack, area.path, above)
        for one in rows
    }
    offered = lists.offered(pack, above)
    return [
        (
            row,
            [
                (code, item, shown.get(code))
                for code, item in pack.items_of(class_code).items()
                if code in offered
            ],
        )
        for class_code, row in pack.classes.items()
    ]


def boxes(
    request: DistrictRequest,
    area: AreaRow,
    pack: Pack,
    written: dict[str, ListEntry],
    *,
    above: Above = None,
    only: str = "",
) -> list[forms.LineForm]:
    """Return a form for each item that the list of an area may take, or for one of them."""
    offices = queries.offices(area.path)
    names = {one.code: one.name for one in people.units({one.code for one in offices})}
    data = request.POST if request.method == "POST" else None
    return [
        forms.LineForm(
            data,
            item_code=code,
            pack=pack,
            above=above,
            area_path=area.path,
            units=[
                (one.code, names[one.code])
                for one in lists.offices_for(code, pack=pack, area_path=area.path, offices=offices)
            ],
            line=written.get(code),
        )
        for code in ([only] if only else lists.offered(pack, above))
    ]


def are_valid(rows: Iterable[forms.LineForm]) -> bool:
    """Return whether every row is valid; all are asked, so that every fault shows."""
    return not [row for row in rows if not row.is_valid()]


def chosen(rows: Iterable[forms.LineForm]) -> list[ListEntry]:
    """Return the rows of the list that these forms describe; items that are left out have none."""
    return [line for row in rows if (line := row.line())]


def with_row(written: dict[str, ListEntry], row: forms.LineForm) -> list[ListEntry]:
    """Return the rows of a list in which one row is now what its form says."""
    others = {code: line for code, line in written.items() if code != row.item_code}
    return [*others.values(), *chosen([row])]


def written_in(version: VersionRow, pack: Pack, above: Above = None) -> dict[str, ListEntry]:
    """Return what a version says of the items that the directory still has, by item code."""
    offered = lists.offered(pack, above)
    return {one.item_code: one for one in queries.lines(version.id) if one.item_code in offered}


def dropped_from(version: VersionRow, pack: Pack, above: Above) -> list[str]:
    """Return the titles of the rows of a version that the directory above it does not have any more."""
    kept, held = lists.offered(pack, above), store.pack_of(version.pack_digest)
    lost = [one for one in queries.lines(version.id) if one.item_code not in kept]
    return [one.wording or forms.words(held.items[one.item_code].title) for one in lost]


def whole_form(
    request: DistrictRequest,
    area: AreaRow,
    pack: Pack,
    rows: Sequence[forms.LineForm],
    verb: Verb,
    *,
    form: forms.RevisionReasonForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """Render the form of a whole list, class by class; with a form for its reason where one is needed."""
    groups = [
        (row, [one for one in rows if one.item.class_code == code]) for code, row in pack.classes.items()
    ]
    failed = any(row.errors for row in rows) or bool(form and form.errors)
    return page(
        request,
        "lists/write.html",
        area=area,
        verb=str(verb),
        form=form,
        groups=groups,
        refusal=refusal,
        has_faults=failed,
        status=409 if refusal else 422 if failed else 200,
    )


def one_row(
    request: DistrictRequest,
    area: AreaRow,
    item_code: str,
    verb: Verb,
    save: Callable[..., int],
    *,
    back: str,
    pack: Pack,
    above: Above = None,
    moment: datetime,
) -> HttpResponse:
    """Show and handle the form that revises one row of an area's list by a service; others stay as they are.

    ``back`` names the page of the whole list, where one comes from and returns to. Raises Http404.
    """
    version = version_of(area.code)
    if item_code not in lists.offered(pack, above):
        raise Http404(item_code)
    written = written_in(version, pack, above)
    (row,) = boxes(request, area, pack, written, above=above, only=item_code)
    form = forms.RevisionReasonForm(request.POST or None, initial={"since": version.number})
    refusal = None
    if request.method == "POST" and form.is_valid() & row.is_valid():
        said, rows = form.cleaned_data, with_row(written, row)
        try:
            save(actor=request.actor, area_code=area.code, lines=rows, now=moment, **said)
        except Refused as fault:
            refusal = fault
        else:
            draft = f"list.{area.code}.{item_code}"
            arrived(request, _("The new version is in force from now on."), draft=draft)
            return redirect(back, area.code)
    return page(
        request,
        "lists/revise_row.html",
        area=area,
        verb=str(verb),
        back=back,
        row=row,
        form=form,
        refusal=refusal,
        status=409 if refusal else 422 if row.errors or form.errors else 200,
    )


def community_at(area_code: str) -> AreaRow:
    """Return the community or village with this code; raise Http404 if there is none."""
    return _at(area_code, Level.COMMUNITY)


def subdistrict_at(area_code: str) -> AreaRow:
    """Return the subdistrict or town with this code; raise Http404 if there is none."""
    return _at(area_code, Level.SUBDISTRICT)


def _at(area_code: str, level: Level) -> AreaRow:
    area = places.area(area_code)
    if area is None or area.level is not level:
        raise Http404(area_code)
    return area


def version_of(area_code: str, number: int | None = None) -> VersionRow:
    """Return a version of an area's list, by default the newest; raise Http404 if there is none."""
    try:
        return queries.version(area_code, number)
    except queries.ListNotFound as fault:
        raise Http404(area_code) from fault


def may(request: DistrictRequest, verb: Verb, area: AreaRow, moment: datetime) -> bool:
    """Return whether the reader may do this to the list of an area."""
    return access.may(request.actor, verb, access.Facts(area_path=area.path), moment)


def require(request: DistrictRequest, verb: Verb, area: AreaRow, moment: datetime) -> None:
    """Raise NotAllowed where the reader may not do this to the list of an area."""
    access.require(request.actor, verb, access.Facts(area_path=area.path), moment)
