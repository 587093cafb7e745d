"""Views of votes: the public pages, and the desk of those who hold them."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.ballots import queries, services
from yuanba.ballots.forms import HandsForm
from yuanba.ballots.tables import VOTES
from yuanba.ballots.views.shown import desk_page, found, held, vote_page
from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.core.refusal import Refused
from yuanba.web import tables
from yuanba.web.entrance import ANYONE, DistrictRequest, enters, now, open_to, page, whoever_may


@require_safe
@open_to(*ANYONE)
def votes(request: DistrictRequest) -> HttpResponse:
    """Render the votes of the district, those that run and those that are counted, newest first."""
    rows = queries.public()
    return page(
        request,
        "ballots/votes.html",
        running=[row for row in rows if row.is_open],
        over=[row for row in rows if not row.is_open],
    )


@require_safe
@open_to(*ANYONE)
def vote(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Render one vote for everybody: what is decided, by which rule, and the result with its reasons."""
    return vote_page(request, found(vote_id))


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(VoteVerb.ENTER))
def desk_votes(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the votes in the reader's areas, and the rolls from files below it."""
    below = {
        "rolls": queries.rolls_for(request.actor, now()),
        "may_import": enters(request.actor, whoever_may(RollVerb.IMPORT)),
    }
    return tables.respond(request, VOTES, "ballots/desk_votes.html", below)


@require_safe
@open_to(*whoever_may(VoteVerb.ENTER))
def desk_vote(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Render one vote for those who hold it: what was counted so far, the next step, and the result."""
    row = held(request, vote_id)
    return desk_page(request, row)


@require_POST
@open_to(*whoever_may(VoteVerb.COUNT_HANDS))
def count_hands(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Record a show of hands on one motion (记录举手结果)."""
    row = held(request, vote_id, VoteVerb.COUNT_HANDS)
    form = HandsForm(request.POST)
    if not form.is_valid():
        return desk_page(request, row, form=form, status=422)
    try:
        services.count_hands(actor=request.actor, vote_id=vote_id, now=now(), **form.cleaned_data)
    except Refused as fault:
        return desk_page(request, row, form=form, refusal=fault, status=409)
    messages.success(request, _("Recorded. Another count on the same motion replaces it."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


@require_POST
@open_to(*whoever_may(VoteVerb.CLOSE))
def close(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Close a vote and count it (结束表决、计票)."""
    row = held(request, vote_id, VoteVerb.CLOSE)
    try:
        services.close_and_count(actor=request.actor, vote_id=vote_id, now=now())
    except Refused as fault:
        return desk_page(request, row, refusal=fault, status=409)
    messages.success(request, _("The vote is closed and counted. The result stays as it is."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


@require_POST
@open_to(*whoever_may(VoteVerb.EXPORT))
def export(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return a counted vote as a file that `yuanba ballot recount` counts again (导出表决)."""
    held(request, vote_id, VoteVerb.EXPORT)
    whole = services.export_vote(actor=request.actor, vote_id=vote_id, now=now())
    response = HttpResponse(
        json.dumps(whole, ensure_ascii=False, indent=1) + "\n", content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="vote-{vote_id}.json"'
    return response
