"""Views of one's own part in a vote: looking a name up on a roll, and the ballot that one hands in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.ballots import queries, services
from yuanba.ballots.forms import RollLookupForm
from yuanba.ballots.queries import RollNotFound
from yuanba.ballots.views.shown import ballot_form, found, vote_page
from yuanba.people import services as people
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.proxies import client_address

#: How many names one address may look up on a roll in an hour: nobody reads a roll off so.
MOST_LOOKS, AN_HOUR = 20, 3600


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


@require_POST
@open_to(*(who for who, _scope in ACTIONS[VoteVerb.CAST].rights))
def cast(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Hand in one's own ballot (网上投票); the same press twice is one ballot."""
    row = found(vote_id)
    form = ballot_form(row, request.POST)
    if not form.is_valid():
        return vote_page(request, row, form=form, status=422)
    try:
        services.cast(actor=request.actor, vote_id=vote_id, choices=form.choices(), now=now())
    except Refused as fault:
        return vote_page(request, row, form=form, refusal=fault, status=409)
    messages.success(request, _("Your ballot is in. It is sealed, and counted when the vote is closed."))
    return redirect("ballots:vote", vote_id=vote_id)
