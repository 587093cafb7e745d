"""View of the matters that somebody follows by office, from first to last."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yuanba.desk.views.orders import packs_of
from yuanba.evaluation.queries import following
from yuanba.matters import queries as matters
from yuanba.matters.queries import heaps
from yuanba.packs import store
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page


@require_GET
@open_to(ActorKind.STAFF)
def followed(request: DistrictRequest) -> HttpResponse:
    """Render the open matters that the reader follows by office, earliest due first; they rate none."""
    moment, after = now(), request.GET.get("after", "")
    pack = store.in_force(day(moment))
    mine = following.followed(request.actor, pack, day(moment))
    found = heaps.of_classes(request.actor, mine.classes, mine.area_paths, moment, after=after)
    return page(
        request,
        "evaluation/followed.html",
        pack=pack,
        classes=[row.title for code, row in pack.classes.items() if code in mine.classes],
        page=found,
        after=after,
        behind=heaps.behind([row.id for row in found.rows]),
        names=matters.names_for(found.rows),
        packs=packs_of(found.rows),
        now=moment,
    )
