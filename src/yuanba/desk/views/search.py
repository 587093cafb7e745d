"""Views that find matters: by receipt number or words, and by similarity to another one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from yuanba.matters import queries
from yuanba.matters.queries import search
from yuanba.packs import store
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

LONGEST_SEARCH = 200


@require_GET
@open_to(*whoever_may(MatterVerb.READ))
def everything(request: DistrictRequest) -> HttpResponse:
    """Render all matters that the reader may read, newest first, filtered by words or state.

    A receipt number leads straight to its matter.
    """
    moment, after, asked = now(), request.GET.get("after", ""), request.GET.get("q", "").strip()
    if found := _by_number(request, asked):
        return redirect("desk:matter", matter_id=found)
    wanted = request.GET.get("state", "")
    state = State(wanted) if wanted in set(State) else None
    if asked:
        rows = search.search(request.actor, asked[:LONGEST_SEARCH], moment, state=state, after=after)
    else:
        rows = queries.everything(request.actor, moment, state=state, after=after)
    return page(
        request,
        "desk/list.html",
        page=rows,
        after=after,
        state=state,
        states=list(State),
        asked=asked,
        names=queries.names_for(rows.rows),
        packs={digest: store.pack_of(digest) for digest in {row.pack_digest for row in rows.rows}},
    )


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
