"""Views for staff: the tree of areas, one area, and the import of areas."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.packs import store
from yuanba.places import queries, services
from yuanba.places.queries import AreaRow, BuildingRow, searching
from yuanba.places.views import drawing, undoing
from yuanba.places.views.drawing import Outlined
from yuanba.rules.core import access
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.metrics import Amount, told_apart
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack import Level
from yuanba.rules.places.codes import kinds_below
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets.refusals import BadTable
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.metrics import MetricCut, metric
from yuanba.web.uploads import TableForm, fold, refused_file

_FEW_ESTATES = 60
_DRAWN = 400
_MOST_BUILDINGS = 500
#: On the sheet of a district estates are specks.
_WITH_ESTATES = frozenset({Level.COMMUNITY, Level.GRID, Level.MICRO_GRID})
#: A subdistrict's path has three slashes; what unfolds under it is indented once.
_TOP_SLASHES = 3


def area_or_404(code: str) -> AreaRow:
    """Return the area with this code, even if it has ended; Http404 without one."""
    area = queries.area(code)
    if area is None:
        raise Http404(code)
    return area


@require_safe
@open_to(ActorKind.STAFF)
def tree(request: DistrictRequest) -> HttpResponse:
    """Render the district's tree of areas, a search by name or code, and the types of community."""
    typed = request.GET.get("q", "").strip()[:80]
    chosen = request.GET.get("type", "")
    pack = store.in_force(day(now()))
    types = pack.area_types
    cut = MetricCut(now=now())
    numbers = told_apart(metric("places.typed").tallies(cut), lambda one: one.part) if types else {}
    district = queries.top()
    return page(
        request,
        "places/tree.html",
        pack=pack,
        typed=typed,
        cut=cut,
        types=[(code, one, numbers.get(code, Amount())) for code, one in types.items()],
        chosen=types.get(chosen),
        found=queries.of_type(chosen) if chosen in types else searching.search_areas(typed, limit=50),
        estates=searching.search_estates(typed, limit=20),
        district_area=district,
        branches=queries.branches(district.code) if district else [],
        may_import=may(request, PlaceVerb.IMPORT),
        may_add=may(request, PlaceVerb.ADD),
    )


@require_safe
@open_to(ActorKind.STAFF)
def children(request: DistrictRequest, code: str) -> HttpResponse:
    """Render the direct children of an area as rows that unfold in the tree."""
    found = area_or_404(code)
    depth = found.path.count("/") - _TOP_SLASHES
    return page(request, "places/rows.html", branches=queries.branches(code), indent="\u3000" * depth + "└ ")


@require_safe
@open_to(ActorKind.STAFF)
def area(request: DistrictRequest, code: str) -> HttpResponse:
    """Render one area: where it lies, its outline, its contents and its history."""
    found = area_or_404(code)
    pack = store.in_force(day(now()))
    branches = queries.branches(code)
    estates = queries.estates_in(found.path, limit=_FEW_ESTATES)
    may_change = may(request, PlaceVerb.RENAME) and found.valid_to is None
    outlines = [Outlined(corners=found.outline, kind="area")]
    outlines += [
        Outlined(
            corners=branch.area.outline,
            kind="part",
            label=branch.area.label,
            url=reverse("places:area", args=[branch.area.code]),
        )
        for branch in branches[:_DRAWN]
    ]
    if found.level in _WITH_ESTATES:
        outlines += [Outlined(corners=one.outline, kind="estate", label=one.name) for one in estates]
    return page(
        request,
        "places/area.html",
        area=found,
        pack=pack,
        type=pack.area_types.get(found.type_code),
        ancestors=queries.ancestors(found.path)[:-1],
        branches=branches,
        estates=estates,
        has_estates=found.level in services.ESTATE_LEVELS and may_change,
        stands_in=found.level in services.BUILDING_LEVELS,
        buildings=_buildings(found),
        sheet=drawing.sheet(outlines),
        history=queries.history(code),
        may_change=may_change,
        may_add=may(request, PlaceVerb.ADD) and found.valid_to is None and bool(kinds_below(found.level)),
        undos=undoing.undos(found, now()) if may(request, PlaceVerb.REOPEN) else [],
    )


def _buildings(found: AreaRow) -> list[BuildingRow]:
    """The buildings of a grid; larger areas have too many to list."""
    if found.level not in services.BUILDING_LEVELS:
        return []
    return queries.buildings_in(found.path, limit=_MOST_BUILDINGS)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def import_places(request: DistrictRequest) -> HttpResponse:
    """Show and handle the import of areas, estates and buildings from a file, with a preview first."""
    form = TableForm(request.POST or None, request.FILES or None)
    taken = refusal = None
    folded = ""
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content(request)
            folded = fold(request, content)
            taken = services.import_places(
                actor=request.actor,
                file=BytesIO(content),
                commit=form.commits,
                skip_refused=form.cleaned_data["skip_refused"],
                now=now(),
            )
        except BadTable as fault:
            refusal = fault
    if taken and form.wants_refused:
        return refused_file(taken)
    if taken and taken.is_written:
        count = taken.accepted - taken.unchanged
        words = ngettext("%(count)s place was written.", "%(count)s places were written.", count)
        messages.success(request, words % {"count": count})
        return redirect("places:tree")
    return page(
        request,
        "places/import.html",
        columns=services.COLUMNS,
        form=form,
        taken=taken,
        folded=folded,
        refused=refusal,
    )


def may(request: DistrictRequest, verb: Verb) -> bool:
    """Return whether the reader may do an action somewhere in the district, so that it is offered."""
    return access.may(request.actor, verb, access.Facts(), at=now())
