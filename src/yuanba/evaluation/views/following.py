"""View of the matters that somebody follows by office, from first to last."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from yuanba.evaluation.queries import following
from yuanba.evaluation.tables import FOLLOWED
from yuanba.packs import store
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def followed(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the open matters that the reader follows by office; they rate none."""
    today = day(now())
    pack = store.in_force(today)
    mine = following.followed(request.actor, pack, today)
    classes = [row.title for code, row in pack.classes.items() if code in mine.classes]
    return tables.respond(request, FOLLOWED, "evaluation/followed.html", {"classes": classes})
