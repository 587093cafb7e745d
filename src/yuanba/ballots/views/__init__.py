"""Views of votes: the public pages, and the desk of those who hold them."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.ballots import queries, services
from yuanba.ballots.forms import HandsForm, RollLookupForm
from yuanba.ballots.queries import RollNotFound, VoteNotFound, VoteRow
from yuanba.ballots.views.told import told
from yuanba.people import services as people
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.proxies import client_address

#: How many names one address may look up on a roll in an hour: nobody reads a roll off so.
MOST_LOOKS, AN_HOUR = 20, 3600


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
    row = found(vote_id)
    return page(request, "ballots/vote.html", vote=row, told=told(row))


@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def roll(request: DistrictRequest, roll_id: int) -> HttpResponse:
    """Say whether one name stands on a roll (我在不在名册上); nobody else on it is shown."""
    try:
        row = queries.roll(roll_id)
    except RollNotFound as fault:
        raise Http404(str(roll_id)) from fault
    form, is_on = RollLookupForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        asker = f"roll:{roll_id}:{client_address(request)}"
        people.throttle(key=asker, limit=MOST_LOOKS, window_seconds=AN_HOUR, now=now())
        is_on = queries.is_on(roll_id, form.cleaned_data["name"])
    status = 422 if form.errors else 200
    return page(request, "ballots/roll.html", roll=row, form=form, is_on=is_on, status=status)


@require_safe
@open_to(*whoever_may(VoteVerb.OPEN))
def desk_votes(request: DistrictRequest) -> HttpResponse:
    """Render the votes in the reader's areas, those that run first."""
    return page(request, "ballots/desk_votes.html", rows=queries.holding(request.actor, now()))


@require_safe
@open_to(*whoever_may(VoteVerb.OPEN))
def desk_vote(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Render one vote for those who hold it: what was counted so far, the next step, and the result."""
    row = held(request, vote_id)
    return desk_page(request, row)


@require_POST
@open_to(*whoever_may(VoteVerb.COUNT_HANDS))
def count_hands(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Record a show of hands on one motion (记录举手结果)."""
    row = held(request, vote_id)
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
    row = held(request, vote_id)
    try:
        if row.is_open:
            services.close_vote(actor=request.actor, vote_id=vote_id, now=now())
        services.count_vote(actor=request.actor, vote_id=vote_id, now=now())
    except Refused as fault:
        return desk_page(request, row, refusal=fault, status=409)
    messages.success(request, _("The vote is closed and counted. The result stays as it is."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


@require_POST
@open_to(*whoever_may(VoteVerb.EXPORT))
def export(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Return a counted vote as a file that `yuanba ballot recount` counts again (导出表决)."""
    held(request, vote_id)
    whole = services.export_vote(actor=request.actor, vote_id=vote_id, now=now())
    response = HttpResponse(
        json.dumps(whole, ensure_ascii=False, indent=1) + "\n", content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="vote-{vote_id}.json"'
    return response


def desk_page(
    request: DistrictRequest,
    row: VoteRow,
    *,
    form: HandsForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the desk's page of a vote, with a form that came back."""
    return page(
        request,
        "ballots/desk_vote.html",
        vote=row,
        told=told(row),
        hands=_hands(row, form),
        form=form,
        refusal=refusal,
        status=status,
    )


def _hands(row: VoteRow, sent: HandsForm | None) -> list[tuple[object, object, HandsForm, object]]:
    """A form for each motion at each station, filled with what was counted there."""
    if not (row.by_hands and row.is_open):
        return []
    counted = {(one.motion, one.station): one for one in queries.standing_totals(row.id)}
    shown: list[tuple[object, object, HandsForm, object]] = []
    for motion in row.motions:
        for station in row.stations:
            place = {"motion": motion.number, "station": station.number}
            before = counted.get((motion.number, station.number))
            is_sent = sent is not None and [sent["motion"].value(), sent["station"].value()] == [
                str(one) for one in place.values()
            ]
            values = {"yes": before.yes, "no": before.no, "abstain": before.abstain} if before else {}
            form = sent if sent is not None and is_sent else HandsForm(initial={**place, **values})
            shown.append((motion, station, form, before))
    return shown


def held(request: DistrictRequest, vote_id: int) -> VoteRow:
    """Return a vote that the reader may hold; others are told that it is not theirs."""
    row = found(vote_id)
    access.require(request.actor, VoteVerb.OPEN, queries.facts_of(row), now())
    return row


def found(vote_id: int) -> VoteRow:
    """Return a vote, or answer that there is none."""
    try:
        return queries.vote(vote_id)
    except VoteNotFound as fault:
        raise Http404(str(vote_id)) from fault
