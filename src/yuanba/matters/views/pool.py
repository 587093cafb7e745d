"""Views of a department's pool of untaken matters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from yuanba.matters import queries, services
from yuanba.matters.queries import handling
from yuanba.matters.services.picking import PickedMatters
from yuanba.matters.views.orders import packs_of
from yuanba.packs import store
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may


@require_GET
@open_to(*whoever_may(MatterVerb.TAKE))
def pool(request: DistrictRequest) -> HttpResponse:
    """Render the matters that my units may take from the pool, most urgent first."""
    return _page(request)


@require_POST
@open_to(*whoever_may(MatterVerb.TAKE))
def take(request: DistrictRequest) -> HttpResponse:
    """Take the ticked matters for my unit; show the reason for each that could not be taken."""
    ticked = [int(one) for one in request.POST.getlist("matter") if one.isascii() and one.isdigit()]
    try:
        done = services.take_all(actor=request.actor, matter_ids=ticked, now=now())
    except Refused as refusal:
        return _page(request, refusal=refusal, status=409)
    if done.taken:
        told = ngettext(
            "%(n)s matter is your unit's now.", "%(n)s matters are your unit's now.", len(done.taken)
        )
        messages.success(request, told % {"n": len(done.taken)})
    return _page(request, done=done, status=409) if done.left else redirect("matters:orders")


def _page(
    request: DistrictRequest,
    *,
    done: PickedMatters | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    moment = now()
    pack = store.in_force(day(moment))
    found = handling.pool(request.actor, pack, moment)
    rows = [one.matter for one in found]
    return page(
        request,
        "matters/pool.html",
        found=found,
        most=handling.MOST,
        left=done.left if done else (),
        refusal=refusal,
        names=queries.names_for(rows),
        packs=packs_of(rows),
        now=moment,
        status=status,
    )
