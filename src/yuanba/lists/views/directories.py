"""Views of the directories that subdistricts and towns issue within the district's."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.journal import queries as journal
from yuanba.lists import forms, queries, services
from yuanba.lists.queries import VersionRow
from yuanba.lists.views import lines
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places.queries import AreaRow
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may


@require_safe
@open_to(*ANYONE)
def directory(request: DistrictRequest, town_code: str, number: int | None = None) -> HttpResponse:
    """Render the public page of the directory that a subdistrict or town issued, newest or given version."""
    area, version = lines.subdistrict_at(town_code), lines.version_of(town_code, number)
    pack = store.pack_of(version.pack_digest)
    written = queries.lines(version.id)
    if pack.directory is None:
        raise Http404(town_code)
    taken = {one.item_code for one in written}
    return page(
        request,
        "lists/directory.html",
        area=area,
        version=version,
        pack=pack,
        issuer=pack.bodies[pack.directory.issuer].title_in(area.path),
        groups=lines.groups_of(written, pack, area.path),
        left_out=[item.title for code, item in pack.items.items() if code not in taken],
        versions=queries.versions(town_code),
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.ISSUE))
def issue(request: DistrictRequest, town_code: str) -> HttpResponse:
    """Show a subdistrict's directory row by row for its staff, or the form of the first one.

    Every item of the district's directory is ticked at first.
    """
    area, moment = lines.subdistrict_at(town_code), now()
    lines.require(request, ListVerb.ISSUE, area, moment)
    pack = _pack_with_directories(moment)
    if version := queries.newest([town_code]).get(town_code):
        return _rows(request, area, pack, version)
    rows = lines.boxes(request, area, pack, {code: ListEntry(item_code=code) for code in pack.items})
    form = forms.RevisionReasonForm(request.POST or None, initial={"since": 0})
    refusal = None
    if request.method == "POST" and lines.are_valid(rows) & form.is_valid():
        try:
            services.issue(
                actor=request.actor,
                area_code=town_code,
                lines=lines.chosen(rows),
                now=moment,
                **form.cleaned_data,
            )
        except Refused as fault:
            refusal = fault
        else:
            said = _("The directory is issued. Residents can read it now.")
            arrived(request, said, draft=f"list.{town_code}")
            return redirect("lists:issue", town_code=town_code)
    return lines.whole_form(request, area, pack, rows, ListVerb.ISSUE, form=form, refusal=refusal)


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.ISSUE))
def issue_row(request: DistrictRequest, town_code: str, item_code: str) -> HttpResponse:
    """Show and handle the form of one row of a subdistrict's directory; other rows stay as they are."""
    area, moment = lines.subdistrict_at(town_code), now()
    lines.require(request, ListVerb.ISSUE, area, moment)
    return lines.one_row(
        request,
        area,
        item_code,
        ListVerb.ISSUE,
        services.issue,
        back="lists:issue",
        pack=_pack_with_directories(moment),
        moment=moment,
    )


def _rows(request: DistrictRequest, area: AreaRow, pack: Pack, version: VersionRow) -> HttpResponse:
    story = journal.story("list", area.code)
    return page(
        request,
        "lists/revise.html",
        area=area,
        verb=str(ListVerb.ISSUE),
        back="lists:desk",
        to_row="lists:issue_row",
        public="lists:directory",
        version=version,
        groups=lines.items_of(pack, lines.written_in(version, pack), area, None),
        is_older=version.pack_digest != pack.digest,
        story=[(one, one.told.number("number")) for one in reversed(story)],
        labels=people.posts(story),
    )


def _pack_with_directories(moment: datetime) -> Pack:
    pack = store.in_force(day(moment))
    if pack.directory is None:
        raise Http404
    return pack
