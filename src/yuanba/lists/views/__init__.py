"""Views of the community lists: public pages, and the desk of those who write them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.journal import queries as journal
from yuanba.lists import queries, services
from yuanba.lists.views import lines
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules import lists
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may


@require_safe
@open_to(*ANYONE)
def communities(request: DistrictRequest) -> HttpResponse:
    """Render the public page of all communities that have a list, grouped by subdistrict."""
    newest, pack = queries.newest(), store.in_force(day(now()))
    found = places.areas(newest)
    every = places.areas_at(Level.SUBDISTRICT)
    groups = [
        (
            town,
            newest.get(town.code),
            [(area, newest[area.code]) for area in found if area.parent_path == town.path],
        )
        for town in every
    ]
    return page(
        request,
        "lists/communities.html",
        pack=pack,
        groups=[(town, own, rows) for town, own, rows in groups if own or rows],
    )


@require_safe
@open_to(*ANYONE)
def community(request: DistrictRequest, area_code: str, number: int | None = None) -> HttpResponse:
    """Render the public page of one community's list, in its newest or the given version."""
    area, version = lines.community_at(area_code), lines.version_of(area_code, number)
    pack = store.pack_of(version.pack_digest)
    return page(
        request,
        "lists/community.html",
        area=area,
        version=version,
        pack=pack,
        groups=lines.groups_of(queries.lines(version.id), pack, area.path),
        versions=queries.versions(area_code),
        directory=queries.directory_over(area.path) if pack.directory else None,
    )


@require_safe
@open_to(*whoever_may(ListVerb.DERIVE, ListVerb.REVISE))
def desk(request: DistrictRequest) -> HttpResponse:
    """Render the communities whose lists the reader may write, with and without a list."""
    moment = now()
    paths = queries.reach(request.actor, moment)
    every = places.areas_at(Level.SUBDISTRICT)
    towns = [
        one for one in every if any(one.path.startswith(path) or path.startswith(one.path) for path in paths)
    ]
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
        pack=store.in_force(day(moment)),
        directory=queries.newest([town.code]).get(town.code) if town else None,
        may_issue=town is not None and lines.may(request, ListVerb.ISSUE, town, moment),
    )


@require_safe
@open_to(*whoever_may(ListVerb.DERIVE, ListVerb.REVISE))
def history(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Render one list for staff: its current rows, and the author and reason of each version."""
    area, moment = lines.community_at(area_code), now()
    version = lines.version_of(area_code)
    story = journal.story("list", area_code)
    pack, current = store.pack_of(version.pack_digest), store.in_force(day(moment))
    return page(
        request,
        "lists/history.html",
        area=area,
        version=version,
        pack=pack,
        groups=lines.groups_of(queries.lines(version.id), pack, area.path),
        story=[(one, one.told.number("number")) for one in reversed(story)],
        labels=people.posts(story),
        may_revise=lines.may(request, ListVerb.REVISE, area, moment),
        is_older=pack.digest != current.digest,
        dropped=lines.dropped_from(version, current, queries.above(area.path)),
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.DERIVE))
def derive(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Show and handle the form that makes a community's list from the directory (从指导目录生成社区清单).

    Every item is ticked at first.
    """
    area, moment = lines.community_at(area_code), now()
    lines.require(request, ListVerb.DERIVE, area, moment)
    if queries.has_list(area_code):
        return redirect("lists:revise", area_code=area_code)
    pack, above = store.in_force(day(moment)), queries.above(area.path)
    written = {code: lists.filled(ListEntry(item_code=code), above) for code in lists.offered(pack, above)}
    rows = lines.boxes(request, area, pack, written, above=above)
    refusal = None
    if request.method == "POST" and lines.are_valid(rows):
        try:
            services.derive(actor=request.actor, area_code=area_code, lines=lines.chosen(rows), now=moment)
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("The list is made. Residents can read it now."), draft=f"list.{area_code}")
            return redirect("lists:history", area_code=area_code)
    return lines.whole_form(request, area, pack, rows, ListVerb.DERIVE, refusal=refusal)


@require_safe
@open_to(*whoever_may(ListVerb.REVISE))
def revise(request: DistrictRequest, area_code: str) -> HttpResponse:
    """Render every item of the directory class by class, each with what the list says of it and its form."""
    area, moment = lines.community_at(area_code), now()
    lines.require(request, ListVerb.REVISE, area, moment)
    version, pack = lines.version_of(area_code), store.in_force(day(moment))
    above = queries.above(area.path)
    return page(
        request,
        "lists/revise.html",
        area=area,
        verb=str(ListVerb.REVISE),
        back="lists:desk",
        to_row="lists:revise_row",
        public="lists:community",
        version=version,
        groups=lines.items_of(pack, lines.written_in(version, pack, above), area, above),
        dropped=lines.dropped_from(version, pack, above),
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ListVerb.REVISE))
def revise_row(request: DistrictRequest, area_code: str, item_code: str) -> HttpResponse:
    """Show and handle the form that revises one row of a list (修订社区清单); other rows stay as they are.

    Earlier versions stay readable.
    """
    area, moment = lines.community_at(area_code), now()
    lines.require(request, ListVerb.REVISE, area, moment)
    return lines.one_row(
        request,
        area,
        item_code,
        ListVerb.REVISE,
        services.revise,
        back="lists:revise",
        pack=store.in_force(day(moment)),
        above=queries.above(area.path),
        moment=moment,
    )
