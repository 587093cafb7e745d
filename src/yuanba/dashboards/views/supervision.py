"""Views of supervision: the work table of everything that is late or about to be, with reasons."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.dashboards.queries import watching
from yuanba.dashboards.tables import SUPERVISION, WATCHERS
from yuanba.desk.tables import filters
from yuanba.matters.queries.heaps import Heap
from yuanba.packs import store
from yuanba.rules.time.calendar import day
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to
from yuanba.web.tables import TableReader, asked


@require_http_methods(["GET", "POST"])
@open_to(*WATCHERS)
def overview(request: DistrictRequest) -> HttpResponse:
    """Render the supervision page: the work table of one queue, the size of each, and what was in time."""
    moment = now()
    reader, pack = TableReader(actor=request.actor, now=moment), store.in_force(day(moment))
    wanted = filters.wanted(reader, asked.read(SUPERVISION, dict(request.GET.lists())))
    cut = watching.cut_of(request.actor, moment, area_path=wanted.area_path, unit=wanted.unit)
    about = {"pack": pack, "cut": cut, "settled": watching.settled(cut), "kept": watching.kept(cut)}
    return tables.respond(request, SUPERVISION, "dashboards/supervision.html", about)


@require_GET
@open_to(*WATCHERS)
def heaped(request: DistrictRequest, heap: str) -> HttpResponse:
    """Lead to the work table of one queue; 404 for an unknown one."""
    if heap not in set(Heap):
        raise Http404(heap)
    return redirect(f"{reverse('dashboards:supervision')}?{urlencode({'lateness': heap})}")
