"""Views that find matters: by receipt number or words, and by similarity to another one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.desk.tables.lists import MATTERS
from yuanba.matters import queries
from yuanba.matters.queries import search
from yuanba.matters.queries.figured import figured
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(MatterVerb.READ))
def everything(request: DistrictRequest) -> HttpResponse:
    """Render the work table of all matters that the reader may read.

    A receipt number leads straight to its matter.
    """
    if found := _by_number(request, request.GET.get("q", "").strip()):
        return redirect("desk:matter", matter_id=found)
    about = {"figure": figured(request.actor, request.GET.get("figure", ""), now())}
    return tables.respond(request, MATTERS, "desk/list.html", about)


def _by_number(request: DistrictRequest, asked: str) -> int:
    """The matter of a whole receipt number, or nothing."""
    try:
        return queries.matter_by_receipt(request.actor, receipts.parse(asked), now()).id
    except Refused:
        return 0


@require_GET
@open_to(ActorKind.STAFF)
def like(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render, as a page fragment, earlier matters that resemble this one, with the shared words and area."""
    moment = now()
    row = queries.matter_for(request.actor, matter_id, moment)
    found = search.like(request.actor, row, moment)
    return page(
        request,
        "desk/like.html",
        matter=row,
        found=found,
        names=queries.names_for(one.matter for one in found),
        may_merge=MatterVerb.MERGE in queries.offered(request.actor, row, moment),
    )
