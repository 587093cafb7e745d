"""Views of supervision: queues of everything that is late or about to be, with reasons."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yuanba.desk.views.orders import packs_of
from yuanba.matters import queries
from yuanba.matters.queries import figures, heaps
from yuanba.matters.queries.heaps import Focus, Heap
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page

WATCHERS = (
    PositionKind.SUPERVISOR,
    PositionKind.SUBDISTRICT_LEAD,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.TRIAGER,
    PositionKind.AUDITOR,
)
#: The title and meaning of each supervision queue.
HEAPS = {
    Heap.LATE: (_("Late"), _("The answer is late."), "clock-exclamation", "bad"),
    Heap.TODAY: (_("Due today"), _("The answer is due before midnight."), "clock", "ask"),
    Heap.SOON: (_("Due in 2 working days"), _("After today."), "calendar", "doing"),
    Heap.STUCK: (
        _("Step overdue"),
        _("Not triaged, accepted or checked in time."),
        "alert-triangle",
        "bad",
    ),
    Heap.UNTOLD: (_("Progress not told"), _("The resident has not heard in time."), "speakerphone", "bad"),
    Heap.PARTS: (_("Helping late"), _("A helping unit's part is late."), "users", "bad"),
    Heap.WAITING: (_("Waiting for residents"), _("The clock is stopped."), "help-circle", "rest"),
    Heap.HELD: (_("On hold"), _("The clock is stopped, as granted."), "zzz", "rest"),
    Heap.RETURNED: (_("Returned often"), _("Returned by units several times."), "arrow-back-up", "ask"),
    Heap.REWORKED: (_("Second rework"), _("Sent back for the second time."), "refresh", "bad"),
    Heap.PRIORITISED: (_("Under supervision"), _("Until it is taken off the list."), "flag", "ask"),
}


@require_GET
@open_to(*WATCHERS)
def overview(request: DistrictRequest) -> HttpResponse:
    """Render the supervision page: the size of each queue, and the matters of the first non-empty queue."""
    return _page(request, None)


@require_GET
@open_to(*WATCHERS)
def heaped(request: DistrictRequest, heap: str) -> HttpResponse:
    """Render one supervision queue, each matter with its pauses and extensions; 404 for an unknown queue."""
    if heap not in set(Heap):
        raise Http404(heap)
    return _page(request, Heap(heap))


def _page(request: DistrictRequest, heap: Heap | None) -> HttpResponse:
    moment, after = now(), request.GET.get("after", "")
    pack, areas = store.in_force(day(moment)), _areas(request)
    wanted = next((area for area in areas if area.code == request.GET.get("area")), None)
    focus = Focus(unit=request.GET.get("unit", ""), area_path=wanted.path if wanted else "")
    counts = heaps.counts(request.actor, pack, moment, focus)
    shown = heap or next((one for one in Heap if counts[one]), Heap.LATE)
    found = heaps.heaped(request.actor, shown, pack, moment, focus, after=after)
    units = people.units(heaps.units_with(request.actor, moment, focus.area_path))
    return page(
        request,
        "dashboards/supervision.html",
        heaps=[(one, *HEAPS[one], counts[one]) for one in Heap],
        heap=shown,
        title=HEAPS[shown][0],
        meaning=HEAPS[shown][1],
        page=found,
        after=after,
        behind=heaps.behind([row.id for row in found.rows]),
        names=queries.names_for(found.rows),
        packs=packs_of(found.rows),
        areas=areas,
        units=units,
        focus=focus,
        settled=figures.settled(request.actor, pack, moment, area_path=focus.area_path),
        kept=figures.kept(request.actor, pack, moment, area_path=focus.area_path),
        pack=pack,
        area=wanted,
        now=moment,
    )


def _areas(request: DistrictRequest) -> list[AreaRow]:
    """The areas that one may look at: one's own, and what lies in them down to the communities."""
    today = day(now())
    paths = {one.area_path for one in request.actor.holdings if one.holds_on(today) and one.area_path}
    found: dict[str, AreaRow] = {}
    for path in sorted(paths):
        levels = (
            (Level.SUBDISTRICT,) if path.strip("/").count("/") == 0 else (Level.SUBDISTRICT, Level.COMMUNITY)
        )
        for level in levels:
            found |= {area.code: area for area in places.subtree(path, level=level)}
    return sorted(found.values(), key=lambda area: area.path)
