"""Views of the work queues of a unit or person: orders, checks, requests, and the pool."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.desk.tables.lists import CHECKERS, CHECKS, ORDERS
from yuanba.desk.views import timing
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow, handling, waiting
from yuanba.matters.services.handling import PickedMatters
from yuanba.messages import queries as inboxes
from yuanba.packs import store
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.paging import row_number
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page, unattended, whoever_may


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(MatterVerb.ACCEPT))
def orders(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the open orders of my units, with requested co-handler parts."""
    has_pool = handling.has_pool(store.in_force(day(now())))
    return tables.respond(request, ORDERS, "desk/orders.html", {"has_pool": has_pool})


@require_GET
@unattended
@open_to(ActorKind.STAFF)
def alarms(request: DistrictRequest) -> HttpResponse:
    """Render the matters in danger for which the reader answers and on which nobody has acted yet."""
    moment = now()
    found = waiting.alarms(request.actor, moment)
    return page(
        request,
        "desk/alarms.html",
        found=found,
        newest=inboxes.newest(request.actor, at=moment),
        names=queries.names_for(found),
        kinds={row.id: timing.dangers(row) for row in found},
        now=moment,
    )


@require_http_methods(["GET", "POST"])
@open_to(*CHECKERS)
def checks(request: DistrictRequest) -> HttpResponse:
    """Render the answers that the reader may check, and the requests that the reader may decide."""
    wishes = waiting.to_decide(request.actor, now())
    names = queries.names_for(one.matter for one in wishes)
    return tables.respond(request, CHECKS, "desk/checks.html", {"wishes": wishes, "names": names})


def packs_of(rows: Iterable[MatterRow]) -> dict[str, Pack]:
    """Return the rule packs of these matters, as a dict by digest; cached packs need no query."""
    return {digest: store.pack_of(digest) for digest in {row.pack_digest for row in rows}}


@require_GET
@open_to(*whoever_may(MatterVerb.TAKE))
def pool(request: DistrictRequest) -> HttpResponse:
    """Render the matters that the reader's units may take from the pool, most urgent first."""
    return _page(request)


@require_POST
@open_to(*whoever_may(MatterVerb.TAKE))
def take(request: DistrictRequest) -> HttpResponse:
    """Take the ticked matters for the reader's unit; show the reason for each that could not be taken."""
    ticked = [row_number(one) for one in request.POST.getlist("matter")]
    try:
        done = services.take_all(actor=request.actor, matter_ids=ticked, now=now())
    except Refused as refusal:
        return _page(request, refusal=refusal, status=409)
    if done.taken:
        told = ngettext(
            "%(n)s matter is your unit's now.", "%(n)s matters are your unit's now.", len(done.taken)
        )
        messages.success(request, told % {"n": len(done.taken)})
    return _page(request, done=done, status=409) if done.left else redirect("desk:orders")


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
        "desk/pool.html",
        found=found,
        most=handling.MOST,
        left=done.left if done else (),
        refusal=refusal,
        names=queries.names_for(rows),
        packs=packs_of(rows),
        now=moment,
        status=status,
    )
