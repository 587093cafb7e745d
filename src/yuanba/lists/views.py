"""Views of the community lists: public pages, and the desk of those who write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.journal import queries as journal
from yuanba.lists import forms, queries, services
from yuanba.lists.queries import VersionRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules import lists
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.lists import ListEntry
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Item, Level, MatterClass, Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row of a list for display: the local values, and the item and time of the directory."""

    line: ListEntry
    item: Item
    unit: str
    post: str
    term: Term
    usual: Term

    @property
    def title(self) -> str:
        """Return the local wording of the item, or the directory's title if there is none."""
        return self.line.wording or forms.words(self.item.title)


@require_safe
@open_to(*ANYONE)
def communities(request: DistrictRequest) -> HttpResponse:
    """Render the public page of all communities that have a list, grouped by subdistrict."""
    newest = queries.newest()
    found = places.areas(newest)
    towns = {one.path: one for one in places.areas_at(Level.SUBDISTRICT)}
    groups: dict[str, list[tuple[AreaRow, VersionRow]]] = {}
    for area in found:
        groups.setdefault(area.parent_path, []).append((area, newest[area.code]))
    return page(
        request,
        "lists/communities.html",
        groups=[(towns[path].label if path in towns else "", rows) for path, rows in groups.items()],
    )


@require_safe
@open_to(*ANYONE)
def community(request: DistrictRequest, area_code: str, number: int | None = None) -> HttpResponse:
    """Render the public page of one community's list, in its newest or the given version."""
    area, version = _area(area_code), _version(area_code, number)
    pack = store.pack_of(version.pack_digest)
    return page(
        request,
        "lists/community.html",
        area=area,
        version=version,
        pack=pack,
        groups=_shown(queries.lines(version.id), pack),
        versions=queries.versions(area_code),
    )


@require_safe
@open_to(*whoever_may(ListVerb.DERIVE, ListVerb.REVISE))
def desk(request: DistrictRequest) -> HttpResponse:
    """Render the communities whose lists the reader may write, with and without a list."""
    moment = now()
    paths = queries.reach(request.actor, moment)
    every = places.areas_at(Level.SUBDISTRICT)
    towns = [one for one in every if any(_meet(one.path, path) for path in paths)]
    asked = request.GET.get("town", "")
    town = next((one for one in towns if one.code == asked), towns[0] if towns else None)
    found = places.subtree(town.path, level=Level.COMMUNITY) if town else []
    rows = [one for one in found if any(one.path.startswith(path) for path in paths)]
    newest = queries.newest([one.code for one in rows])
    return page(
        request,
        "lists/desk.html",
        towns=towns,
        town=town,
        rows=[(one, newest.get(one.code)) for one in rows],
    )


@require_safe
@open_to(*whoever_may(ListVerb.DERIVE, ListVerb.REVISE))
def history(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Render one list for staff: its current rows, and the author and reason of each version."""
    area, moment = _area(area_code), now()
    version = _version(area_code)
    story = journal.story("list", area_code)
    pack = store.pack_of(version.pack_digest)
    return page(
        request,
        "lists/history.html",
        area=area,
        version=version,
        pack=pack,
        groups=_shown(queries.lines(version.id), pack),
        story=[(one, one.told.number("number")) for one in reversed(story)],
        labels=people.posts(story),
        may_revise=_may(request, ListVerb.REVISE, area, moment),
        is_older=pack.digest != store.in_force(day(moment)).digest,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.DERIVE))
def derive(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Show and handle the form that makes a community's list from the directory (从指导目录生成社区清单).

    Every item is ticked at first.
    """
    area, moment = _area(area_code), now()
    _require(request, ListVerb.DERIVE, area, moment)
    if queries.has_list(area_code):
        return redirect("lists:revise", area_code=area_code)
    pack = store.in_force(day(moment))
    written = {code: ListEntry(item_code=code) for code in pack.items}
    rows = _rows(request, area, pack, written)
    refusal = None
    if request.method == "POST" and _are_valid(rows):
        try:
            services.derive(actor=request.actor, area_code=area_code, lines=_lines(rows), now=moment)
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("The list is made. Residents can read it now."), draft=f"list.{area_code}")
            return redirect("lists:history", area_code=area_code)
    return _write(request, area, pack, rows, ListVerb.DERIVE, refusal=refusal)


@require_safe
@open_to(*whoever_may(ListVerb.REVISE))
def revise(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Render every item of the directory class by class, each with what the list says of it and its form."""
    area, moment = _area(area_code), now()
    _require(request, ListVerb.REVISE, area, moment)
    version, pack = _version(area_code), store.in_force(day(moment))
    written = _written(version, pack)
    shown = {one.line.item_code: one for _class, rows in _shown(list(written.values()), pack) for one in rows}
    return page(
        request,
        "lists/revise.html",
        area=area,
        version=version,
        groups=[
            (row, [(code, item, shown.get(code)) for code, item in pack.items_of(class_code).items()])
            for class_code, row in pack.classes.items()
        ],
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.REVISE))
def revise_row(request: DistrictRequest, area_code: str, item_code: str) -> HttpResponse:
    """Show and handle the form that revises one row of a list (修订社区清单); other rows stay as they are.

    Earlier versions stay readable.
    """
    area, moment = _area(area_code), now()
    _require(request, ListVerb.REVISE, area, moment)
    version, pack = _version(area_code), store.in_force(day(moment))
    if item_code not in pack.items:
        raise Http404(item_code)
    written = _written(version, pack)
    (row,) = _rows(request, area, pack, written, only=item_code)
    form = forms.RevisionReasonForm(request.POST or None, initial={"since": version.number})
    refusal = None
    if request.method == "POST" and form.is_valid() & row.is_valid():
        others = {code: line for code, line in written.items() if code != item_code}
        lines = [*others.values(), *([line] if (line := row.line()) else [])]
        try:
            services.revise(
                actor=request.actor, area_code=area_code, lines=lines, now=moment, **form.cleaned_data
            )
        except Refused as fault:
            refusal = fault
        else:
            draft = f"list.{area_code}.{item_code}"
            arrived(request, _("The new version is in force from now on."), draft=draft)
            return redirect("lists:revise", area_code=area_code)
    failed = bool(row.errors or form.errors)
    return page(
        request,
        "lists/revise_row.html",
        area=area,
        row=row,
        form=form,
        refusal=refusal,
        status=409 if refusal else 422 if failed else 200,
    )


def _written(version: VersionRow, pack: Pack) -> dict[str, ListEntry]:
    """What a version says of the items that the directory still has."""
    return {one.item_code: one for one in queries.lines(version.id) if one.item_code in pack.items}


def _write(
    request: DistrictRequest,
    area: AreaRow,
    pack: Pack,
    rows: Sequence[forms.LineForm],
    verb: Verb,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    groups = [
        (row, [one for one in rows if one.item.class_code == code]) for code, row in pack.classes.items()
    ]
    failed = any(row.errors for row in rows)
    return page(
        request,
        "lists/write.html",
        area=area,
        verb=str(verb),
        groups=groups,
        refusal=refusal,
        has_faults=failed,
        status=409 if refusal else 422 if failed else 200,
    )


def _rows(
    request: DistrictRequest, area: AreaRow, pack: Pack, written: dict[str, ListEntry], *, only: str = ""
) -> list[forms.LineForm]:
    offices = queries.offices(area.path)
    names = {one.code: one.name for one in people.units({one.code for one in offices})}
    data = request.POST if request.method == "POST" else None
    return [
        forms.LineForm(
            data,
            item_code=code,
            pack=pack,
            units=[
                (one.code, names[one.code])
                for one in lists.offices_for(code, pack=pack, area_path=area.path, offices=offices)
            ],
            line=written.get(code),
        )
        for code in ([only] if only else pack.items)
    ]


def _are_valid(rows: Iterable[forms.LineForm]) -> bool:
    """Whether every row is; all are asked, so that every fault shows."""
    return not [row for row in rows if not row.is_valid()]


def _lines(rows: Iterable[forms.LineForm]) -> list[ListEntry]:
    return [line for row in rows if (line := row.line())]


def _shown(lines: Sequence[ListEntry], pack: Pack) -> list[tuple[MatterClass, list[Shown]]]:
    """The lines class by class; units by their names, one statement."""
    names = {one.code: one.name for one in people.units({one.unit for one in lines if one.unit})}
    groups: list[tuple[MatterClass, list[Shown]]] = []
    for code, matter_class in pack.classes.items():
        rows = [_line(one, pack, names) for one in lines if pack.items[one.item_code].class_code == code]
        if rows:
            groups.append((matter_class, rows))
    return groups


def _line(line: ListEntry, pack: Pack, names: dict[str, str]) -> Shown:
    item = pack.items[line.item_code]
    usual = pack.term_of(item.class_code, line.item_code)
    body = pack.bodies[item.body or pack.classes[item.class_code].lead]
    return Shown(
        line=line,
        item=item,
        unit=names.get(line.unit) or forms.words(body.title),
        post=forms.words(pack.positions[line.post].title) if line.post in pack.positions else "",
        term=line.term or usual,
        usual=usual,
    )


def _area(area_code: str) -> AreaRow:
    area = places.area(area_code)
    if area is None or area.level is not Level.COMMUNITY:
        raise Http404(area_code)
    return area


def _version(area_code: str, number: int | None = None) -> VersionRow:
    try:
        return queries.version(area_code, number)
    except queries.ListNotFound as fault:
        raise Http404(area_code) from fault


def _meet(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def _may(request: DistrictRequest, verb: Verb, area: AreaRow, moment: datetime) -> bool:
    return access.may(request.actor, verb, access.Facts(area_path=area.path), moment)


def _require(request: DistrictRequest, verb: Verb, area: AreaRow, moment: datetime) -> None:
    access.require(request.actor, verb, access.Facts(area_path=area.path), moment)
