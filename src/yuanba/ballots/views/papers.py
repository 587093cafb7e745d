"""Views of what comes in on paper: sheets typed in by two, boxes counted by two, proxies, turnout."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.ballots import queries, services, wordings
from yuanba.ballots.forms import BoxForm, ProxyForm, SheetForm
from yuanba.ballots.views.shown import desk_page, held
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotChoice
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import DistrictRequest, now, open_to, page, unattended, whoever_may


@require_safe
@unattended
@open_to(*whoever_may(VoteVerb.ENTER))
def turnout(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Render how many have voted so far, for a page that asks again; unchanged it is not sent."""
    row = held(request, vote_id)
    answer = render(request, "ballots/turnout.html", {"vote": row, "turnout": queries.turnout(vote_id)})
    etag = quote_etag(sha256(answer.content).hexdigest()[:20])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(VoteVerb.ENTER))
def sheet(request: DistrictRequest, vote_id: int, station: int, number: int) -> HttpResponse:
    """Show and handle the form for a sheet of paper ballots (录入纸质票); nobody sees what another typed."""
    row = held(request, vote_id)
    place = next((one for one in row.stations if one.number == station), None)
    if place is None or not row.by_name:
        raise Http404(str(station))
    form, refusal, outcome = SheetForm(request.POST or None), None, None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = services.enter(
                actor=request.actor,
                vote_id=vote_id,
                station=station,
                sheet=number,
                text=form.cleaned_data["text"],
                now=now(),
            )
        except Refused as fault:
            refusal = fault
    if outcome and outcome.is_agreed:
        messages.success(request, _("Two people agree: the ballots of this sheet are in."))
        return redirect("ballots:desk_vote", vote_id=vote_id)
    if outcome and not outcome.faults and not outcome.has_other:
        messages.success(request, _("Kept. A second person now types in the same sheet."))
        return redirect("ballots:desk_vote", vote_id=vote_id)
    return page(
        request,
        "ballots/sheet.html",
        vote=row,
        station=place,
        number=number,
        form=form,
        refusal=refusal,
        faults=outcome.faults if outcome else (),
        differences=[(one.voter, _choices(one.mine), _choices(one.other)) for one in outcome.differences]
        if outcome
        else (),
        status=409 if refusal or outcome else 422 if form.errors else 200,
    )


@require_POST
@open_to(*whoever_may(VoteVerb.COUNT_BOX))
def count_box(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """Record what one person counted in a secret box (登记票箱票数)."""
    row = held(request, vote_id, VoteVerb.COUNT_BOX)
    form = BoxForm(request.POST)
    if not form.is_valid():
        return desk_page(request, row, form=form, status=422)
    try:
        is_agreed = services.count_box(actor=request.actor, vote_id=vote_id, now=now(), **form.cleaned_data)
    except Refused as fault:
        return desk_page(request, row, form=form, refusal=fault, status=409)
    if is_agreed:
        messages.success(request, _("Two people agree on this box."))
    else:
        messages.warning(request, _("Kept. Nobody else has counted the same yet: let a second person count."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


@require_POST
@open_to(*whoever_may(VoteVerb.LIST_PROXY))
def list_proxy(request: DistrictRequest, vote_id: int) -> HttpResponse:
    """List a written proxy (登记委托)."""
    row = held(request, vote_id, VoteVerb.LIST_PROXY)
    form = ProxyForm(request.POST)
    if not form.is_valid():
        return desk_page(request, row, proxy_form=form, status=422)
    try:
        services.list_proxy(actor=request.actor, vote_id=vote_id, now=now(), **form.cleaned_data)
    except Refused as fault:
        return desk_page(request, row, proxy_form=form, refusal=fault, status=409)
    messages.success(request, _("The proxy is listed. It can be revoked until its ballot is in."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


@require_POST
@open_to(*whoever_may(VoteVerb.REVOKE_PROXY))
def revoke_proxy(request: DistrictRequest, vote_id: int, proxy: int) -> HttpResponse:
    """Revoke a listed proxy (撤销委托)."""
    row = held(request, vote_id, VoteVerb.REVOKE_PROXY)
    try:
        services.revoke_proxy(actor=request.actor, vote_id=vote_id, proxy=proxy, now=now())
    except Refused as fault:
        return desk_page(request, row, refusal=fault, status=409)
    messages.success(request, _("The proxy is revoked. The voter votes in person again."))
    return redirect("ballots:desk_vote", vote_id=vote_id)


def _choices(told: str) -> str:
    """What a line says in words; a line that one has not is told so."""
    if not told:
        return _("no line")
    words = {str(choice): str(wordings.CHOICES[choice]) for choice in BallotChoice}
    return " · ".join(words.get(one, _("by proxy")) for one in told.split())
