"""Views of councils that everybody may read: the list, and the record of each."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.deliberation import queries
from yuanba.deliberation.queries import CouncilNotFound, CouncilRow, resolutions
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import topics as topic_queries
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.deliberation.views.told import composition
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page

#: So many of a council's meetings stand on its page, the newest first.
MEETINGS = 24


@require_safe
@open_to(*ANYONE)
def councils(request: DistrictRequest) -> HttpResponse:
    """Render the kinds of meeting that the rules name, and the councils near a place that was chosen."""
    pack = store.in_force(day(now()))
    area = places.area(request.GET.get("at", "")[:24])
    asked = request.GET.get("kind", "")
    kind = asked if asked in pack.meetings else ""
    path = area.path if area else ""
    rows = queries.councils_near(path, pack=pack, kind=kind)
    communities = places.areas_at(Level.COMMUNITY)
    return page(
        request,
        "deliberation/councils.html",
        pack=pack,
        area=area,
        path=path,
        kind=kind,
        towns=[
            (town, [one for one in communities if one.path.startswith(town.path)])
            for town in places.areas_at(Level.SUBDISTRICT)
        ],
        kinds=sorted(
            (
                (code, row, [one for one in rows if one.kind == code])
                for code, row in pack.meetings.items()
                if not kind or code == kind
            ),
            key=lambda found: not found[2],
        ),
        is_cut=len(rows) == queries.MOST,
    )


@require_safe
@open_to(*ANYONE)
def council(request: DistrictRequest, council_id: int) -> HttpResponse:
    """Render the record of one council: who sits in it by office, when it meets, and how it decides."""
    today = day(now())
    pack = store.in_force(today)
    row = council_or_404(council_id, pack)
    return page(
        request,
        "deliberation/council.html",
        pack=pack,
        row=row,
        meeting=row.meeting,
        offices=composition(row, queries.seats(council_id, today)),
        due=queries.due_meeting(council_id, today),
        meetings=held.meetings_of(council_id)[:MEETINGS],
        topics=topic_queries.public_topics(council_id=council_id),
        labels=TOPIC_STATES,
        records=resolutions.of_council(council_id, pack=pack),
    )


def council_or_404(council_id: int, pack: Pack) -> CouncilRow:
    """Return a council; raise Http404 if there is none."""
    try:
        return queries.council(council_id, pack=pack)
    except CouncilNotFound as fault:
        raise Http404(str(council_id)) from fault
